"""Pictures of the 2020 cases on materials and surfaces."""

import random
from collections.abc import Mapping

from .annotate import LIGHT, dimension, leader, panel, scale_bar
from .canvas import Canvas
from .colours import COOL, GREY, HEAT, INK, PALE, SILVER, WHITE, mix, tint
from .picture import Picture
from .plots import Axis, Plot
from .shapes import Box, Point, blob, cells, rectangle, scatter, smooth, turned
from .textures import crop, grains, photographed

COPPER = "#c98a5b"


def short_loop_flow(c: Canvas) -> None:
    """The long wet way above, the short way below."""
    rows = (
        (170, "湿法流程", ("废料", "焙烧", "酸溶", "萃取", "电解", "合金"), "27 kWh/kg\n约60天", False),
        (
            690,
            "短流程",
            ("分拣废料", "氢气退镀", "氢碎", "加3 wt%\n氢化物\n气流磨", "成型\n烧结", "磁体"),
            "8.5 kWh/kg",
            True,
        ),
    )
    for top, name, steps, total, strong in rows:
        panel(c, (50, top - 60), name)
        for i, step in enumerate(steps):
            left = 50 + i * 272
            fill = c.tint(0.2) if strong else WHITE
            c.rect((left, top, left + 222, top + 260), fill=fill, radius=14, outline=c.accent if strong else INK)
            c.text((left + 111, top + 130), step, size=46)
            if i:
                c.arrow((left - 50, top + 130), (left - 6, top + 130), width=5, head=24)
        c.text((1965, top + 130), total, anchor="rm", bold=True, colour=c.accent if strong else INK)


def grain_boundary(c: Canvas) -> None:
    """Main-phase grains with a broken and with a continuous boundary phase; 36 pixels to the micrometre."""
    boxes: tuple[Box, Box] = ((20, 130, 985, 1480), (1015, 130, 1980, 1480))
    for box, title in zip(boxes, ("不补偿", "补加氢化物后"), strict=True):
        panel(c, ((box[0] + box[2]) / 2, 65), title, anchor="mm")
        closed = box[0] > 1000
        _main_phase(c, box, random.Random(17), closed=closed)
        photographed(c, box, random.Random(18))
        scale_bar(c, (box[2] - 10, box[3] - 10), 180, "5 µm")
    grey = "#c4cad0"
    leader(c, (270, 330), "晶界相断续", (642, 543), anchor="mm", ground=grey)
    leader(c, (1290, 330), "晶界相连续", (1356, 543), anchor="mm", ground=grey)


def _main_phase(c: Canvas, box: Box, rng: random.Random, *, closed: bool) -> None:
    left, top, right, bottom = box
    seeds = scatter((left - 150, top - 150, right + 150, bottom + 150), 200, rng, tries=60)
    dark, oxide = "#39424a", "#8b6b4a"
    corners: list[Point] = []
    for cell in cells(seeds, box):
        if len(cell) < 3:
            continue
        c.polygon(cell, fill="#c4cad0", outline=dark if closed else "#8d969e", width=13 if closed else 2)
        if not closed:
            for a, b in zip(cell, [*cell[1:], cell[0]], strict=True):
                if rng.random() < 0.4:
                    near, far = rng.uniform(0.05, 0.4), rng.uniform(0.5, 0.95)
                    piece = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for t in (near, far)]
                    c.line(piece, colour=dark, width=11)
        corners += [p for p in cell if left + 45 < p[0] < right - 45 and top + 45 < p[1] < bottom - 45]
    for p in corners:
        if rng.random() < (0.14 if closed else 0.22):
            c.polygon(blob(p, 14 if closed else 34, rng), fill=oxide, width=3)
    crop(c, box, reach=14)


