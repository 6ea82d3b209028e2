"""Reads what a page paints: its content stream, the forms it draws, colours, lines, clips and matrices as they apply.

Soft masks are not walked: their greys are no ink. A clip that is no rectangle counts as the rectangle round it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary

from casebook.press.geometry import Box
from casebook.press.glyphs import Font, read_font
from casebook.press.painted import (
    BLACK,
    IDENTITY,
    Effect,
    Image,
    Ink,
    Matrix,
    Painted,
    Shape,
    Words,
    around,
    joined,
    moved,
    placed,
    scale_of,
)
from casebook.press.pen import PLAIN, STYLES, Pen, Style
from casebook.press.spaces import Space, space_of

_DEEPEST = 12
_EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)
_DEVICE = {"g": Space.BLACK, "rg": Space.RGB, "k": Space.CMYK, "G": Space.BLACK, "RG": Space.RGB, "K": Space.CMYK}
_START = {Space.CMYK: (0.0, 0.0, 0.0, 1.0), Space.RGB: (0.0, 0.0, 0.0), Space.SPOT: (1.0,), Space.ALL: (1.0,)}
_FILLS = {"f": "f", "F": "f", "f*": "f", "B": "fs", "B*": "fs", "b": "fs", "b*": "fs", "S": "s", "s": "s", "n": ""}
_MOST_PARTS = 60
"""Paths of more parts, such as QR codes, are seen as one."""
_UNSEEN = 3
_BAR = 4.0
"""A filled rectangle at least so many times as long as it is wide is a line."""


@dataclass(slots=True)
class _State:
    """What q keeps and Q brings back."""

    matrix: Matrix
    clip: Box
    fill: Ink = BLACK
    stroke: Ink = BLACK
    width: float = 1.0
    style: Style = PLAIN


class Walk:
    """One pass over a page; fonts are read once for a file."""

    def __init__(self, fonts: dict[tuple[int, int], Font]) -> None:
        self._fonts = fonts
        self.fonts: dict[str, Font] = {}
        """Those that text was shown in, by their names."""

    def page(self, page: pikepdf.Page) -> Iterator[Painted]:
        """Everything the page paints, in its order."""
        resources = page.resources
        yield from _group(page.obj)
        yield from self._stream(page.obj, resources, _State(IDENTITY, _EVERYWHERE), 0)

    def _stream(self, holder: Any, resources: Any, state: _State, depth: int) -> Iterator[Painted]:
        reader = _Reader(self, resources, state, depth)
        for instruction in pikepdf.parse_content_stream(holder):
            yield from reader.take(str(instruction.operator), instruction.operands)

    def form(self, form: Any, outer: Any, state: _State, depth: int) -> Iterator[Painted]:
        """What a form paints where it is drawn."""
        if depth >= _DEEPEST:
            return
        yield from _group(form)
        inner = copy(state)
        if "/Matrix" in form:
            inner.matrix = joined(_numbers(form.Matrix), state.matrix)  # type: ignore[arg-type]
        if "/BBox" in form:
            left, bottom, right, top = _numbers(form.BBox)
            inner.clip = placed(Box(left, bottom, right, top), inner.matrix).within(state.clip) or Box(0, 0, 0, 0)
        yield from self._stream(form, form.get("/Resources", outer), inner, depth + 1)

    def font(self, font: Any) -> Font:
        """A font by its object."""
        if font.objgen == (0, 0) or font.objgen not in self._fonts:
            self._fonts[font.objgen] = read_font(font)
        found = self._fonts[font.objgen]
        self.fonts[found.name] = found
        return found


class _Reader:
    """The instructions of one stream, one after the other."""

    def __init__(self, walk: Walk, resources: Any, state: _State, depth: int) -> None:
        self._walk = walk
        self._resources = resources
        self._state = state
        self._depth = depth
        self._kept: list[_State] = []
        self._parts: list[list[tuple[float, float]]] = []
        self._straight = True
        self._clips = False
        self._pen = Pen()

    def take(self, operator: str, operands: Any) -> Iterator[Painted]:
        """One instruction, and what it paints."""
        if operator in _FILLS:
            yield from self._paint(_FILLS[operator])
        elif operator in {"Tj", "TJ", "'", '"'}:
            yield from self._show(operator, operands)
        elif operator == "Do":
            yield from self._draw(str(operands[0]))
        elif operator == "sh":
            shading = self._named("/Shading", str(operands[0]))
            yield Shape(self._state.clip, Ink(space_of(shading.get("/ColorSpace")), ()))
        elif operator == "gs":
            yield from _effects(self._named("/ExtGState", str(operands[0])))
        elif operator == "INLINE IMAGE":
            yield self._image(operands[0].obj)
        else:
            self._change(operator, operands)

    def _change(self, operator: str, operands: Any) -> None:
        """An instruction that paints nothing."""
        if operator in {"m", "l", "c", "v", "y", "re"}:
            self._path(operator, _numbers(operands))
        elif operator in {"BT", "Tm", "Td", "TD", "T*", "TL"}:
            self._pen.place(operator, operands)
        elif operator == "Tf":
            font = self._walk.font(self._named("/Font", str(operands[0])))
            self._state.style = replace(self._state.style, font=font, size=float(operands[1]))
        elif operator in STYLES:
            self._state.style = STYLES[operator](self._state.style, float(operands[0]))
        elif operator in _DEVICE or operator in {"cs", "CS", "sc", "scn", "SC", "SCN"}:
            self._colour(operator, operands)
        elif operator == "q":
            self._kept.append(copy(self._state))
        elif operator == "Q" and self._kept:
            self._state = self._kept.pop()
        elif operator == "cm":
            self._state.matrix = joined(_numbers(operands), self._state.matrix)  # type: ignore[arg-type]
        elif operator == "w":
            self._state.width = float(operands[0])
        elif operator in {"W", "W*"}:
            self._clips = True

    def _path(self, operator: str, numbers: tuple[float, ...]) -> None:
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if operator == "re":
            (x, y), (width, height) = points
            points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self._straight = self._straight and operator in {"m", "l", "re"}
        if operator in {"m", "re"} or not self._parts:
            self._parts.append([])
        self._parts[-1] += [moved(x, y, self._state.matrix) for x, y in points]

    def _paint(self, kinds: str) -> Iterator[Painted]:
        parts, self._parts, state = self._parts, [], self._state
        whole = [corner for part in parts for corner in part]
        for corners in parts if len(parts) <= _MOST_PARTS else [whole]:
            yield from self._shapes(corners, kinds)
        if self._clips and whole:
            state.clip = around(whole).within(state.clip) or Box(0, 0, 0, 0)
        self._clips, self._straight = False, True

    def _shapes(self, corners: list[tuple[float, float]], kinds: str) -> Iterator[Shape]:
        box, state = around(corners), self._state
        if "f" in kinds and (seen := box.within(state.clip)):
            yield Shape(seen, state.fill, self._bar(box, corners))
        if "s" in kinds:
            width = state.width * scale_of(state.matrix)
            if seen := box.grown(width / 2).within(state.clip):
                yield Shape(seen, state.stroke, width)

    def _bar(self, box: Box, corners: list[tuple[float, float]]) -> float | None:
        """The width of a filled rectangle that is a line to the eye."""
        upright = len({round(x, 3) for x, _ in corners}) <= 2 and len({round(y, 3) for _, y in corners}) <= 2
        narrow, long = sorted((box.width, box.height))
        return narrow if self._straight and upright and long > _BAR * narrow and long > _BAR else None

    def _colour(self, operator: str, operands: Any) -> None:
        strokes = operator.isupper()
        if operator in _DEVICE:
            ink = Ink(_DEVICE[operator], _numbers(operands))
        elif operator in {"cs", "CS"}:
            name = str(operands[0])
            space = space_of(self._resources.get("/ColorSpace", Dictionary()).get(name, operands[0]))
            ink = Ink(space, _START.get(space, (0.0,)))
        else:
            ink = self._set(self._state.stroke if strokes else self._state.fill, operands)
        if strokes:
            self._state.stroke = ink
        else:
            self._state.fill = ink

    def _set(self, now: Ink, operands: Any) -> Ink:
        if now.space is not Space.PATTERN:
            return Ink(now.space, _numbers(operands))
        pattern = self._named("/Pattern", str(operands[-1]))
        shading = pattern.get("/Shading", None)
        return Ink(space_of(shading.get("/ColorSpace")) if shading is not None else Space.PATTERN, ())

    def _show(self, operator: str, operands: Any) -> Iterator[Painted]:
        if operator in {"'", '"'}:
            self._pen.next_line()
        state, style = self._state, self._state.style
        if style.font is None:
            return
        held = operands[0] if operator == "TJ" else [operands[-1]]
        run = self._pen.write(held, style.font, style, state.matrix)
        seen = run.box.within(state.clip)
        if style.rendering != _UNSEEN and seen:
            ink = state.stroke if style.rendering == 1 else state.fill
            yield Words(seen, ink, abs(style.size) * scale_of(run.by), run.glyphs, run.missing)

    def _draw(self, name: str) -> Iterator[Painted]:
        held = self._named("/XObject", name)
        if held.get("/Subtype") == "/Image":
            if "/SMask" in held:
                yield Effect("soft mask")
            yield self._image(held)
        else:
            yield from self._walk.form(held, self._resources, self._state, self._depth)

    def _image(self, image: Any) -> Image:
        a, b, c, d, _, _ = self._state.matrix
        wide, high = (a * a + b * b) ** 0.5 / 72, (c * c + d * d) ** 0.5 / 72
        pixels = int(image.get("/Width", image.get("/W", 1))), int(image.get("/Height", image.get("/H", 1)))
        box = placed(Box(0, 0, 1, 1), self._state.matrix).within(self._state.clip) or Box(0, 0, 0, 0)
        mask = bool(image.get("/ImageMask", image.get("/IM", False)))
        space = self._state.fill.space if mask else space_of(image.get("/ColorSpace", image.get("/CS")))
        resolution = min(pixels[0] / wide if wide else 1e6, pixels[1] / high if high else 1e6)
        return Image(box, space, resolution, mask)

    def _named(self, kind: str, name: str) -> Any:
        return self._resources.get(kind, Dictionary()).get(name, Dictionary())


def _group(holder: Any) -> Iterator[Painted]:
    group = holder.get("/Group", Dictionary())
    if "/CS" in group:
        yield Effect("group", space_of(group.CS))


def _effects(state: Any) -> Iterator[Painted]:
    if float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1:
        yield Effect("opacity")
    if str(state.get("/BM", "/Normal")) not in {"/Normal", "/Compatible"}:
        yield Effect("blend mode")
    if isinstance(state.get("/SMask"), pikepdf.Dictionary):
        yield Effect("soft mask")


def _numbers(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values if isinstance(value, int | float) or hasattr(value, "is_finite"))
