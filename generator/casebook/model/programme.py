"""The programme's settings: every key of `casebook.yml`."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from casebook.model.case import SECTIONS
from casebook.model.catalogue import Catalogue, Colour, Percentage
from casebook.model.press import PressSettings
from casebook.model.scalars import (
    Code,
    Codes,
    Day,
    Flag,
    Identifier,
    Language,
    Line,
    Lines,
    LocalText,
    Model,
    Whole,
    as_list,
)
from casebook.model.units import convert

FORMAT = 1
"""The format version that this Casebook reads; `casebook migrate` lifts older files."""
TAXONOMIES = (
    "fields", "applications", "processes", "materials", "stages", "quantities", "regions", "factors", "offers",
    "organisation_kinds", "certifications", "distinctions", "effects",
)  # fmt: skip


class Term(Model):
    """One entry of a list of terms. It is never deleted: `to` ends it, `replaced_by` says what follows."""

    code: Code = Field(description="The code that cases use.")
    name: LocalText = Field(description="Its name per language.")
    reading: LocalText = Field({}, description="How it is read, per language; Japanese indexes go by it: かがく.")
    description: LocalText = Field({}, description="One sentence on what belongs here.")
    aliases: Lines = Field((), description="Other words for it.")
    colour: Colour | None = Field(None, description="Its colour on the screen: #03769d.")
    cmyk: tuple[Percentage, Percentage, Percentage, Percentage] | None = Field(
        None, description="Its colour in print, per cent each."
    )
    from_: Whole | None = Field(None, alias="from", description="The first year in which it holds.")
    to: Whole | None = Field(None, description="The last year in which it holds.")
    replaced_by: Codes = Field((), description="The codes that stand for it today, the main one first.")


class Stage(Term):
    """A stage on the road to sales; the list's order is the order of the stages."""

    counts_as: Annotated[tuple[Literal["practical", "commercial"], ...], BeforeValidator(as_list)] = Field(
        (), description="Whether it counts as put to practical use, and as sold."
    )


class Quantity(Term):
    """Something that is measured."""

    unit: Line = Field(description="The unit in which figures are compared.")
    better: Literal["higher", "lower"] | None = Field(None, description="Which way is better.")

    def value_in_unit(self, value: Decimal, unit: str | None) -> Decimal | None:
        """The value in the quantity's own unit; None where the units do not fit."""
        return convert(value, unit or self.unit, self.unit)


