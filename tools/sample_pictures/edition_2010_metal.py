"""Pictures of the 2010 cases on forming, cutting and treating metal."""

from collections.abc import Mapping

from .annotate import LIGHT, axis_line, dimension, leader, panel
from .canvas import DASHED, Canvas
from .colours import COOL, GREY, INK, PALE, RED, WHITE, tint
from .picture import Picture
from .plots import Axis, Bar, Plot, bars, sheet
from .shapes import Point, rectangle, smooth


def bore_section(c: Canvas) -> None:
    """Two nozzle bodies with the case along a blind bore; 60 mm are 1000 pixels, the case is six times as thick."""
    halves = (
        (560, "Gas carburising", (0.42, 0.21, 0.10), "r"),
        (1440, "14 pulses of acetylene", (0.44, 0.42, 0.39), "l"),
    )
    for x, title, case, side in halves:
        panel(c, (x, 70), title, anchor="mm")
        body = [(x - 210, 220), (x + 210, 220), (x + 210, 1060), (x + 110, 1180), (x + 90, 1400)]
        body += [(x - 90, 1400), (x - 110, 1180), (x - 210, 1060)]
        c.cut(body, fill=PALE, spacing=26)
        _bore_case(c, x, case)
        for share, value in zip((0.06, 0.5, 1.0), case, strict=True):
            y = 220 + 1000 * share + (12 if share == 1 else 0)
            sign = -1 if side == "r" else 1
            target = (x + sign * (25 + value * 50 if share < 1 else 12), y)
            leader(c, (x + sign * 250, y), f"{value:.2f} mm", target, anchor=f"{side}m")
    dimension(c, (535, 220), (585, 220), "3 mm", offset=36, side="lm", extend=False)
    dimension(c, (1000, 1220), (1000, 220), "60 mm")
    for y in (220, 1220):
        c.line([(800 if y == 220 else 620, y), (975, y)], width=LIGHT)
        c.line([(1025, y), (1200 if y == 220 else 1380, y)], width=LIGHT)
    c.text((1000, 1440), "Hardened case", colour=RED, bold=True)


def _bore_case(c: Canvas, x: float, case: tuple[float, ...]) -> None:
    top, bottom = 220.0, 1220.0
    depths = [top, top + 500, bottom]
    right = smooth([(x + 25 + value * 100, y) for value, y in zip(case, depths, strict=True)])
    left = [(2 * x - px, y) for px, y in right]
    floor = bottom + case[2] * 100
    outline = [*right, (x + 25 + case[2] * 100, floor), (x - 25 - case[2] * 100, floor), *reversed(left)]
    c.polygon(outline, fill=tint(RED, 0.75), outline=None)
    c.polygon(rectangle(x - 25, top - 4, x + 25, bottom), fill=WHITE)
    c.line([(x - 22, top), (x + 22, top)], colour=WHITE, width=8)


def divided_flow(c: Canvas) -> None:
    """Half sections of a closed die with a solid blank and with a pierced one."""
    for x, hole, force, title in ((160, 0, "2,100 MPa", "Solid blank"), (1160, 130, "1,350 MPa", "Blank with hole")):
        panel(c, (x + 340, 70), title, anchor="mm")
        axis_line(c, (x, 150), (x, 1420))
        c.cut(rectangle(x + 420, 430, x + 680, 1130), fill=PALE)
        c.text((x + 550, 1080), "Die", ground=PALE)
        punch = rectangle(x + hole * 0, 200, x + 400, 560)
        counter = rectangle(x, 980, x + 400, 1340)
        for part, name, y in ((punch, "Punch", 300), (counter, "Counter-\npunch", 1240)):
            c.cut(part, fill=tint(GREY, 0.35), degrees=45)
            c.text((x + 200, y), name, ground=tint(GREY, 0.35))
        c.polygon(rectangle(x + hole, 562, x + 418, 978), fill=c.tint(0.25))
        _flow_arrows(c, x, hole)
        c.arrow((x + 200, 130), (x + 200, 196), width=10, head=36)
        c.text((x + 240, 165), force, anchor="lm", bold=True, colour=RED if hole == 0 else INK)
    dimension(c, (1160, 975), (1290, 975), "r = 4.5 mm", offset=-430, side="lm")
    c.line([(1290, 980), (1290, 1390)], width=LIGHT, dash=DASHED)
    c.line([(1375, 570), (1375, 970)], colour=RED, width=6, dash=DASHED)
    leader(c, (1640, 330), "Neutral ring", (1375, 600), anchor="lm")


def _flow_arrows(c: Canvas, x: float, hole: float) -> None:
    for y in (640, 770, 900):
        start = x + (hole + 120 if hole else 60)
        c.arrow((start, y), (x + 400, y), colour=c.accent, width=8, head=34)
        if hole:
            c.arrow((x + hole + 65, y), (x + 20, y), colour=c.accent, width=8, head=34)


