"""Finds out in which encoding a table was saved, and says which: offices get Shift_JIS, GB18030 and UTF-16 by mail.

UTF-8 is what decodes as such, since hardly any other text does by chance. Of the others that is taken whose usual
characters the bytes come to: kana for Shift_JIS, the frequent characters of GB2312's first level for GB18030.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_KANA, _HALF_KANA = re.compile("[\u3041-\u30fe]"), re.compile("[\uff61-\uff9f]")
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"), (b"\xff\xfe", "utf-16", "UTF-16"), (b"\xfe\xff", "utf-16", "UTF-16"))
_BEYOND, _CONTROL = re.compile("[^\x00-\x7f]+"), re.compile("[\x80-\x9f]")
_SAMPLE = 200_000
"""How many characters are looked at."""


def decode_table(data: bytes) -> tuple[str, str] | None:
    """The text and the encoding's name; None where it is none of those that Casebook knows.

    Known are UTF-8 and UTF-16 with and without a mark, Shift_JIS as cp932, GB18030 and Windows-1252.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data, codec, name)
    if data[:2000].count(0) > len(data[:2000]) // 4:
        codec = "utf-16-be" if data[:2000:2].count(0) > data[1:2000:2].count(0) else "utf-16-le"
        return _decoded(data, codec, "UTF-16")
    found = _decoded(data, "utf-8", "UTF-8")
    if found is not None:
        return found
    return next((made for codec, name, fits in _GUESSES if (made := _guessed(data, codec, name, fits))), None)


def _decoded(data: bytes, codec: str, name: str) -> tuple[str, str] | None:
    try:
        return data.decode(codec), name
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes, codec: str, name: str, fits: Callable[[str], bool]) -> tuple[str, str] | None:
    made = _decoded(data, codec, name)
    return made if made is not None and fits(made[0][:_SAMPLE]) else None


def _is_japanese(text: str) -> bool:
    kana = len(_KANA.findall(text))
    return kana > 0 and kana >= len(_HALF_KANA.findall(text))


def _is_chinese(text: str) -> bool:
    """Whether at least half of the characters beyond ASCII are of GB2312's first level (rows 16 to 55)."""
    beyond = [character for character in text if ord(character) > 127]
    frequent = sum(0xB0 <= character.encode("gb18030")[0] <= 0xD7 for character in beyond if _HAN.match(character))
    return bool(beyond) and frequent * 2 >= len(beyond)


def _is_western(text: str) -> bool:
    """Whether characters beyond ASCII stand alone, as accents and quotes do; in Japanese and Chinese they do not."""
    runs = _BEYOND.findall(text)
    return not _CONTROL.search(text) and sum(len(run) == 1 for run in runs) * 5 >= len(runs) * 4


_GUESSES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("cp932", "Shift_JIS (cp932)", _is_japanese),
    ("gb18030", "GB18030", _is_chinese),
    ("cp1252", "Windows-1252", _is_western),
)