def screen_furnace(c: Canvas) -> None:
    """Section of the nitriding furnace."""
    c.rect((480, 180, 1480, 1270), fill=tint(c.accent, 0.06), width=16, radius=60)
    for x in (660, 1300):
        for i in range(22):
            c.rect((x - 10, 330 + i * 38, x + 10, 353 + i * 38), fill=INK, outline=None)
    for i in range(17):
        c.rect((660 + i * 38, 318, 683 + i * 38, 338), fill=INK, outline=None)
    c.rect((740, 1080, 1220, 1120), fill=tint(GREY, 0.6))
    c.line([(980, 1120), (980, 1360)], width=14)
    for i in range(5):
        x = 790 + i * 95
        body: list[Point] = [(x - 32, 1080), (x - 32, 800), (x - 14, 660), (x + 14, 660), (x + 32, 800), (x + 32, 1080)]
        c.polygon(body, fill=SILVER)
        c.line([(x, 668), (x, 1080)], width=9, colour=WHITE)
    c.line([(1170, 700), (1170, 480), (1620, 480)], width=6, colour=HEAT)
    c.arrow((980, 60), (980, 250), width=10, head=38, colour=COOL)
    c.arrow((600, 1270), (600, 1430), width=10, head=38, colour=GREY)
    c.rect((1060, 1330, 1330, 1440), fill=WHITE)
    c.line([(980, 1385), (1060, 1385)], width=8)
    low, high = 1410, 1360
    pulse = [(1110, low), (1150, low), (1150, high), (1200, high), (1200, low), (1250, low), (1250, high), (1290, high)]
    c.line(pulse, width=5, colour=c.accent)
    c.text((1360, 1385), "パルス電源 −150 V", anchor="lm")
    c.text((1010, 90), "N_{2}、H_{2}", anchor="lm", colour=COOL)
    c.text((570, 1400), "排気", anchor="rm")
    c.text((1640, 480), "熱電対", anchor="lm", colour=HEAT)
    leader(c, (60, 480), "円筒スクリーン\n（陰極、\n開口率 35 %）", (660, 560), anchor="lm")
    leader(c, (60, 860), "ノズル 5 本", (790, 900), anchor="lm")
    leader(c, (60, 1100), "台", (760, 1100), anchor="lm")
    leader(c, (1640, 800), "真空容器", (1478, 800), anchor="lm")


def section_micrograph(c: Canvas) -> None:
    """The S phase on the steel, 18 pixels to the micrometre, with a scale of hardness at the right."""
    rng = random.Random(17)
    left, right, top, bottom = 60.0, 1480.0, 150.0, 1440.0
    grains(
        c, (left, top, right, bottom), 250, rng, shades=("#b9c0c6", "#aab2b9", "#c8ced3", "#9fa8b0"), outline="#59636b"
    )
    edge = top + 306
    c.rect((left, top, right, edge), fill="#f4f5f5")
    c.line([(left, top), (right, top)], width=8)
    c.text(((left + right) / 2, top + 153), "S 相 17 µm", bold=True)
    c.text(((left + right) / 2, 900), "母材", bold=True, ground="#c8ced3")
    c.text((left, 90), "表面", anchor="lm")
    dimension(c, (left + 80, edge), (left + 80, top), "")
    scale_bar(c, (right - 10, bottom - 10), 360, "20 µm")
    plot = Plot(c, (1560, top, 1900, bottom), Axis("", 0, 1400), Axis("", 0, 1), grid=False)
    for value in (0, 500, 1000):
        x = plot.at(value, 0)[0]
        c.line([(x, top - 14), (x, top)], width=3)
        c.text((x, top - 20), str(value), anchor="mb", size=45)
    c.line([(1560, top), (1900, top)], width=4)
    path = [plot.at(1180, 1)[0], plot.at(190, 0)[0]]
    c.line([(path[0], top), (path[0], edge - 20), (path[1], edge + 30), (path[1], bottom)], width=8, colour=c.accent)
    c.text((1680, top + 150), "1,180\nHV", bold=True, colour=c.accent)
    c.text((1640, 900), "190 HV", anchor="lm", bold=True, colour=c.accent)
    c.text((1765, bottom - 40), "硬さ（HV）", anchor="mb")


