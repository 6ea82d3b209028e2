"""Owns outlines of people: a standing worker, and a head in profile."""

from collections.abc import Sequence

from .canvas import Canvas
from .colours import GREY, PALE
from .shapes import Point, arc, smooth

PROFILE: Sequence[Point] = (
    (0.50, 0.00), (0.28, 0.07), (0.17, 0.22), (0.13, 0.40), (0.165, 0.47), (0.08, 0.57), (0.02, 0.645), (0.11, 0.69),
    (0.085, 0.735), (0.12, 0.775), (0.095, 0.81), (0.14, 0.85), (0.12, 0.93), (0.20, 1.00), (0.42, 1.03), (0.46, 1.25),
    (0.88, 1.25), (0.84, 0.95), (0.97, 0.62), (0.93, 0.30), (0.76, 0.08), (0.50, 0.00),
)  # fmt: skip
"""A head that looks to the left: x from the tip of the nose to the back, y from the crown to the neck."""


def head(c: Canvas, corner: Point, size: float) -> None:
    """A head in profile, looking left, from a top left corner; ``size`` is its depth in pixels."""
    points = [(corner[0] + x * size, corner[1] + y * size) for x, y in PROFILE]
    c.polygon(smooth(points), fill=PALE, outline=GREY, width=4)
    ear = (corner[0] + 0.60 * size, corner[1] + 0.60 * size)
    c.circle(ear, 0.055 * size, tall=1.6, fill=PALE, outline=GREY)
    eye = (corner[0] + 0.20 * size, corner[1] + 0.485 * size)
    c.circle(eye, 0.022 * size, tall=0.8, fill=GREY, outline=None)


def limb(c: Canvas, points: Sequence[Point], radius: float) -> None:
    """An arm, a leg or a trunk: a bent rounded bar along some joints, as a pale outline."""
    for colour, extra in ((GREY, 4.0), (PALE, 0.0)):
        c.line(points, colour=colour, width=2 * (radius + extra))
        for point in points:
            c.circle(point, radius + extra, fill=colour, outline=None)


def worker(c: Canvas, feet: Point, height: float, hand: Point) -> None:
    """A standing worker who faces right, with a hand stretched to a point."""
    x, y = feet
    u = height / 100
    limb(c, [(x - 3 * u, y - 4 * u), (x - 1 * u, y - 27 * u), (x, y - 50 * u)], 5 * u)
    limb(c, [(x + 3 * u, y - 4 * u), (x + 3 * u, y - 27 * u), (x, y - 50 * u)], 5 * u)
    for dx in (-3, 3):
        c.polygon(arc((x + (dx + 3) * u, y), 8 * u, 180, 360, tall=0.55), fill=PALE, outline=GREY)
    limb(c, [(x + 1 * u, y - 80 * u), (x + 2 * u, y - 88 * u)], 2.6 * u)
    c.circle((x + 3 * u, y - 92.5 * u), 5.2 * u, tall=1.3, fill=PALE, outline=GREY)
    limb(c, [(x, y - 52 * u), (x, y - 75 * u)], 8 * u)
    shoulder = (x + 1 * u, y - 76 * u)
    elbow = ((shoulder[0] + hand[0]) / 2 - 2 * u, max(shoulder[1], hand[1]) + 9 * u)
    limb(c, [shoulder, elbow, hand], 3.4 * u)
