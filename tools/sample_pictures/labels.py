"""Owns one label: the box it takes and how it is painted."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from . import fonts
from .shapes import Box, Point

LEADING = 1.24
"""Distance of baselines, relative to the size."""
ASCENT, DESCENT = 0.86, 0.2
"""Extent of a line above and below its baseline, relative to the size."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label of one or more lines, placed by an anchor (l, m, r and t, m, b)."""

    at: Point
    lines: tuple[str, ...]
    anchor: str
    size: float
    bold: bool
    colour: str
    ground: str | None
    upright: bool
    language: str

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height before it is turned."""
        widest = max(self._width(line) for line in self.lines)
        return widest, ((len(self.lines) - 1) * LEADING + ASCENT + DESCENT) * self.size

    @property
    def box(self) -> Box:
        """Where it lies in the picture."""
        wide, high = self.extent
        if self.upright:
            wide, high = high, wide
        left = self.at[0] - wide * {"l": 0.0, "m": 0.5, "r": 1.0}[self.anchor[0]]
        top = self.at[1] - high * {"t": 0.0, "m": 0.5, "b": 1.0}[self.anchor[1]]
        return left, top, left + wide, top + high

    def overlaps(self, other: "Label") -> bool:
        """Whether two labels share some of their ink's room."""
        a, b = self.box, other.box
        give = min(self.size, other.size) * 0.08
        across = min(a[2], b[2]) - max(a[0], b[0]) > give
        return across and min(a[3], b[3]) - max(a[1], b[1]) > give

    def paint(self, image: Image.Image, scale: int) -> None:
        """Paint onto an image that is ``scale`` times the picture's size."""
        wide, high = self.extent
        mask = Image.new("L", (round(wide * scale) + 8, round(high * scale) + 8), 0)
        pen = ImageDraw.Draw(mask)
        for i, line in enumerate(self.lines):
            room = wide - self._width(line)
            x = room * {"l": 0.0, "m": 0.5, "r": 1.0}[self.anchor[0]]
            self._write(pen, line, x, (i * LEADING + ASCENT) * self.size, scale)
        if self.upright:
            mask = mask.transpose(Image.Transpose.ROTATE_90)
        left, top, right, bottom = (round(value * scale) for value in self.box)
        if self.ground:
            pad = round(self.size * 0.12 * scale)
            ground = (left - pad, top - pad // 2, right + pad, bottom + pad // 2)
            ImageDraw.Draw(image).rectangle(ground, fill=self.ground)
        image.paste(Image.new("RGB", mask.size, self.colour), (left, top), mask)

    def _write(self, pen: ImageDraw.ImageDraw, line: str, x: float, baseline: float, scale: int) -> None:
        for text, level in fonts.runs(line):
            size = self.size * (fonts.SMALL if level else 1)
            y = baseline - {0: 0.0, 1: 0.36, -1: -0.16}[level] * self.size
            font = fonts.face(self.language, round(size * scale), self.bold)
            pen.text((x * scale, y * scale), text, fill=255, font=font, anchor="ls")
            x += font.getlength(text) / scale

    def _width(self, line: str) -> float:
        return fonts.width(line, language=self.language, size=self.size, bold=self.bold)
