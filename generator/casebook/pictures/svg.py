"""SVG: only what draws. Its size, what makes one unsafe, and a clean copy without metadata.

Anything active or reaching outside is a fault, so that nobody wonders why a picture lost a part; what merely
says who drew it with what (comments, metadata, editors' own names) is left out of the copy in silence.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from casebook.pictures.limits import MAX_SVG
from casebook.pictures.values import PictureFault, fault

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_ACTIVE = frozenset({
    "script", "foreignObject", "iframe", "object", "embed", "audio", "video", "canvas", "handler",
    "listener", "animate", "animateMotion", "animateTransform", "animateColor", "set", "discard", "a", "feImage",
})  # fmt: skip
_SILENT = frozenset({"metadata", "title", "desc"})
_MAX_ELEMENTS = 60_000
_MAX_DRAWN = 400_000
_MAX_DEPTH = 200
_FOREIGN_URL = re.compile(r"url\s*+\(\s*+(?![\"']?\s*#)", re.IGNORECASE)
_ACTIVE_STYLE = re.compile(r"\\|@import|@namespace|://|\b(?:src|image|image-set|expression)\s*\(", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in)?\s*\Z")
_CUT = frozenset(
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
"""What expat says of a file that ends too soon."""
_PIXELS = {"pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_SEPARATOR = re.compile(r"[\s,]+")


class _UnsafeError(ValueError):
    """Stops the parser at the first thing that is not to be had."""

    def __init__(self, code: str, **arguments: object) -> None:
        super().__init__(code)
        self.fault = fault(code, **arguments)


@dataclass(slots=True)
class _Part:
    """An element and what it draws."""

    id: str
    weight: int = 1
    """Elements in it, without those that have an id of their own."""
    drawn: list[str] = field(default_factory=list)
    """Ids of elements in it, and of those it draws again."""

    def take(self, other: _Part) -> None:
        """Count a part as drawn here too."""
        self.weight += other.weight
        self.drawn += other.drawn


@dataclass(slots=True)
class _Drawing:
    """An SVG while it is read."""

    out: list[str] = field(default_factory=list)
    depth: int = 0
    silent_from: int = 0
    """The depth at which an element was left out with all it holds; 0 outside of such."""
    elements: int = 0
    in_style: int = 0
    size: tuple[int, int] | None = None
    open_parts: list[_Part] = field(default_factory=lambda: [_Part("")])
    """The whole drawing, then each open element."""
    parts: dict[str, _Part] = field(default_factory=dict)
    """Elements that have an id, by it."""


def read_svg(path: Path) -> tuple[int, int] | PictureFault:
    """Width and height of a safe SVG by its viewBox, else by its width and height; otherwise what is wrong."""
    drawing = _read(path)
    if isinstance(drawing, PictureFault):
        return drawing
    return drawing.size or fault("picture-unreadable")


def clean_svg(path: Path) -> bytes | PictureFault:
    """A copy of a safe SVG that holds only what draws."""
    drawing = _read(path)
    return drawing if isinstance(drawing, PictureFault) else ("".join(drawing.out) + "\n").encode()


def _read(path: Path) -> _Drawing | PictureFault:
    size = path.stat().st_size
    if size > MAX_SVG:
        return fault("picture-too-large", found=size // 1_000_000, limit=MAX_SVG // 1_000_000)
    drawing = _Drawing()
    try:
        _parser(drawing).Parse(path.read_bytes(), True)
        _weigh(drawing)
    except _UnsafeError as found:
        return found.fault
    except expat.ExpatError as error:
        return fault("picture-truncated" if error.code in _CUT else "picture-unreadable")
    return drawing


def _parser(drawing: _Drawing) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: _start(drawing, name, attributes)
    parser.EndElementHandler = lambda name: _end(drawing, name)
    parser.CharacterDataHandler = lambda text: _text(drawing, text)
    parser.StartDoctypeDeclHandler = _document_type
    parser.EntityDeclHandler = lambda *_: _refuse("ENTITY")
    parser.ProcessingInstructionHandler = lambda target, _: _refuse(f"<?{target}?>")
    return parser


def _document_type(_name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
    # Drawing programs write a plain one, which nobody fetches; one with declarations of its own has no good reason.
    if has_subset:
        _refuse("DOCTYPE")


def _refuse(found: str) -> None:
    raise _UnsafeError("svg-unsafe", found=found)


def _name(name: str) -> tuple[str, str]:
    space, _, local = name.rpartition(" ")
    return space, local


def _start(drawing: _Drawing, name: str, attributes: dict[str, str]) -> None:
    space, local = _name(name)
    drawing.depth += 1
    drawing.elements += 1
    if drawing.elements > _MAX_ELEMENTS:
        _refuse(f"more than {_MAX_ELEMENTS:,} elements")
    if drawing.depth > _MAX_DEPTH:
        _refuse(f"elements more than {_MAX_DEPTH} deep")
    if drawing.depth == 1:
        if (space, local) != (_SVG, "svg"):
            raise _UnsafeError("picture-unreadable")
        drawing.size = _size(attributes)
    if local in _ACTIVE or space.endswith("xhtml"):
        _refuse(f"<{local}>")
    judged = (_attribute(local, key, value) for key, value in attributes.items())
    kept = {key: value for key, value in judged if key}
    target = kept.get("href", kept.get("xlink:href", ""))[1:] if local == "use" else ""
    drawing.open_parts.append(_Part(attributes.get("id", ""), drawn=[target] if target else []))
    if not drawing.silent_from and (space != _SVG or local in _SILENT):
        drawing.silent_from = drawing.depth
    if drawing.silent_from:
        return
    drawing.in_style += local == "style"
    if drawing.depth == 1:
        box = {"viewBox": f"0 0 {drawing.size[0]} {drawing.size[1]}"} if drawing.size else {}
        kept = {"xmlns": _SVG, "xmlns:xlink": _XLINK, **box, **kept}
    drawing.out.append(f"<{local}{''.join(f' {key}={quoteattr(value)}' for key, value in kept.items())}>")


def _attribute(element: str, name: str, value: str) -> tuple[str, str]:
    """The attribute as it is copied, its name empty where it is left out."""
    space, local = _name(name)
    if local.lower().startswith("on") or (space, local) == (_XML, "base"):
        _refuse(local)
    if local.lower() in {"href", "src"} and space in {"", _XLINK}:
        if not (value.strip().startswith("#") or (element == "image" and _EMBEDDED.match(value.strip()))):
            _refuse(f"{local}={value[:60]}")
        return ("xlink:href" if space else local), value
    if _FOREIGN_URL.search(value) or (local == "style" and _ACTIVE_STYLE.search(value)):
        _refuse(f"{local}={value[:60]}")
    if local.startswith("data-"):
        return "", value
    if space:
        return (f"xml:{local}" if space == _XML and local in {"space", "lang"} else ""), value
    return local, value


def _end(drawing: _Drawing, name: str) -> None:
    if not drawing.silent_from:
        _, local = _name(name)
        drawing.in_style -= local == "style"
        drawing.out.append(f"</{local}>")
    elif drawing.silent_from == drawing.depth:
        drawing.silent_from = 0
    drawing.depth -= 1
    part = drawing.open_parts.pop()
    if part.id:
        drawing.parts.setdefault(part.id, _Part(part.id, 0)).take(part)
        drawing.open_parts[-1].drawn.append(part.id)
    else:
        drawing.open_parts[-1].take(part)


def _text(drawing: _Drawing, text: str) -> None:
    if drawing.silent_from:
        return
    if drawing.in_style and (_ACTIVE_STYLE.search(text) or _FOREIGN_URL.search(text)):
        _refuse("<style>")
    drawing.out.append(escape(text))


def _weigh(drawing: _Drawing) -> None:
    """Refuse drawings that draw their own parts again and again, or within themselves."""
    parts = {**drawing.parts, "": drawing.open_parts[0]}
    total: dict[str, int] = {}
    above: set[str] = set()
    pending = [("", False)]
    while pending:
        part, finished = pending.pop()
        if finished:
            above.discard(part)
            total[part] = parts[part].weight + sum(total.get(drawn, 0) for drawn in parts[part].drawn)
            if total[part] > _MAX_DRAWN:
                _refuse(f"parts drawn more than {_MAX_DRAWN:,} times")
        elif part in above:
            _refuse(f"<use> #{part}")
        elif part in parts and part not in total:
            above.add(part)
            pending += [(part, True), *((drawn, False) for drawn in parts[part].drawn)]


def _size(attributes: dict[str, str]) -> tuple[int, int] | None:
    box = _SEPARATOR.split(attributes.get("viewBox", "").strip())
    wanted = box[2:] if len(box) == 4 else [attributes.get("width", ""), attributes.get("height", "")]
    numbers = [float(found[1]) * _PIXELS.get(found[2], 1.0) for found in map(_NUMBER.match, wanted) if found]
    if len(numbers) != 2 or not all(0 < number <= 1_000_000 for number in numbers):
        return None
    return math.ceil(numbers[0]), math.ceil(numbers[1])
