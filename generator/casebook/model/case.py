"""The case file: every key of `cases/<edition>/<id>.yml`, with its type and its meaning.

The descriptions are what editors show beside a key, and what the handbook prints. Rules that weigh
two keys against each other are not here but in `casebook.rules`, so that one fault does not hide another.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from casebook.model.outputs import Outputs
from casebook.model.scalars import (
    Code,
    Codes,
    Day,
    Identifier,
    Language,
    Line,
    Lines,
    Markdown,
    Model,
    Number,
    Paragraphs,
    PartialDate,
    Whole,
    private,
)

SECTIONS = ("background", "goals", "problems", "solutions", "results", "commercialisation", "success_factors")
"""The seven sections in the order of the template; their keys are fixed, which makes cases comparable."""
SHORTS = ("problem", "solution", "result")
CHANNELS = ("web", "print", "data")

Status = Literal["draft", "review", "published", "withdrawn"]
Channel = Literal["web", "print", "data"]
Role = Literal["lead", "research", "partner", "advisor", "support"]
Evidence = Literal["own-measurement", "third-party", "user-measurement", "estimate"]
ROLES: tuple[Role, ...] = ("lead", "research", "partner", "advisor", "support")


class Short(Model):
    """One sentence each, for half pages, hand-outs and posters, where nothing is ever cut."""

    problem: Line | None = Field(None, description="The problem in one sentence.")
    solution: Line | None = Field(None, description="The solution in one sentence.")
    result: Line | None = Field(None, description="The result in one sentence.")


class Period(Model):
    """From when to when the project ran."""

    start: PartialDate | None = Field(None, description="The first month: 2015-09.")
    end: PartialDate | None = Field(None, description="The last month: 2018-03.")


class Money(Model):
    """An amount in a currency."""

    amount: Number = Field(description="The amount, digits only: 97500000.")
    currency: Line = Field(
        "JPY", description="The currency by its ISO 4217 code: JPY, CNY, EUR.", pattern=r"^[A-Z]{3}$"
    )


class Participant(Model):
    """A member of the consortium and its part in it."""

    id: Identifier | None = Field(None, description="Its id in organisations.yml.")
    name: Line | None = Field(None, description="Its name, as long as it is not registered.")
    role: Role = Field("partner", description="lead, research, partner, advisor (a downstream user) or support.")


class Figure(Model):
    """A key figure: a quantity before and after, or its change alone."""

    quantity: Code = Field(description="A code of the quantities in casebook.yml.")
    unit: Line | None = Field(None, description="The unit of these numbers; the quantity's own where left out.")
    before: Number | None = Field(None, description="The value before the project.")
    target: Number | None = Field(None, description="The value aimed at.")
    after: Number | None = Field(None, description="The value reached.")
    change: Number | None = Field(None, description="The change in per cent, where only that is known: -60.")
    relation: Literal["=", "<", ">", "about"] = Field("=", description="Whether the value is exact: =, <, > or about.")
    evidence: Evidence | None = Field(None, description="Who measured it.")
    note: Line | None = Field(None, description="How it was measured, or what to keep in mind.")


class Observation(Model):
    """What was seen of the project's results at a date, for years after its end."""

    date: PartialDate = Field(description="When it was seen: 2019-07.")
    stage: Code | None = Field(None, description="The stage reached, a code of the stages in casebook.yml.")
    source: Literal["survey", "interview", "report", "press"] | None = Field(
        None, description="Where it is known from."
    )
    sales: Money | None = Field(None, description="Sales from the results since the observation before.")
    jobs: Whole | None = Field(None, description="Jobs created, in persons.")
    effects: Codes = Field((), description="Side effects, codes of the effects in casebook.yml.")
    note: Line | None = Field(None, description="One sentence on what was seen.")


