"""Pictures of the 2020 cases on joining with copper and by magnetic pulse."""

import random
from collections.abc import Mapping

from .annotate import LIGHT, axis_line, callouts, dimension, leader, panel, scale_bar
from .canvas import Canvas
from .colours import GREY, HEAT, INK, PALE, RED, WHITE, tint
from .picture import Picture
from .plots import Axis, Plot, sheet
from .shapes import Box, Point, arc, rectangle, ring, scatter, smooth, turned
from .textures import crop

COPPER = "#c98a5b"


def bond_section(c: Canvas) -> None:
    """The bonded chip, and a lens on flakes of 3 µm with balls of 0.3 µm between; 60 pixels to the micrometre."""
    c.cut(rectangle(80, 640, 900, 900), fill=tint(COPPER, 0.7))
    c.polygon([(180, 640), (180, 560), (240, 505), (740, 505), (800, 560), (800, 640)], fill=tint(HEAT, 0.45))
    c.rect((240, 290, 740, 580), fill=tint(INK, 0.55))
    c.rect((240, 580, 740, 640), fill=tint(HEAT, 0.45))
    c.text((490, 430), "SiC チップ\n0.35 mm")
    c.text((490, 780), "銅基板", ground=tint(COPPER, 0.7))
    leader(c, (60, 170), "すそ 高さ 40 µm", (215, 545), anchor="lm")
    leader(c, (60, 1020), "多孔質の銅 60 µm", (320, 612), anchor="lm")
    box: Box = (1080, 230, 1920, 1070)
    rng = random.Random(3)
    c.rect(box, fill=tint(INK, 0.85))
    for x, y in scatter((1060, 215, 1940, 1090), 19, rng):
        if rng.random() < 0.9:
            c.circle((x, y), 9.5, fill=COPPER, outline="#8a5a35", width=2)
    for x, y in scatter((1080, 230, 1920, 1070), 118, rng):
        flake = smooth(
            [
                (x - 90, y),
                (x - 50, y - 17),
                (x + 50, y - 17),
                (x + 90, y),
                (x + 50, y + 17),
                (x - 50, y + 17),
                (x - 90, y),
            ]
        )
        c.polygon(turned(flake, (x, y), rng.uniform(-9, 9)), fill=tint(COPPER, 0.7), outline="#8a5a35", width=3)
    crop(c, box, reach=120)
    for y in (box[1], box[3]):
        c.line([(520, 610), (box[0], y)], width=LIGHT, colour=GREY)
    c.circle((520, 610), 16, outline=INK, width=4)
    c.text((1500, 150), "層の拡大図", bold=True)
    c.text((1500, 1150), "鱗片 3 µm、丸い粒子 0.3 µm、\n黒は空隙", anchor="mt")


def print_pattern(c: Canvas) -> None:
    """Nine squares of paste, 88 pixels to the millimetre, with the ways out for vapour."""
    left, top, k = 500.0, 330.0, 88.0
    cell, gap = 3.3 * k, 0.2 * k
    for row in range(3):
        for column in range(3):
            x, y = left + column * (cell + gap), top + row * (cell + gap)
            c.rect((x, y, x + cell, y + cell), fill=tint(COPPER, 0.6), width=3)
    total = 3 * cell + 2 * gap
    for i in (1, 2):
        middle = i * (cell + gap) - gap / 2
        for start, end in (
            ((left + middle, top - 6), (left + middle, top - 110)),
            ((left + middle, top + total + 6), (left + middle, top + total + 110)),
        ):
            c.arrow(start, end, colour=HEAT, width=8, head=32)
        for start, end in (
            ((left - 6, top + middle), (left - 110, top + middle)),
            ((left + total + 6, top + middle), (left + total + 110, top + middle)),
        ):
            c.arrow(start, end, colour=HEAT, width=8, head=32)
    dimension(c, (left, top), (left + total, top), "10.3 mm", offset=200)
    dimension(c, (left, top + total), (left + cell, top + total), "3.3 mm", offset=-150)
    leader(c, (1560, 500), "溝の幅\n0.2 mm", (left + 2 * cell + 1.5 * gap, top + 200))
    c.text((left + total + 140, top + 2 * (cell + gap) - gap / 2), "蒸気の抜け道", anchor="lm", colour=HEAT)