class Taxonomies(Model):
    """The programme's lists of terms."""

    fields: tuple[Term, ...] = Field((), description="Technology fields.")
    applications: tuple[Term, ...] = Field((), description="Downstream industries.")
    processes: tuple[Term, ...] = Field((), description="Manufacturing processes.")
    materials: tuple[Term, ...] = Field((), description="Materials.")
    stages: tuple[Stage, ...] = Field((), description="Stages, in their order.")
    quantities: tuple[Quantity, ...] = Field((), description="Quantities of key figures.")
    regions: tuple[Term, ...] = Field((), description="Regions.")
    factors: tuple[Term, ...] = Field((), description="Types of success factors.")
    offers: tuple[Term, ...] = Field((), description="What companies may offer.")
    organisation_kinds: tuple[Term, ...] = Field((), description="Kinds of organisations.")
    certifications: tuple[Term, ...] = Field((), description="Certifications of organisations.")
    distinctions: tuple[Term, ...] = Field((), description="Honours given by the programme.")
    effects: tuple[Term, ...] = Field((), description="Side effects asked for in the survey.")

    def terms(self, name: str) -> tuple[Term, ...]:
        """One list of terms by its name."""
        found: tuple[Term, ...] = getattr(self, name)
        return found

    @cached_property
    def index(self) -> dict[str, dict[str, Term]]:
        """List name → code → term."""
        return {name: {term.code: term for term in self.terms(name)} for name in TAXONOMIES}

    def find(self, name: str, code: str | None) -> Term | None:
        """A term by its code."""
        return self.index[name].get(code) if code else None

    def quantity(self, code: str) -> Quantity | None:
        """A quantity by its code."""
        found = self.index["quantities"].get(code)
        return found if isinstance(found, Quantity) else None

    def stage_order(self, code: str | None) -> int:
        """The place of a stage in the list, from 0; -1 for none."""
        return next((place for place, stage in enumerate(self.stages) if stage.code == code), -1)

    def fields_of(self, scheme: int | None) -> tuple[Term, ...]:
        """The technology fields in force in a year; those in force today for None."""
        if scheme is None:
            return tuple(term for term in self.fields if term.to is None)
        return tuple(term for term in self.fields if (term.from_ or 0) <= scheme <= (term.to or 9999))

    def fields_today(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Today's fields for codes of any scheme: each followed through `replaced_by`, the main ones first."""
        main: list[str] = []
        further: list[str] = []
        for code in codes:
            found = self._today(code, ())
            main += found[:1]
            further += found[1:]
        return tuple(dict.fromkeys(main + further))

    def _today(self, code: str, seen: tuple[str, ...]) -> list[str]:
        term = self.index["fields"].get(code)
        if term is None or code in seen or not (term.replaced_by and term.to is not None):
            return [code]
        return [today for next_code in term.replaced_by for today in self._today(next_code, (*seen, code))]


class SectionRule(Model):
    """What the template asks of a section."""

    name: LocalText = Field({}, description="The programme's own heading.")
    required: Flag = Field(False, description="Whether a published case must have it: true or false.")
    budget: dict[Language, Whole] = Field({}, description="The longest it may be, in characters, per language.")


class ExtraKey(Model):
    """A typed key of the programme's own, under `extra:`."""

    name: LocalText = Field(description="Its label.")
    type: Literal["text", "number", "date", "flag", "choice"] = Field("text", description="What its values are.")
    values: Lines = Field((), description="The values to choose from, for type choice.")
    required: Flag = Field(False, description="Whether a published case must have it.")
    public: Flag = Field(True, description="Whether it may be published.")


class Template(Model):
    """The uniform template."""

    sections: dict[Literal[SECTIONS], SectionRule] = Field({}, description="The seven sections.")  # type: ignore[valid-type]
    summary_budget: dict[Language, Whole] = Field({}, description="The longest summary, in characters, per language.")
    short_budget: dict[Language, Whole] = Field({}, description="The longest short sentence, per language.")
    extra: dict[str, ExtraKey] = Field({}, description="The programme's own keys.")


class Publication(Model):
    """On what ground a case may be published."""

    basis: Literal["by-terms", "consent"] = Field(
        "by-terms", description="by-terms (the grant's conditions) or consent."
    )
    contact: Line | None = Field(None, description="The office's mail address, which stands in for a company's.")
    stand_in: Literal["office", "coordinator"] = Field(
        "office",
        description="Who stands in where a company's contact may not be shown: the office, or the coordinator, that is "
        "the first member with the role support whose contact is in organisations.yml.",
    )
    suppress_below: Whole = Field(3, description="Counts below this are not shown in aggregates.")
    require_approval: Flag = Field(False, description="Whether a case needs an approval of its present text.")


class PictureSettings(Model):
    """What the site's pictures are made into."""

    formats: Annotated[tuple[Literal["webp", "avif"], ...], BeforeValidator(as_list)] = Field(
        ("webp",), min_length=1, description="webp, avif or both; a browser takes the first it knows."
    )


class SearchSettings(Model):
    """What the search knows of words."""

    synonyms: tuple[Annotated[Lines, Field(min_length=2)], ...] = Field(
        (), description="Lists of words that mean the same to a searcher, in whatever languages."
    )


class Publisher(Model):
    """Who publishes."""

    name: LocalText = Field({}, description="The office's name.")
    place: LocalText = Field({}, description="Its town.")
    email: Line | None = Field(None, description="Its mail address.")
    phone: Line | None = Field(None, description="Its telephone number.")
    url: Line | None = Field(None, description="Its page.")
    logo: Line | None = Field(None, description="Its logo, a file in the project.")


class Edition(Model):
    """An annual edition."""

    code: Code = Field(description="Its code, also its folder under cases/.")
    title: LocalText = Field({}, description="Its title.")
    date: Day | None = Field(None, description="The day of its publication.")
    projects: Line | None = Field(None, description="The years of adoption it covers, for readers.")
    fields: Whole | None = Field(
        None, description="The year whose scheme of fields it prints in; today's where left out."
    )
    isbn: Line | None = Field(None, description="Its ISBN.")


class Programme(Model):
    """The whole of casebook.yml."""

    format: Whole = Field(0, description="The version of this format.")
    title: LocalText = Field({}, description="The casebook's title.")
    subtitle: LocalText = Field({}, description="The line under it.")
    publisher: Publisher = Field(Publisher(), description="Who publishes.")
    languages: Annotated[tuple[Language, ...], BeforeValidator(as_list)] = Field(
        ("en",), min_length=1, description="The site's languages, the first at its root."
    )
    timezone: Line = Field("UTC", description="The time zone in which a day begins: Asia/Tokyo.")
    fiscal_year_starts: Whole = Field(1, ge=1, le=12, description="The month in which the fiscal year begins.")
    address: Line | None = Field(None, description="The site's address, for QR codes and canonical links.")
    licence: Line | None = Field(None, description="The licence where a case names none.")
    accent: Colour = Field("#2d6fbe", description="The programme's colour.")
    publication: Publication = Field(Publication(), description="On what ground cases are published.")
    template: Template = Field(Template(), description="The uniform template.")
    taxonomies: Taxonomies = Field(Taxonomies(), description="Lists of terms.")
    editions: tuple[Edition, ...] = Field((), description="The editions, oldest first.")
    catalogues: dict[Identifier, Catalogue] = Field({}, description="Print catalogues by name.")
    press: PressSettings = Field(PressSettings(), description="What files for the press are made for.")
    pictures: PictureSettings = Field(PictureSettings(), description="What the site's pictures are made into.")
    search: SearchSettings = Field(SearchSettings(), description="What the full text search knows of words.")

    @property
    def language(self) -> str:
        """The first language, at the root of the site."""
        return self.languages[0]

    def edition(self, code: str) -> Edition | None:
        """An edition by its code."""
        return next((edition for edition in self.editions if edition.code == code), None)
