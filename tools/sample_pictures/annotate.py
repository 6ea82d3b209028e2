"""Owns what points at a drawing: dimensions, leaders, columns of labels, scale bars."""

import math
from collections.abc import Sequence

from .canvas import CHAIN, Canvas
from .colours import GREY, INK, WHITE
from .shapes import Box, Point

LIGHT = 2.5
"""Width of thin lines."""
SHORT = 70
"""A dimension line up to this length has its arrows outside."""


def dimension(
    c: Canvas,
    start: Point,
    end: Point,
    label: str,
    *,
    offset: float = 0,
    side: str = "",
    colour: str = INK,
    extend: bool = True,
) -> None:
    """A dimension line, shifted by ``offset`` to the left of the way from start to end.

    The label, if any, stands on the line, or with ``side`` (an anchor such as ``lm``) beside its end, and
    then the arrows point inwards from outside if they would not fit.
    """
    length = math.dist(start, end)
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    shift = (uy * offset, -ux * offset)
    a = (start[0] + shift[0], start[1] + shift[1])
    b = (end[0] + shift[0], end[1] + shift[1])
    if offset and extend:
        over = math.copysign(14, offset)
        for p, q in ((start, a), (end, b)):
            tip = (q[0] + uy * over, q[1] - ux * over)
            c.line([p, tip], colour=colour, width=LIGHT)
    if length > SHORT:
        c.arrow(a, b, both=True, width=LIGHT, head=22, colour=colour)
    else:
        c.line([a, b], width=LIGHT, colour=colour)
        c.arrow((a[0] - ux * 60, a[1] - uy * 60), a, width=LIGHT, head=22, colour=colour)
        c.arrow((b[0] + ux * 60, b[1] + uy * 60), b, width=LIGHT, head=22, colour=colour)
    if label and side:
        _beside(c, a, b, label, side=side, colour=colour)
    elif label:
        c.text(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), label, ground=WHITE, colour=colour)


def _beside(c: Canvas, a: Point, b: Point, label: str, *, side: str, colour: str) -> None:
    """The label of a dimension line beside its end, clear of arrows that stand outside."""
    level = abs(b[0] - a[0]) > abs(b[1] - a[1])
    gap = 16 + (66 if math.dist(a, b) <= SHORT and level else 0)
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    dx = {"l": gap, "m": 0, "r": -gap}[side[0]]
    dy = {"t": gap, "m": 0, "b": -gap}[side[1]]
    anchor_x = {"l": max(a[0], b[0]), "m": middle[0], "r": min(a[0], b[0])}[side[0]]
    anchor_y = {"t": max(a[1], b[1]), "m": middle[1], "b": min(a[1], b[1])}[side[1]]
    c.text((anchor_x + dx, anchor_y + dy), label, anchor=side, colour=colour)


def leader(
    c: Canvas,
    at: Point,
    label: str,
    target: Point,
    *,
    anchor: str = "lm",
    bold: bool = False,
    colour: str = INK,
    limit: float | None = None,
    ground: str | None = None,
) -> None:
    """A label with a thin line from its nearest side to a dot on what it names."""
    box = c.text(at, label, anchor=anchor, bold=bold, colour=colour, limit=limit, ground=ground)
    start = _side(box, target)
    c.line([start, target], width=LIGHT, colour=colour)
    c.circle(target, 8, fill=colour, outline=None)


def _side(box: Box, target: Point) -> Point:
    left, top, right, bottom = box
    middle = ((left + right) / 2, (top + bottom) / 2)
    gap = 14
    if left - gap <= target[0] <= right + gap:
        x = min(max(target[0], left + 20), right - 20)
        return (x, top - gap / 2) if target[1] < middle[1] else (x, bottom + gap / 2)
    return (left - gap, middle[1]) if target[0] < left else (right + gap, middle[1])


def callouts(
    c: Canvas,
    x: float,
    items: Sequence[tuple[str, Point]],
    *,
    top: float,
    bottom: float,
    left: bool = False,
    limit: float | None = None,
    bend: float = 60,
) -> None:
    """Labels in a column that starts at ``x`` (ends there if ``left``), each led to its target.

    They keep the targets' order and as much of their height as the room from top to bottom allows.
    """
    anchor = "rm" if left else "lm"
    ordered = sorted(items, key=lambda item: item[1][1])
    places = _spread(
        [target[1] for _, target in ordered],
        [_height(c, label, limit) + 0.5 * c.size for label, _ in ordered],
        top,
        bottom,
    )
    for (label, target), y in zip(ordered, places, strict=True):
        c.text((x, y), label, anchor=anchor, limit=limit)
        near = x + 16 if left else x - 16
        knee = near + bend if left else near - bend
        c.line([(near, y), (knee, y), target], width=LIGHT)
        c.circle(target, 8, fill=INK, outline=None)


def _height(c: Canvas, label: str, limit: float | None) -> float:
    lines = label.count("\n") + 1
    if limit:
        lines = max(lines, math.ceil(c.text_width(label) * 1.12 / limit))
    return lines * 1.24 * c.size


def _spread(wanted: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Move middles apart until none overlap, then back into the room."""
    places = list(wanted)
    for _ in range(200):
        places[0] = max(places[0], top + heights[0] / 2)
        places[-1] = min(places[-1], bottom - heights[-1] / 2)
        for i in range(len(places) - 1):
            lack = (heights[i] + heights[i + 1]) / 2 - (places[i + 1] - places[i])
            if lack > 0:
                places[i] -= lack / 2
                places[i + 1] += lack / 2
    return places


def scale_bar(c: Canvas, right_bottom: Point, length: float, label: str) -> None:
    """A bar of a length in pixels on a white plate, at the bottom right of a micrograph."""
    x, y = right_bottom
    wide = max(length, c.text_width(label)) + 60
    c.rect((x - wide, y - 125, x, y), fill=WHITE, outline=None)
    middle = x - wide / 2
    c.rect((middle - length / 2, y - 36, middle + length / 2, y - 20), fill=INK, outline=None)
    c.text((middle, y - 78), label, size=c.size)


def axis_line(c: Canvas, start: Point, end: Point) -> None:
    """A chain line: an axis of symmetry or rotation."""
    c.line([start, end], width=LIGHT, dash=CHAIN, colour=GREY)


def panel(c: Canvas, at: Point, text: str, *, anchor: str = "lm") -> None:
    """The bold heading of a part of a picture."""
    c.text(at, text, anchor=anchor, bold=True, size=round(c.size * 1.1))
