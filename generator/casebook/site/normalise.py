"""The one way in which texts and queries are folded for the search; `assets/normalise.js` does the same in the browser.

Folded are width, case, accents, the two kana, traditional and simplified characters. Kana then move to the block of
the Yi syllables, because the search engine would drop the marks that tell か from が. A run of Chinese or Japanese
characters becomes its overlapping pairs, which finds every part of every word.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from casebook.site.resources import PACKAGE

CJK = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ua000-\ua4cf\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[0-9]+(?:\.[0-9]+)*|[{CJK}]+|[^\W_0-9{CJK}]+")
"""Numbers, runs of Chinese or Japanese, words of letters."""
_SINGLE = re.compile(f"[{CJK}]")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_HIRAGANA, _KATAKANA, _YI = 0x3041, 0x30A1, 0xA000
_KANA = {code: _YI + code - _HIRAGANA for code in range(_HIRAGANA, 0x3097)}
_KANA |= {code: _YI + code - _KATAKANA for code in range(_KATAKANA, 0x30F7)}
_KANA |= {0x30FC: _YI + 0x100}


@cache
def _moved() -> dict[int, str | int]:
    """Every character that becomes another: traditional ones by the table that the browser reads too, kana, µ."""
    for folder in (PACKAGE / "templates", PACKAGE.parent.parent / "templates"):
        path = folder / "site" / "assets" / "folding.json"
        if path.is_file():
            pairs: str = json.loads(path.read_text("utf-8"))["simplified"]
            simplified = {ord(pairs[place]): pairs[place + 1] for place in range(0, len(pairs), 2)}
            return {**simplified, **_KANA, ord("μ"): "u"}
    raise FileNotFoundError("assets/folding.json is missing from the templates")


def fold(text: str) -> str:
    """The text with every difference gone that a searching reader does not care about."""
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKC", text).lower()
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
        moved = _moved()  # holds no ASCII, which much of a text is
        text = _NOT_ASCII.sub(lambda found: found[0].translate(moved), unicodedata.normalize("NFC", text))
    if "++" in text:
        text = text.replace("++", " plusplus ")
    return _THOUSANDS.sub("", text) if "," in text else text


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run, and its last character, which parts it from the next run."""
    return [run[place : place + 2] for place in range(len(run))]


def index_words(text: str) -> list[str]:
    """The words under which a text is indexed."""
    words: list[str] = []
    for token in _TOKEN.findall(fold(text)):
        if token.isascii():
            words.append(token.replace(".", "dot"))
        elif _SINGLE.match(token):
            words += pairs(token)
        else:
            words.append(token)
    return words


def characters(words: Iterable[str]) -> list[str]:
    """The different Chinese and Japanese characters of indexed words, sorted, for queries of a single one."""
    return sorted(set(_SINGLE.findall(" ".join(words))))
