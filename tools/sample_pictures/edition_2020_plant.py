"""Pictures of the 2020 cases on plant: die casting, a dry tunnel, paint measured in the line."""

import math
import random
from collections.abc import Mapping

from .annotate import LIGHT, dimension, leader
from .canvas import DASHED, Canvas
from .colours import COOL, GREY, HEAT, PALE, SILVER, WHITE, tint
from .flows import block
from .picture import Picture
from .plots import Axis, Plot, sheet
from .shapes import Point, rectangle, smooth


def decision_flow(c: Canvas) -> None:
    """From the machine to the decision about every casting."""
    block(c, (40, 520, 330, 720), "Die casting\nmachine")
    block(c, (410, 520, 680, 720), "31 features")
    block(c, (760, 330, 1080, 530), "Gas\nmodel", fill=c.tint(0.2))
    block(c, (760, 710, 1080, 910), "Shrinkage\nmodel", fill=c.tint(0.2))
    c.arrow((330, 620), (402, 620), width=5)
    for y in (430, 810):
        c.arrow((680, 620), (720, 620), (720, y), (752, y), width=5)
        c.line([(1080, y), (1120, y), (1120, 620)], width=5)
    c.arrow((1120, 620), (1152, 620), width=5)
    c.polygon([(1160, 620), (1300, 500), (1440, 620), (1300, 740)], fill=tint(HEAT, 0.18))
    c.text((1300, 620), "Sure?", bold=True)
    for y, name in ((190, "Machining"), (620, "Tomo-\ngraphy"), (1050, "Remelting")):
        block(c, (1680, y - 110, 1960, y + 110), name, fill=PALE)
    c.arrow((1300, 500), (1300, 190), (1672, 190), width=5)
    c.arrow((1440, 620), (1672, 620), width=5)
    c.arrow((1300, 740), (1300, 1050), (1672, 1050), width=5)
    c.text((1490, 170), "Good, 85 %", anchor="mb", bold=True)
    c.text((1556, 600), "Unsure,\n8 %", anchor="mb", bold=True)
    c.text((1490, 1030), "Bad, 7 %", anchor="mb", bold=True)
    c.line(
        [(1820, 730), (1820, 840), (1600, 840), (1600, 1250), (920, 1250), (920, 920)],
        width=5,
        dash=DASHED,
        colour=c.accent,
    )
    c.polygon([(920, 912), (908, 944), (932, 944)], fill=c.accent, outline=None)
    c.text((1240, 1230), "New measurements", anchor="mb", colour=c.accent)


def tunnel_plan(c: Canvas) -> None:
    """Plan of the tunnel of five sections, 130 pixels to the metre, with its loop of dry air above."""
    left, top, bottom = 285.0, 830.0, 1090.0
    wide = 286.0
    c.rect((left, top, left + 5 * wide, bottom), fill=c.tint(0.12), width=8)
    for i in range(1, 5):
        x = left + i * wide
        c.rect((x - 10, top, x + 10, bottom), fill=tint(GREY, 0.6), width=3)
    for x in (left - 130, left + 5 * wide):
        c.rect((x, top + 60, x + 130, bottom - 60), fill=tint(HEAT, 0.2), width=6)
    for i in range(8):
        for y, sign in ((top, -1), (bottom, 1)):
            for dx in (-24, 24):
                c.circle((left + (i + 0.5) * wide * 5 / 8 + dx, y + sign * 21), 17, fill=WHITE)
    c.text((left + 2.5 * wide, 960), "+120 Pa, −66 °C dew point", bold=True, ground=c.tint(0.12))
    for x in (left - 65, left + 5 * wide + 65):
        c.text((x, bottom + 60), "Lock 40 L\n100 Pa", anchor="mt")
    leader(c, (560, 1220), "Shutter", (left + wide, 1075), anchor="mm")
    leader(c, (1130, 1220), "16 pairs of glove ports, 8 on each side", (1088, bottom + 21), anchor="mm")
    dimension(c, (left + 4 * wide, top - 85), (left + 5 * wide, top - 85), "2.2 m", offset=0)
    _air_loop(c, left, wide, top)