def pulse_and_layer(c: Canvas) -> None:
    """The pulse with reversal, and the growth of the layer."""
    pulse = Plot(
        c, (250, 120, 920, 1230), Axis("Time (ms)", 0, 30, (0, 15, 30)),
        Axis("Current density (A/dm²)", -20, 50, (-15, 0, 20, 40)),
    )  # fmt: skip
    c.line([pulse.at(0, 0), pulse.at(30, 0)], width=3, colour=GREY)
    wave: list[Point] = []
    for start in (0, 15):
        wave += [(start, 40), (start + 12, 40), (start + 12, 0), (start + 14, 0), (start + 14, -15), (start + 15, -15)]
        wave += [(start + 15, 40 if start == 0 else 0)]
    pulse.curve([(0, 0), *wave], colour=c.accent, width=6)
    pulse.note(6, 41, "12 ms", anchor="mb", dy=-6)
    pulse.note(11.5, -4, "2 ms", anchor="rt")
    pulse.note(13.5, -15, "1 ms", anchor="rm")
    layer = Plot(
        c,
        (1280, 120, 1930, 1230),
        Axis("Time (min)", 0, 75, (0, 25, 50, 75)),
        Axis("Layer (µm)", 0, 40, range(0, 41, 10)),
    )
    layer.curve(smooth([(0, 0), (7, 5), (14, 8), (20, 9), (40, 9), (75, 9)]), colour=GREY)
    layer.curve([(0, 0), (75, 34)], colour=c.accent)
    layer.note(72, 9, "Direct current, 9 µm", anchor="rt", dy=14, colour=GREY)
    layer.note(60, 30, "Pulses, 34 µm", anchor="rb", colour=c.accent, bold=True)


def pad_section(c: Canvas) -> None:
    """The pad on its disc: fibres 0.1 mm thick, 150 pixels to the millimetre."""
    rng = random.Random(2)
    pad: Box = (60, 130, 1500, 1000)
    c.rect(pad, fill="#c2c7cb")
    for i, (x, y) in enumerate(scatter((60, 130, 1500, 1000), 88, rng, tries=60)):
        if i % 3 == 0:
            length, half, fill = rng.uniform(110, 240), 7.5, "#15191d"
            angle = rng.uniform(0, 180)
        else:
            length, half, fill = rng.uniform(60, 110), 5.0, c.tint(0.45)
            angle = rng.uniform(-20, 20)
        piece = rectangle(x - length / 2, y - half, x + length / 2, y + half)
        c.polygon(turned(piece, (x, y), angle), fill=fill, outline=None)
    crop(c, pad, reach=200)
    c.rect((60, 1000, 1500, 1024), fill="#3b2f2a", outline=None)
    c.cut(rectangle(60, 1024, 1500, 1330), fill=PALE, spacing=30)
    for label, y, target in (
        ("Pad", 200, (1490.0, 200.0)),
        ("Film", 1012, (1490.0, 1012.0)),
        ("Steel disc", 1200, (1480.0, 1200.0)),
    ):
        leader(c, (1590, y), label, target, anchor="lm")
    _pad_key(c)


def _pad_key(c: Canvas) -> None:
    keys = (("Bamboo fibre\n0.1 mm", "#15191d", 15), ("Mineral plate", c.tint(0.45), 10), ("Binder", "#c2c7cb", 60))
    for i, (label, fill, high) in enumerate(keys):
        y = 400 + i * 180
        c.rect((1560, y - high / 2, 1650, y + high / 2), fill=fill, outline=None)
        c.text((1670, y), label, anchor="lm", limit=320)


