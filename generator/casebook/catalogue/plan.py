"""What a catalogue holds: its cases in their groups, its languages, parts, sizes and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casebook.catalogue.grouping import Group, edition_of, group_cases
from casebook.catalogue.pictures import Boxes, Placed, boxes_of, place_art, place_picture
from casebook.catalogue.profiles import Profile
from casebook.catalogue.written import Written
from casebook.model.catalogue import Catalogue
from casebook.model.formats import PAPERS
from casebook.model.programme import Edition
from casebook.model.scalars import LocalText
from casebook.publication.values import PublicCase, Published

NOTHING_WRITTEN = Written()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a catalogue holds, before any of it is turned into data."""

    name: str
    catalogue: Catalogue
    language: str
    edition: Edition | None
    groups: tuple[Group, ...]
    written: Written = NOTHING_WRITTEN
    profile: Profile = "web"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a page in millimetres."""
        return self.catalogue.size or PAPERS[self.catalogue.kind.paper]

    @property
    def cases(self) -> tuple[PublicCase, ...]:
        """Its cases in the order of the book."""
        return tuple(case for group in self.groups for case in group.cases)

    @property
    def parts(self) -> tuple[str, ...]:
        """What surrounds the cases."""
        parts = self.catalogue.kind.parts if self.catalogue.parts is None else self.catalogue.parts
        divided = self.catalogue.group_by != "none"
        return tuple(part for part in parts if divided or part != "dividers")

    def spine(self, pages: int) -> float | None:
        """The width of the spine in millimetres for a number of pages; None where the paper is not known."""
        paper = self.catalogue.paper
        return round(float(-(-pages // 2) * paper.sheet + 2 * paper.cover), 2) if paper else None

    @property
    def isbn(self) -> str:
        """Its own, else the edition's; '' where there is none."""
        return self.catalogue.isbn or (self.edition.isbn if self.edition else None) or ""

    @property
    def has_cover_sheet(self) -> bool:
        """Whether its cover is made as a sheet that goes round the spine."""
        bound = self.profile == "press" and self.catalogue.kind.bound
        return bound and self.catalogue.paper is not None and self.catalogue.cover_sheet is not None

    @property
    def second(self) -> str:
        """The language that is added to the first; '' where there is none."""
        return self.catalogue.languages[1] if len(self.catalogue.languages) > 1 else ""

    @property
    def boxes(self) -> Boxes:
        """The largest places of its pictures."""
        return boxes_of(self.catalogue.format, self.catalogue.room, self.size)

    @property
    def pictures(self) -> tuple[Placed, ...]:
        """Its pictures in the order of the book."""
        boxes = self.boxes
        placed = [
            place_picture(case, place, boxes, self.profile)
            for case in self.cases
            for place in range(len(case.pictures))
        ]
        return (*self.cover_art.values(), *placed)

    @property
    def cover_art(self) -> dict[str, Placed]:
        """`logo` and `picture` of the cover, those that there are."""
        held = {"logo": (self.written.logo, 60.0), "picture": (self.written.picture, max(self.size))}
        return {key: place_art(art, side, self.profile) for key, (art, side) in held.items() if art}

    @property
    def titles(self) -> LocalText:
        """Its title per language: its own, else the edition's."""
        return self.catalogue.title or (self.edition.title if self.edition else {}) or {"": self.name}

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that is set in it, the book's own first."""
        shown = {case.shown_language(self.language) for case in self.cases}
        held = {case.section(self.language, "results")[1] for case in self.cases}
        second = {self.second} - {""}
        return (self.language, *sorted((shown | held | second) - {self.language}))


def plan_catalogue(
    name: str,
    cases: Sequence[PublicCase],
    published: Published,
    written: Written = NOTHING_WRITTEN,
    profile: Profile = "web",
) -> Plan:
    """What a catalogue of the programme holds; the cases are those that its `where` has left."""
    catalogue = published.programme.catalogues[name]
    language = language_of(catalogue, published)
    edition = edition_of(catalogue, cases, published.programme)
    groups = group_cases(catalogue, cases, edition, published, language)
    return Plan(name, catalogue, language, edition, groups, written, profile)


def language_of(catalogue: Catalogue, published: Published) -> str:
    """The language that leads in a catalogue."""
    return catalogue.languages[0] if catalogue.languages else published.programme.language
