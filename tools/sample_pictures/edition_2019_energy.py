"""Pictures of the 2019 Chinese cases on the dry room, the hydride tank and the fermentation."""

import math
from collections.abc import Mapping

from .annotate import LIGHT, callouts, dimension
from .canvas import Canvas
from .colours import COOL, GREY, HEAT, INK, PALE, SILVER, WHITE, tint
from .flows import Step, block, flow, join
from .picture import Picture
from .plots import Axis, Plot, sheet
from .shapes import Box, Point, arc, ring, smooth


def dry_room(c: Canvas) -> None:
    """The dry room's air: process air below, regeneration above, heat pumps at the left."""
    x, y = 960.0, 800.0
    sectors = ((ring((x, y), 230, 30, 10, 190), c.tint(0.3)), (ring((x, y), 230, 30, 190, 215), tint(COOL, 0.4)))
    for outline, fill in (*sectors, (ring((x, y), 230, 30, 215, 370), tint(HEAT, 0.35))):
        c.polygon(outline, fill=fill)
    c.text((x, y + 120), "吸附区")
    c.text((x + 50, y - 120), "再生区")
    c.text((690, 850), "吹扫区 25°", anchor="rm")
    c.line([(700, 845), (800, 765)], width=LIGHT)
    boxes: dict[str, Box] = {
        "evaporator": (330, 1010, 620, 1200),
        "condenser": (330, 240, 640, 430),
        "tank": (210, 560, 480, 720),
    }
    for key, title in (("evaporator", "热泵蒸发器"), ("condenser", "热泵冷凝器"), ("tank", "热水箱\n2 m³")):
        block(c, boxes[key], title, fill=c.tint(0.22) if key != "tank" else WHITE)
    block(c, (900, 240, 1190, 430), "电加热器\n24 kW")
    block(c, (1530, 860, 1900, 1180), "干燥房", fill=PALE)
    block(c, (1000, 1290, 1300, 1420), "活性炭箱")
    _air_ways(c)
    c.arrow((400, 560), (400, 436), both=True, width=6, colour=GREY)
    c.arrow((400, 1010), (400, 726), both=True, width=6, colour=GREY)


def _air_ways(c: Canvas) -> None:
    c.arrow((60, 1105), (324, 1105), colour=COOL, width=8, head=34)
    c.text((60, 1060), "新风", anchor="lb", colour=COOL)
    c.arrow((620, 1105), (880, 1105), (880, 1022), colour=COOL, width=8, head=34)
    c.arrow((1140, 960), (1522, 960), colour=COOL, width=8, head=34)
    c.text((1340, 925), "送风", anchor="mb", colour=COOL)
    c.line([(1715, 1180), (1715, 1355), (1300, 1355)], colour=GREY, width=8)
    c.text((1520, 1330), "回风", anchor="mb", colour=GREY)
    c.arrow((1000, 1355), (760, 1355), (760, 1115), colour=GREY, width=8, head=34)
    c.arrow((742, 700), (570, 700), (570, 438), colour=HEAT, width=8, head=34)
    c.text((590, 560), "48 °C", anchor="lm", colour=HEAT)
    c.arrow((640, 335), (892, 335), colour=HEAT, width=8, head=34)
    c.text((768, 315), "65至70 °C", anchor="mb", colour=HEAT)
    c.arrow((1190, 335), (1260, 335), (1260, 640), (1160, 690), colour=HEAT, width=8, head=34)
    c.arrow((1190, 760), (1450, 760), (1450, 480), colour=HEAT, width=8, head=34)
    c.text((1480, 560), "排出", anchor="lm", colour=HEAT)


def rotor_section(c: Canvas) -> None:
    """Axial section of the rotor, 5 pixels to the millimetre along the axis."""
    left, top, bottom = 500.0, 300.0, 1120.0
    middle, right = left + 400, left + 1000
    for x0, x1, fill, name in ((left, middle, c.tint(0.2), "介孔硅胶"), (middle, right, tint(HEAT, 0.22), "沸石")):
        c.rect((x0, top, x1, bottom), fill=fill)
        for i in range(1, 16):
            y = top + (bottom - top) * i / 16
            c.line([(x0, y), (x1, y)], width=2.5, colour=GREY)
        c.text(((x0 + x1) / 2, 710), name, bold=True, ground=fill)
    for y in (850, 960, 1070):
        c.arrow((160, y), (480, y), colour=COOL, width=10, head=40)
        c.arrow((1520, y), (1840, y), colour=COOL, width=10, head=40)
    for y in (350, 460, 570):
        c.arrow((1840, y), (1520, y), colour=HEAT, width=10, head=40)
        c.arrow((480, y), (160, y), colour=HEAT, width=10, head=40)
    c.text((320, 780), "吸附空气", colour=COOL, bold=True)
    c.text((1680, 640), "再生空气", colour=HEAT, bold=True)
    dimension(c, (left, top), (right, top), "200 mm", offset=150)
    dimension(c, (left, top), (middle, top), "80 mm", offset=55, extend=False)
    dimension(c, (middle, top), (right, top), "120 mm", offset=55, extend=False)
    c.text((left, bottom + 50), "进风侧", anchor="lt")
    c.text((right, bottom + 50), "出风侧", anchor="rt")


