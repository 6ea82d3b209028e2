"""Millimetres and points, and the boxes of a page: paper, bleed and the line at which it is cut."""

from __future__ import annotations

from dataclasses import dataclass

POINT = 72 / 25.4
"""Points in a millimetre."""
BLEED = 3.0
"""Millimetres that are printed beyond the cut, on every side."""


def points(millimetres: float) -> float:
    """A length in points."""
    return millimetres * POINT


def millimetres(length: float) -> float:
    """A length in points, in millimetres."""
    return length / POINT


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, its corners left below and right above."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom

    def grown(self, by: float) -> Box:
        """Larger by so many points on every side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def within(self, other: Box) -> Box | None:
        """What both have in common; None where they do not meet."""
        common = Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )
        return common if common.width >= 0 and common.height >= 0 else None

    def contains(self, other: Box, *, tolerance: float = 0.0) -> bool:
        """Whether the other lies inside, up to so many points."""
        wide = self.grown(tolerance)
        return (
            wide.left <= other.left
            and wide.bottom <= other.bottom
            and wide.right >= other.right
            and wide.top >= other.top
        )

    def outside(self, other: Box) -> tuple[float, float, float, float]:
        """How far this one reaches beyond the other, in points: left, bottom, right, top; negative where not."""
        return (
            other.left - self.left,
            other.bottom - self.bottom,
            self.right - other.right,
            self.top - other.top,
        )

    def as_list(self) -> list[float]:
        """As a PDF writes it, to a ten-thousandth of a point."""
        return [round(part, 4) for part in (self.left, self.bottom, self.right, self.top)]
