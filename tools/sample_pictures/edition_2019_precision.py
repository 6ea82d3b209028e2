"""Pictures of the 2019 cases on laser holes, wire sawing and boron nitride sheets."""

import random
from collections.abc import Mapping
from itertools import pairwise

from .annotate import LIGHT, dimension, leader, panel
from .canvas import Canvas
from .colours import COOL, GREY, HEAT, INK, PALE, WHITE, tint
from .picture import Picture
from .plots import Axis, Bar, bars, sheet
from .shapes import Box, Point, moved, rectangle, scatter, turned


def tilted_beam(c: Canvas) -> None:
    """Two holes through a plate; 9 pixels to the micrometre across, 2.4 along."""
    top, bottom = 560.0, 1160.0
    halves = ((500, "垂直なビーム", "27 µm", 121.5), (1500, "壁側へ 4° 傾けたビーム", "33.8 µm", 152.0))
    for x, title, exit_, out in halves:
        panel(c, (x, 70), title, anchor="mm")
        for side in (-1, 1):
            wall: list[Point] = [(x + side * 157.5, top), (x + side * out, bottom)]
            c.cut([(x + side * 430, top), *wall, (x + side * 430, bottom)], fill=PALE, degrees=45 * side)
        c.line([(x - 157.5, top), (x - 157.5, top - 70)], width=LIGHT)
        c.line([(x + 157.5, top), (x + 157.5, top - 70)], width=LIGHT)
        c.arrow((x - 157.5, top - 56), (x + 157.5, top - 56), both=True, width=LIGHT, head=20)
        dimension(c, (x - out, bottom), (x + out, bottom), "", offset=-70)
        c.text((x, bottom + 100), f"出口 {exit_}", anchor="mt")
    for x in (500, 1500):
        c.text((x - 175, top - 95), "入口 35 µm", anchor="rb")
    c.polygon([(425, 150), (575, 150), (510, bottom), (490, bottom)], fill=tint(HEAT, 0.45), outline=HEAT, width=3)
    beam: list[Point] = [(1425, 150), (1575, 150), (1510, bottom - 20), (1490, bottom - 20)]
    slanted = moved(turned(beam, (1500, bottom), -4.0), 130, 0)
    c.polygon(slanted, fill=tint(HEAT, 0.45), outline=HEAT, width=3)
    c.line([(1630, bottom - 20), (1630, 150)], width=LIGHT, dash=(18, 12))
    c.text((1660, 250), "4°", anchor="lm", bold=True, colour=HEAT)
    dimension(c, (930, bottom), (930, top), "", offset=60, extend=False)
    c.text((1000, (top + bottom) / 2), "0.25\nmm", ground=None)


def hole_array(c: Canvas) -> None:
    """Four rows of six square holes, 5 pixels to the micrometre."""
    left, top, pitch, side = 230.0, 210.0, 250.0, 175.0
    c.rect((left - 75, top - 75, left + 5 * pitch + side + 75, top + 3 * pitch + side + 75), fill=c.tint(0.14))
    for row in range(4):
        for column in range(6):
            x, y = left + column * pitch, top + row * pitch
            c.rect((x, y, x + side, y + side), fill=WHITE, radius=18)
    dimension(c, (left, top), (left + pitch, top), "50 µm", offset=130)
    dimension(c, (left + 2 * pitch, top), (left + 2 * pitch + side, top), "35 µm", offset=130)
    bottom = top + 3 * pitch + side
    x0, x1 = left + pitch + side, left + 2 * pitch
    for x in (x0, x1):
        c.line([(x, bottom - 60), (x, bottom + 160)], width=LIGHT)
    dimension(c, (x0, bottom + 140), (x1, bottom + 140), "")
    c.text((x1 + 30, bottom + 140), "壁の幅 15 µm", anchor="lm")
    corner = (left + 5 * pitch + side - 12, top + pitch + 12)
    c.circle(corner, 42, outline=HEAT, width=6)
    leader(c, (1770, 250), "隅 R\n3.6 µm", (corner[0] + 30, corner[1] - 30), anchor="lm")


def hole_order(c: Canvas) -> None:
    """The plate in plan, 29 pixels to the millimetre, with the order of eight holes."""
    left, top, size = 420.0, 130.0, 1160.0
    c.rect((left, top, left + size, top + size), fill=c.tint(0.12))
    for x in (left + 60, left + size - 60):
        for y in (top + 60, top + size - 60):
            c.circle((x, y), 26, fill=WHITE)
            c.line([(x - 40, y), (x + 40, y)], width=LIGHT)
            c.line([(x, y - 40), (x, y + 40)], width=LIGHT)
    places = ((240, 260), (760, 330), (330, 620), (900, 700), (520, 250), (980, 560), (420, 930), (720, 900))
    points = [(left + x, top + y) for x, y in places]
    for a, b in pairwise(points):
        far = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
        ux, uy = (b[0] - a[0]) / far, (b[1] - a[1]) / far
        c.arrow((a[0] + ux * 44, a[1] + uy * 44), (b[0] - ux * 46, b[1] - uy * 46), width=4, colour=GREY)
    for i, point in enumerate(points):
        c.circle(point, 40, fill=c.accent, outline=None)
        c.text(point, str(i + 1), colour=WHITE, bold=True)
    dimension(c, (left, top + size), (left + size, top + size), "40 mm", offset=-90)
    leader(c, (60, 260), "基準穴", (left + 60, top + 60), anchor="lm")
    leader(c, (1640, 700), "続く穴は\n2 mm 以上\n離す", (1260, 782), anchor="lm")


