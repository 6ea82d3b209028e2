"""Owns boxes and arrows: process flows, machine layouts, block diagrams of control."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .canvas import Canvas
from .colours import INK, WHITE
from .shapes import Box, Point


@dataclass(frozen=True, slots=True)
class Step:
    """A box of a flow: a bold title, a few words below it, and whether it is tinted as the new one."""

    title: str
    detail: str = ""
    strong: bool = False


def block(
    c: Canvas,
    box: Box,
    title: str,
    detail: str = "",
    *,
    fill: str = WHITE,
    bold: bool = True,
    radius: float = 14,
    outline: str = INK,
) -> None:
    """A box with a title, and with details below it."""
    left, top, right, bottom = box
    c.rect(box, fill=fill, radius=radius, outline=outline)
    middle, limit = (left + right) / 2, right - left - 36
    if not detail:
        c.text((middle, (top + bottom) / 2), title, bold=bold, limit=limit)
        return
    head = lines(c, title, limit, bold=bold)
    tail = lines(c, detail, limit)
    total = (head + tail) * 1.24 * c.size + 0.25 * c.size
    y = (top + bottom) / 2 - total / 2
    c.text((middle, y), title, anchor="mt", bold=bold, limit=limit)
    c.text((middle, y + total), detail, anchor="mb", limit=limit)


def lines(c: Canvas, text: str, limit: float, *, bold: bool = False) -> int:
    """How many lines a label takes in a width."""
    from . import fonts

    return len(fonts.wrap(text, language=c.language, size=c.size, limit=limit, bold=bold))


def flow(c: Canvas, box: Box, steps: Sequence[Step], *, columns: int, gap: float = 90, drop: float = 90) -> list[Box]:
    """Boxes in rows that run to and fro like a plough, joined by arrows; their places are returned."""
    left, top, right, bottom = box
    rows = -(-len(steps) // columns)
    wide = (right - left - gap * (columns - 1)) / columns
    high = (bottom - top - drop * (rows - 1)) / rows
    places: list[Box] = []
    for i, step in enumerate(steps):
        row, column = divmod(i, columns)
        if row % 2:
            column = columns - 1 - column
        x, y = left + column * (wide + gap), top + row * (high + drop)
        places.append((x, y, x + wide, y + high))
        fill = c.tint(0.22) if step.strong else WHITE
        outline = c.accent if step.strong else INK
        block(c, places[-1], step.title, step.detail, fill=fill, outline=outline)
    for a, b in pairwise(places):
        join(c, a, b)
    return places


def join(c: Canvas, a: Box, b: Box, label: str = "", *, colour: str = INK, width: float = 5) -> None:
    """An arrow from one box to the next, between the sides that face each other."""
    start, end = facing(a, b)
    c.arrow(start, end, colour=colour, width=width)
    if label:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        upright = abs(end[1] - start[1]) > abs(end[0] - start[0])
        if upright:
            c.text((middle[0] + 20, middle[1]), label, anchor="lm")
        else:
            c.text((middle[0], middle[1] - 16), label, anchor="mb")


def facing(a: Box, b: Box) -> tuple[Point, Point]:
    """Middles of the sides at which two boxes face each other, level or upright where possible."""
    gap = 6
    low, high = max(a[1], b[1]), min(a[3], b[3])
    if low < high:
        y = (low + high) / 2
        return ((a[2], y), (b[0] - gap, y)) if a[2] <= b[0] else ((a[0], y), (b[2] + gap, y))
    left, right = max(a[0], b[0]), min(a[2], b[2])
    xa = xb = (left + right) / 2
    if left >= right:
        xa, xb = (a[0] + a[2]) / 2, (b[0] + b[2]) / 2
    return ((xa, a[3]), (xb, b[1] - gap)) if a[3] <= b[1] else ((xa, a[1]), (xb, b[3] + gap))
