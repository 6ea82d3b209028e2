"""Pictures of the 2010 cases on plating, textiles and fermentation."""

from collections.abc import Mapping

from .annotate import axis_line, callouts, dimension, leader
from .canvas import Canvas
from .colours import COOL, GREY, HEAT, INK, PALE, SILVER, WHITE, tint
from .picture import Picture
from .plots import Axis, Plot, sheet
from .shapes import Point, arc, rectangle


def plating_cell(c: Canvas) -> None:
    """Section of the plating cell on an upright sheet, 20 pixels to the millimetre across, 8.75 along."""
    x, top, bottom = 640.0, 300.0, 1700.0
    liquid = tint(COOL, 0.18)
    c.polygon(rectangle(x - 80, 110, x + 80, 1890), fill=liquid, outline=None)
    for side in (-1, 1):
        edge = x + side * 80
        c.cut(rectangle(*sorted_box(edge, top, edge + side * 70, bottom)), fill=PALE, degrees=45 * side)
        c.line([(edge, 110), (edge, 1890)])
        for y in (top, bottom - 52):
            c.rect(sorted_box(edge, y, edge - side * 14, y + 52), fill=INK, outline=None)
    c.polygon(rectangle(x - 30, 150, x + 30, 1850), fill=c.tint(0.55))
    for y in (120, 1830):
        c.rect((x - 60, y, x + 60, y + 50), fill=tint(HEAT, 0.55))
    for y in (480, 960, 1440):
        for side in (-1, 1):
            c.arrow((x + side * 55, y), (x + side * 55, y + 140), both=True, colour=COOL, width=6, head=24)
    axis_line(c, (x, 50), (x, 1950))
    items: list[tuple[str, Point]] = [
        ("給電端子（上）", (x + 50, 145)),
        ("遮蔽 6 mm", (x + 73, top + 26)),
        ("環状流路 隙間 2.5 mm", (x + 62, 780)),
        ("陽極 直径 3 mm", (x + 15, 900)),
        ("スリーブ", (x + 120, 1250)),
        ("遮蔽 6 mm", (x + 73, bottom - 26)),
        ("給電端子（下）", (x + 50, 1855)),
    ]
    callouts(c, 960, items, top=60, bottom=1940)
    dimension(c, (x - 150, bottom), (x - 150, top), "160 mm", offset=150)
    dimension(c, (x - 80, 1620), (x + 80, 1620), "")
    leader(c, (90, 1620), "内径 8 mm", (x - 80, 1620))
    leader(c, (60, 550), "流れの反転\n60 秒ごと", (x - 55, 550), anchor="lm")


