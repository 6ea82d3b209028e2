"""Pictures of the 2010 cases on mounting electronic parts and on synthesis."""

import random
from collections.abc import Mapping

from .annotate import dimension, leader, panel
from .canvas import Canvas
from .colours import COOL, GREY, HEAT, INK, PALE, SILVER, WHITE, tint
from .flows import block
from .picture import Picture
from .plots import Axis, Plot, sheet
from .shapes import Point, rectangle, scatter, smooth

COPPER = "#c98a5b"


def stencil_sections(c: Canvas) -> None:
    """Paste in two stencil apertures over a pad; 2.6 pixels to the micrometre."""
    halves = ((500, 208, "Laser-cut, 0.08 mm", 0.0), (1500, 156, "Electroformed, 0.06 mm", 2.0))
    for x, high, title, taper in halves:
        rng = random.Random(41)
        panel(c, (x, 80), title, anchor="mm")
        c.cut(rectangle(x - 440, 1010, x + 440, 1240), fill=tint("#7f9a6a", 0.35), spacing=30)
        c.rect((x - 260, 960, x + 260, 1010), fill=tint(COPPER, 0.9))
        _stencil(c, x, 700 - high, high, rng, rough=taper == 0)
        _paste(c, x, rng, whole=taper > 0)
        dimension(c, (x - 234, 700 - high), (x + 234, 700 - high), "0.18 mm", offset=70)
    leader(c, (500, 1360), "Powder 20–38 µm,\npaste stays on the walls", (300, 560), anchor="mm")
    leader(c, (1500, 1360), "Powder 5–15 µm,\npaste whole on the pad", (1440, 905), anchor="mm")
    leader(c, (1000, 1120), "Pad", (760, 985), anchor="mm")
    c.line([(1000, 1090), (1240, 985)], width=2.5)
    c.circle((1240, 985), 8, fill=INK, outline=None)
    leader(c, (1000, 760), "2°", (1263, 660), anchor="mm")


def _stencil(c: Canvas, x: float, top: float, high: float, rng: random.Random, *, rough: bool) -> None:
    bottom = top + high
    for side in (-1, 1):
        wall: list[Point] = []
        steps = 16
        for i in range(steps + 1):
            away = rng.uniform(-9, 9) if rough else 5.5 * i / steps
            wall.append((x + side * (234 + away), top + high * i / steps))
        c.cut([(x + side * 440, top), *wall, (x + side * 440, bottom)], fill=PALE)
        if rough:
            inner = [(px - side * rng.uniform(22, 50), py) for px, py in wall[2:]]
            c.polygon([*wall[2:], *reversed(inner)], fill=tint(SILVER, 0.7), outline=GREY, width=3)


def _paste(c: Canvas, x: float, rng: random.Random, *, whole: bool) -> None:
    if whole:
        c.polygon([(x - 236, 960), (x - 226, 806), (x + 226, 806), (x + 236, 960)], fill=tint(SILVER, 0.5))
        for px, py in scatter((x - 205, 828, x + 205, 938), 31, rng):
            c.circle((px, py), rng.uniform(8, 17), fill=SILVER, width=3)
        return
    heap = smooth([(x - 190, 960), (x - 120, 900), (x, 880), (x + 150, 915), (x + 185, 960)])
    c.polygon(heap, fill=tint(SILVER, 0.5))
    for i, r in enumerate((40, 34, 45, 38, 42)):
        c.circle((x - 172 + i * 86, 585 + (i % 2) * 26), r, fill=SILVER)
    for px in (-110, -10, 95):
        c.circle((x + px, 921), 33, fill=SILVER)


def oven_profile(c: Canvas) -> None:
    """Temperature of the board through the oven."""
    time = Axis("Time (s)", 0, 300, range(0, 301, 50))
    plot = Plot(c, sheet(c), time, Axis("Board temperature (°C)", 0, 250, range(0, 251, 50)))
    plot.level(217, "Melting, 217 °C", anchor="lb")
    plot.curve([(0, 25), (150, 210), (170, 210), (190, 238), (280, 60)], colour=c.accent, width=9)
    plot.note(190, 238, "238 °C", anchor="mb", dy=-14, bold=True, colour=c.accent)
    plot.note(124, 186, "210 °C for 20 s", anchor="rb", bold=True, colour=c.accent)
    plot.note(280, 60, "60 °C", anchor="lm", dx=16)
    plot.note(0, 25, "25 °C", anchor="lt", dx=20, dy=0)


