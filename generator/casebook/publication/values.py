"""What has passed the gate. Renderers take these values and no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from casebook.model.case import Case, ImageTranslation, Role
from casebook.model.organisation import Organisation
from casebook.model.programme import Edition, Programme, Term
from casebook.model.scalars import first_day, in_language
from casebook.project.kept import KeptCase
from casebook.project.values import Picture, Texts


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a consortium, resolved in the registry."""

    role: Role
    names: Mapping[str, str]
    """Per language, as LocalText; see `model.scalars.in_language`."""
    organisation: Organisation | None
    """Its entry in the registry, where it is registered."""

    def name(self, language: str) -> str:
        """The name in a language."""
        return in_language(dict(self.names), language)


@dataclass(frozen=True, slots=True)
class ShownContact:
    """The contact that may be shown: the company's, or the office's in its place."""

    of_office: bool
    names: Mapping[str, str]
    department: str = ""
    person: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What lists of all cases ask of each; it spares them unpacking the whole case."""

    applications: tuple[str, ...]
    former_ids: tuple[str, ...]
    publish_from: dt.date | None
    later: tuple[dt.date, ...]
    """The days of corrections and observations."""

    @classmethod
    def of(cls, case: Case) -> Outline:
        """The outline of a case."""
        later = (*(each.date for each in case.corrections), *(first_day(each.date) for each in case.follow_up))
        return cls(case.applications, case.former_ids, case.publish_from, later)


@dataclass(frozen=True, slots=True)
class PublicCase:
    """A case as it may be shown on the channels and the date that were asked for."""

    id: str
    held: Case | KeptCase
    """The case, or the text that it is made from when somebody asks."""
    language: str
    """The language of the original."""
    editions: tuple[str, ...]
    fields_today: tuple[str, ...]
    """Codes of the fields in force today, the main one first."""
    stage: str | None
    """The stage of the latest observation, else the one at the project's end."""
    members: tuple[Member, ...]
    contact: ShownContact | None
    texts: Texts
    pictures: tuple[Picture, ...]
    watermark: bool = False
    """Whether this is a preview that must be marked as such."""
    known: Outline | None = None

    @property
    def case(self) -> Case:
        """The model with every private key at its default, and without its contact."""
        return self.held.case if isinstance(self.held, KeptCase) else self.held

    @property
    def outline(self) -> Outline:
        """What lists of all cases ask of it."""
        return self.known or Outline.of(self.case)

    @property
    def lead(self) -> Member | None:
        """The leading member, or the first where none leads."""
        return next((member for member in self.members if member.role == "lead"), next(iter(self.members), None))

    @property
    def region(self) -> str | None:
        """The region code of the lead."""
        lead = self.lead
        return lead.organisation.region if lead and lead.organisation else None

    @property
    def fictional(self) -> bool:
        """Whether the lead is an invented organisation."""
        lead = self.lead
        return bool(lead and lead.organisation and lead.organisation.fictional)

    @property
    def languages(self) -> tuple[str, ...]:
        """The original's language, then those it has been translated into."""
        return (self.language, *sorted(self.case.translations))

    def shown_language(self, language: str) -> str:
        """The language in which readers of a language see the case: theirs if it has one, else the original's."""
        return language if language == self.language or language in self.case.translations else self.language

    def title(self, language: str) -> str:
        """The title for readers of a language."""
        translation = self.case.translations.get(language)
        return (translation.title if translation else None) or self.case.title or self.id

    def summary(self, language: str) -> str:
        """The summary for readers of a language."""
        translation = self.case.translations.get(language)
        return (translation.summary if translation else None) or self.case.summary or ""

    def section(self, language: str, key: str) -> tuple[tuple[str, ...], str]:
        """A section's items as HTML, and the language they are in: the reader's, else the original's."""
        items = self.texts.get(language, {}).get(key, ())
        if items:
            return items, language
        return self.texts.get(self.language, {}).get(key, ()), self.language

    def short(self, language: str, key: str) -> str:
        """One of the short sentences: problem, solution, result."""
        translation = self.case.translations.get(language)
        chosen = (translation.short if translation else None) or self.case.short
        own = self.case.short
        return (getattr(chosen, key) if chosen else None) or (getattr(own, key) if own else None) or ""

    def alternative_text(self, language: str, place: int) -> str:
        """The alternative text of the picture at a place, from 0."""
        words = self._words_of_picture(language, place)
        return (words.alt if words else None) or self.pictures[place].alt

    def caption(self, language: str, place: int) -> str:
        """The caption of the picture at a place, from 0."""
        words = self._words_of_picture(language, place)
        return (words.caption if words else None) or self.pictures[place].caption

    def _words_of_picture(self, language: str, place: int) -> ImageTranslation | None:
        translation = self.case.translations.get(language)
        number = self.pictures[place].place
        return translation.images[number] if translation and number < len(translation.images) else None


@dataclass(frozen=True, slots=True)
class WithdrawnCase:
    """What remains of a case that was once public: its id and its editions, and nothing of its text."""

    id: str
    editions: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """What certain channels may show on a certain date."""

    programme: Programme
    organisations: Mapping[str, Organisation]
    cases: tuple[PublicCase, ...]
    """Sorted by id."""
    withdrawn: tuple[WithdrawnCase, ...]
    date: dt.date
    channels: frozenset[str]

    @cached_property
    def by_field(self) -> dict[str, tuple[PublicCase, ...]]:
        """Today's field code → its cases, in the order of the fields; a case stands under each of its fields."""
        return {
            term.code: tuple(case for case in self.cases if term.code in case.fields_today)
            for term in self.programme.taxonomies.fields_of(None)
        }

    def term(self, taxonomy: str, code: str) -> Term | None:
        """A term of one of the lists."""
        return self.programme.taxonomies.find(taxonomy, code)

    def edition(self, code: str) -> Edition | None:
        """An edition by its code."""
        return self.programme.edition(code)


@dataclass(frozen=True)
class Preview(Published):
    """Everything, drafts too, for proofs alone: every case carries the watermark, nothing goes under `site/`."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many projects; None where the number is too small to be shown."""

    projects: int | None
    practical: int | None
    """How many of them were put to practical use."""


@dataclass(frozen=True, slots=True)
class Aggregates:
    """Counts over all funded projects, with or without a case."""

    date: dt.date
    total: Count
    by_field: Mapping[str, Count]
    by_application: Mapping[str, Count]
    by_field_and_application: Mapping[tuple[str, str], Count]
    by_stage: Mapping[str, int | None]
