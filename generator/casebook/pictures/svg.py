"""Reads an SVG as a stranger's file: its size, or the first thing in it that a picture may not hold."""

from __future__ import annotations

import re
from xml.parsers import expat

MAX_BYTES = 5_000_000
MAX_ELEMENTS = 200_000
MAX_DEPTH = 200
_REFUSED = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "set", "audio", "video"})
_LINKS = frozenset({"href", "xlink:href", "src"})
_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|mm|cm|in|pc)?\s*\Z")
_PIXELS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class _RefusedError(Exception):
    """Something that a picture may not hold."""


def inspect_svg(data: bytes) -> tuple[int, int] | str:
    """Width and height in CSS pixels; else what is refused, or '' where the file cannot be read."""
    if len(data) > MAX_BYTES:
        return "more than 5 MB"
    reader = _Reader()
    try:
        reader.read(data)
    except _RefusedError as refused:
        return str(refused)
    except expat.ExpatError:
        return ""
    return reader.size or ""


class _Reader:
    """Walks through the elements; nothing is built, no entity is expanded, nothing outside is asked for."""

    def __init__(self) -> None:
        self.size: tuple[int, int] | None = None
        self._depth = 0
        self._elements = 0
        self._in_style = False

    def read(self, data: bytes) -> None:
        """Parse the file. Raises _RefusedError at the first thing refused."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            raise _RefusedError("a document type of its own")

    def _entity(self, *_: object) -> None:
        raise _RefusedError("an entity")

    def _instruction(self, target: str, _data: str) -> None:
        raise _RefusedError(f"the instruction {target}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH or self._elements > MAX_ELEMENTS:
            raise _RefusedError("too many elements")
        local = name.rsplit(":", 1)[-1].lower()
        if local in _REFUSED:
            raise _RefusedError(f"<{local}>")
        self._in_style = local == "style"
        for key, value in attributes.items():
            _judge(key.lower(), value)
        if self._depth == 1:
            if local != "svg":
                raise _RefusedError(f"<{local}> in the place of <svg>")
            self.size = _size(attributes)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        self._in_style = False

    def _text(self, text: str) -> None:
        if self._in_style and _OUTSIDE.search(text):
            raise _RefusedError("a style that asks for something outside")


def _judge(key: str, value: str) -> None:
    if key.rsplit(":", 1)[-1].startswith("on"):
        raise _RefusedError(f"the event {key}")
    if key in _LINKS and not (value.startswith("#") or re.match(r"data:image/(?:png|jpeg|webp);", value)):
        raise _RefusedError("a link to something outside")
    if not key.startswith("xmlns") and _OUTSIDE.search(value):
        raise _RefusedError("a reference to something outside")


def _size(attributes: dict[str, str]) -> tuple[int, int] | None:
    lengths = [_LENGTH.match(attributes.get(key, "")) for key in ("width", "height")]
    if lengths[0] and lengths[1]:
        values = [float(found[1]) * _PIXELS[found[2]] for found in lengths if found]
    else:
        try:
            values = [float(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())[2:4]]
        except ValueError:
            return None
    if len(values) != 2 or min(values) <= 0:
        return None
    return max(1, round(values[0])), max(1, round(values[1]))
