"""Fonts of a PDF file: whether they are embedded, and which codes show the sign for a missing glyph."""

from __future__ import annotations

from dataclasses import dataclass
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

    def count(self, text: bytes) -> tuple[int, int]:
        """How many glyphs a string shows, and how many of them are missing."""
        codes = (
            list(text) if not self.wide else [high << 8 | low for high, low in zip(text[::2], text[1::2], strict=False)]
        )
        return len(codes), 0 if self.missing is None else sum(code in self.missing for code in codes)


def read_font(font: Any) -> Font:
    """A font as a page's resources name it."""
    name = str(font.get("/BaseFont", font.get("/Name", "?"))).lstrip("/")
    if font.get("/Subtype") == "/Type0":
        below = font.DescendantFonts[0]
        readable = font.get("/Encoding") in ("/Identity-H", "/Identity-V")
        return Font(name, _is_embedded(below), True, _missing_wide(below) if readable else None)
    return Font(name, font.get("/Subtype") == "/Type3" or _is_embedded(font), False, _missing_narrow(font))


def _is_embedded(font: Any) -> bool:
    return "/FontDescriptor" in font and any(key in font.FontDescriptor for key in _FILES)


def _missing_wide(font: Any) -> frozenset[int]:
    map_of = font.get("/CIDToGIDMap")
    if map_of is None or map_of == "/Identity":
        return frozenset({0})
    data = map_of.read_bytes()
    return frozenset(code for code in range(len(data) // 2) if data[2 * code : 2 * code + 2] == b"\0\0")


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
