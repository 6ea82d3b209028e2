"""Owns charts with axes: scales, ticks, curves, bars. What they show is the specs' matter."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .canvas import DASHED, Canvas
from .colours import GREY, INK, PALE, SILVER, WHITE
from .shapes import Box, Point, rectangle


@dataclass(frozen=True, slots=True)
class Axis:
    """One scale: title, ends, ticks, and the words at the ticks where they are not the numbers."""

    title: str
    low: float
    high: float
    ticks: Sequence[float] = ()
    names: Sequence[str] = ()
    log: bool = False

    def share(self, value: float) -> float:
        """How far along the axis a value lies, 0 to 1."""
        if self.log:
            span = math.log10(self.high) - math.log10(self.low)
            return (math.log10(value) - math.log10(self.low)) / span
        return (value - self.low) / (self.high - self.low)

    @property
    def labels(self) -> list[str]:
        """What is written at the ticks."""
        return list(self.names) or [number(value) for value in self.ticks]


def number(value: float) -> str:
    """A number as it is written at a tick: no exponent, thin grouping, a true minus."""
    text = f"{value:,.10g}".replace(",", " ") if abs(value) >= 10000 else f"{value:.10g}"
    return text.replace("-", "−")


class Plot:
    """A frame with two axes on a canvas; draws its axes at once."""

    def __init__(self, canvas: Canvas, box: Box, x: Axis, y: Axis, *, grid: bool = True, frame: bool = True) -> None:
        """The box is the plotting area; titles and ticks stand outside it, left and below.

        Without ``frame`` nothing is drawn, as for a second scale over another plot.
        """
        self.canvas, self.box, self.x, self.y = canvas, box, x, y
        if frame:
            self._axes(grid=grid)

    def at(self, x: float, y: float) -> Point:
        """Where a pair of values lies."""
        left, top, right, bottom = self.box
        across, up = self.x.share(x), self.y.share(y)
        return left + across * (right - left), bottom - up * (bottom - top)

    def _axes(self, *, grid: bool) -> None:
        c, (left, top, right, bottom) = self.canvas, self.box
        widest = 0.0
        for value, name in zip(self.y.ticks, self.y.labels, strict=True):
            y = self.at(self.x.low, value)[1]
            if grid:
                c.line([(left, y), (right, y)], colour=PALE, width=3)
            c.line([(left - 14, y), (left, y)], width=3)
            taken = c.text((left - 24, y), name, anchor="rm")
            widest = max(widest, taken[2] - taken[0])
        for value, name in zip(self.x.ticks, self.x.labels, strict=True):
            x = self.at(value, self.y.low)[0]
            c.line([(x, bottom), (x, bottom + 14)], width=3)
            c.text((x, bottom + 24), name, anchor="mt")
        c.line([(left, top), (left, bottom), (right, bottom)], width=4)
        below = 24 + c.size * (1.5 if self.x.ticks else 0.2)
        if self.x.title:
            c.text(((left + right) / 2, bottom + below), self.x.title, anchor="mt")
        if self.y.title:
            place = (left - widest - 24 - c.size * 0.5, (top + bottom) / 2)
            c.text(place, self.y.title, anchor="rm", upright=True)

    def curve(
        self,
        values: Sequence[Point],
        *,
        colour: str = INK,
        width: float = 7,
        dash: Sequence[float] | None = None,
        dots: str = "",
    ) -> None:
        """A line through pairs of values; ``dots`` marks them: ``full``, ``open`` or ``square``."""
        points = [self.at(*value) for value in values]
        if width:
            self.canvas.line(points, colour=colour, width=width, dash=dash)
        for point in points if dots else ():
            self.dot(point, colour=colour, kind=dots)

    def dot(self, point: Point, *, colour: str = INK, kind: str = "full", radius: float = 15) -> None:
        """A mark at a place on the canvas."""
        if kind == "square":
            x, y = point
            box = (x - radius, y - radius, x + radius, y + radius)
            self.canvas.rect(box, fill=colour, outline=WHITE, width=3)
        elif kind == "open":
            self.canvas.circle(point, radius, fill=WHITE, outline=colour, width=6)
        else:
            self.canvas.circle(point, radius, fill=colour, outline=WHITE, width=3)

    def level(
        self,
        y: float,
        label: str,
        *,
        anchor: str = "rb",
        colour: str = GREY,
        at: float | None = None,
    ) -> None:
        """A dashed horizontal line with its label just above or below an end."""
        left, _, right, _ = self.box
        place = self.at(self.x.low, y)[1]
        self.canvas.line([(left, place), (right, place)], colour=colour, width=4, dash=DASHED)
        x = at if at is not None else {"l": left + 20, "m": (left + right) / 2, "r": right - 10}[anchor[0]]
        gap = -12 if anchor[1] == "b" else 12
        self.canvas.text((x, place + gap), label, anchor=anchor, colour=colour, ground=WHITE)

    def goal(self, y: float, label: str, *, colour: str = GREY) -> None:
        """A dashed horizontal line whose label stands to the right of the frame."""
        left, _, right, _ = self.box
        place = self.at(self.x.low, y)[1]
        self.canvas.line([(left, place), (right + 10, place)], colour=colour, width=5, dash=DASHED)
        self.canvas.text((right + 26, place), label, anchor="lm", colour=colour)

    def second(self, y: Axis, *, colour: str = INK) -> "Plot":
        """A plot over the same frame with its own upright axis at the right."""
        c, (_, top, right, bottom) = self.canvas, self.box
        other = Plot(c, self.box, self.x, y, frame=False)
        c.line([(right, top), (right, bottom)], width=4)
        for value, name in zip(y.ticks, y.labels, strict=True):
            place = other.at(self.x.low, value)[1]
            c.line([(right, place), (right + 14, place)], width=3)
            c.text((right + 24, place), name, anchor="lm", colour=colour)
        widest = max(c.text_width(name) for name in y.labels)
        c.text(
            (right + widest + 24 + c.size * 0.5, (top + bottom) / 2), y.title, anchor="lm", upright=True, colour=colour
        )
        return other

    def mark(self, x: float, label: str, *, share: float = 1.0, anchor: str = "lt", colour: str = GREY) -> None:
        """A dashed vertical line with its label at its upper end."""
        _, top, _, bottom = self.box
        place = self.at(x, self.y.low)[0]
        head = bottom - (bottom - top) * share
        self.canvas.line([(place, bottom), (place, head)], colour=colour, width=4, dash=DASHED)
        gap = {"l": 16, "m": 0, "r": -16}[anchor[0]]
        self.canvas.text(
            (place + gap, head + (8 if anchor[1] == "t" else -8)),
            label,
            anchor=anchor,
            colour=colour,
        )

    def band(self, low: float, high: float, *, fill: str) -> None:
        """A tinted strip between two values of y; draw it before the curves."""
        left, _, right, _ = self.box
        box = (left + 3, self.at(self.x.low, high)[1], right, self.at(self.x.low, low)[1] - 3)
        self.canvas.rect(box, fill=fill, outline=None)

    def note(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "lb",
        colour: str = INK,
        bold: bool = False,
        dx: float = 0,
        dy: float = 0,
        ground: str | None = None,
    ) -> None:
        """A label at a pair of values, moved by some pixels."""
        px, py = self.at(x, y)
        self.canvas.text((px + dx, py + dy), text, anchor=anchor, colour=colour, bold=bold, ground=ground)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, value, what is written at its end (the value if empty), and its fill."""

    name: str
    value: float
    label: str = ""
    strong: bool = False
    goal: bool = False
    """A target, not a measurement: an open bar with a dashed outline."""