def energy_bars(c: Canvas) -> None:
    """Use of energy before and after, and what saved the difference."""
    plot = Plot(c, sheet(c), Axis("", 0, 3), Axis("每小时耗电（kWh）", 0, 200, range(0, 201, 50)))
    for x, value, fill, name in ((0.15, 182, SILVER, "改造前"), (1.15, 104, c.accent, "改造后")):
        (x0, y), (x1, bottom) = plot.at(x, value), plot.at(x + 0.6, 0)
        c.rect((x0, y, x1, bottom), fill=fill, outline=None)
        c.text(((x0 + x1) / 2, bottom + 24), name, anchor="mt")
        c.text(((x0 + x1) / 2, (y + bottom) / 2), f"{value} kWh", bold=True, colour=WHITE if value == 104 else INK)
    base = 104.0
    saved = (("热泵与低温再生 57%", 0.57, 0.55), ("分区 31%", 0.31, 0.35), ("按人数控制 12%", 0.12, 0.18))
    for name, share, strength in saved:
        (x0, y0), (x1, y1) = plot.at(1.15, base), plot.at(1.75, base + 78 * share)
        c.rect((x0, y1, x1, y0), fill=c.tint(strength), outline=WHITE)
        c.text((x1 + 30, (y0 + y1) / 2), name, anchor="lm")
        base += 78 * share
    c.line([plot.at(0.75, 182), plot.at(1.75, 182)], dash=(18, 12), colour=GREY)
    plot.note(1.45, 182, "差 78 kWh", anchor="mb", dy=-10)
    c.line([plot.at(0, 0), plot.at(3, 0)])


def tank_section(c: Canvas) -> None:
    """Cross-section of the tank of seven tubes, one of them enlarged at 4.5 pixels to the millimetre radius."""
    centre = (400.0, 750.0)
    c.circle(centre, 360, fill=tint(COOL, 0.22), width=8)
    places = [centre, *(arc(centre, 225, 30 + 60 * i, 31 + 60 * i, steps=1)[0] for i in range(6))]
    for place in places:
        c.circle(place, 98, fill=tint(GREY, 0.45))
        c.circle(place, 89, fill=c.tint(0.45), width=2.5)
        c.circle(place, 15, fill=WHITE, width=2.5)
    c.text((400, 1180), "水套", bold=True, colour=COOL)
    big = (1205.0, 750.0)
    layers = ((390, tint(GREY, 0.45)), (362, WHITE), (353, INK), (344, c.tint(0.45)), (60, WHITE))
    for radius, fill in layers:
        c.circle(big, radius, fill=fill, width=3)
    c.hatch(arc(big, 390, 0, 360), arc(big, 362, 0, 360), spacing=18, colour=GREY)
    for radius in (390, 362):
        c.circle(big, radius)
    edge = places[1] if places[1][0] > 420 else places[2]
    for side in (-1, 1):
        start = (edge[0], edge[1] + side * 98)
        c.line([start, (big[0] - 110, big[1] + side * 374)], width=LIGHT, colour=GREY)
    _tank_labels(c, big)


def _tank_labels(c: Canvas, big: Point) -> None:
    def on(radius: float, degrees: float) -> Point:
        angle = math.radians(degrees)
        return big[0] + radius * math.cos(angle), big[1] + radius * math.sin(angle)

    items = [
        ("管壁\n2 mm", on(376, -52)),
        ("径向间隙\n0.3 mm", on(357, -28)),
        ("不锈钢网套", on(348, -8)),
        ("环形压块\n外径 58 mm", on(250, 20)),
        ("中心氢气孔\n直径 10 mm", on(25, 60)),
    ]
    callouts(c, 1670, items, top=250, bottom=1250, bend=30)