def flow_scheme(c: Canvas) -> None:
    """One of the twelve lines of the micro-mixers."""
    for y, name in ((330, "Aryl\nbromide"), (830, "Butyl-\nlithium")):
        c.rect((60, y - 120, 290, y + 120), fill=WHITE, radius=40)
        c.text((175, y), name)
        c.line([(290, y), (470, y), (560, y), (560, 580 - (40 if y < 580 else -40))], width=6)
        _pump(c, (410, y))
    c.text((390, 430), "Pumps")
    _mixer(c, (560, 580))
    leader(c, (690, 790), "T-mixer\n0.5 mm", (570, 590), anchor="mm")
    c.line([(600, 580), (700, 580)], width=6)
    coil = [(700 + i * 2.0, 580 + 45 * ((-1) ** (i // 12))) for i in range(0, 97, 12)]
    c.line(smooth([(690, 580), *coil, (905, 580)]), width=6, colour=c.accent)
    c.text((800, 480), "0.8 s, −20 °C", bold=True, colour=c.accent)
    _double_mixer(c)
    block(c, (1680, 480, 1930, 680), "Work-up\ntank")
    c.arrow((1560, 580), (1672, 580), width=6)
    c.rect((480, 150, 1600, 1080), outline=COOL, width=4, radius=30)
    c.text((1040, 1150), "12 lines in one brine bath", colour=COOL, bold=True)


def _double_mixer(c: Canvas) -> None:
    c.rect((1000, 330, 1500, 900), fill=c.tint(0.1), outline=c.accent, width=5, radius=20)
    c.text((1250, 965), "Ultrasonic bath, 40 kHz")
    c.line([(905, 580), (960, 580)], width=6)
    c.line([(1240, 215), (1240, 445)], width=6)
    c.text((1215, 250), "Borate", anchor="rm")
    c.line([(1240, 300), (1420, 300), (1420, 640), (1240, 640), (1240, 720)], width=6)
    for y in (480, 760):
        c.line([(960, 580), (960, y), (1560, y), (1560, 580)], width=6)
        _valve(c, (1080, y))
        _valve(c, (1355, y))
        _mixer(c, (1240, y))


def _mixer(c: Canvas, at: Point) -> None:
    c.circle(at, 42, fill=c.tint(0.5))
    c.line([(at[0] - 42, at[1]), (at[0] + 42, at[1])], width=6)
    c.line([at, (at[0], at[1] - 42)], width=6)


def _valve(c: Canvas, at: Point) -> None:
    x, y = at
    c.polygon([(x - 34, y - 26), (x + 34, y + 26), (x + 34, y - 26), (x - 34, y + 26)], fill=WHITE)


def _pump(c: Canvas, at: Point) -> None:
    x, y = at
    c.circle(at, 44, fill=WHITE)
    c.polygon([(x - 22, y - 36), (x + 44, y), (x - 22, y + 36)], fill=tint(GREY, 0.3), width=3)


def yield_map(c: Canvas) -> None:
    """Yield against residence time at three temperatures."""
    ticks = (0.1, 0.2, 0.5, 1, 2, 5, 10)
    time = Axis("Residence time (s)", 0.1, 10, ticks, log=True)
    plot = Plot(c, sheet(c), time, Axis("Yield (%)", 0, 100, range(0, 101, 20)))
    warm: list[Point] = [(0.1, 70), (0.2, 79), (0.5, 65), (1, 42), (3, 12)]
    cold: list[Point] = [(0.1, 30), (0.3, 62), (0.8, 84), (2, 91), (4, 90), (10, 84)]
    best: list[Point] = [(0.1, 58), (0.2, 84), (0.8, 92), (2, 90), (3, 81), (10, 35)]
    for values, colour in ((warm, HEAT), (cold, COOL), (best, c.accent)):
        between = [(0.4, 90.3), (1.3, 91.8), (2.5, 86), (5, 63.5)] if values is best else []
        points = smooth([plot.at(*value) for value in sorted([*values, *between])])
        c.line(points, colour=colour, width=7)
        for value in values:
            plot.dot(plot.at(*value), colour=colour)
    plot.note(1.2, 28, "0 °C", anchor="rt", colour=HEAT, bold=True)
    plot.note(10, 84, "−40 °C", anchor="rb", colour=COOL, bold=True, dy=-52, dx=-6)
    plot.note(7, 50, "−20 °C", anchor="lb", colour=c.accent, bold=True, dx=16)
    plot.note(0.8, 92, "92 %", anchor="mb", colour=c.accent, bold=True, dy=-20)


PICTURES: Mapping[str, Picture] = {
    "2010/chip-0402-narrow-gap/stencil-sections.png": Picture(stencil_sections),
    "2010/chip-0402-narrow-gap/oven-profile.png": Picture(oven_profile, height=1200),
    "2010/microreactor-lithiation/flow-scheme.png": Picture(flow_scheme, height=1200),
    "2010/microreactor-lithiation/yield-map.png": Picture(yield_map),
}