class Maturity(Model):
    """Readiness levels at the project's end."""

    trl: Whole | None = Field(None, ge=1, le=9, description="Technology readiness level, 1 to 9.")
    mrl: Whole | None = Field(None, ge=1, le=10, description="Manufacturing readiness level, 1 to 10.")


class Image(Model):
    """A picture in the folder beside the case file."""

    file: Line = private(description="The name of a file in the folder beside the case file.")
    alt: Line | None = Field(None, description="What the picture shows, for those who cannot see it.")
    caption: Line | None = Field(None, description="The line under the picture.")
    credit: Line | None = Field(None, description="Who made it.")
    licence: Line | None = Field(None, description="Under which licence it may be shown.")


class ContactConsent(Model):
    """Leave to show the contact; it gates the contact alone."""

    given: Day | None = Field(None, description="When it was given.")
    expires: Day | None = Field(None, description="The last day on which the contact may be shown.")


class Contact(Model):
    """Whom to ask."""

    organisation: Identifier | None = Field(None, description="An id of organisations.yml; the lead where left out.")
    department: Line | None = Field(None, description="The department.")
    name: Line | None = Field(None, description="The person; leave it out where the department will do.")
    email: Line | None = Field(None, description="The mail address.")
    phone: Line | None = Field(None, description="The telephone number, international: +81 6 0000 0000.")
    url: Line | None = Field(None, description="The page to visit.")
    consent: ContactConsent | None = private(
        default=None,
        description="Leave to show this contact; without it, or when it has run out, the office's stands in.",
    )


class Link(Model):
    """A page elsewhere."""

    title: Line = Field(description="What is found there.")
    url: Line = Field(description="Its address, http or https.")


class Consent(Model):
    """Leave to publish the case."""

    given: Day | None = Field(None, description="When it was given.")
    by: Line | None = Field(None, description="Who gave it.")
    expires: Day | None = Field(None, description="The last day on which it holds.")
    channels: tuple[Channel, ...] | None = Field(
        None, description="What it covers: web, print, data; all where left out."
    )


class Approval(Model):
    """That an organisation has approved the text, and which text that was."""

    by: Identifier = Field(description="An id of organisations.yml.")
    date: Day = Field(description="When.")
    of: Line = Field(description="The hash of the text that was approved; `casebook check` names the present one.")


class Origin(Model):
    """Which casebook this case was taken from."""

    casebook: Line = Field(description="The title of that casebook.")
    address: Line | None = Field(None, description="Its site.")
    id: Identifier = Field(description="The id of the case there.")
    date: Day = Field(description="When it was taken last; `casebook take` writes it.")


class Correction(Model):
    """What was mended after an edition was printed."""

    date: Day = Field(description="When.")
    text: Line = Field(description="What was wrong and what is right.")


class ImageTranslation(Model):
    """A picture's words in another language."""

    alt: Line | None = Field(None, description="The alternative text, translated.")
    caption: Line | None = Field(None, description="The caption, translated.")


class Translation(Model):
    """The case's texts in another language; what is missing is shown in the original, marked."""

    title: Line | None = Field(None, description="The title, translated.")
    summary: Line | None = Field(None, description="The summary, translated.")
    short: Short | None = Field(None, description="The short sentences, translated.")
    background: Paragraphs | None = Field(None, description="The section, translated.")
    goals: Paragraphs | None = Field(None, description="The section, translated.")
    problems: Paragraphs | None = Field(None, description="The section, translated.")
    solutions: Paragraphs | None = Field(None, description="The section, translated.")
    results: Paragraphs | None = Field(None, description="The section, translated.")
    commercialisation: Paragraphs | None = Field(None, description="The section, translated.")
    success_factors: Paragraphs | None = Field(None, description="The section, translated.")
    images: tuple[ImageTranslation, ...] = Field(
        (), description="Alternative texts and captions in the pictures' order."
    )
    of: dict[str, Line] = Field(
        {}, description="Hashes of the texts that were translated, by key; `casebook translated` writes them."
    )


