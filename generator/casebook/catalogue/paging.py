"""On which page everything of a catalogue in volumes stands: within its volume, and by the numbers that run on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casebook.catalogue.places import Mark, last_page
from casebook.model.formats import Space


@dataclass(frozen=True, slots=True)
class VolumePages:
    """Where everything stands in a volume, by the pages of its file."""

    cases: Mapping[str, tuple[int, int]]
    """Case → its first and its last page."""
    groups: Mapping[str, int]
    indexes: Mapping[str, int]
    length: int
    """Its pages; an even number, so that the next volume begins on a right page."""
    blank: bool = False
    """Whether a blank page stands among those before the cases."""

    @property
    def numbers(self) -> dict[str, int]:
        """Label → its page in the file."""
        firsts = {f"case:{case}": first for case, (first, _) in self.cases.items()}
        lasts = {f"end:{case}": last for case, (_, last) in self.cases.items()}
        groups = {f"group:{name}": page for name, page in self.groups.items()}
        return {**firsts, **lasts, **groups, **{f"index:{name}": page for name, page in self.indexes.items()}}

    def as_data(self) -> dict[str, Any]:
        """As it is remembered."""
        cases = {case: list(pages) for case, pages in self.cases.items()}
        kinds = {"groups": dict(self.groups), "indexes": dict(self.indexes)}
        return {"cases": cases, **kinds, "length": self.length, "blank": self.blank}


def from_data(data: Mapping[str, Any]) -> VolumePages:
    """What was remembered. Raises KeyError, TypeError or ValueError for anything else."""
    cases = {case: (int(first), int(last)) for case, (first, last) in data["cases"].items()}
    return VolumePages(cases, dict(data["groups"]), dict(data["indexes"]), int(data["length"]), bool(data["blank"]))


def read_volume_pages(marks: Sequence[Mark], space: Space, *, blank: bool) -> VolumePages:
    """The pages by the marks of a volume that was laid out."""
    page = {label: number for label, number, _, _ in marks}
    kinds: dict[str, dict[str, int]] = {"case": {}, "end": {}, "group": {}, "index": {}}
    for label, number in page.items():
        kind, _, name = label.partition(":")
        if kind in kinds:
            kinds[kind].setdefault(name, number)
    spread = 1 if space == "two-pages" else 0
    cases = {case: (first, max(kinds["end"][case], first + spread)) for case, first in kinds["case"].items()}
    last = max(last_page(marks), *(end for _, end in cases.values()))
    return VolumePages(cases, kinds["group"], kinds["index"], last + last % 2, blank)


@dataclass(frozen=True, slots=True)
class Span:
    """The pages of a case, a group or an index, as they are printed."""

    name: str
    volume: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Paging:
    """The pages of all volumes."""

    _spans: tuple[tuple[int, int], ...]
    _cases: Mapping[str, Span]
    _groups: Mapping[str, Span]
    _indexes: Mapping[str, Span]

    def span(self, volume: int) -> tuple[int, int]:
        """The first and the last page of a volume."""
        return self._spans[volume - 1] if self._spans else (1, 0)

    def case(self, name: str) -> Span:
        """The pages of a case."""
        return self._cases.get(name, Span(name, 1, 0, 0))

    def group(self, name: str) -> Span:
        """The page on which a group begins."""
        return self._groups.get(name, Span(name, 1, 0, 0))

    def index(self, name: str) -> Span:
        """The page on which an index begins."""
        return self._indexes.get(name, Span(name, 1, 0, 0))


UNKNOWN = Paging((), {}, {}, {})
"""No page is known: every number is 0."""


def plan_paging(volumes: Sequence[VolumePages], fill_to: int) -> Paging:
    """The numbers that run on; the last volume is filled up so that all have a multiple of so many pages."""
    spans: list[tuple[int, int]] = []
    cases: dict[str, Span] = {}
    groups: dict[str, Span] = {}
    indexes: dict[str, Span] = {}
    before = 0
    for number, held in enumerate(volumes, start=1):
        for case, (first, last) in held.cases.items():
            cases[case] = Span(case, number, before + first, before + last)
        for found, pages in ((groups, held.groups), (indexes, held.indexes)):
            found.update({name: Span(name, number, before + page, before + page) for name, page in pages.items()})
        end = before + held.length
        end = -(-end // fill_to) * fill_to if number == len(volumes) else end
        spans.append((before + 1, end))
        before = end
    return Paging(tuple(spans), cases, groups, indexes)
