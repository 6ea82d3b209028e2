"""Pictures of the 2019 cases on design for the hand and the head, and on silicon nitride."""

import random
from collections.abc import Mapping

from .annotate import leader, panel, scale_bar
from .canvas import CHAIN, DASHED, Canvas
from .colours import GREY, HEAT, INK, PALE, SILVER, WHITE, tint
from .figures import head, worker
from .picture import Picture
from .plots import Axis, Plot, sheet
from .shapes import Box, Point, rectangle, scatter, smooth, turned
from .textures import crop, grains, photographed


def drive_layout(c: Canvas) -> None:
    """A worker with the drive at the hip and the gun in the hand."""
    hand: Point = (790, 660)
    worker(c, (420, 1440), 1330, hand)
    for box, colour in (((330, 735, 410, 830), 0.55), ((415, 735, 475, 830), 0.35), ((480, 735, 530, 830), 0.2)):
        c.rect(box, fill=c.tint(colour))
    c.line([(300, 783), (330, 783)], width=12)
    shaft = smooth([(370, 735), (330, 640), (470, 590), (620, 720), (720, 690), (790, 600)])
    c.line(shaft, width=14, colour=HEAT)
    _gun(c, 790, 600)
    leader(c, (60, 1020), "Motor", (365, 800), anchor="lm")
    leader(c, (60, 1120), "Control", (445, 810), anchor="lm")
    leader(c, (60, 1220), "Battery", (505, 815), anchor="lm")
    c.text((60, 1340), "Belt\n2.4 kg", anchor="lm", bold=True)
    leader(c, (600, 900), "Flexible shaft, 1.2 m", (600, 705), anchor="lm")
    c.text((1960, 850), "Gun 2.35 kg", anchor="rm", bold=True)


def _gun(c: Canvas, x: float, y: float) -> None:
    parts = (
        ("Planetary\ngear", x, 110, 56, c.tint(0.5)),
        ("Ball\nscrew", x + 110, 210, 26, SILVER),
        ("Piston", x + 320, 50, 60, tint(GREY, 0.7)),
        ("600 mL pack", x + 370, 440, 62, c.tint(0.18)),
    )
    c.rect((x + 110, y - 66, x + 814, y + 66), fill=WHITE)
    for i, (name, left, wide, half, fill) in enumerate(parts):
        c.rect((left, y - half, left + wide, y + half), fill=fill)
        place = (left + wide / 2 + (-40 if i == 0 else 0), y - 300 if i % 2 else y - 170)
        leader(c, place, name, (left + wide / 2, y - half + 12), anchor="mb")
    c.polygon([(x + 814, y - 50), (x + 1000, y - 14), (x + 1000, y + 14), (x + 814, y + 50)], fill=PALE)
    leader(c, (x + 980, y - 170), "Nozzle", (x + 920, y), anchor="mb")


def grip_sizes(c: Canvas) -> None:
    """The grip with three backs."""
    for i, (name, girth, back) in enumerate((("S", "112 mm", 0), ("M", "118 mm", 40), ("L", "126 mm", 90))):
        x = 360.0 + i * 640
        core = smooth([(x + 120, 330), (x + 105, 560), (x + 130, 760), (x + 95, 1090), (x - 90, 1110)])
        rear = smooth(
            [(x - 90, 1110), (x - 100 - back, 900), (x - 110 - back, 700), (x - 80 - back * 0.5, 480), (x - 90, 330)]
        )
        c.polygon([*core, *rear], fill=c.tint(0.15), width=6)
        inner = smooth([(x - 90, 1110), (x - 75, 900), (x - 85, 700), (x - 70, 480), (x - 90, 330)])
        c.line(inner, width=4, dash=DASHED)
        c.rect((x - 200, 220, x + 230, 330), fill=tint(GREY, 0.25))
        c.line(smooth([(x + 150, 330), (x + 190, 420), (x + 165, 520)]), width=16, colour=c.accent)
        c.line([(x + 10, 130), (x + 10, 1170)], width=4, colour=HEAT, dash=CHAIN)
        c.text((x + 10, 80), f"{name}  {girth}", bold=True)
    leader(c, (1010, 1300), "Centre of mass, half-full pack", (1010, 1160), anchor="mm", colour=HEAT)
    leader(c, (690, 600), "Trigger", (540, 450), anchor="mm")


