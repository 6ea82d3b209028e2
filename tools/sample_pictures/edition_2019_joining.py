"""Pictures of the 2019 cases on joining, and the bar charts of the real cases."""

from collections.abc import Mapping

from .annotate import callouts
from .canvas import Canvas
from .colours import GREY, HEAT, INK, PALE, WHITE, tint
from .picture import Picture
from .plots import Axis, Bar, Plot, bars, sheet
from .shapes import Point, rectangle

COPPER = "#c98a5b"
OIL = "#d9a93f"


def press_tool(c: Canvas) -> None:
    """Section of the press with an oil bed; not to scale."""
    c.cut(rectangle(150, 1210, 1150, 1400), fill=tint(GREY, 0.3), degrees=45, spacing=28)
    c.rect((230, 1140, 1070, 1210), fill=tint(COPPER, 0.8))
    for x, thick in ((360, 70), (650, 36), (940, 70)):
        c.rect((x - 95, 1110, x + 95, 1140), fill=COPPER)
        c.rect((x - 95, 1110 - thick, x + 95, 1110), fill=tint(INK, 0.65))
        top = 700 + 34 - (thick - 36)
        c.cut(rectangle(x - 80, top, x + 80, 1110 - thick), fill=PALE)
    for side in (150, 1090):
        c.cut(rectangle(side, 250, side + 60, 720), fill=tint(GREY, 0.3), degrees=45)
    c.polygon([(210, 470), (1090, 470), (1090, 700), *_membrane()], fill=tint(OIL, 0.4), outline=None)
    c.line([(210, 700), *_membrane()[::-1], (1090, 700)], width=9, colour=c.accent)
    c.cut(rectangle(214, 330, 1086, 470), fill=tint(GREY, 0.45))
    c.arrow((650, 120), (650, 322), width=14, head=50)
    items: list[tuple[str, Point]] = [
        ("Piston", (1000, 400)),
        ("Oil bed", (1000, 590)),
        ("Steel membrane", (1050, 700)),
        ("Punch", (960, 860)),
        ("Chip, 350 µm", (1000, 1075)),
        ("Chip, 180 µm", (700, 1092)),
        ("Copper paste", (1030, 1126)),
        ("Copper substrate", (1060, 1180)),
        ("Heated plate", (1100, 1310)),
    ]
    callouts(c, 1400, items, top=330, bottom=1430)


def _membrane() -> list[Point]:
    """The membrane's line from right to left; it rises over the two thicker chips."""
    return [(1040, 700), (1020, 700), (860, 700), (760, 734), (540, 734), (440, 700), (260, 700), (210, 700)]


def sinter_profile(c: Canvas) -> None:
    """Temperature and pressure of one carrier."""
    left, _, right, bottom = sheet(c, right=90)
    ticks = (0, 25, 85, 100, 150, 200, 285)
    upper = Plot(c, (left, 80, right, 760), Axis("", 0, 285), Axis("Temperature (°C)", 0, 300, (0, 100, 200, 300)))
    lower = Plot(
        c,
        (left, 880, right, bottom),
        Axis("Time (s)", 0, 285, ticks),
        Axis("Pressure (MPa)", 0, 10, (0, 2, 4, 6, 8, 10)),
    )
    for plot in (upper, lower):
        box = (plot.at(25, 0)[0], plot.box[1], plot.at(85, 0)[0], plot.box[3] - 3)
        c.rect(box, fill=c.tint(0.16), outline=None)
    c.text((upper.at(55, 0)[0], 700), "Formic acid")
    upper.curve([(0, 130), (25, 200), (85, 200), (100, 260), (285, 260)], colour=HEAT, width=9)
    lower.curve([(0, 0), (100, 0), (100, 8), (280, 8), (280, 0), (285, 0)], colour=c.accent, width=9)
    upper.note(3, 118, "130 °C", anchor="lt", dx=6, colour=HEAT)
    upper.note(55, 200, "200 °C", anchor="mb", dy=-14, colour=HEAT)
    upper.note(190, 260, "260 °C", anchor="mt", dy=16, colour=HEAT, bold=True)
    lower.note(190, 8, "8 MPa", anchor="mt", dy=16, colour=c.accent, bold=True)
    lower.note(280, 4, "280 s", anchor="rm", dx=-16)


def shear_after_cycles(c: Canvas) -> None:
    """Shear strength after thermal cycles, with targets over two bars."""
    values = [Bar("0", 62, strong=True), Bar("500", 57, strong=True)]
    values += [Bar("1,000", 49, strong=True), Bar("1,500", 38, strong=True)]
    box = sheet(c, lines=2)
    plot = bars(c, box, Axis("Shear strength (MPa)", 0, 70, range(0, 71, 10)), values, unit="MPa", share=0.66)
    for index, target in ((0, 40), (2, 30)):
        x0, y = plot.at(index + 0.12, target)
        x1, _ = plot.at(index + 0.88, target)
        c.line([(x0, y), (x1, y)], colour=INK, width=8)
        c.text(((x0 + x1) / 2, y + 16), f"Target {target}", anchor="mt", colour=WHITE)
    c.text(((box[0] + box[2]) / 2, box[3] + 110), "Cycles between −40 and 200 °C", anchor="mt")


def pump_flow(c: Canvas) -> None:
    """Flow of the metal micro-pump before and after."""
    values = [Bar("Before", 3300, "3,300 µL/min"), Bar("After", 5000, "5,000 µL/min", strong=True)]
    ticks = range(0, 6001, 1000)
    axis = Axis("Flow (µL/min)", 0, 6000, ticks, [f"{tick:,}" for tick in ticks])
    plot = bars(c, sheet(c, right=330, left=340), axis, values, share=0.5)
    x, y = plot.at(1.82, 5000)
    _, low = plot.at(1.82, 3300)
    c.line([plot.at(0.75, 3300), (x + 30, low)], colour=GREY, dash=(18, 12))
    c.arrow((x, low), (x, y), colour=c.accent, width=8, head=34)
    c.text((x + 36, (y + low) / 2), "+51.5 %", anchor="lm", bold=True, size=64, colour=c.accent)


def casting_yield(c: Canvas) -> None:
    """Yield of material before and after."""
    values = [Bar("Before", 20), Bar("After", 70, strong=True)]
    bars(c, sheet(c), Axis("Yield of material (%)", 0, 100, range(0, 101, 20)), values, unit="%", share=0.45)


PICTURES: Mapping[str, Picture] = {
    "2019/copper-sinter-joining/press-tool.png": Picture(press_tool),
    "2019/copper-sinter-joining/sinter-profile.png": Picture(sinter_profile),
    "2019/copper-sinter-joining/shear-after-cycles.png": Picture(shear_after_cycles, height=1200),
    "2019/metal-micro-pump/flow-rate.png": Picture(pump_flow, height=1200),
    "2019/sand-cast-aluminium-composite/yield.png": Picture(casting_yield, height=1200),
}
