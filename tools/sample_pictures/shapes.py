"""Owns plane geometry: outlines as lists of points, clipping, cells, hatching. Draws nothing."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def rectangle(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """The four corners, clockwise from the top left."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def arc(centre: Point, radius: float, start: float, end: float, *, tall: float = 1.0, steps: int = 0) -> list[Point]:
    """Points on an arc, degrees clockwise from three o'clock; ``tall`` squeezes it to an ellipse."""
    count = steps or max(6, int(abs(end - start) / 360 * max(24.0, radius / 2)))
    points: list[Point] = []
    for i in range(count + 1):
        angle = math.radians(start + (end - start) * i / count)
        points.append((centre[0] + radius * math.cos(angle), centre[1] + radius * tall * math.sin(angle)))
    return points


def ring(centre: Point, outer: float, inner: float, start: float, end: float) -> list[Point]:
    """A sector of a ring as one outline."""
    return arc(centre, outer, start, end) + arc(centre, inner, end, start)


def smooth(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    full = [points[0], *points, points[-1]]
    out: list[Point] = []
    for a, b, c, d in zip(full, full[1:], full[2:], full[3:], strict=False):
        for i in range(steps):
            t = i / steps
            out.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    out.append(points[-1])
    return out


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def gear(centre: Point, *, teeth: int, module: float, turn: float = 0.0) -> list[Point]:
    """Outline of a spur gear with straight-sided teeth; module and result in pixels."""
    pitch = teeth * module / 2
    root, tip = pitch - 1.25 * module, pitch + module
    points: list[Point] = []
    for i in range(teeth):
        middle = 2 * math.pi * i / teeth + math.radians(turn)
        for radius, share in ((root, -0.33), (tip, -0.14), (tip, 0.14), (root, 0.33)):
            angle = middle + share * 2 * math.pi / teeth
            points.append((centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)))
    return points


def turned(points: Sequence[Point], about: Point, degrees: float) -> list[Point]:
    """The points turned clockwise (on the screen) about a point."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x0, y0 = about
    return [(x0 + (x - x0) * cos - (y - y0) * sin, y0 + (x - x0) * sin + (y - y0) * cos) for x, y in points]


def moved(points: Sequence[Point], dx: float, dy: float) -> list[Point]:
    """The points shifted."""
    return [(x + dx, y + dy) for x, y in points]


def blob(centre: Point, radius: float, rng: random.Random, *, rough: float = 0.2, corners: int = 11) -> list[Point]:
    """An irregular rounded outline, such as a particle's or a pore's."""
    points: list[Point] = []
    for i in range(corners):
        angle = 2 * math.pi * i / corners
        r = radius * (1 + rng.uniform(-rough, rough))
        points.append((centre[0] + r * math.cos(angle), centre[1] + r * math.sin(angle)))
    return smooth([*points, points[0]], 5)


def scatter(box: Box, gap: float, rng: random.Random, *, tries: int = 30) -> list[Point]:
    """Points at least ``gap`` apart that fill a box loosely, by dart throwing."""
    left, top, right, bottom = box
    wanted = int((right - left) * (bottom - top) / gap**2 * tries)
    taken: dict[tuple[int, int], Point] = {}
    points: list[Point] = []
    for _ in range(wanted):
        p = (rng.uniform(left, right), rng.uniform(top, bottom))
        column, row = int(p[0] // gap), int(p[1] // gap)
        near = (taken.get((column + i, row + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if all(q is None or math.dist(p, q) >= gap for q in near):
            taken[column, row] = p
            points.append(p)
    return points


def cut(polygon: Sequence[Point], at: Point, towards: Point) -> list[Point]:
    """The part of a polygon that lies behind a line through ``at`` at right angles to ``towards``."""
    out: list[Point] = []
    for a, b in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
        da = (a[0] - at[0]) * towards[0] + (a[1] - at[1]) * towards[1]
        db = (b[0] - at[0]) * towards[0] + (b[1] - at[1]) * towards[1]
        if da <= 0:
            out.append(a)
        if (da < 0 < db) or (db < 0 < da):
            t = da / (da - db)
            out.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
    return out


def cells(seeds: Sequence[Point], box: Box, *, near: int = 28) -> list[list[Point]]:
    """The Voronoi cell of each seed, clipped to the box."""
    out: list[list[Point]] = []
    for seed in seeds:
        polygon = rectangle(*box)
        others = sorted((s for s in seeds if s != seed), key=lambda s: math.dist(s, seed))
        for other in others[:near]:
            middle = ((seed[0] + other[0]) / 2, (seed[1] + other[1]) / 2)
            polygon = cut(polygon, middle, (other[0] - seed[0], other[1] - seed[1]))
        out.append(polygon)
    return out


def hatch_lines(outlines: Sequence[Sequence[Point]], spacing: float, degrees: float) -> list[tuple[Point, Point]]:
    """Parallel strokes that fill the outlines (even-odd, so an outline inside another is a hole)."""
    level = [turned(outline, (0, 0), -degrees) for outline in outlines]
    ys = [y for outline in level for _, y in outline]
    strokes: list[tuple[Point, Point]] = []
    row = math.ceil(min(ys) / spacing)
    while row * spacing < max(ys):
        y = row * spacing + 0.01
        crossings = sorted(x for outline in level for x in _crossings(outline, y))
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            a, b = turned([(start, y), (end, y)], (0, 0), degrees)
            strokes.append((a, b))
        row += 1
    return strokes


def _crossings(outline: Sequence[Point], y: float) -> list[float]:
    out: list[float] = []
    for a, b in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (a[1] <= y) != (b[1] <= y):
            out.append(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]))
    return out


def dashes(points: Sequence[Point], pattern: Sequence[float]) -> list[list[Point]]:
    """Cut a polyline into dashes; the pattern is the lengths of strokes and gaps in turn."""
    out: list[list[Point]] = []
    index, left, on = 0, pattern[0], True
    current: list[Point] = [points[0]]
    for a, b in pairwise(points):
        length, done = math.dist(a, b), 0.0
        while length - done > left:
            done += left
            p = (a[0] + (b[0] - a[0]) * done / length, a[1] + (b[1] - a[1]) * done / length)
            if on:
                out.append([*current, p])
            current, on = [p], not on
            index = (index + 1) % len(pattern)
            left = pattern[index]
        left -= length - done
        current.append(b)
    if on and len(current) > 1:
        out.append(current)
    return out
