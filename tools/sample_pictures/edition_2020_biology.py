"""Pictures of the 2020 cases on biotechnology."""

import random
from collections.abc import Mapping

from .annotate import leader, panel, scale_bar
from .canvas import Canvas
from .colours import COOL, GREY, HEAT, INK, WHITE, mix, tint
from .flows import block
from .picture import Picture
from .plots import Axis, Plot, sheet
from .shapes import Point, arc, blob, scatter, smooth, turned

ECTOINE = (
    ((1106, 700), (1160, 870), (1212, 610)),
    ((1330, 770), (1390, 845), (1440, 765), (1500, 850), (1310, 900)),
    ((1640, 930), (1720, 700), (1860, 920), (1800, 690)),
)
"""Rings of ectoine in the fibres, on their way, and in the harvest."""


def milking_loop(c: Canvas) -> None:
    """The tank, the loop through the hollow fibres, and the harvest."""
    block(c, (50, 560, 330, 800), "Seed tank", "5 % of new\ncells a day")
    c.arrow((330, 680), (492, 680), width=6)
    shell = [*arc((700, 430), 200, 180, 360, tall=0.35), *arc((700, 1050), 200, 0, 180, tall=0.35)]
    c.polygon(shell, fill=tint(COOL, 0.14), width=7)
    c.text((700, 480), "Tank\n500 L", bold=True)
    c.line([(700, 1120), (700, 1250), (1160, 1250), (1160, 1080)], width=8)
    c.line([(1160, 430), (1160, 260), (700, 260), (700, 360)], width=8)
    c.circle((930, 1250), 52, fill=WHITE)
    c.polygon([(905, 1208), (982, 1250), (905, 1292)], fill=tint(GREY, 0.3))
    c.text((930, 1330), "Pump", anchor="mt")
    _fibres(c)
    for x, shift, anchor, name in ((780, -30, "rb", "Brine 10 %"), (930, 0, "mb", "Water"), (1080, 30, "lb", "Oxygen")):
        c.arrow((x, 130), (x, 252), width=5, colour=COOL)
        c.text((x + shift, 115), name, anchor=anchor, colour=COOL)
    leader(c, (1400, 1130), "Ectoine leaves", (1310, 900), anchor="lm")
    leader(c, (250, 1130), "Cells stay", (560, 960), anchor="mm")


def _fibres(c: Canvas) -> None:
    """The bundle of fibres with the cells of tank and loop, and the ectoine that passes into the harvest."""
    c.rect((1040, 430, 1280, 1080), fill=WHITE, width=6)
    for i in range(4):
        c.rect((1064 + i * 52, 450, 1096 + i * 52, 1060), fill=tint(COOL, 0.2), width=3)
        for y in range(490, 1040, 90):
            c.circle((1080 + i * 52, y + 20 * (i % 2)), 10, fill=c.accent, outline=None)
    for p in scatter((530, 580, 870, 1060), 62, random.Random(8)):
        c.circle(p, 12, fill=c.accent, outline=None)
    c.text((1310, 480), "Hollow fibres", anchor="lm")
    block(c, (1580, 640, 1920, 980), "Harvest\ntank", radius=40)
    c.arrow((1280, 810), (1572, 810), width=6, colour=HEAT)
    for place in ECTOINE:
        for centre in place:
            c.circle(centre, 13, outline=HEAT, width=5)


def titre_by_cycle(c: Canvas) -> None:
    """Titre in thirteen cycles, the last one unused."""
    values = (14.1, 15.2, 16.0, 16.3, 16.4, 16.5, 16.3, 16.4, 16.1, 15.9, 15.4, 15.0, 11.0)
    middles = [i + 0.5 for i in range(13)]
    cycles = Axis("Cycle", 0, 13, middles, [str(i + 1) for i in range(13)])
    plot = Plot(c, sheet(c, right=240), cycles, Axis("Titre (g/L)", 0, 18, range(0, 19, 2)))
    for i, value in enumerate(values):
        (x0, y), (x1, low) = plot.at(i + 0.16, value), plot.at(i + 0.84, 0)
        c.rect((x0, y, x1, low - 2), fill=c.tint(0.35) if i == 12 else c.accent, outline=None)
        c.text(((x0 + x1) / 2, y - 10), f"{value:.1f}", anchor="mb", size=45, ground=WHITE)
    plot.goal(14, "Target\n14 g/L")


def pellet_and_thread(c: Canvas) -> None:
    """A pellet of 3 mm and threads of 0.3 mm; 270 pixels to the millimetre."""
    rng = random.Random(30)
    panel(c, (500, 70), "Parent strain", anchor="mm")
    panel(c, (1500, 70), "Loose strain", anchor="mm")
    centre: Point = (500, 680)
    c.polygon(blob(centre, 405, rng, rough=0.03, corners=30), fill=c.tint(0.5), outline=c.accent, width=5)
    c.circle(centre, 351, fill=tint(GREY, 0.4), outline=None)
    c.text(centre, "Starved", bold=True)
    leader(c, (500, 1200), "Oxygen, outer 0.2 mm", (500, 1058), anchor="mm")
    for x, y in scatter((1090, 190, 1940, 1150), 152, rng, tries=80):
        bend = rng.uniform(-16, 16)
        thread = smooth([(x - 40, y), (x - 10, y + bend), (x + 15, y - bend), (x + 41, y)])
        c.line(turned(thread, (x, y), rng.uniform(0, 180)), colour=mix(c.accent, WHITE, 0.15), width=9)
    scale_bar(c, (1980, 1470), 270, "1 mm")


def titre_over_time(c: Canvas) -> None:
    """Titre of the parent and of the loose strain with two ways of feeding."""
    plot = Plot(c, sheet(c), Axis("Time (h)", 0, 168, range(0, 169, 24)), Axis("Titre (g/L)", 0, 7, range(8)))
    plot.level(5, "Goal 5 g/L", anchor="rb")
    plot.curve(smooth([(0, 0), (48, 0.2), (96, 0.5), (168, 0.8)]), colour=GREY)
    plot.curve(smooth([(0, 0), (40, 0.5), (80, 1.6), (112, 2.7), (140, 3.4)]), colour=INK)
    plot.curve(smooth([(0, 0), (30, 0.5), (60, 2.3), (90, 4.9), (112, 6.1)]), colour=c.accent, width=9)
    for x, y, colour in ((168, 0.8, GREY), (140, 3.4, INK), (112, 6.1, c.accent)):
        plot.dot(plot.at(x, y), colour=colour)
    plot.note(166, 0.95, "Parent strain, 0.8 g/L", anchor="rb", dy=-24, colour=GREY)
    plot.note(140, 3.4, "Old feeding,\n3.4 g/L", anchor="lm", dx=28)
    plot.note(112, 6.1, "Fed by exhaust gas, 6.1 g/L", anchor="rb", dy=-24, colour=c.accent, bold=True)


PICTURES: Mapping[str, Picture] = {
    "2020/ectoine-milking/milking-loop.png": Picture(milking_loop),
    "2020/ectoine-milking/titre-by-cycle.png": Picture(titre_by_cycle, height=1200),
    "2020/koji-phospholipase-secretion/pellet-and-thread.png": Picture(pellet_and_thread),
    "2020/koji-phospholipase-secretion/titre-over-time.png": Picture(titre_over_time, height=1200),
}
