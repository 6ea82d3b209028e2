"""Fonts of a PDF file: whether they are embedded, how wide glyphs are, which codes show the sign for a missing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, slots=True)
class Font:
    """What the preflight needs to know of a font."""

    name: str
    embedded: bool
    wide: bool
    """Whether a code takes two bytes."""
    missing: frozenset[int] | None
    """Codes that show the sign for a missing glyph; None where codes cannot be read."""
    widths: Mapping[int, float] = field(default_factory=dict)
    """Code → how far its glyph moves on, in parts of the size."""
    width: float = 0.0
    """The same for every other code."""

    def codes(self, text: bytes) -> Sequence[int]:
        """The codes of a string."""
        if not self.wide:
            return text
        return [high << 8 | low for high, low in zip(text[::2], text[1::2], strict=False)]

    def missing_in(self, codes: Sequence[int]) -> int:
        """How many of these are missing."""
        return sum(code in self.missing for code in codes) if self.missing else 0

    def width_of(self, codes: Sequence[int]) -> float:
        """How far their glyphs move on, in parts of the size."""
        return sum(self.widths.get(code, self.width) for code in codes)


def read_font(font: Any) -> Font:
    """A font as a page's resources name it."""
    name = str(font.get("/BaseFont", font.get("/Name", "?"))).lstrip("/")
    if font.get("/Subtype") == "/Type0":
        below = font.DescendantFonts[0]
        readable = font.get("/Encoding") in ("/Identity-H", "/Identity-V")
        missing = _missing_wide(below) if readable else None
        return Font(name, _is_embedded(below), True, missing, _widths_wide(below), float(below.get("/DW", 1000)) / 1000)
    drawn = font.get("/Subtype") == "/Type3"
    return Font(name, drawn or _is_embedded(font), False, _missing_narrow(font), _widths_narrow(font, drawn=drawn))


def _is_embedded(font: Any) -> bool:
    return "/FontDescriptor" in font and any(key in font.FontDescriptor for key in _FILES)


def _missing_wide(font: Any) -> frozenset[int]:
    map_of = font.get("/CIDToGIDMap")
    if map_of is None or map_of == "/Identity":
        return frozenset({0})
    data = map_of.read_bytes()
    return frozenset(code for code in range(len(data) // 2) if data[2 * code : 2 * code + 2] == b"\0\0")


def _widths_wide(font: Any) -> dict[int, float]:
    """From the list of a composite font: a code and the widths from there on, or two codes and the width of all."""
    held = list(font.get("/W", []))
    found: dict[int, float] = {}
    while len(held) > 1:
        first, second = int(held.pop(0)), held.pop(0)
        if hasattr(second, "append"):
            found.update({first + place: float(width) / 1000 for place, width in enumerate(second)})
        elif held:
            found.update(dict.fromkeys(range(first, int(second) + 1), float(held.pop(0)) / 1000))
    return found


def _widths_narrow(font: Any, *, drawn: bool) -> dict[int, float]:
    unit = float(font.FontMatrix[0]) if drawn and "/FontMatrix" in font else 0.001
    first = int(font.get("/FirstChar", 0))
    return {first + place: float(width) * unit for place, width in enumerate(font.get("/Widths", []))}


def _missing_narrow(font: Any) -> frozenset[int]:
    encoding = font.get("/Encoding")
    found: set[int] = set()
    if hasattr(encoding, "get") and "/Differences" in encoding:
        code = 0
        for each in encoding.Differences:
            if isinstance(each, int):
                code = each
                continue
            if str(each) == "/.notdef":
                found.add(code)
            code += 1
    return frozenset(found)
