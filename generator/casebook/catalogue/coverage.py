"""Which characters the fonts can draw: read from the fonts' own tables before Typst is asked to set anything.

A character that no font covers would be an empty box on paper; here it is an error that names it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from casebook.catalogue.fonts import REGIONS, FontSet
from casebook.typefaces import repertoire

# Characters that are not drawn: line structure, direction, joiners, variation selectors.
_INVISIBLE = frozenset("\t\n\r\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(c) for c in range(0xFE00, 0xFE10)
}


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
    for path in fonts.own if left else ():
        left = {character for character in left if character not in repertoire(path)}
    return frozenset(left)


def describe(character: str) -> str:
    """The character with its code point and its name: 𓀀 U+13000 EGYPTIAN HIEROGLYPH A001."""
    return f"{character} U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
