"""The one way in which texts and queries are folded and cut into words; `assets/folding.js` does the same.

Folded are width, case, accents, the two kana, traditional, simplified and Japanese forms of characters, British and
American spelling, the plural's s. A run of Chinese or Japanese characters becomes its overlapping pairs, which finds
every part of every word.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from casebook.site.resources import PACKAGE

CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTERS = rf"[^\W_0-9{CJK}]+"
_TOKEN = re.compile(rf"[0-9]+(?:\.[0-9]+)*|[{CJK}]+|{_LETTERS}(?:[-\u2010\u2013]{_LETTERS})*")
"""Numbers, runs of Chinese or Japanese, words of letters, those with hyphens as one."""
_RUN = re.compile(f"[{CJK}]")
HYPHENS = re.compile("[-\u2010\u2013]")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
"""Katakana → hiragana."""
LONGEST = 64
"""So many characters of a word count."""


@dataclass(frozen=True, slots=True)
class Table:
    """What `assets/folding.json` says, which the browser reads too."""

    moved: Mapping[int, str | int]
    """Characters that become others: traditional and Japanese forms, katakana, µ."""
    spellings: tuple[tuple[str, str], ...]
    """British part of a word → American part."""
    whole: Mapping[str, str]
    """Words that no rule fits."""
    units: frozenset[str]
    """Units, folded: after a number they belong to it."""
    small: frozenset[str]
    """English words that a query may hold and a case need not."""


@cache
def table() -> Table:
    """The table that comes with the templates."""
    for folder in (PACKAGE / "templates", PACKAGE.parent.parent / "templates"):
        path = folder / "site" / "assets" / "folding.json"
        if path.is_file():
            read = json.loads(path.read_text("utf-8"))
            pairs: str = read["simplified"]
            moved = {ord(pairs[place]): pairs[place + 1] for place in range(0, len(pairs), 2)}
            spellings = tuple((british, american) for british, american in read["spellings"])
            units, small = frozenset(read["units"]), frozenset(read["small"])
            return Table({**moved, **_KANA, ord("μ"): "u"}, spellings, read["whole"], units, small)
    raise FileNotFoundError("assets/folding.json is missing from the templates")


def fold(text: str) -> str:
    """The text with every difference of characters gone that a searching reader does not care about."""
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKC", text).lower()
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
        moved = table().moved  # holds no ASCII, which much of a text is
        text = _NOT_ASCII.sub(lambda found: found[0].translate(moved), unicodedata.normalize("NFC", text))
    if "++" in text:
        text = text.replace("++", " plusplus ")
    return _THOUSANDS.sub("", text) if "," in text else text


@lru_cache(200_000)
def fold_word(word: str) -> str:
    """A folded word in one spelling and without the plural's s."""
    word = word[:LONGEST]
    for british, american in table().spellings:
        word = word.replace(british, american)
    word = word[:3] + word[3:].replace("iz", "is")
    word = word[:2] + word[2:].replace("yz", "ys")
    return table().whole.get(word) or _singular(word)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def fold_number(number: str) -> str:
    """A number without the zeros that end its decimals: 0.10 is 0.1."""
    whole, point, decimals = number.partition(".")
    if not point or "." in decimals:
        return number[:LONGEST]
    kept = decimals.rstrip("0")
    return (f"{whole}.{kept}" if kept else whole)[:LONGEST]


def split(folded: str) -> list[str]:
    """A folded text cut into numbers, runs of Chinese or Japanese, and words, hyphens and all."""
    return _TOKEN.findall(folded)


def is_run(token: str) -> bool:
    """Whether a token is a run of Chinese or Japanese."""
    return _RUN.match(token) is not None


def index_words(token: str) -> tuple[str, ...]:
    """The words under which a token is indexed: a number, the pairs of a run, the parts between hyphens."""
    if "0" <= token[0] <= "9":
        return (fold_number(token),)
    if is_run(token):
        return pairs(token)
    return _parts(token)


@lru_cache(200_000)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(fold_word(part) for part in HYPHENS.split(word))


def joined(words: tuple[str, ...]) -> str:
    """The parts of a word without the hyphens between them."""
    return fold_word("".join(words))


def pairs(run: str) -> tuple[str, ...]:
    """The overlapping pairs of a run, and its last character, which parts it from the next run."""
    return tuple([run[place : place + 2] for place in range(len(run))])
