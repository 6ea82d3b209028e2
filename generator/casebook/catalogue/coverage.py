"""Which characters the fonts can draw: read from the fonts' own tables before Typst is asked to set anything.

A character that no font covers would be an empty box on paper; here it is an error that names it.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casebook.catalogue.fonts import REGIONS, FontSet

# Characters that are not drawn: line structure, direction, joiners, variation selectors.
_INVISIBLE = frozenset("\t\n\r\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(c) for c in range(0xFE00, 0xFE10)
}


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The code points of one face as ranges, both ends included."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        place = bisect_right(self.starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.ends[place]


def uncovered(text: str | Iterable[str], language: str, fonts: FontSet) -> frozenset[str]:
    """The characters that none of the faces tried for a language can draw."""
    left = {character for character in set(text) if character not in _INVISIBLE and not character.isspace()}
    region = REGIONS.get(language, "JP")
    # The faces likely to hold the rest come first, so that the large tables are seldom read.
    order = sorted(fonts.faces, key=lambda face: (face.region not in ("", region), face.region != "", face))
    for face in order:
        if not left:
            break
        if face.weight in {"Regular", "400Regular"}:
            held = repertoire(face.path, face.index)
            left = {character for character in left if character not in held}
    return frozenset(left)


def describe(character: str) -> str:
    """The character with its code point and its name: 𓀀 U+13000 EGYPTIAN HIEROGLYPH A001."""
    return f"{character} U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


@cache
def repertoire(path: Path, index: int = 0) -> Repertoire:
    """The code points that a face maps to a glyph, from its `cmap` table (OpenType, formats 4 and 12)."""
    with path.open("rb") as file:
        first = file.read(16 + 4 * index)
        offset = struct.unpack_from(">I", first, 12 + 4 * index)[0] if first[:4] == b"ttcf" else 0
        file.seek(offset)
        tables = struct.unpack(">4xH6x", file.read(12))[0]
        directory = file.read(16 * tables)
        for tag, _, start, length in struct.iter_unpack(">4sIII", directory):
            if tag == b"cmap":
                file.seek(start)
                return _cmap(file.read(length))
    return Repertoire((), ())


def _cmap(data: bytes) -> Repertoire:
    count = struct.unpack_from(">H", data, 2)[0]
    subtables = [struct.unpack_from(">HHI", data, 4 + 8 * number)[2] for number in range(count)]
    formats = {struct.unpack_from(">H", data, place)[0]: place for place in sorted(subtables, reverse=True)}
    ranges = _format_12(data, formats[12]) if 12 in formats else _format_4(data, formats[4]) if 4 in formats else []
    ranges.sort()
    return Repertoire(tuple(first for first, _ in ranges), tuple(last for _, last in ranges))


def _format_12(data: bytes, place: int) -> list[tuple[int, int]]:
    groups = struct.unpack_from(">I", data, place + 12)[0]
    held = data[place + 16 : place + 16 + 12 * groups]
    return [(first, last) for first, last, _ in struct.iter_unpack(">III", held)]


def _format_4(data: bytes, place: int) -> list[tuple[int, int]]:
    segments = struct.unpack_from(">H", data, place + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, place + 14)
    starts = struct.unpack_from(f">{segments}H", data, place + 16 + 2 * segments)
    return [(first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF]