class Case(Model):
    """One project case, as it stands in its file; the id is the file's name."""

    title: Line | None = Field(None, description="The title; it says what was achieved and in what.")
    summary: Line | None = Field(None, description="One or two sentences, shown on cards, in feeds and as the lead.")
    short: Short | None = Field(None, description="One sentence each for problem, solution and result.")
    language: Language | None = Field(None, description="The language of the texts (BCP 47): en, ja, zh-Hans.")
    status: Status = Field("draft", description="draft, review, published or withdrawn.")
    publish_from: Day | None = Field(None, description="The first day on which the case may be seen.")
    editions: Codes = Field((), description="The editions it stands in; the folder's where left out.")
    project: Line | None = Field(None, description="The project's number, its row in register.csv.")
    adopted: Whole | None = Field(None, ge=1900, le=2200, description="The fiscal year of adoption.")
    period: Period | None = Field(None, description="From when to when the project ran.")
    funding: Money | None = Field(None, description="The public funding.")
    fields: Codes = Field((), description="Technology fields in the edition's scheme, the main one first.")
    applications: Codes = Field((), description="Downstream industries.")
    processes: Codes = Field((), description="Manufacturing processes.")
    materials: Codes = Field((), description="Materials worked or made.")
    keywords: Lines = Field((), description="Words that a searcher would use.")
    organisations: tuple[Participant, ...] = Field((), description="The consortium, the lead first.")
    background: Paragraphs | None = Field(None, description="Why the project was begun.")
    goals: Paragraphs | None = Field(None, description="What was to be reached, in numbers.")
    problems: Paragraphs | None = Field(None, description="What stood in the way; a list pairs with the solutions.")
    solutions: Paragraphs | None = Field(None, description="What was done; a list pairs with the problems.")
    results: Paragraphs | None = Field(None, description="What was reached, in numbers.")
    commercialisation: Paragraphs | None = Field(None, description="Practical use, sales, outlook.")
    success_factors: Paragraphs | None = Field(None, description="What made it work.")
    figures: tuple[Figure, ...] = Field((), description="Key figures; the numbers are data.")
    outputs: Outputs = Field(Outputs(), description="Products, patents, publications, awards, standards.")
    stage: Code | None = Field(None, description="The stage at the project's end.")
    follow_up: tuple[Observation, ...] = Field((), description="What became of it, dated.")
    maturity: Maturity | None = Field(None, description="Readiness levels.")
    factors: Codes = Field((), description="Success factors by type.")
    offers: Codes = Field((), description="What the company offers.")
    distinctions: Codes = Field((), description="Honours given by the programme.")
    images: tuple[Image, ...] = Field((), description="Pictures, the most telling first.")
    contact: Contact | None = Field(None, description="Whom to ask.")
    links: tuple[Link, ...] = Field((), description="Pages elsewhere.")
    licence: Line | None = Field(None, description="The licence of text and pictures; the programme's where left out.")
    consent: Consent | None = private(default=None, description="Leave to publish.")
    approvals: tuple[Approval, ...] = private(default=(), description="Who approved which text.")
    corrections: tuple[Correction, ...] = Field((), description="What was mended after printing.")
    origin: Origin | None = Field(None, description="Where it was taken from, for cases of another casebook.")
    former_ids: tuple[Identifier, ...] = Field((), description="Ids that this case had before.")
    translations: dict[Language, Translation] = Field({}, description="The texts in other languages.")
    extra: dict[str, Markdown] = Field({}, description="The programme's own keys, typed in casebook.yml.")

    def section(self, key: str) -> tuple[str, ...]:
        """The paragraphs of one of the seven sections; empty where it is missing."""
        value: tuple[str, ...] | None = getattr(self, key)
        return value or ()


__all__ = [
    "CHANNELS",
    "ROLES",
    "SECTIONS",
    "SHORTS",
    "Case",
    "Decimal",
    "Figure",
    "Image",
    "Observation",
    "Participant",
]
