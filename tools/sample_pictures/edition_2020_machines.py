"""Pictures of the 2020 cases on robots, presses, turning and design."""

import math
import random
from collections.abc import Mapping

from .annotate import LIGHT, dimension, leader
from .canvas import DASHED, Canvas
from .colours import COOL, GREY, HEAT, INK, PALE, SILVER, WHITE, tint
from .figures import worker
from .flows import Step, block, flow
from .picture import Picture
from .plots import Axis, Plot, sheet
from .shapes import Point, smooth


def robot_cell(c: Canvas) -> None:
    """Plan of the polishing cell."""
    c.rect((120, 70, 1880, 1430), fill=WHITE, outline=GREY, width=10)
    base: Point = (1000, 760)
    for x, y, name in ((430, 760, "粗バフ"), (1000, 235, "中バフ"), (1570, 760, "仕上げバフ")):
        upright = x != 1000
        wide, high = (56, 240) if upright else (240, 56)
        c.rect((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), fill=c.tint(0.4), radius=10)
        sign = -1 if x < 1000 else 1
        motor = (x + sign * 28, y - 45, x + sign * 150, y + 45) if upright else (x - 45, y - 140, x + 45, y - 28)
        c.rect((min(motor[0], motor[2]), motor[1], max(motor[0], motor[2]), motor[3]), fill=tint(GREY, 0.3))
        c.text((x + (0 if upright else 150), y + (-170 if upright else 0)), name, anchor="mm" if upright else "lm")
    c.circle(base, 110, fill=tint(GREY, 0.35))
    c.circle(base, 60, fill=WHITE)
    c.line([base, (860, 640), (620, 735)], width=62)
    c.line([base, (860, 640), (620, 735)], width=52, colour=c.tint(0.55))
    c.circle((860, 640), 40, fill=WHITE)
    c.circle((612, 738), 34, fill=HEAT)
    c.line(smooth([(585, 748), (530, 760), (500, 720), (475, 740)]), width=30, colour=SILVER)
    block(c, (760, 1210, 1240, 1330), "線状レーザ計測器", fill=c.tint(0.15), bold=False)
    block(c, (220, 1160, 560, 1330), "搬入台", fill=PALE, bold=False)
    block(c, (1440, 1160, 1780, 1330), "搬出台", fill=PALE, bold=False)
    c.text((1000, 920), "6 軸ロボット", bold=True)
    leader(c, (560, 430), "力覚センサ", (612, 738), anchor="mm")
    leader(c, (470, 1000), "水栓金具", (515, 745), anchor="mm")
    c.text((190, 160), "バフ直径 400 mm", anchor="lm")


def force_trace(c: Canvas) -> None:
    """Force with a fixed and with a changing gain."""
    ticks = range(0, 61, 20)
    rng = random.Random(9)
    left, _, right, bottom = sheet(c)
    for top, low, swing, name, colour in (
        (80, 640, 9.0, "利得固定 ±9 N", GREY),
        (760, bottom, 2.5, "利得可変 ±2.5 N", c.accent),
    ):
        time = Axis("時間（s）", 0, 10, range(0, 11, 2)) if low == bottom else Axis("", 0, 10)
        plot = Plot(c, (left, top, right, low), time, Axis("押付け力（N）", 0, 60, ticks))
        values: list[Point] = [(0, 0), (0.25, 25)]
        for i in range(191):
            t = 0.5 + i * 0.05
            wave = 0.62 * math.sin(t * 9.1) + 0.3 * math.sin(t * 23 + 1) + rng.uniform(-0.08, 0.08)
            values.append((t, 40 + swing * max(-1.0, min(1.0, wave * 1.05))))
        plot.curve(values, colour=colour, width=5)
        plot.note(5, 18, name, anchor="mm", bold=True, colour=colour)


def control_loop(c: Canvas) -> None:
    """Flow of the control from measuring to the robot."""
    steps = [
        Step("レーザ計測"),
        Step("形状のずれ"),
        Step("軌道の\n補正", strong=True),
        Step("力制御", strong=True),
        Step("ロボット"),
    ]
    places = flow(c, (60, 250, 1940, 480), steps, columns=5, gap=80)
    estimate = (430, 800, 870, 980)
    current = (1172, 800, 1612, 980)
    block(c, estimate, "バフ径の推定", fill=c.tint(0.1))
    block(c, current, "主軸電流", fill=c.tint(0.1))
    spot = [(box[0] + box[2]) / 2 for box in places]
    c.arrow((spot[4], 480), (spot[4], 890), (1618, 890), width=5)
    c.arrow((1172, 890), (876, 890), width=5)
    c.arrow((650, 800), (650, 640), (spot[2], 640), (spot[2], 488), width=5, colour=c.accent)
    c.arrow((spot[3], 800), (spot[3], 488), width=5, colour=c.accent)
    c.text((700, 600), "バフ径", anchor="lb", colour=c.accent)
    c.text((spot[3] + 24, 660), "負荷", anchor="lm", colour=c.accent)


