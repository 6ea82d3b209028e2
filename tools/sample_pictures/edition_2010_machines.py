"""Pictures of the 2010 cases on vacuum and positioning."""

from collections.abc import Mapping

from .annotate import LIGHT, dimension, leader, panel
from .canvas import DASHED, Canvas
from .colours import COOL, GREY, HEAT, INK, PALE, RED, WHITE, tint
from .picture import Picture
from .plots import Axis, Bar, bars, sheet
from .shapes import Point, arc, moved, rectangle, turned

LIFT = 232.0
"""58 mm of stroke in pixels, 4 pixels to the millimetre."""


def valve_section(c: Canvas) -> None:
    """The gate valve open and closed."""
    vacuum = tint(COOL, 0.16)
    for x, lift, title in ((560, 0.0, "Open"), (1440, LIFT, "Closed")):
        panel(c, (x, 60), title, anchor="mm")
        c.polygon(rectangle(x - 150, 150, x + 150, 640), fill=vacuum, outline=None)
        _housing(c, x)
        for side in (-1, 1):
            c.polygon(rectangle(x + side * 175 - 25, 222, x + side * 175 + 25, 284), fill=vacuum)
            inner = x + side * 150
            c.line([(inner, 226), (inner, 280)], colour=vacuum, width=8)
        _bellows(c, x, lift, vacuum)
        _blade(c, x, lift)
        _drive(c, x, lift)
    dimension(c, (1000, 490), (1000, 490 - LIFT), "58 mm", side="lm")
    c.line([(620, 490), (1020, 490)], width=LIGHT, dash=DASHED)
    c.line([(980, 490 - LIFT), (1450, 490 - LIFT)], width=LIGHT, dash=DASHED)
    leader(c, (40, 253), "Slot", (385, 253), anchor="lm")
    leader(c, (40, 490), "Blade", (500, 490), anchor="lm")
    leader(c, (40, 850), "Bellows, 22\nconvolutions", (500, 850), anchor="lm")
    leader(c, (40, 1160), "Crossed leaf\nsprings", (510, 1160), anchor="lm")
    leader(c, (40, 1370), "Cam", (520, 1345), anchor="lm")
    leader(c, (1960, 190), "Seal bead\non the seat", (1298, 200), anchor="rm", ground=WHITE)
    leader(c, (1960, 420), "Tilted\nby 1.8°", (1440, 420), anchor="rm", ground=WHITE)
    c.text((1720, 600), "Vacuum", anchor="lm", colour=COOL, bold=True)
    c.text((1720, 720), "Air", anchor="lm", colour=GREY, bold=True)
    c.line([(1660, 660), (1960, 660)], width=LIGHT, colour=GREY)


def _housing(c: Canvas, x: float) -> None:
    walls = [
        rectangle(x - 200, 100, x + 200, 150),
        rectangle(x - 200, 150, x - 150, 640),
        rectangle(x + 150, 150, x + 200, 640),
        rectangle(x - 200, 640, x - 62, 690),
        rectangle(x + 62, 640, x + 200, 690),
    ]
    for wall in walls:
        c.cut(wall, fill=PALE)


def _bellows(c: Canvas, x: float, lift: float, vacuum: str) -> None:
    """22 convolutions between the housing's floor and the flange on the stem."""
    top, bottom = 690.0, 1090 - lift
    c.polygon(rectangle(x - 60, 638, x + 60, bottom), fill=vacuum, outline=None)
    pitch = (bottom - top) / 22
    for side in (-1, 1):
        points: list[Point] = [(x + side * 60, top)]
        for i in range(22):
            points += [(x + side * 92, top + (i + 0.5) * pitch), (x + side * 60, top + (i + 1) * pitch)]
        c.polygon([(x, top), *points, (x, bottom)], fill=vacuum, outline=None)
        c.line(points, width=4)
    c.cut(rectangle(x - 100, bottom, x + 100, bottom + 24), fill=PALE, spacing=12)


def _blade(c: Canvas, x: float, lift: float) -> None:
    pivot = (x, 1180 - lift)
    angle = -1.8 if lift else 0.0
    stem = rectangle(x - 16, 540 - lift, x + 16, 1180 - lift)
    blade = rectangle(x - 112, 415 - lift, x - 10, 565 - lift)
    joint = rectangle(x - 60, 545 - lift, x + 16, 575 - lift)
    for part, colour in ((stem, tint(GREY, 0.5)), (joint, tint(GREY, 0.5)), (blade, c.tint(0.5))):
        c.polygon(turned(part, pivot, angle), fill=colour)
    for y in (428, 552):
        bead = turned(arc((x - 114, y - lift), 15, 90, 270), pivot, angle)
        c.polygon(bead, fill=INK)


def _drive(c: Canvas, x: float, lift: float) -> None:
    y = 1120 - lift
    for box in (rectangle(x - 110, y - 6, x + 110, y + 18), rectangle(x - 110, y + 114, x + 110, y + 138)):
        c.polygon(box, fill=tint(GREY, 0.5))
    c.line([(x - 90, y + 18), (x + 90, y + 114)], width=9, colour=c.accent)
    c.line([(x + 90, y + 18), (x - 90, y + 114)], width=9, colour=c.accent)
    centre = (x, y + 232)
    turn = 35.0 if lift else 0.0
    cam = [*arc(centre, 62, 0, 180), *moved(arc(centre, 62, 180, 360, tall=1.5), 0, 0)]
    c.polygon(turned(cam, centre, turn), fill=tint(HEAT, 0.25))
    c.circle(centre, 14, fill=WHITE)