def temperature_profile(c: Canvas) -> None:
    """Drying, reduction and sintering."""
    plot = Plot(c, sheet(c), Axis("時間（分）", 0, 90, range(0, 91, 10)), Axis("温度（°C）", 0, 300, range(0, 301, 50)))
    plot.curve(
        [(0, 25), (5, 90), (25, 90), (30, 160), (40, 160), (47, 250), (77, 250), (90, 110)], colour=c.accent, width=9
    )
    plot.note(15, 94, "乾燥 90 °C\n20 分", anchor="mb", dy=-12)
    plot.note(29, 166, "還元（ギ酸）\n160 °C 10 分", anchor="mb", dy=-12)
    plot.note(62, 254, "焼結 250 °C 30 分", anchor="mb", dy=-12, bold=True, colour=c.accent)


def weld_section(c: Canvas) -> None:
    """Axial section before welding, upper half and its mirror image; not to scale."""
    axis = 760.0
    for sign in (-1, 1):
        _weld_half(c, axis, sign)
    axis_line(c, (60, axis), (1580, axis))
    dimension(c, (700, axis + 300), (1060, axis + 300), "")
    items: list[tuple[str, Point]] = [
        ("线圈", (1090, axis - 550)),
        ("集磁器，\n工作面15 mm", (1120, axis - 440)),
        ("铝管 0.8 mm", (1140, axis - 240)),
        ("间隙 1.0 mm", (1020, axis - 190)),
        ("铜管外径\n9.52 mm，\n壁厚0.7 mm", (1040, axis - 135)),
        ("三瓣芯轴", (1080, axis - 80)),
        ("中央锥杆", (1130, axis - 12)),
    ]
    callouts(c, 1650, items, top=40, bottom=1100, bend=30)
    leader(c, (1650, 1180), "6°锥面", (950, axis + 160), anchor="lm")
    leader(c, (60, 330), "撞击方向", (752, axis - 270), anchor="lm", colour=RED)


def _weld_half(c: Canvas, axis: float, sign: int) -> None:
    def place(*points: Point) -> list[Point]:
        return [(x, axis + sign * y) for x, y in points]

    slope = 45 * sign
    c.polygon(place((150, 0), (1150, 0), (1150, 26), (150, 46)), fill=tint(GREY, 0.45))
    c.cut(place((220, 46), (1100, 28), (1100, 118), (220, 118)), fill=PALE, degrees=slope)
    tube = place((120, 122), (1060, 122), (1060, 146), (820, 170), (120, 170))
    c.cut(tube, fill=tint(COPPER, 0.8), degrees=-slope)
    inside = place((480, 220), (1150, 220), (1250, 178), (1600, 178))
    outside = place((1600, 220), (1270, 220), (1165, 262), (480, 262))
    c.cut([*inside, *outside], fill=tint(GREY, 0.2), degrees=slope, spacing=14)
    c.cut(place((700, 300), (1060, 300), (1160, 470), (600, 470)), fill=c.tint(0.25), degrees=-slope)
    c.polygon(place((600, 480), (1160, 480), (1160, 620), (600, 620)), fill=PALE)
    for centre in place(*((670 + i * 105, 550) for i in range(5))):
        c.circle(centre, 40, fill=tint(COPPER, 0.9))
    for x in (760, 880, 1000):
        c.arrow(*place((x, 285), (x, 176)), colour=RED, width=8, head=28)