def _air_loop(c: Canvas, left: float, wide: float, top: float) -> None:
    right = left + 3.5 * wide
    c.arrow((left + 60, top), (left + 60, 400), (430, 400), width=8, colour=COOL, head=34)
    block(c, (440, 310, 680, 490), "Blower")
    c.line([(680, 400), (760, 400)], width=8, colour=COOL)
    for y, name, fill in (
        (130, "Molecular sieve,\nin use", c.tint(0.3)),
        (520, "Molecular sieve,\nregenerating", PALE),
    ):
        block(c, (840, y, 1260, y + 160), name, fill=fill, bold=False)
        middle = y + 80
        dash = None if y == 130 else DASHED
        c.line([(760, 400), (760, middle), (840, middle)], width=8, colour=COOL, dash=dash)
        c.line([(1260, middle), (1340, middle), (1340, 400)], width=8, colour=COOL, dash=dash)
    c.arrow((1340, 400), (1432, 400), width=8, colour=COOL, head=34)
    block(c, (1440, 310, 1700, 490), "HEPA filter")
    c.arrow((1700, 400), (1800, 400), (1800, 700), (right, 700), (right, top - 6), width=8, colour=COOL, head=34)


def water_sources(c: Canvas) -> None:
    """Water given off, on a logarithmic scale, so dots on stems from the lowest value."""
    names = ("0.1", "1", "10", "100", "1,000")
    axis = Axis("Water given off (g/h)", 0.1, 1000, (0.1, 1, 10, 100, 1000), names, log=True)
    plot = Plot(c, sheet(c, lines=2), Axis("", 0, 8.6), axis)
    groups = (
        ("Dry room", 0.8, (("People", 600),), GREY),
        ("Tunnel at first", 3.2, (("Gloves", 5), ("Seals", 5), ("Locks", 2)), SILVER),
        ("Tunnel now", 6.8, (("Gloves", 0.4), ("Seals", 0.9), ("Locks", 0.6)), c.accent),
    )
    for title, middle, values, colour in groups:
        for i, (name, value) in enumerate(values):
            x = middle + (i - (len(values) - 1) / 2) * 1.05
            (x0, y), (x1, low) = plot.at(x - 0.33, value), plot.at(x + 0.33, 0.1)
            c.rect((x0, y, x1, low - 2), fill=colour, outline=None)
            c.text(((x0 + x1) / 2, y - 10), f"{value:g}", anchor="mb", bold=True, ground=WHITE)
            c.text(((x0 + x1) / 2, low + 20), name, anchor="mt", size=45)
        c.text((plot.at(middle, 0.1)[0], plot.box[3] + 90), title, anchor="mt", bold=True)


def layer_echoes(c: Canvas) -> None:
    """Four layers on steel, 7 pixels to the micrometre in height, with the echo of every interface."""
    layers = (
        ("清漆 40 µm", 40, tint(COOL, 0.15)),
        ("色漆 12 µm", 12, c.tint(0.6)),
        ("中涂 35 µm", 35, tint(GREY, 0.25)),
        ("电泳 20 µm", 20, tint(GREY, 0.55)),
    )
    left, right, top = 330.0, 1960.0, 420.0
    k = 7.0
    y = top
    faces = [top]
    for name, thick, fill in layers:
        c.rect((left, y, right, y + thick * k), fill=fill)
        c.text((left - 20, y + thick * k / 2), name, anchor="rm")
        y += thick * k
        faces.append(y)
    c.cut(rectangle(left, y, right, y + 170), fill=PALE, spacing=26)
    c.text((left - 20, y + 85), "钢板", anchor="rm")
    c.arrow((430, 90), (600, top), colour=HEAT, width=12, head=44)
    c.line([(600, top), (600 + (faces[-1] - top) * 0.5, faces[-1])], colour=HEAT, width=5, dash=DASHED)
    c.text((480, 90), "太赫兹脉冲", anchor="lm", colour=HEAT, bold=True)
    tips: list[Point] = []
    for i, face in enumerate(faces):
        start = (600 + (face - top) * 0.5, face)
        tip = (start[0] + 330 + i * 70 + (0 if i < 2 else 180), 190)
        c.arrow(start, tip, colour=c.accent, width=6, head=30)
        tips.append(tip)
        c.circle(start, 9, fill=c.accent, outline=None)
    c.arrow((tips[1][0] + 12, 150), (tips[2][0] - 12, 150), both=True, width=LIGHT, head=22)
    c.text(((tips[1][0] + tips[2][0]) / 2, 130), "0.14 ps", anchor="mb", bold=True)
    c.text((40, 260), "五个界面\n的回波", anchor="lm", colour=c.accent)