def seal_bead(c: Canvas) -> None:
    """An O-ring in a dovetail groove, and a bead vulcanised on the blade; 180 pixels to the millimetre."""
    panel(c, (490, 80), "O-ring in dovetail groove", anchor="mm")
    panel(c, (1490, 80), "Vulcanised bead", anchor="mm")
    for x in (490, 1490):
        c.cut(rectangle(x - 420, 800, x + 420, 1330), fill=PALE, spacing=30)
    groove: list[Point] = [(330, 800), (250, 1180), (730, 1180), (650, 800)]
    c.polygon(groove, fill=WHITE)
    c.line([(334, 800), (646, 800)], colour=WHITE, width=9)
    c.circle((490, 930), 205, fill=tint(INK, 0.45))
    for i in range(9):
        for dx, dy in ((285 + i * 51, 1155), (292 + i * 50, 1128)):
            if dy > 1140 or abs(dx - 490) > 90:
                c.circle((dx, dy), 8, fill=HEAT, outline=None)
    leader(c, (490, 1420), "Trapped gas", (388, 1140), anchor="mm")
    _bead(c)
    leader(c, (1090, 1420), "Primer layer, 3 µm", (1330, 800), anchor="lm")
    c.text((1880, 1280), "Aluminium blade", anchor="rm", ground=PALE)


def _bead(c: Canvas) -> None:
    x, foot, high = 1490.0, 790.0, 432.0
    left: list[Point] = [(x - 330, foot), (x - 330, foot - 50), (x - 190, foot - 90), (x - 150, foot - 250)]
    right = [(2 * x - px, y) for px, y in reversed(left)]
    crown = arc((x, foot - high + 150), 150, 180, 360)
    c.polygon([*left, *crown, *right], fill=tint(INK, 0.45))
    c.rect((x - 330, foot, x + 330, foot + 12), fill=c.accent, outline=None)
    line = foot - high + 63
    c.line([(x - 400, line), (x + 300, line)], colour=RED, width=5, dash=DASHED)
    dimension(c, (x + 330, foot), (x + 330, foot - high), "2.4 mm", offset=-70)
    c.line([(x, foot - high), (x + 410, foot - high)], width=LIGHT)
    dimension(c, (x - 300, line), (x - 300, foot - high), "", side="lm")
    c.text((x - 325, foot - high - 40), "Squeeze\n0.35 mm", anchor="rm", colour=RED)


def table_plan(c: Canvas) -> None:
    """Plan of the table, 0.74 pixels to the millimetre."""
    k, left, top = 0.74, 320.0, 260.0
    right, bottom = left + 1500 * k, top + 1300 * k
    c.rect((left - 100, top - 50, right + 100, bottom + 50), fill=PALE)
    c.rect((left, top, right, bottom), fill=WHITE)
    x0, y0 = left + 14, top + 36
    for i in range(31):
        for j in range(31):
            _cross(c, x0 + i * 40 * k, y0 + j * 40 * k)
    span = 1200 * k
    c.rect((x0 - 10, y0 - 10, x0 + span + 10, y0 + span + 10), outline=c.accent, width=3)
    second = rectangle(right - span - 34, y0 - 20, right - 14, y0 + span + 20)
    c.line([*second, second[0]], dash=(4, 12), width=6, colour=HEAT)
    _beam(c, left, right, top, bottom)
    dimension(c, (left, top - 50), (right, top - 50), "1,500 mm", offset=80)
    dimension(c, (left - 100, bottom), (left - 100, top), "1,300 mm", offset=94)
    items: list[tuple[str, Point, float]] = [
        ("Beam with\ncamera", (right - 80, 560), 300),
        ("Drive", (right + 50, 560), 430),
        ("Scale, fixed at\nits middle", (right + 50, (top + bottom) / 2), 640),
        ("Second position\nof the plate", (right - 14, 950), 870),
        ("Mapping plate,\n31 × 31 crosses\n40 mm apart", (x0 + 1160 * k, y0 + 1120 * k), 1180),
    ]
    for label, target, y in items:
        leader(c, (1560, y), label, target, anchor="lm")


def _beam(c: Canvas, left: float, right: float, top: float, bottom: float) -> None:
    """The beam with its camera and drives over the floating scales."""
    c.rect((left - 90, 528, right + 90, 592), fill=tint(GREY, 0.3))
    for x in (left - 50, right + 50):
        c.line([(x, top - 30), (x, bottom + 30)], width=6, dash=DASHED, colour=c.accent)
        c.circle((x, (top + bottom) / 2), 16, fill=c.accent, outline=WHITE)
        c.rect((x - 36, 516, x + 36, 604), fill=tint(GREY, 0.6))
    c.rect((720, 505, 830, 615), fill=INK)
    c.circle((775, 560), 32, fill=tint(COOL, 0.4), outline=WHITE)


def _cross(c: Canvas, x: float, y: float) -> None:
    c.line([(x - 6, y), (x + 6, y)], width=2, colour=c.accent)
    c.line([(x, y - 6), (x, y + 6)], width=2, colour=c.accent)


def error_steps(c: Canvas) -> None:
    """Greatest error, step by step."""
    values = [Bar("Table of 2007", 9), Bar("Floating scales", 5.4), Bar("Scales and map", 1.8, strong=True)]
    axis = Axis("Greatest error (µm)", 0, 10, range(0, 11, 2))
    bars(c, sheet(c, right=270), axis, values, unit="µm").goal(2.0, "Target\n2.0 µm")


PICTURES: Mapping[str, Picture] = {
    "2010/gate-valve-without-sliding/valve-section.png": Picture(valve_section),
    "2010/gate-valve-without-sliding/seal-bead.png": Picture(seal_bead),
    "2010/large-table-error-map/table-plan.png": Picture(table_plan),
    "2010/large-table-error-map/error-steps.png": Picture(error_steps, height=1200),
}
