"""Where text stands: font, size and spacing as a page's instructions set them, and how far each string reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import pikepdf

from casebook.press.geometry import Box
from casebook.press.glyphs import Font
from casebook.press.painted import IDENTITY, Matrix, joined, placed

_CAPITAL = 0.6
"""How high letters stand above their line, in parts of the size; a little less than capitals, so as to be sure."""
_SPACE = 32


@dataclass(frozen=True, slots=True)
class Style:
    """What q keeps of text and Q brings back."""

    font: Font | None = None
    size: float = 0.0
    rendering: int = 0
    spacing: float = 0.0
    """Added after each glyph."""
    word_spacing: float = 0.0
    """Added after each space of a font whose codes take one byte."""
    stretch: float = 1.0
    rise: float = 0.0


PLAIN = Style()
STYLES: dict[str, Callable[[Style, float], Style]] = {
    "Tr": lambda style, value: replace(style, rendering=int(value)),
    "Tc": lambda style, value: replace(style, spacing=value),
    "Tw": lambda style, value: replace(style, word_spacing=value),
    "Tz": lambda style, value: replace(style, stretch=value / 100),
    "Ts": lambda style, value: replace(style, rise=value),
}
"""Operator → the style that it leads to."""


@dataclass(frozen=True, slots=True)
class Run:
    """A string as it was shown."""

    by: Matrix
    """From the size of the text to points on the page."""
    box: Box
    """What its letters cover on the page, in points, without what hangs below their line."""
    glyphs: int
    missing: int


class Pen:
    """The place at which the next glyph stands."""

    def __init__(self) -> None:
        self._line: Matrix = IDENTITY
        self._text: Matrix = IDENTITY
        self._leading = 0.0

    def place(self, operator: str, operands: Any) -> None:
        """One of BT, Tm, Td, TD, T* and TL."""
        if operator == "BT":
            self._line = self._text = IDENTITY
        elif operator == "Tm":
            a, b, c, d, e, f = (float(part) for part in operands)
            self._line = self._text = (a, b, c, d, e, f)
        elif operator in {"Td", "TD"}:
            self._move(float(operands[0]), float(operands[1]))
            self._leading = -float(operands[1]) if operator == "TD" else self._leading
        elif operator == "T*":
            self.next_line()
        elif operator == "TL":
            self._leading = float(operands[0])

    def next_line(self) -> None:
        """To the beginning of the next line."""
        self._move(0.0, -self._leading)

    def _move(self, right: float, up: float) -> None:
        self._line = self._text = joined((1.0, 0.0, 0.0, 1.0, right, up), self._line)

    def write(self, parts: Iterable[Any], font: Font, style: Style, matrix: Matrix) -> Run:
        """Show strings, with numbers between them that bring them closer, and go on to where they end."""
        across, glyphs, missing = 0.0, 0, 0
        for part in parts:
            if not isinstance(part, pikepdf.String):
                across -= float(part) / 1000 * style.size
                continue
            codes = font.codes(bytes(part))
            glyphs, missing = glyphs + len(codes), missing + font.missing_in(codes)
            spaces = 0 if font.wide else codes.count(_SPACE)
            across += font.width_of(codes) * style.size + len(codes) * style.spacing + spaces * style.word_spacing
        across *= style.stretch
        by = joined(self._text, matrix)
        letters = Box(min(across, 0.0), style.rise, max(across, 0.0), style.rise + _CAPITAL * abs(style.size))
        self._text = joined((1.0, 0.0, 0.0, 1.0, across, 0.0), self._text)
        return Run(by, placed(letters, by), glyphs, missing)