def punch_pressure(c: Canvas) -> None:
    """Pressure over the last 3 mm of stroke, which run down to zero at the right."""
    stroke = Axis("Stroke left (mm)", 3, 0, (3, 2.5, 2, 1.5, 1, 0.5, 0))
    plot = Plot(c, (300, 90, 1900, 1270), stroke, Axis("Punch pressure (MPa)", 0, 2500, range(0, 2501, 500)))
    plot.level(2000, "Limit of the tool steel, 2,000 MPa", anchor="lb")
    solid: list[Point] = [(3, 900), (2, 985), (1.2, 1080), (0.6, 1200), (0.35, 1400), (0.15, 1750), (0, 2100)]
    plot.curve(smooth(solid), colour=INK)
    plot.curve(smooth([(3, 850), (2, 1015), (1, 1180), (0, 1350)]), colour=c.accent)
    plot.dot(plot.at(0, 2100), colour=INK)
    plot.dot(plot.at(0, 1350), colour=c.accent)
    plot.note(0.05, 2130, "2,100", anchor="rb", dx=-10, dy=-6, bold=True)
    plot.note(0, 1350, "1,350", anchor="rt", dx=-10, dy=60, bold=True, colour=c.accent)
    plot.note(0.75, 1480, "Without hole", anchor="rm", dx=0)
    plot.note(1.6, 900, "With hole of 9 mm", anchor="lt", colour=c.accent)


def holder_section(c: Canvas) -> None:
    """A turning holder in section, its round insert at the left above the flank jet."""
    head: list[Point] = [(420, 560), (700, 420), (1880, 420), (1880, 900), (900, 900), (560, 860), (470, 700)]
    c.cut(head, fill=PALE, spacing=28)
    channel: list[Point] = [(1880, 640), (1000, 640), (960, 610), (960, 690), (1000, 720), (1880, 720)]
    c.polygon([channel[0], channel[1], (950, 600), (950, 740), channel[4], channel[5]], fill=tint(COOL, 0.3))
    for start, end in (((960, 650), (622, 470)), ((960, 672), (560, 505)), ((960, 708), (528, 792))):
        _bore(c, start, end, 20 if end[1] < 700 else 25)
    c.polygon(rectangle(290, 560, 530, 640), fill=c.tint(0.45))
    c.text((410, 600), "12 mm", ground=None)
    c.cut([(60, 420), (262, 420), (262, 600), (262, 1080), (60, 1080)], fill=tint(GREY, 0.3), degrees=45)
    chip = smooth([(262, 470), (300, 535), (350, 505), (395, 400), (390, 300), (340, 230)])
    thick = smooth([(390, 200), (450, 300), (440, 420), (370, 540), (300, 556), (262, 560)])
    c.polygon([*chip, *thick], fill=tint(GREY, 0.55))
    _jets(c)
    leader(c, (60, 130), "Chip", (400, 260), anchor="lm")
    leader(c, (90, 1145), "Ring", (160, 1000), anchor="lm", ground=None)
    leader(c, (960, 340), "Two bores of 0.8 mm", (760, 552), anchor="lm")
    leader(c, (620, 200), "Exit 6 mm from the insert", (600, 480), anchor="lm")
    leader(c, (640, 1080), "One bore of 1.0 mm to the flank", (700, 760), anchor="lm")
    leader(c, (330, 960), "Round insert", (420, 636), anchor="lm")
    c.text((1860, 990), "14 MPa, 14 L/min", anchor="rm", bold=True, colour=COOL)
    c.arrow((1970, 680), (1800, 680), colour=COOL, width=12, head=44)


def _bore(c: Canvas, start: Point, end: Point, wide: float) -> None:
    c.line([start, end], width=wide + 8)
    c.line([start, end], width=wide, colour=tint(COOL, 0.3))


def _jets(c: Canvas) -> None:
    for start, end in (((600, 458), (395, 520)), ((540, 497), (380, 545)), ((515, 800), (275, 690))):
        c.line([start, end], colour=COOL, width=9)
        c.arrow(start, end, colour=COOL, width=9, head=34)


def machining_time(c: Canvas) -> None:
    """Bars of the machining time of a ring."""
    values = [Bar("Before", 46), Bar("Target", 25, goal=True), Bar("Reached", 22, strong=True)]
    bars(c, sheet(c), Axis("Machining time (min)", 0, 50, range(0, 51, 10)), values, unit="min")


PICTURES: Mapping[str, Picture] = {
    "2010/blind-bore-carburising/bore-section.png": Picture(bore_section),
    "2010/pinion-divided-flow-forging/divided-flow.png": Picture(divided_flow),
    "2010/pinion-divided-flow-forging/punch-pressure.png": Picture(punch_pressure),
    "2010/nickel-alloy-ring-turning/holder-section.png": Picture(holder_section, height=1200),
    "2010/nickel-alloy-ring-turning/machining-time.png": Picture(machining_time, height=1200),
}
