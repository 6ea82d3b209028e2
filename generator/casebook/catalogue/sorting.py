"""How names are sorted in an index, and under which letter they stand: Latin, Japanese by reading, Chinese by pinyin.

Chinese characters are in the order of GB 2312, whose first 3,755 follow their pinyin; a name that begins with a
rarer one stands under the letter of its reading, or after all others.
Japanese names go by their reading; those without one stand after the others, in the order of their characters.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

_PINYIN = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first character of each letter in GB 2312: no syllable begins with i, u or v."""
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_FIRST = 0xB0A1
_LAST_BY_PINYIN = 0xD7F9
_AFTER_KANJI = 0x3400
"""Where the codes of GB 2312 are put: behind Latin, before characters that it lacks."""
_KANA_ROWS = "あかさたなはまやらわ"


def sort_key(name: str, language: str, reading: str = "") -> str:
    """The text by which a name is sorted."""
    primary = language.split("-")[0]
    if primary == "ja":
        return _hiragana(unicodedata.normalize("NFKC", reading or name).casefold())
    if primary == "zh":
        # Under each letter the Latin names come first.
        letter = initial(name, language, reading).casefold()
        held = unicodedata.normalize("NFKC", name).casefold()
        return (letter or "~") + "".join(map(_pinyin_place, held))
    folded = unicodedata.normalize("NFKD", reading or name).casefold()
    return "".join(character for character in folded if not unicodedata.combining(character))


def initial(name: str, language: str, reading: str = "") -> str:
    """The letter or the row of kana under which a name stands; '' for any other beginning."""
    primary = language.split("-")[0]
    if primary == "zh" and _FIRST <= (code := _code(name[:1])) <= _LAST_BY_PINYIN:
        return _LETTERS[bisect_right([_code(character) for character in _PINYIN], code) - 1]
    first = unicodedata.normalize("NFKD", reading or name)[:1].upper()
    if first.isascii() and first.isalnum():
        return first if first.isalpha() else ""
    if primary == "ja":
        kana = _unvoiced(_hiragana(first))
        place = bisect_right(_KANA_ROWS, kana) - 1
        return _KANA_ROWS[place] if "ぁ" <= kana <= "ん" and place >= 0 else _KANA_ROWS[0] if kana == "ぁ" else ""
    return ""


def _pinyin_place(character: str) -> str:
    code = _code(character)
    return chr(_AFTER_KANJI + code - _FIRST) if code >= _FIRST else character


def _code(character: str) -> int:
    """The character's code in GB 2312; 0 for one that it lacks."""
    try:
        return int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return 0


def _hiragana(text: str) -> str:
    """Katakana sort among hiragana."""
    return "".join(chr(ord(character) - 0x60) if "ァ" <= character <= "ヶ" else character for character in text)


def _unvoiced(kana: str) -> str:
    """The kana without its marks of voicing, and small ones as large ones: が as か, ぁ as あ."""
    plain = unicodedata.normalize("NFKD", kana)[:1]
    return chr(ord(plain) + 1) if plain in "ぁぃぅぇぉっゃゅょゎ" else plain