def orientation_steps(c: Canvas) -> None:
    """Four steps that turn the platelets upright."""
    titles = ("① 押出し", "② 積層 60 枚", "③ 超音波刃で切断", "④ シート 0.3 mm")
    for i, title in enumerate(titles):
        panel(c, (255 + i * 497, 130), title, anchor="mm")
    for i in range(3):
        c.arrow((475 + i * 497, 620), (535 + i * 497, 620), width=10, head=40)
    rng = random.Random(60)
    comb = [
        (40.0, 480.0),
        (150.0, 480.0),
        (150.0, 540.0),
        (200.0, 590.0),
        (200.0, 650.0),
        (150.0, 700.0),
        (150.0, 760.0),
        (40.0, 760.0),
    ]
    c.cut(comb, fill=PALE)
    for k in range(3):
        c.line([(60, 575 + k * 45), (196, 597 + k * 22)], width=6, colour=GREY)
    _flakes(c, (200, 592, 455, 648), rng, upright=False)
    _flakes(c, (560, 430, 950, 810), rng, upright=False, layers=10)
    _flakes(c, (1060, 430, 1450, 810), rng, upright=False, layers=10)
    for x in (1190, 1320):
        c.line([(x, 410), (x, 830)], width=5, colour=HEAT, dash=(18, 12))
    c.polygon([(1175, 250), (1205, 250), (1205, 360), (1190, 405), (1175, 360)], fill=tint(GREY, 0.4))
    c.arrow((1250, 260), (1250, 390), colour=HEAT, width=8, head=34)
    _flakes(c, (1560, 560, 1950, 680), rng, upright=True)
    c.text((255, 900), "鱗片は水平", anchor="mm")
    c.text((1255, 900), "層に垂直に切る", anchor="mm")
    c.text((1755, 900), "鱗片は縦", anchor="mm", bold=True, colour=c.accent)


def _flakes(c: Canvas, box: Box, rng: random.Random, *, upright: bool, layers: int = 1) -> None:
    """A body filled with platelets that lie flat or stand, in some layers."""
    left, top, right, bottom = box
    c.rect(box, fill=tint(GREY, 0.12))
    high = (bottom - top) / layers
    for i in range(1, layers):
        c.line([(left, top + i * high), (right, top + i * high)], width=2, colour=GREY)
    edge = (34, 10) if not upright else (12, 36)
    room = (left + edge[0], top + edge[1] + 2, right - edge[0], bottom - edge[1] - 2)
    for x, y in scatter(room, 26, rng):
        flake = rectangle(x - 26, y - 5, x + 26, y + 5)
        angle = rng.uniform(-6, 6) + (90 if upright else 0)
        c.polygon(turned(flake, (x, y), angle), fill=c.tint(0.8), outline=None)
    c.rect(box)


def conductivity_bars(c: Canvas) -> None:
    """Conductivity through the thickness, by process."""
    values = [Bar("塗工品", 2.1), Bar("プレス品", 3.5), Bar("開発品", 11.6, strong=True)]
    axis = Axis("厚み方向の熱伝導率（W/(m·K)）", 0, 14, range(0, 15, 2))
    bars(c, sheet(c, right=260), axis, values).goal(10, "目標 10")


def wire_path(c: Canvas) -> None:
    """Path of the wire through the saw."""
    for x, name in ((200, "Supply\nreel"), (1800, "Take-up\nreel")):
        c.circle((x, 480), 140, fill=PALE)
        c.circle((x, 480), 60, fill=tint(GREY, 0.4))
        c.text((x, 680), name, anchor="mt")
    for x in (760, 1240):
        c.rect((x - 55, 600, x + 55, 1240), fill=c.tint(0.25), radius=20)
    for i in range(20):
        y = 640 + i * 29.5
        c.line([(705, y), (1295, y)], width=3)
        for x in (705, 1295):
            c.line([(x, y), (x + (14 if x < 1000 else -14), y)], width=3, colour=GREY)
    c.rect((850, 690, 1150, 1150), fill=tint(COOL, 0.35))
    c.text((1000, 920), "Ingot", bold=True)
    for side, x, y in ((-1, 520, 640), (1, 1480, 1200)):
        reel = (340.0, 480.0) if side < 0 else (1660.0, 480.0)
        c.line([reel, (x, y - 60)], width=4)
        c.line([(x, y), (1000 + side * 295, y)], width=4)
        c.circle((x, y - 30), 36, fill=WHITE, width=6)
        c.line([(x, y - 30), (x + side * 30, y + 180)], width=10, colour=c.accent)
        c.rect((x + side * 30 - 50, y + 180, x + side * 30 + 50, y + 215), fill=INK, outline=None)
    c.text((470, 900), "Load cell,\n90 g", anchor="rt")
    c.text((1560, 1250), "Load cell,\n90 g", anchor="lm")
    c.arrow((790, 500), (1210, 500), both=True, width=8, head=36, colour=HEAT)
    c.text((1000, 470), "25 m/s", anchor="mb", colour=HEAT, bold=True)
    c.text((1000, 1290), "Grooved rollers", anchor="mt")


PICTURES: Mapping[str, Picture] = {
    "2019/square-holes-guide-plate/tilted-beam.png": Picture(tilted_beam),
    "2019/square-holes-guide-plate/hole-array.png": Picture(hole_array),
    "2019/square-holes-guide-plate/hole-order.png": Picture(hole_order),
    "2019/upright-boron-nitride-sheet/orientation-steps.png": Picture(orientation_steps, height=1200),
    "2019/upright-boron-nitride-sheet/conductivity-bars.png": Picture(conductivity_bars, height=1200),
    "2019/wire-saw-tension-control/wire-path.png": Picture(wire_path),
}