def hydraulic_circuit(c: Canvas) -> None:
    """Two equal circuits, each with a servo motor, two pumps on one shaft and a cylinder."""
    block(c, (700, 60, 1300, 200), "油箱 45 L", fill=tint(COOL, 0.2))
    for x, sign in ((520, -1), (1480, 1)):
        c.rect((x - 90, 520, x + 90, 900), fill=WHITE)
        c.rect((x - 86, 524, x + 86, 680), fill=tint(COOL, 0.25), outline=None)
        c.rect((x - 90, 680, x + 90, 730), fill=tint(GREY, 0.6))
        c.rect((x - 26, 730, x + 26, 1060), fill=SILVER)
        motor_x = x + sign * 320
        c.circle((motor_x, 620), 70, fill=c.tint(0.3))
        c.text((motor_x, 620), "M", bold=True)
        c.line([(motor_x, 690), (motor_x, 1080)], width=10, colour=GREY)
        for y, r in ((820, 66), (1010, 40)):
            c.circle((motor_x, y), r, fill=WHITE)
            c.polygon(
                [
                    (motor_x - sign * r, y),
                    (motor_x - sign * r * 0.3, y - r * 0.4),
                    (motor_x - sign * r * 0.3, y + r * 0.4),
                ],
                fill=INK,
            )
        c.line(
            [(motor_x - sign * 66, 820), (x + sign * 150, 820), (x + sign * 150, 580), (x + sign * 90, 580)], width=6
        )
        c.line(
            [(motor_x - sign * 40, 1010), (x + sign * 150, 1010), (x + sign * 150, 870), (x + sign * 90, 870)], width=6
        )
        _check(c, (x + sign * 150, 940))
        c.line([(x, 520), (x, 130), (1000 + sign * 300, 130)], width=6)
        _check(c, (x, 330))
        c.text((motor_x, 500), "伺服电机", anchor="mb")
    c.rect((340, 1060, 1660, 1200), fill=tint(GREY, 0.3))
    c.text((1000, 1130), "滑块", bold=True)
    leader(c, (1000, 330), "充液阀", (1440, 330), anchor="mm")
    c.line([(920, 330), (560, 330)], width=LIGHT)
    leader(c, (1000, 940), "背压阀", (1590, 940), anchor="mm")
    c.text((1000, 600), "上：无杆腔\n下：有杆腔")
    c.text((1000, 1320), "同轴两组柱塞泵，排量比 1 : 9（下小上大）")


def _check(c: Canvas, at: Point) -> None:
    x, y = at
    c.rect((x - 40, y - 40, x + 40, y + 40), fill=WHITE)
    c.line([(x - 22, y + 22), (x, y - 12), (x + 22, y + 22)], width=4)
    c.circle((x, y + 8), 12, fill=INK, outline=None)


def angle_drift(c: Canvas) -> None:
    """Angle over eight hours without correction."""
    names = ("−0.5", "0", "0.5", "1.0", "1.5")
    axis = Axis("折弯角度偏差（°）", -0.5, 1.5, (-0.5, 0, 0.5, 1, 1.5), names)
    plot = Plot(c, sheet(c), Axis("开机后时间（小时）", 0, 8, range(9)), axis)
    plot.curve(smooth([(0, 0), (1, 0.42), (2, 0.72), (4, 1.03), (6, 1.15), (8, 1.2)]), colour=GREY)
    plot.curve(smooth([(0, 0), (1, 0.12), (2, 0.2), (3, 0.15), (5, 0.22), (6.5, 0.17), (8, 0.2)]), colour=c.accent)
    plot.note(5.5, 1.12, "比例阀机型 1.2°", anchor="mb", dy=-26, colour=GREY)
    plot.note(5.5, 0.2, "泵控机型 0°至0.25°", anchor="mb", dy=-26, colour=c.accent, bold=True)


