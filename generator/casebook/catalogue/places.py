"""Where a case came to lie, as Typst's own layout tells it: the marks that the templates set, in points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LOWER_MARGIN = 53.86
"""In points; the template's 19 mm."""
TOP = 73.7
"""The head of the columns in points; the template's upper margin of 26 mm."""
MIDDLE = 200.0
"""A mark further to the right than this stands in the second column."""
CLEARANCE_BELOW_BAND = 12.8
CLEARANCE_ABOVE_FOOT = 14.2
_KINDS = frozenset({"case", "text", "band", "foot", "end", "at"})


@dataclass(frozen=True, slots=True)
class Places:
    """Where a case came to lie: page, x and y in points of its marks."""

    start: tuple[int, float, float]
    text: tuple[int, float, float]
    band: tuple[int, float, float] | None
    foot: tuple[int, float, float]
    end: tuple[int, float, float]
    sections: tuple[tuple[str, tuple[int, float, float]], ...]
    bottom: float
    """The foot of the columns in points, from the page's top."""

    @property
    def pages(self) -> int:
        """How many pages the case takes, two at least."""
        return max(self.text[0], self.end[0], self.start[0] + 1) - self.start[0] + 1

    @property
    def leaves(self) -> int:
        """How many pages go by until the next case may begin on a left one."""
        return self.pages + self.pages % 2

    @property
    def used(self) -> tuple[float, float, float]:
        """On the page where the text ends: the columns' length taken, their head and their foot, in points."""
        page, x, y = self.text
        head = TOP
        if page == self.start[0] and self.sections:
            head = min(place[2] for _, place in self.sections if place[0] == page)
        elif self.band and self.band[0] == page:
            head = self.band[2] + CLEARANCE_BELOW_BAND
        foot = self.foot[2] - CLEARANCE_ABOVE_FOOT if self.foot[0] == page > self.start[0] else self.bottom
        in_second = x > MIDDLE
        return (y - head) + (foot - head if in_second else 0.0), head, foot


Mark = tuple[str, int, float, float]
"""A label of the templates, its page, x and y in points."""


def last_page(marks: Iterable[Mark]) -> int:
    """The last page that holds anything of a book: what stands behind the cases, or the last of these."""
    return max(page for label, page, _, _ in marks if label == "book-end" or label.startswith("end:"))


def read_places(marks: Iterable[Mark], page_height: float) -> dict[str, Places]:
    """Case id → where it came to lie, in the order of the book; other marks are passed over. Heights in points."""
    found: dict[str, dict[str, tuple[int, float, float]]] = {}
    for label, page, x, y in marks:
        kind, _, rest = label.partition(":")
        case, _, section = rest.partition(":")
        if kind in _KINDS:
            found.setdefault(case, {}).setdefault(section or f"{kind}:", (int(page), float(x), float(y)))
    return {case: _places(held, page_height - LOWER_MARGIN) for case, held in found.items()}


def _places(held: Mapping[str, tuple[int, float, float]], bottom: float) -> Places:
    sections = tuple((key, place) for key, place in held.items() if not key.endswith(":"))
    return Places(held["case:"], held["text:"], held.get("band:"), held["foot:"], held["end:"], sections, bottom)
