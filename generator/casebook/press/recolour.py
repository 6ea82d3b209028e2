"""Turns what is still RGB or an unnamed grey in a set book into inks: drawings, QR codes, gradients, stray pictures.

What the templates draw is CMYK already. Drawings that come as SVG are not, nor is what a template of somebody's own
draws with a colour of the screen.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, PdfImage

from casebook.pictures.separation import Separation
from casebook.press.spaces import Space, space_of

_FOREIGN = frozenset({Space.RGB, Space.GREY})
_SET_SPACE = {"cs": False, "CS": True}
_SET_COLOUR = {"sc": False, "scn": False, "SC": True, "SCN": True}
_SET_DEVICE = {"g": False, "rg": False, "G": True, "RG": True}
_DEVICE_COLOUR = re.compile(rb"(?:^|\s)(?:rg|RG|g|G)\s")
_BLACK = (0.0, 0.0, 0.0, 1.0)
_JPEG_QUALITY = 95


class Recolouring:
    """One pass over a file; what several pages share is turned once."""

    def __init__(self, pdf: pikepdf.Pdf, separation: Separation) -> None:
        self._pdf = pdf
        self._separation = separation
        self._done: set[tuple[int, int]] = set()

    def page(self, page: pikepdf.Page) -> None:
        """Turn the colours of a page and of all that it draws."""
        resources: Any = page.obj.get("/Resources", Dictionary())
        if _needs_work(resources, page.obj.Contents.read_bytes()):
            page.obj.Contents = self._pdf.make_stream(self._rewritten(page.obj, resources))
        self._resources(resources)

    def _resources(self, resources: Any) -> None:
        for held in _values(resources, "/XObject"):
            self._once(held, self._image if held.get("/Subtype") == "/Image" else self._form)
        for held in _values(resources, "/Pattern"):
            self._once(held, self._pattern)
        for held in _values(resources, "/Shading"):
            self._once(held, self._shading)

    def _once(self, held: Any, turn: Any) -> None:
        if held.objgen == (0, 0) or held.objgen not in self._done:
            self._done.add(held.objgen)
            turn(held)

    def _form(self, form: Any) -> None:
        resources = form.get("/Resources", Dictionary())
        if _needs_work(resources, form.read_bytes()):
            form.write(self._rewritten(form, resources))
        if "/Group" in form and "/CS" in form.Group:
            form.Group.CS = Name.DeviceCMYK
        self._resources(resources)

    def _pattern(self, pattern: Any) -> None:
        if "/Shading" in pattern:
            self._once(pattern.Shading, self._shading)
        else:
            self._form(pattern)

    def _shading(self, shading: Any) -> None:
        if space_of(shading.get("/ColorSpace")) in _FOREIGN and self._function(shading.get("/Function")):
            shading.ColorSpace = Name.DeviceCMYK

    def _function(self, function: Any) -> bool:
        """Turn a gradient's colours; False for a kind that is not known, which the preflight then names."""
        if not isinstance(function, Dictionary):
            return False
        if function.FunctionType == 3:
            turned = [self._function(each) for each in function.Functions]
            return all(turned)
        if function.FunctionType != 2:
            return False
        for key in ("/C0", "/C1"):
            function[key] = Array([round(part, 4) for part in self._inks([float(each) for each in function[key]])])
        # Range holds a pair for each component.
        if "/Range" in function:
            function.Range = Array([0, 1] * 4)
        return True

    def _image(self, image: Any) -> None:
        if image.get("/ImageMask", False) or (space := space_of(image.get("/ColorSpace"))) not in _FOREIGN:
            return
        if space is Space.GREY and image.ColorSpace[0] != "/Indexed":
            image.ColorSpace = Name.DeviceGray
            return
        photograph = image.get("/Filter") == "/DCTDecode"
        inks = self._separation.separate(PdfImage(image).as_pil_image().convert("RGB"), drawing=not photograph)
        if photograph:
            out = io.BytesIO()
            inks.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling="4:4:4")
            image.write(out.getvalue(), filter=Name.DCTDecode)
            image.Decode = Array([1, 0] * 4)
        else:
            image.write(inks.tobytes())
            if "/Decode" in image:
                del image.Decode
        image.ColorSpace = Name.DeviceCMYK
        image.BitsPerComponent = 8

    def _rewritten(self, holder: Any, resources: Any) -> bytes:
        names = {name: space_of(value) for name, value in _items(resources, "/ColorSpace")}
        return pikepdf.unparse_content_stream(list(self._instructions(holder, names)))

    def _instructions(self, holder: Any, names: dict[str, Space]) -> Iterator[Any]:
        current: dict[bool, Space] = {False: Space.BLACK, True: Space.BLACK}
        kept: list[dict[bool, Space]] = []
        for instruction in pikepdf.parse_content_stream(holder):
            operator = str(instruction.operator)
            if operator == "q":
                kept.append(dict(current))
            elif operator == "Q" and kept:
                current = kept.pop()
            elif operator in _SET_SPACE:
                stroke = _SET_SPACE[operator]
                named = str(instruction.operands[0])
                current[stroke] = names.get(named) or space_of(Name(named))
                if current[stroke] in _FOREIGN:
                    yield _ink_instruction(_BLACK, stroke=stroke)
                    continue
            elif operator in _SET_DEVICE or (operator in _SET_COLOUR and current[_SET_COLOUR[operator]] in _FOREIGN):
                stroke = _SET_DEVICE.get(operator, _SET_COLOUR.get(operator, False))
                if operator in _SET_DEVICE:
                    current[stroke] = Space.CMYK
                yield _ink_instruction(self._inks([float(each) for each in instruction.operands]), stroke=stroke)
                continue
            yield instruction

    def _inks(self, colour: list[float]) -> tuple[float, float, float, float]:
        """The inks of a grey or of red, green and blue, all from 0 to 1."""
        if len(colour) == 1:
            return (0.0, 0.0, 0.0, 1.0 - colour[0])
        name = "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in colour[:3])
        cyan, magenta, yellow, black = self._separation.inks(name)
        return (cyan / 100, magenta / 100, yellow / 100, black / 100)


def _needs_work(resources: Any, content: bytes) -> bool:
    foreign = any(space_of(value) in _FOREIGN for _, value in _items(resources, "/ColorSpace"))
    return foreign or bool(_DEVICE_COLOUR.search(content))


def _ink_instruction(inks: tuple[float, ...], *, stroke: bool) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction([round(part, 4) for part in inks], Operator("K" if stroke else "k"))


def _items(resources: Any, kind: str) -> list[tuple[str, Any]]:
    return [(str(name), value) for name, value in resources.get(kind, Dictionary()).items()]


def _values(resources: Any, kind: str) -> list[Any]:
    return [value for _, value in _items(resources, kind)]