def bars(c: Canvas, box: Box, y: Axis, values: Sequence[Bar], *, unit: str = "", share: float = 0.56) -> Plot:
    """Upright bars from zero with their values above and their names below; the frame is returned."""
    plot = Plot(c, box, Axis("", 0, len(values)), y)
    left, _, right, bottom = box
    step = (right - left) / len(values)
    for i, bar in enumerate(values):
        middle = left + (i + 0.5) * step
        top = plot.at(0, bar.value)[1]
        half = step * share / 2
        _bar(c, (middle - half, top, middle + half, bottom), bar)
        label = bar.label or f"{number(bar.value)} {unit}".strip()
        c.text((middle, top - 14), label, anchor="mb", bold=bar.strong, ground=WHITE)
        c.text((middle, bottom + 26), bar.name, anchor="mt", limit=step * 0.94)
    c.line([(left, bottom), (right, bottom)], width=4)
    return plot


def _bar(c: Canvas, box: Box, bar: Bar) -> None:
    if bar.goal:
        outline = rectangle(*box)
        c.line([*outline, outline[0]], colour=GREY, dash=DASHED)
    else:
        c.rect(box, fill=c.accent if bar.strong else SILVER, outline=None)


def sheet(c: Canvas, *, right: float = 80, left: float = 300, lines: int = 1) -> Box:
    """The plotting area that leaves room for ticks and titles on a sheet of the canvas's size."""
    return left, 80, c.width - right, c.height - 90 - (lines + 0.4) * c.size