def filling_curve(c: Canvas) -> None:
    """Filling of the tank with compacts and with powder: 90 % at 14 and at 62 minutes."""
    minutes = Axis("时间（分钟）", 0, 70, range(0, 71, 10))
    plot = Plot(c, sheet(c), minutes, Axis("充氢量（%）", 0, 100, range(0, 101, 20)))
    plot.level(90, "90%", anchor="lb")
    for full, colour, name, at in ((62, GREY, "粉末罐", 36), (14, c.accent, "压块罐", 8)):
        rate = math.log(10) / full
        plot.curve([(t / 2, 100 * (1 - math.exp(-rate * t / 2))) for t in range(141)], colour=colour, width=8)
        plot.dot(plot.at(full, 90), colour=colour)
        low = 100 * (1 - math.exp(-rate * at))
        plot.note(at, low - 6, name, anchor="lt", colour=colour, bold=True, dx=16)
    plot.note(14, 90, "14分钟", anchor="lt", dx=20, dy=16, ground=WHITE, colour=c.accent)
    plot.note(62, 90, "62分钟", anchor="mt", dy=24, colour=GREY)


def viscosity_oxygen(c: Canvas) -> None:
    """Viscosity (full lines, left) and titre (dashed, right) of two processes."""
    plot = Plot(
        c,
        sheet(c, right=290),
        Axis("发酵时间（小时）", 0, 72, range(0, 73, 12)),
        Axis("黏度（Pa·s）", 0, 8, range(0, 9, 2)),
    )
    titre = plot.second(Axis("产物浓度（g/L）", 0, 60, range(0, 61, 10)))
    plot.mark(18, "37 °C → 41 °C", anchor="lt", colour=HEAT)
    plot.curve(smooth([(0, 0.05), (10, 0.6), (20, 2.4), (30, 6.2), (45, 7.0), (72, 7.2)]), colour=GREY)
    plot.curve(smooth([(0, 0.05), (10, 0.6), (16, 0.95), (18, 0.9), (30, 0.8), (48, 0.75)]), colour=c.accent)
    dash = (20, 12)
    titre.curve(smooth([(0, 0), (12, 5), (24, 14), (40, 23), (72, 27)]), colour=GREY, dash=dash)
    titre.curve(smooth([(0, 0), (12, 7), (24, 24), (36, 44), (48, 56)]), colour=c.accent, dash=dash)
    titre.dot(titre.at(72, 27), colour=GREY)
    titre.dot(titre.at(48, 56), colour=c.accent)
    titre.note(48, 56, "新工艺浓度 56 g/L", anchor="lb", dx=-20, dy=-20, colour=c.accent, bold=True)
    titre.note(70, 21.5, "原工艺浓度 27 g/L", anchor="rt", colour=GREY)
    plot.note(60, 6.9, "原工艺黏度", anchor="mt", colour=GREY)
    plot.note(50, 0.95, "新工艺黏度 < 0.9 Pa·s", anchor="mb", colour=c.accent)


def process_flow(c: Canvas) -> None:
    """Recovery without precipitation, with the branch to food grade: a wide picture."""
    steps = [
        Step("发酵罐", "37 °C升到41 °C"),
        Step("调pH 3.0", "加热80 °C"),
        Step("陶瓷膜除菌"),
        Step("超滤", "50 kDa\n浓缩4倍", strong=True),
        Step("喷雾干燥"),
        Step("农用级粉剂"),
    ]
    places = flow(c, (40, 30, 2960, 390), steps, columns=6, gap=70)
    left, _, right, _ = places[3]
    purify: Box = (left, 490, right, 670)
    food: Box = (places[4][0], 490, places[4][2], 670)
    block(c, purify, "乙醇精制")
    block(c, food, "食品级产品")
    join(c, places[3], purify)
    join(c, purify, food)


PICTURES: Mapping[str, Picture] = {
    "2019/dry-room-low-temperature-rotor/system-diagram.png": Picture(dry_room),
    "2019/dry-room-low-temperature-rotor/rotor-section.png": Picture(rotor_section),
    "2019/dry-room-low-temperature-rotor/energy-bars.png": Picture(energy_bars),
    "2019/hydride-compact-tank/tank-section.png": Picture(tank_section, full_colour=True),
    "2019/hydride-compact-tank/filling-curve.png": Picture(filling_curve, height=1200),
    "2019/polyglutamate-low-viscosity-broth/viscosity-oxygen.png": Picture(viscosity_oxygen),
    "2019/polyglutamate-low-viscosity-broth/process-flow.png": Picture(process_flow, width=3000, height=700),
}
