"""What a page paints, as values: shapes, pictures, words and effects, each with the ink it takes and where it lies."""

from __future__ import annotations

import math
from dataclasses import dataclass

from casebook.press.geometry import Box
from casebook.press.spaces import Space

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour in its space."""

    space: Space
    parts: tuple[float, ...]

    @property
    def plates(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow and black from 0 to 1; None where the space does not say."""
        if self.space is Space.CMYK and len(self.parts) == 4:
            cyan, magenta, yellow, black = self.parts
            return (cyan, magenta, yellow, black)
        if self.space is Space.BLACK and self.parts:
            return (0.0, 0.0, 0.0, 1.0 - self.parts[0])
        if self.space is Space.ALL and self.parts:
            return (self.parts[0],) * 4
        return None

    @property
    def is_paper(self) -> bool:
        """Whether it leaves the paper as it is."""
        if self.space in {Space.RGB, Space.GREY}:
            return all(part >= 1.0 for part in self.parts)
        plates = self.plates
        return plates is not None and not any(plates)


BLACK = Ink(Space.BLACK, (0.0,))


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or stroked path, or a gradient."""

    box: Box
    ink: Ink
    width: float | None = None
    """Of a line, in points; of a filled bar no longer than its length, its narrow side; None for other areas."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture at its place."""

    box: Box
    space: Space
    resolution: float
    """Pixels an inch, along the worse of its sides."""
    is_mask: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A run of glyphs."""

    box: Box
    """What its letters cover, without what hangs below their line."""
    ink: Ink
    size: float
    """In points as they are printed."""
    glyphs: int
    missing: int
    """How many of them are the font's sign for a missing glyph."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Transparency: opacity, a blend mode, a soft mask; or a group blended in other colours than the press's."""

    kind: str
    space: Space | None = None


Painted = Shape | Image | Words | Effect


def joined(first: Matrix, then: Matrix) -> Matrix:
    """One transformation after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(x: float, y: float, by: Matrix) -> tuple[float, float]:
    """A point through a transformation."""
    a, b, c, d, e, f = by
    return (a * x + c * y + e, b * x + d * y + f)


def scale_of(by: Matrix) -> float:
    """By how much lengths grow."""
    a, b, c, d, _, _ = by
    return math.sqrt(abs(a * d - b * c))


def around(corners: list[tuple[float, float]]) -> Box:
    """The rectangle that holds all the points."""
    across = [x for x, _ in corners]
    along = [y for _, y in corners]
    return Box(min(across), min(along), max(across), max(along))


def placed(box: Box, by: Matrix) -> Box:
    """The rectangle round a rectangle that was transformed."""
    ends = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    return around([moved(x, y, by) for x, y in ends])
