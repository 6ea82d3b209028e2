"""Owns the surface: shapes, labels and their painting at twice the size, and a check of the labels.

Coordinates and sizes are pixels of the finished picture. Labels are painted last, so that nothing
crosses them and the check can tell what they would cover.
"""

import math
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from . import fonts
from .colours import INK, WHITE, mix, tint
from .labels import Label
from .shapes import Box, Point, arc, dashes, hatch_lines, rectangle

SCALE = 2
READABLE = 7 / (110 / 25.4 * 72)
"""Least size of text as a share of the width: 7 pt where the picture is 110 mm wide."""

DASHED = (18.0, 12.0)
CHAIN = (40.0, 10.0, 8.0, 10.0)
"""Long and short strokes: an axis of symmetry."""


class Canvas:
    """A white sheet with the accent colour of the case's field and the language of its labels."""

    def __init__(self, width: int, height: int, *, accent: str, language: str) -> None:
        """Size in pixels, ``#rrggbb``, and one of the languages of ``fonts.FACES``."""
        self.width, self.height = width, height
        self.accent, self.language = accent, language
        self.size = round(width * 0.024)
        """Usual size of text."""
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), WHITE)
        self._draw = ImageDraw.Draw(self._image)
        self._labels: list[Label] = []

    def tint(self, strength: float = 0.2) -> str:
        """The accent thinned with white."""
        return tint(self.accent, strength)

    def deep(self, share: float = 0.35) -> str:
        """The accent darkened with ink."""
        return mix(self.accent, INK, share)

    # Shapes

    def line(
        self,
        points: Sequence[Point],
        *,
        colour: str = INK,
        width: float = 4,
        dash: Sequence[float] | None = None,
    ) -> None:
        """A polyline, dashed if a pattern of lengths is given."""
        for stroke in dashes(points, dash) if dash else [points]:
            self._draw.line(
                [(x * SCALE, y * SCALE) for x, y in stroke],
                fill=colour,
                width=max(1, round(width * SCALE)),
                joint="curve",
            )

    def polygon(
        self,
        points: Sequence[Point],
        *,
        fill: str | None = None,
        outline: str | None = INK,
        width: float = 4,
    ) -> None:
        """A closed outline."""
        if fill:
            self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)
        if outline:
            self.line([*points, points[0], points[1]], colour=outline, width=width)

    def rect(
        self,
        box: Box,
        *,
        fill: str | None = None,
        outline: str | None = INK,
        width: float = 4,
        radius: float = 0,
    ) -> None:
        """A rectangle, with rounded corners if a radius is given."""
        if not radius:
            self.polygon(rectangle(*box), fill=fill, outline=outline, width=width)
            return
        self._draw.rounded_rectangle(
            [value * SCALE for value in box],
            radius * SCALE,
            fill=fill,
            outline=outline,
            width=round(width * SCALE),
        )

    def circle(
        self,
        centre: Point,
        radius: float,
        *,
        fill: str | None = None,
        outline: str | None = INK,
        width: float = 4,
        tall: float = 1.0,
    ) -> None:
        """A circle, or an ellipse whose height is ``tall`` times its width."""
        points = arc(centre, radius, 0, 360, tall=tall)[:-1]
        self.polygon(points, fill=fill, outline=outline, width=width)

    def hatch(
        self,
        *outlines: Sequence[Point],
        spacing: float = 20,
        degrees: float = -45,
        colour: str = INK,
        width: float = 2,
    ) -> None:
        """Section lines inside the outlines; an outline inside another is left open."""
        for a, b in hatch_lines(outlines, spacing, degrees):
            self.line([a, b], colour=colour, width=width)

    def cut(
        self,
        points: Sequence[Point],
        *,
        fill: str | None = None,
        degrees: float = -45,
        spacing: float = 20,
        width: float = 4,
    ) -> None:
        """A sectioned part: fill, section lines, outline."""
        if fill:
            self.polygon(points, fill=fill, outline=None)
        self.hatch(points, degrees=degrees, spacing=spacing, colour=mix(fill or WHITE, INK, 0.6))
        self.polygon(points, width=width)

    def arrow(
        self,
        *points: Point,
        colour: str = INK,
        width: float = 4,
        head: float = 26,
        both: bool = False,
    ) -> None:
        """A polyline with a filled head at its end, or at both ends."""
        path = list(points)
        path[-1] = self._head(path[-2], path[-1], head, colour)
        if both:
            path[0] = self._head(path[1], path[0], head, colour)
        self.line(path, colour=colour, width=width)

    def _head(self, before: Point, tip: Point, length: float, colour: str) -> Point:
        far = math.dist(before, tip)
        ux, uy = (tip[0] - before[0]) / far, (tip[1] - before[1]) / far
        base = (tip[0] - ux * length, tip[1] - uy * length)
        side = length * 0.3
        wing = (-uy * side, ux * side)
        corners = [
            tip,
            (base[0] + wing[0], base[1] + wing[1]),
            (base[0] - wing[0], base[1] - wing[1]),
        ]
        self.polygon(corners, fill=colour, outline=None)
        return (tip[0] - ux * length * 0.7, tip[1] - uy * length * 0.7)

    def paste(self, image: Image.Image, box: Box, *, sharp: bool = False) -> None:
        """An image of values or a texture, fitted into the box; ``sharp`` keeps its pixels square."""
        left, top, right, bottom = (round(value * SCALE) for value in box)
        method = Image.Resampling.NEAREST if sharp else Image.Resampling.BICUBIC
        self._image.paste(image.resize((right - left, bottom - top), method), (left, top))

    def photograph(self, noise: Image.Image, box: Box, *, strength: float, blur: float) -> None:
        """Soften a part of the drawing by a radius and blend grey noise into it, strength 0 to 1."""
        left, top, right, bottom = (round(value * SCALE) for value in box)
        part = self._image.crop((left, top, right, bottom)).filter(ImageFilter.GaussianBlur(blur * SCALE))
        rough = noise.resize(part.size, Image.Resampling.BICUBIC).convert("RGB")
        self._image.paste(
            ImageChops.overlay(part, Image.blend(Image.new("RGB", part.size, "#808080"), rough, strength)),
            (left, top),
        )

    # Labels

    def text(
        self,
        at: Point,
        text: str,
        *,
        anchor: str = "mm",
        size: float | None = None,
        bold: bool = False,
        colour: str = INK,
        ground: str | None = None,
        upright: bool = False,
        limit: float | None = None,
    ) -> Box:
        """Put a label; the anchor is l, m or r and t, m or b. Returns the box it will take.

        ``ground`` paints its background, ``upright`` turns it to read from below, ``limit`` breaks
        lines. ValueError if it would be too small in print or a character is not in the font.
        """
        pixels = size or self.size
        if pixels < self.width * READABLE:
            raise ValueError(f"text {text!r} is below 7 pt where the picture is 110 mm wide")
        for character in text:
            if not character.isspace() and not fonts.has_glyph(self.language, character):
                raise ValueError(f"the font has no {character!r} (in {text!r})")
        lines = text.split("\n")
        if limit:
            lines = fonts.wrap(text, language=self.language, size=pixels, limit=limit, bold=bold)
        label = Label(at, tuple(lines), anchor, pixels, bold, colour, ground, upright, self.language)
        self._labels.append(label)
        return label.box

    def text_width(self, text: str, *, size: float | None = None, bold: bool = False) -> float:
        """Width of the longest line of a label."""
        pixels = size or self.size
        return max(fonts.width(line, language=self.language, size=pixels, bold=bold) for line in text.split("\n"))

    def finish(self, *, stored: float = 1.0) -> tuple[Image.Image, list[str]]:
        """Paint the labels; return the picture, at a share of its size, and what is wrong with the labels."""
        faults = self._faults()
        for label in self._labels:
            label.paint(self._image, SCALE)
        size = (round(self.width * stored), round(self.height * stored))
        return self._image.resize(size, Image.Resampling.BOX), faults

    def _faults(self) -> list[str]:
        faults: list[str] = []
        grey = self._image.convert("L")
        for i, label in enumerate(self._labels):
            left, top, right, bottom = label.box
            if right <= left:
                continue
            name = " ".join(label.lines)
            if left < 8 or top < 8 or right > self.width - 8 or bottom > self.height - 8:
                faults.append(f"label out of the frame: {name}")
            for other in self._labels[:i]:
                if label.overlaps(other):
                    faults.append(f"labels overlap: {name} / {' '.join(other.lines)}")
            if not label.ground:
                area = grey.crop((left * SCALE, top * SCALE, right * SCALE, bottom * SCALE))
                low, high = area.getextrema()
                if isinstance(low, int) and isinstance(high, int) and high - low > 60:
                    faults.append(f"label lies on lines: {name}")
        return faults