def load_split(c: Canvas) -> None:
    """Loupes on two heads with the shares of the load."""
    size = 640.0
    for x, title, nose, ear, pad in ((250, "従来品", "62 %", "38 %", False), (1230, "開発品", "38 %", "62 %", True)):
        y = 330.0
        panel(c, (x + 340, 70), title, anchor="mm")
        head(c, (x, y), size)
        bridge = (x + 0.13 * size, y + 0.49 * size)
        ear_at = (x + 0.60 * size, y + 0.50 * size)
        c.line([bridge, (ear_at[0], ear_at[1]), (ear_at[0] + 45, ear_at[1] + 60)], width=14, colour=INK)
        c.rect((x - 40, bridge[1] - 40, x + 75, bridge[1] + 36), fill=tint(INK, 0.6))
        c.polygon(
            [(x - 40, bridge[1] - 30), (x - 120, bridge[1] - 10), (x - 120, bridge[1] + 50), (x - 40, bridge[1] + 30)],
            fill=SILVER,
        )
        if pad:
            box = rectangle(x + 0.34 * size, ear_at[1] - 42, x + 0.50 * size, ear_at[1] + 42)
            c.cut(box, fill=c.tint(0.4), spacing=14)
            leader(c, (x + 420, 230), "当たり面 幅 14 mm", (x + 0.42 * size, ear_at[1] - 20), anchor="mm")
        for share, at, wide in ((nose, (x + 70, bridge[1] - 60), 0.0), (ear, (x + 0.66 * size, ear_at[1] - 20), 0.0)):
            heavy = 30 if share == "62 %" else 16
            tip = at[1] + wide
            c.arrow((at[0], tip - 150), (at[0], tip), width=heavy, head=60, colour=c.accent)
            c.text((at[0], tip - 165), share, anchor="mb", bold=True, colour=c.accent)
        c.text((x + 0.3 * size, 1330), "鼻 " + nose, anchor="rm")
        c.text((x + 0.5 * size, 1330), ("側頭部から耳 " if pad else "耳 ") + ear, anchor="lm")


def nitriding_curve(c: Canvas) -> None:
    """Seven steps of temperature, each held when the uptake reaches its limit."""
    left, _, right, bottom = sheet(c)
    hours = range(0, 35, 2)
    names = [str(h) if h % 4 == 0 or h == 34 else "" for h in hours]
    names[-2] = ""
    above = Plot(c, (left, 80, right, 640), Axis("", 0, 34), Axis("Furnace (°C)", 1100, 1400, (1100, 1200, 1300, 1400)))
    below = Plot(
        c, (left, 780, right, bottom), Axis("Time (h)", 0, 34, hours, names),
        Axis("N_{2} uptake (L/min per kg)", 0, 2, (0, 0.5, 1, 1.5, 2)),
    )  # fmt: skip
    below.level(1.6, "Limit 1.6", anchor="lb", colour=HEAT)
    heat: list[Point] = [(0, 1150)]
    uptake: list[Point] = [(0, 0)]
    for i in range(7):
        start, level = i * 4.0, 1150 + 240 * (i + 1) / 7
        heat += [(start + 2.6, level), (start + 4.0, level)]
        uptake += [(start + 1.4, 1.1 + 0.02 * i), (start + 2.6, 1.6), (start + 3.2, 1.15), (start + 4.0, 0.75)]
    heat.append((34, 1390))
    uptake += [(30, 0.3), (32, 0.1), (34, 0)]
    above.curve(heat, colour=HEAT, width=8)
    below.curve(uptake, colour=c.accent, width=7)
    above.note(0, 1150, "1,150 °C", anchor="lt", dx=26, dy=6, colour=HEAT)
    above.note(33.5, 1390, "1,390 °C", anchor="rt", dy=18, colour=HEAT, bold=True)


def microstructure(c: Canvas) -> None:
    """Short grains with a bead of silicon, and interlocked rods; 32 pixels to the micrometre."""
    rng = random.Random(5)
    before: Box = (20, 120, 990, 1480)
    after: Box = (1010, 120, 1980, 1480)
    panel(c, (505, 60), "Before", anchor="mm")
    panel(c, (1495, 60), "After", anchor="mm")
    shades = ("#8f979e", "#a2a9af", "#7f888f", "#b2b8bd")
    c.rect(after, fill="#4f585f")
    for x, y in scatter(after, 46, rng, tries=60):
        length = rng.uniform(128, 240)
        rod = rectangle(x - length / 2, y - 16, x + length / 2, y + 16)
        c.polygon(turned(rod, (x, y), rng.uniform(0, 180)), fill=rng.choice(shades), outline="#4f585f", width=4)
    crop(c, after)
    grains(c, before, 40, rng, shades=shades, outline="#4f585f")
    c.circle((480, 760), 320, fill="#e6e9eb", outline=INK)
    c.text((480, 760), "Si", bold=True, size=70)
    for box in (before, after):
        photographed(c, box, rng)
        c.rect(box)
    scale_bar(c, (980, 1470), 160, "5 µm")
    scale_bar(c, (1970, 1470), 160, "5 µm")


PICTURES: Mapping[str, Picture] = {
    "2019/sealant-gun-hip-drive/drive-layout.png": Picture(drive_layout),
    "2019/sealant-gun-hip-drive/grip-sizes.png": Picture(grip_sizes),
    "2019/surgical-loupe-frame/load-split.png": Picture(load_split),
    "2019/nitrided-silicon-substrate/nitriding-curve.png": Picture(nitriding_curve),
    "2019/nitrided-silicon-substrate/microstructure.jpg": Picture(microstructure),
}
