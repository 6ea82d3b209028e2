"""The page numbers that a book prints of its own parts: read off one pass over it, foretold for the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casebook.catalogue.places import Mark, Places

_NUMBERED = ("case:", "end:", "group:", "index:")


def read_numbers(marks: Iterable[Mark]) -> dict[str, int]:
    """Label → its page in the file, for all that contents, dividers and indexes name."""
    numbers: dict[str, int] = {}
    for label, page, _, _ in marks:
        if label.startswith(_NUMBERED):
            numbers.setdefault(label, int(page))
    return numbers


@dataclass(frozen=True, slots=True)
class Standing:
    """How a book stood in a pass: what lies between its cases stays as long as it was, whatever they take."""

    _gaps: Mapping[str, int]
    """Case → the pages between it and the case before it, or the book's head; in the order of the book."""
    _before: Mapping[str, tuple[str, int]]
    """Label → the case it stands before or with, and by how many pages."""
    _behind: Mapping[str, int]
    """Label → how many pages it stands after the last case."""

    @classmethod
    def of(cls, marks: Iterable[Mark], places: Mapping[str, Places]) -> Standing:
        """What a pass tells; `places` are those of all its cases, in the order of the book."""
        gaps: dict[str, int] = {}
        end = 0
        for case, place in places.items():
            gaps[case] = place.start[0] - end
            end = place.start[0] + place.leaves
        cases, starts = list(places), [place.start[0] for place in places.values()]
        before: dict[str, tuple[str, int]] = {}
        behind: dict[str, int] = {}
        for label, page in read_numbers(marks).items():
            if label.startswith(("case:", "end:")):
                continue
            following = bisect_left(starts, page)
            if following < len(cases):
                before[label] = (cases[following], starts[following] - page)
            else:
                behind[label] = page - end
        return cls(gaps, before, behind)

    def foretell(self, places: Mapping[str, Places]) -> dict[str, int]:
        """Label → the page it will stand on, when each case takes what it took where it was set last."""
        numbers: dict[str, int] = {}
        end = 0
        for case, gap in self._gaps.items():
            place = places[case]
            numbers[f"case:{case}"] = start = end + gap
            numbers[f"end:{case}"] = start + place.end[0] - place.start[0]
            end = start + place.leaves
        for label, (case, distance) in self._before.items():
            numbers[label] = numbers[f"case:{case}"] - distance
        for label, distance in self._behind.items():
            numbers[label] = end + distance
        return numbers