def elliptical_path(c: Canvas) -> None:
    """Path of the tip: an ellipse of 4 by 2 µm that advances 0.5 µm a period; 190 pixels to the micrometre."""
    k, floor = 190.0, 1080.0
    surface: list[Point] = []
    for i in range(41):
        x = 60 + i * 23.75
        surface.append((x, floor - 10 * abs(math.sin(math.pi * i / 4))))
    work = [*surface, (1010, floor), (1180, 990), (1330, 880), (1940, 880), (1940, 1330), (60, 1330)]
    c.cut(work, fill=PALE, spacing=30)
    chip = smooth([(1030, 1060), (1180, 985), (1330, 880), (1400, 760), (1290, 620), (1250, 700), (1180, 850)])
    c.polygon(chip, fill=tint(HEAT, 0.25))
    for shift in (0, 95):
        path: list[Point] = []
        for i in range(121):
            t = 2 * math.pi * i / 120
            drift = 95 * i / 120
            path.append((900 + shift - 95 + drift + k * 2 * math.cos(t), floor - k + k * math.sin(t) * 1.0))
        c.line(path, colour=c.accent, width=4, dash=DASHED)
        c.line(path[3:30], colour=c.accent, width=14 if shift else 8)
    c.arrow((700, 150), (1100, 150), colour=INK, width=8, head=36)
    c.text((900, 120), "进给方向", anchor="mb")
    c.line([(520, 890), (520, 420)], width=LIGHT)
    c.line([(1375, 890), (1375, 420)], width=LIGHT)
    c.arrow((520, 440), (1375, 440), both=True, width=LIGHT, head=22)
    c.text((947, 420), "4 µm", anchor="mb")
    dimension(c, (440, floor), (440, floor - 2 * k), "2 µm")
    leader(c, (1500, 520), "接触切屑的一段", (1255, 990), anchor="lm")
    leader(c, (1500, 640), "切屑", (1340, 740), anchor="lm")
    leader(c, (60, 560), "刀具离开工件", (620, 800), anchor="lm")
    leader(c, (180, 1420), "波纹高8 nm", (300, 1075), anchor="lm")
    c.text((900, 1420), "相邻周期间距0.5 µm", anchor="lm")


def wear_chart(c: Canvas) -> None:
    """Wear of the flank against parts turned."""
    axis = Axis("后刀面磨损（µm）", 0, 3.5, (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5))
    plot = Plot(c, sheet(c), Axis("加工件数", 0, 16, range(0, 17, 2)), axis)
    plot.curve([(0, 0), (0.3, 1.1), (0.6, 2.2), (0.85, 3.0)], colour=GREY)
    plot.dot(plot.at(0.85, 3.0), colour=GREY)
    plot.curve(smooth([(0, 0), (1, 0.18), (4, 0.34), (8, 0.52), (11, 0.66), (14, 0.8)]), colour=c.accent)
    plot.dot(plot.at(14, 0.8), colour=c.accent)
    plot.note(1.1, 3, "普通车削，第1件以内 3 µm", anchor="lm", dx=16, colour=GREY)
    plot.note(14, 0.8, "椭圆振动切削，第14件 0.8 µm", anchor="rb", dy=-30, colour=c.accent, bold=True)


def picker_layout(c: Canvas) -> None:
    """A tea picker with battery and motor at the belt and the head in the hand."""
    worker(c, (640, 1440), 1330, (1030, 720))
    c.rect((540, 745, 635, 840), fill=c.tint(0.6))
    c.rect((640, 745, 730, 840), fill=c.tint(0.3))
    c.line(smooth([(690, 745), (640, 640), (790, 560), (900, 640), (1040, 690)]), width=14, colour=HEAT)
    c.rect((1020, 650, 1180, 760), fill=c.tint(0.5))
    c.rect((1180, 690, 1640, 722), fill=SILVER)
    for i in range(14):
        x = 1200 + i * 31
        c.polygon([(x, 722), (x + 26, 722), (x + 13, 756)], fill=WHITE, width=3)
    c.arrow((1400, 640), (1240, 640), width=9, head=36, colour=c.accent)
    c.arrow((1440, 640), (1600, 640), width=9, head=36, colour=c.accent)
    c.text((1420, 580), "反相双刀", anchor="mb", bold=True)
    leader(c, (100, 960), "电池", (575, 810), anchor="lm")
    leader(c, (100, 1060), "电机", (690, 810), anchor="lm")
    c.text((100, 1170), "腰部共3.8 kg", anchor="lm", bold=True)
    leader(c, (860, 430), "软轴", (790, 560), anchor="lm")
    leader(c, (1180, 900), "机头 2.2 kg", (1100, 720), anchor="lm", bold=True)
    for i in range(9):
        x = 1190 + i * 72
        c.line(smooth([(x, 1440), (x + 10, 1200), (x - 14, 1010 + (i % 3) * 24)]), width=6, colour=tint("#507b07", 0.8))
        for y in (1080, 1180, 1280):
            c.circle((x + 20, y + (i % 3) * 24), 20, tall=0.5, fill=tint("#507b07", 0.5), outline=None)
    c.line([(60, 1442), (1940, 1442)], width=5)


PICTURES: Mapping[str, Picture] = {
    "2020/faucet-buffing-robot/robot-cell.png": Picture(robot_cell),
    "2020/faucet-buffing-robot/force-trace.png": Picture(force_trace),
    "2020/faucet-buffing-robot/control-loop.png": Picture(control_loop, height=1200),
    "2020/servo-pump-press-brake/hydraulic-circuit.png": Picture(hydraulic_circuit),
    "2020/servo-pump-press-brake/angle-drift.png": Picture(angle_drift, height=1200),
    "2020/steel-lens-mould-elliptical-vibration/elliptical-path.png": Picture(elliptical_path),
    "2020/steel-lens-mould-elliptical-vibration/wear-chart.png": Picture(wear_chart, height=1200),
    "2020/tea-picker-low-vibration/picker-layout.png": Picture(picker_layout),
}