def wick_structure(c: Canvas) -> None:
    """The porous layer on its wall, 4 pixels to the micrometre: 0.3 mm are 1,200 pixels."""
    rng = random.Random(4)
    wall, floor = "#a9714a", 1320.0
    box: Box = (40, 120, 1960, floor)
    c.rect(box, fill="#2c2420")
    for j in range(60):
        y = 130 + j * 20.2
        x = 40 - rng.uniform(0, 90)
        while x < 1960:
            wide = rng.uniform(80, 118)
            lift = rng.uniform(-3, 3)
            flake = smooth(
                [
                    (x, y + lift),
                    (x + wide * 0.3, y - 7 + lift),
                    (x + wide, y + lift),
                    (x + wide * 0.6, y + 8 + lift),
                    (x, y + lift),
                ],
                5,
            )
            c.polygon(flake, fill=mix(COPPER, WHITE, rng.uniform(0, 0.3)), outline=None)
            x += wide + rng.uniform(5, 16)
    for x, y in scatter((200, 290, 1800, 1140), 440, rng, tries=60):
        c.polygon(blob((x, y), rng.uniform(120, 180), rng, rough=0.04), fill="#2c2420", outline="#6b4a35", width=4)
    crop(c, box)
    photographed(c, box, rng)
    c.rect(box)
    c.rect((40, floor, 1960, 1480), fill=wall)
    c.text((1000, 1400), "Copper wall", bold=True, ground=wall)
    scale_bar(c, (1950, 1310), 400, "100 µm")
    c.text((50, 60), "Flakes 25 µm wide, pores 60 to 90 µm, layer 0.3 mm thick", anchor="lm")


def scribe_cracks(c: Canvas) -> None:
    """Two sheets of 0.2 mm under a wheel, 3.4 pixels to the micrometre."""
    k, top = 3.4, 640.0
    for x, title, median, side, toothed in ((500, "Plain wheel", 50, 30, False), (1500, "Toothed wheel", 60, 8, True)):
        panel(c, (x, 70), title, anchor="mm")
        c.rect((x - 440, top, x + 440, top + 200 * k), fill=tint(COOL, 0.16))
        c.circle((x, 330), 210, fill=tint(GREY, 0.3), tall=1.0)
        c.polygon([(x - 90, 495), (x + 90, 495), (x, top + 6)], fill=tint(GREY, 0.5))
        if toothed:
            for i in range(-3, 4):
                c.line([(x + i * 20, 500), (x + i * 6, top - 30)], width=5)
        c.circle((x, 330), 40, fill=WHITE)
        c.line([(x, top + 6), (x - 4, top + median * k * 0.5), (x + 3, top + median * k)], width=7, colour=HEAT)
        for s in (-1, 1):
            way = [(x + s * 4, top + 10), (x + s * side * k * 0.5, top + 10 + side * 1.1), (x + s * side * k, top + 4)]
            c.line(smooth(way), width=7, colour=HEAT)
        dimension(c, (x + 190, top + median * k), (x + 190, top), f"{median} µm", side="lm")
        c.line([(x + 14, top + median * k), (x + 205, top + median * k)], width=LIGHT)
        leader(c, (x - 220, top + 260), f"Side cracks {side} µm", (x - side * k * 0.7, top + 22), anchor="mm")
        leader(c, (x + 120, top + 420), "Median crack", (x, top + median * k - 6), anchor="mm")
    dimension(c, (985, top + 200 * k), (985, top), "0.2 mm")


PICTURES: Mapping[str, Picture] = {
    "2020/magnet-scrap-short-loop/short-loop-flow.png": Picture(short_loop_flow, height=1200),
    "2020/magnet-scrap-short-loop/grain-boundary.jpg": Picture(grain_boundary),
    "2020/nitrided-filling-nozzle/screen-furnace.png": Picture(screen_furnace),
    "2020/nitrided-filling-nozzle/section-micrograph.png": Picture(section_micrograph),
    "2020/trivalent-chromium-rod/pulse-and-layer.png": Picture(pulse_and_layer),
    "2020/bamboo-fibre-friction-pad/pad-section.png": Picture(pad_section),
    "2020/porous-copper-spreader/wick-structure.jpg": Picture(wick_structure, stored=0.8, turned=True),
    "2020/thin-glass-edge-strength/scribe-cracks.png": Picture(scribe_cracks),
}