def interface_micrographs(c: Canvas) -> None:
    """A thick compound layer with cracks, and a wavy clean interface; 16 pixels to the micrometre."""
    copper, aluminium, compound = "#c79a77", "#c3c9ce", "#5a4a45"
    halves: tuple[tuple[str, Box], ...] = (("感应钎焊", (20, 130, 985, 1480)), ("磁脉冲焊接", (1015, 130, 1980, 1480)))
    for title, box in halves:
        left, top, right, bottom = box
        middle = (top + bottom) / 2
        panel(c, ((left + right) / 2, 65), title, anchor="mm")
        c.rect((left, middle, right, bottom), fill=aluminium, outline=None)
        c.rect((left, top, right, middle - 80), fill=copper, outline=None)
        c.rect((left, middle - 80, right, middle), fill=copper if left < 100 else aluminium, outline=None)
        if left < 100:
            c.rect((left, middle - 96, right, middle + 96), fill=compound, outline=None)
            for x in (90, 215, 790, 905):
                c.line(
                    smooth([(x, middle - 90), (x + 22, middle - 20), (x - 8, middle + 40), (x + 15, middle + 92)]),
                    colour=WHITE,
                    width=5,
                )
            c.text(((left + right) / 2, middle), "化合物层 12 µm", colour=WHITE, ground=compound)
        else:
            _waves(c, box, middle, copper, compound)
        c.rect(box)
        c.text((left + 60, top + 70), "铜", anchor="lm", bold=True)
        c.text((left + 60, bottom - 70), "铝", anchor="lm", bold=True)
        scale_bar(c, (right - 10, bottom - 10), 320, "20 µm")
    leader(c, (1180, 1060), "化合物不超过1.5 µm", (1255, 888), anchor="lm", ground=aluminium)
    c.text((1200, 560), "波长约30 µm", anchor="lm")
    c.arrow((1255, 660), (1735, 660), both=True, width=4)


def _waves(c: Canvas, box: Box, middle: float, copper: str, compound: str) -> None:
    left, top, right, _ = box
    turns: list[Point] = [(left + i * 241.25, middle + (70 if i % 2 else -60)) for i in range(5)]
    wave = smooth(turns, 20)
    c.polygon([(left, top), (right, top), *reversed(wave)], fill=copper, outline=None)
    c.line(wave, width=4)
    for x, y in turns[1::2]:
        c.polygon(arc((x, y), 62, 0, 180, tall=0.36), fill=compound, outline=None)


def split_shaper(c: Canvas) -> None:
    """The split field shaper, closed round the tube and open to let a bent tube out."""
    for x, open_, title in ((520, 0, "合拢"), (1430, 70, "张开")):
        panel(c, (x, 70), title, anchor="mm")
        y = 800.0
        c.circle((x, y), 440, fill=PALE)
        for i in range(16):
            centre = arc((x, y), 395, i * 22.5, i * 22.5 + 1, steps=1)[0]
            c.circle(centre, 32, fill=tint(COPPER, 0.85), width=3)
        c.circle((x, y), 345, fill=WHITE)
        for s in (-1, 1):
            half = ring((x, y + s * (4 + open_)), 255, 70, 0 if s > 0 else 180, 180 if s > 0 else 360)
            c.cut(half, fill=c.tint(0.3), degrees=45 * s)
        if not open_:
            c.circle((x, y), 60, fill=tint(GREY, 0.25))
            c.circle((x, y), 40, fill=WHITE)
    tube = smooth([(1430, 800), (1600, 800), (1760, 790), (1800, 700), (1800, 560)])
    c.line(tube, width=66)
    c.line(tube, width=56, colour=tint(GREY, 0.25))
    c.arrow((1480, 800), (1700, 800), colour=RED, width=8, head=34)
    leader(c, (520, 1380), "对开面镀银", (340, 804), anchor="mm")
    leader(c, (950, 1330), "整体线圈", (800, 1080), anchor="mm")
    leader(c, (1400, 1330), "集磁器半环", (1400, 1030), anchor="mm")
    c.text((1960, 1330), "带弯头的管\n由侧面取出", anchor="rm", colour=RED)


PICTURES: Mapping[str, Picture] = {
    "2020/pressureless-copper-bonding/bond-section.png": Picture(bond_section),
    "2020/pressureless-copper-bonding/print-pattern.png": Picture(print_pattern),
    "2020/pressureless-copper-bonding/temperature-profile.png": Picture(temperature_profile, height=1200),
    "2020/copper-aluminium-tube-pulse-weld/weld-section.png": Picture(weld_section),
    "2020/copper-aluminium-tube-pulse-weld/interface-micrographs.png": Picture(interface_micrographs),
    "2020/copper-aluminium-tube-pulse-weld/split-shaper.png": Picture(split_shaper),
}