def sorted_box(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    """The corners in the order left, top, right, bottom."""
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def thickness_profile(c: Canvas) -> None:
    """Thickness along the bore."""
    places = (0, 40, 80, 120, 160)
    plot = Plot(c, sheet(c), Axis("穴の位置（mm）", 0, 160, places), Axis("膜厚（µm）", 0, 70, range(0, 71, 10)))
    plot.curve(list(zip(places, (64, 56, 49, 42, 36), strict=True)), dots="square", colour=GREY)
    plot.curve(list(zip(places, (53, 50, 49, 50, 53), strict=True)), dots="full", colour=c.accent)
    plot.note(122, 38, "従来の電解法", anchor="rt", colour=GREY)
    plot.note(120, 53, "開発法", anchor="mb", colour=c.accent, bold=True)


def bath_profile(c: Canvas) -> None:
    """Temperature of three baths and of one."""
    plot = Plot(
        c, sheet(c), Axis("時間（分）", 0, 240, range(0, 241, 30)), Axis("浴温（°C）", 0, 100, range(0, 101, 20))
    )
    old: list[Point] = []
    for start, rise, hold, end, heat in ((0, 12, 55, 70, 60), (80, 102, 142, 160, 98), (170, 188, 222, 240, 85)):
        old += [(start, 25), (start + rise if start == 0 else rise, heat), (hold, heat), (end, 25)]
    plot.curve(old, colour=GREY)
    plot.curve([(0, 25), (14, 60), (92, 60), (110, 25)], colour=c.accent, width=10)
    for x, heat, name in ((33, 60, "糊抜き 60 °C"), (122, 98, "精練 98 °C"), (205, 85, "漂白 85 °C")):
        plot.note(x, heat, name, anchor="mb", dy=-14, colour=GREY)
    plot.note(33, 50, "一浴法 60 °C", anchor="mm", colour=c.accent, bold=True)
    plot.note(110, 14, "110 分で終了", anchor="mm", colour=c.accent)
    plot.note(122, 72, "従来法\n（3 浴）", anchor="mm", colour=GREY)


def fermenter(c: Canvas) -> None:
    """Section of the 500-litre fermenter."""
    left, right, top, bottom = 700.0, 1300.0, 330.0, 1180.0
    x = (left + right) / 2
    shell = [*arc((x, top), 300, 180, 360, tall=0.4), *arc((x, bottom), 300, 0, 180, tall=0.4)]
    c.polygon(shell, fill=WHITE, width=10)
    broth = [(left, 520.0), (right, 520.0), *arc((x, bottom), 300, 0, 180, tall=0.4)]
    c.polygon(broth, fill=c.tint(0.16), width=5)
    c.line([(left, top), (left, bottom)], width=10)
    c.line([(right, top), (right, bottom)], width=10)
    c.rect((x - 12, 130, x + 12, 1180), fill=SILVER)
    c.rect((x - 180, 640, x + 180, 1150), fill=c.tint(0.5))
    c.rect((x - 60, 60, x + 60, 150), fill=tint(GREY, 0.5))
    c.line([(1600, 1370), (x, 1370), (x, 1240)], width=14, colour=COOL)
    for i in range(14):
        cx = x + ((i * 67) % 200) - 100
        c.circle((cx, 1170 + (i * 23) % 70), 9, fill=WHITE, outline=COOL, width=3)
    c.line([(right - 40, 250), (right - 40, 170), (1420, 170)], width=6)
    c.circle((1470, 170), 50, fill=WHITE)
    c.arrow((1450, 195), (1495, 140), width=4, head=20)
    c.line([(left, 420), (480, 420), (480, 560)], width=8, colour=HEAT)
    c.circle((480, 610), 50, fill=WHITE)
    c.polygon([(455, 640), (505, 640), (480, 572)], fill=tint(HEAT, 0.5), width=3)
    c.line([(1200, 800), (1400, 760)], width=12)
    c.rect((1400, 725, 1500, 795), fill=WHITE)
    c.text((x, 890), "平板翼", bold=True)
    _fermenter_labels(c, x)


def _fermenter_labels(c: Canvas, x: float) -> None:
    dimension(c, (x - 180, 1080), (x + 180, 1080), "")
    leader(c, (90, 1080), "翼幅＝槽径の 0.6 倍", (x - 180, 1080), anchor="lm")
    c.text((1080 + 20, 90), "90 回転/分", anchor="lm")
    c.text((1550, 170), "内圧 0.15 MPa", anchor="lm")
    c.text((1530, 760), "pH 計", anchor="lm")
    c.text((90, 700), "糖の流加ポンプ", anchor="lm")
    c.text((1630, 1370), "通気", anchor="lm", colour=COOL)
    c.text((90, 1330), "培養槽 500 L", anchor="lm", bold=True)


def time_course(c: Canvas) -> None:
    """Titre of the cellulose over three days."""
    hours = (0, 24, 48, 72)
    plot = Plot(
        c, sheet(c, right=110), Axis("時間（h）", 0, 72, hours), Axis("生産濃度（g/L）", 0, 14, range(0, 15, 2))
    )
    plot.curve(list(zip(hours, (0, 1.4, 2.6, 3.2), strict=True)), colour=GREY, dots="square")
    plot.curve(list(zip(hours, (0, 3.6, 9.1, 12.4), strict=True)), colour=c.accent, dots="full")
    plot.note(72, 12.4, "開発法 12.4 g/L", anchor="rm", dx=-120, dy=-30, colour=c.accent, bold=True)
    plot.note(72, 3.2, "従来の撹拌培養 3.2 g/L", anchor="rb", dy=-40, colour=GREY)


PICTURES: Mapping[str, Picture] = {
    "2010/deep-bore-composite-plating/cell.png": Picture(plating_cell, width=1500, height=2000),
    "2010/deep-bore-composite-plating/thickness-profile.png": Picture(thickness_profile, height=1200),
    "2010/one-bath-cotton-scouring/bath-profile.png": Picture(bath_profile),
    "2010/stirred-bacterial-cellulose/fermenter.png": Picture(fermenter),
    "2010/stirred-bacterial-cellulose/time-course.png": Picture(time_course, height=1200),
}
