"""Pictures of the 2019 cases on measuring hardened layers."""

import math
import random
from collections.abc import Mapping

from .annotate import axis_line, dimension, leader
from .canvas import DASHED, Canvas
from .colours import GREY, HEAT, INK, PALE, SILVER, WHITE, tint
from .picture import Picture
from .plots import Axis, Plot, sheet
from .shapes import Point, rectangle, turned


def tooth_probe(c: Canvas) -> None:
    """A tooth gap with the probe's tooth in it; the gap is drawn too wide."""
    x, top, floor = 900.0, 330.0, 1080.0
    left: list[Point] = [(x - 330, top), (x - 300, 560), (x - 235, 850), (x - 170, floor)]
    right = [(2 * x - px, py) for px, py in left]
    gear: list[Point] = [(150, 380), (500, 310), *left, *reversed(right), (1300, 310), (1650, 380)]
    c.polygon([*gear, (1650, 1380), (150, 1380)], fill=PALE, width=4)
    for flank, sign in ((left, -1), (right, 1)):
        case = [*flank, *[(px + sign * 80, py) for px, py in reversed(flank)]]
        c.cut(case, fill=tint(HEAT, 0.3), degrees=45 * sign)
    c.line([*left, *reversed(right)], width=6)
    probe: list[Point] = [(x - 270, 110), (x - 270, top), (x - 240, 560), (x - 178, 830), (x - 120, 1010)]
    c.polygon([*probe, *[(2 * x - px, py) for px, py in reversed(probe)]], fill=c.tint(0.2))
    for side in (-1, 1):
        for i in range(6):
            y = 400 + i * 92
            away = 262 - (y - 330) * 0.128 - max(0.0, y - 560) * 0.11
            coil = rectangle(x + side * away - 22, y - 30, x + side * away + 22, y + 30)
            c.polygon(turned(coil, (x + side * away, y), -side * -11), fill=c.accent)
    c.text((x, 230), "Ferrite tooth\nof the probe", bold=True)
    c.text((x, 1290), "Gear", bold=True, ground=PALE)
    leader(c, (1540, 200), "12 coils,\n6 on each flank", (x + 250, 400))
    leader(c, (1680, 560), "Gap\n80 ± 15 µm", (x + 268, 560))
    leader(c, (1680, 860), "Case, 0.6\nto 1.2 mm", (x + 285, 800))


def skin_depth(c: Canvas) -> None:
    """Skin depth of eight frequencies, on a line of slope -1/2 from 40 Hz and 4 mm."""
    places = (40, 100, 250, 640, 1600, 4000, 10000, 25000)
    ticks = (40, 100, 1000, 10000, 25000)
    names = ("40", "100", "1 k", "10 k", "25 k")
    across = Axis("Frequency (Hz)", 30, 35000, ticks, names, log=True)
    plot = Plot(c, sheet(c), across, Axis("Skin depth (mm)", 0.1, 10, (0.1, 0.2, 0.5, 1, 2, 5, 10), log=True))
    plot.band(0.4, 1.4, fill=tint(GREY, 0.25))
    plot.note(45, 0.75, "Case depths, 0.4 to 1.4 mm", anchor="lm")
    values = [(f, 4 * math.sqrt(40 / f)) for f in places]
    plot.curve(values, colour=c.accent, dots="full")
    plot.note(40, 4, "40 Hz, 4 mm", anchor="lb", dx=24, dy=-6, bold=True, colour=c.accent)
    plot.note(25000, 0.16, "25 kHz, 0.16 mm", anchor="rt", dx=-36, dy=4, bold=True, colour=c.accent)


def coil_arrangement(c: Canvas) -> None:
    """The bar on its way through the coils; 12 pixels to the millimetre across the bar."""
    y, half = 720.0, 144.0
    c.polygon(rectangle(120, y - half, 1760, y + half), fill=tint(GREY, 0.3))
    for edge in (y - half, y + half - 22):
        c.rect((120, edge, 1760, edge + 22), fill=HEAT, outline=None)
    c.polygon(rectangle(120, y - half, 1760, y + half))
    axis_line(c, (60, y), (1860, y))
    places = (
        ("脱磁\nコイル", 360, SILVER),
        ("検出\nコイル 1", 1010, c.accent),
        ("励磁\nコイル", 1280, HEAT),
        ("検出\nコイル 2", 1550, c.accent),
    )
    for name, x, colour in places:
        for top in (y - half - 130, y + half + 20):
            box = rectangle(x - 75, top, x + 75, top + 110)
            c.polygon(box, fill=tint(colour, 0.55))
            c.line([box[0], box[2]], width=3)
            c.line([box[1], box[3]], width=3)
        c.text((x, y + half + 170), name, anchor="mt")
    c.rect((610, 260, 730, 440), fill=WHITE)
    c.polygon([(640, 440), (700, 440), (690, 480), (650, 480)], fill=SILVER)
    for dx in (-34, 34):
        c.line([(670 + dx * 0.4, 486), (670 + dx, y - half - 6)], colour=HEAT, width=4, dash=DASHED)
    c.text((670, 235), "放射温度計", anchor="mb")
    c.arrow((140, 1230), (460, 1230), width=12, head=44, colour=c.accent)
    c.text((490, 1230), "送り", anchor="lm")
    leader(c, (1010, 330), "硬化層 深さ 1.8 mm", (840, y - half + 11))
    dimension(c, (1790, y + half), (1790, y - half), "")
    c.text((1810, y - 60), "直径\n24 mm", anchor="lm")


def depth_comparison(c: Canvas) -> None:
    """120 bars, scattered by 0.06 mm (one standard deviation) about the diagonal."""
    ticks = (1.0, 1.4, 1.8, 2.2, 2.6)
    names = [f"{tick:.1f}" for tick in ticks]
    box = (420, 60, 1640, 1280)
    plot = Plot(
        c, box, Axis("切断法の深さ（mm）", 1, 2.6, ticks, names), Axis("渦電流法の深さ（mm）", 1, 2.6, ticks, names)
    )
    plot.curve([(1, 1), (2.6, 2.6)], colour=GREY, width=4)
    for shift in (-0.12, 0.12):
        low, high = max(1, 1 - shift), min(2.6, 2.6 - shift)
        plot.curve([(low, low + shift), (high, high + shift)], colour=GREY, width=4, dash=DASHED)
    rng = random.Random(120)
    for _ in range(120):
        depth = min(max(rng.gauss(1.8, 0.3), 1.1), 2.5)
        error = min(max(rng.gauss(0, 0.055), -0.15), 0.15)
        plot.dot(plot.at(depth, depth + error), colour=c.accent, radius=11)
    plot.note(1.45, 1.68, "+0.12 mm", anchor="rb", colour=INK)
    plot.note(2.2, 1.95, "−0.12 mm", anchor="lt", colour=INK)
    plot.note(2.55, 1.05, "n = 120", anchor="rb")


PICTURES: Mapping[str, Picture] = {
    "2019/gear-case-depth-in-line/tooth-probe.png": Picture(tooth_probe),
    "2019/gear-case-depth-in-line/skin-depth.png": Picture(skin_depth, height=1200),
    "2019/hardened-depth-eddy-current/coil-arrangement.png": Picture(coil_arrangement),
    "2019/hardened-depth-eddy-current/depth-comparison.png": Picture(depth_comparison),
}