def waveform_fit(c: Canvas) -> None:
    """Measured dots, fitted line, five times of echoes; the rest below."""
    left, _, right, bottom = sheet(c)
    top = Plot(c, (left, 80, right, 900), Axis("", 0, 6), Axis("场强（任意单位）", -0.6, 1.2, (-0.5, 0, 0.5, 1)))
    rest = Plot(
        c, (left, 1010, right, bottom), Axis("时间（ps）", 0, 6, range(7)), Axis("残差（%）", -3, 3, (-2, 0, 2))
    )
    echoes = ((1.0, 0.62), (1.47, 0.3), (1.61, -0.34), (2.02, 0.22), (2.26, 0.95))

    def field(t: float) -> float:
        return sum(a * (1 - 2 * u * u) * math.exp(-u * u) for at, a in echoes for u in [(t - at) / 0.16])

    rng = random.Random(60)
    for at, _ in echoes:
        c.line([top.at(at, -0.6), top.at(at, 1.12)], colour=GREY, width=3, dash=DASHED)
    steps = [i / 60 for i in range(361)]
    for t in steps[::3]:
        top.dot(top.at(t, field(t) + rng.uniform(-0.012, 0.012)), colour=SILVER, radius=11)
    top.curve([(t, field(t)) for t in steps], colour=c.accent, width=5)
    noise = [(t, max(-1.9, min(1.9, rng.gauss(0, 0.75)))) for t in steps[::2]]
    rest.curve(noise, colour=GREY, width=4)
    for level in (-2, 2):
        rest.curve([(0, level), (6, level)], colour=HEAT, width=3, dash=DASHED)
    c.circle(top.at(3.6, 0.85), 11, fill=SILVER, outline=WHITE)
    c.text((top.at(3.75, 0)[0], top.at(0, 0.85)[1]), "实测", anchor="lm")
    c.line([top.at(3.45, 0.65), top.at(3.7, 0.65)], colour=c.accent, width=6)
    c.text((top.at(3.75, 0)[0], top.at(0, 0.65)[1]), "四层模型拟合", anchor="lm", colour=c.accent)
    c.line([top.at(3.45, 0.45), top.at(3.7, 0.45)], colour=GREY, width=4, dash=(14, 8))
    c.text((top.at(3.75, 0)[0], top.at(0, 0.45)[1]), "界面回波的计算位置", anchor="lm")


def cell_plan(c: Canvas) -> None:
    """Plan of the measuring station at the exit of the oven."""
    c.rect((60, 80, 1940, 1050), fill=WHITE, outline=GREY, width=8)
    c.line([(60, 420), (520, 420)], width=4, dash=DASHED, colour=GREY)
    c.line([(60, 720), (520, 720)], width=4, dash=DASHED, colour=GREY)
    c.text((110, 570), "烘干线\n出口", anchor="lm")
    c.arrow((330, 570), (500, 570), width=10, head=40, colour=GREY)
    body = smooth(
        [
            (640, 470),
            (700, 430),
            (1000, 420),
            (1300, 430),
            (1390, 480),
            (1400, 570),
            (1390, 660),
            (1300, 710),
            (1000, 720),
            (700, 710),
            (640, 670),
            (625, 570),
            (640, 470),
        ]
    )
    c.polygon(body, fill=PALE)
    c.polygon([(830, 460), (920, 480), (920, 660), (830, 680)], fill=tint(COOL, 0.3), width=3)
    c.polygon([(1210, 470), (1150, 485), (1150, 655), (1210, 670)], fill=tint(COOL, 0.3), width=3)
    c.text((1035, 570), "车身", bold=True)
    for y, sign in ((200, 1), (940, -1)):
        base: Point = (1000, y)
        c.circle(base, 70, fill=tint(GREY, 0.35))
        c.line([base, (1120, y + sign * 60), (1060, y + sign * 150)], width=40)
        c.line([base, (1120, y + sign * 60), (1060, y + sign * 150)], width=32, colour=c.tint(0.5))
        c.rect((1020, y + sign * 170 - 30, 1100, y + sign * 170 + 30), fill=c.accent)
        c.line([(1400, 1180), (1700, 1180), (1700, y), (1130, y + sign * 40)], width=4, colour=HEAT)
    c.text((900, 200), "六轴机器人", anchor="rm")
    c.text((900, 940), "六轴机器人", anchor="rm")
    leader(c, (1250, 820), "探头与\n共焦位移计", (1095, 775), anchor="lm")
    block(c, (500, 1120, 1400, 1420), "机柜", "两台激光器\n重复频率差200 Hz", fill=c.tint(0.15))
    c.text((1720, 1180), "光纤", anchor="lm", colour=HEAT)


PICTURES: Mapping[str, Picture] = {
    "2020/die-casting-porosity-forecast/decision-flow.png": Picture(decision_flow),
    "2020/dry-tunnel-cell-assembly/tunnel-plan.png": Picture(tunnel_plan, height=1400),
    "2020/dry-tunnel-cell-assembly/water-sources.png": Picture(water_sources, height=1200),
    "2020/terahertz-paint-layers/layer-echoes.png": Picture(layer_echoes, full_colour=True),
    "2020/terahertz-paint-layers/waveform-fit.png": Picture(waveform_fit),
    "2020/terahertz-paint-layers/cell-plan.png": Picture(cell_plan),
}
