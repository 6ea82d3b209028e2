"""What a query asks of the index: parts that must all be found, each in one of several ways.

`assets/search-query.js` plans the same in the browser; a test holds the two equal on every golden query.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from casebook.site.search.folding import HYPHENS, fold, index_words, is_run, joined, pairs, split, table

_CHUNK = re.compile(r'"[^"]*"|\S+')
SHORTEST_OPEN = 3
"""A word of fewer letters is not taken for the beginning of a longer one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other; where `open`, the last may be the beginning of a longer one."""

    words: tuple[str, ...]
    open: bool = False


Way = tuple[Phrase, ...]
"""Phrases that must all be there."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query, as it was typed, and the ways in which a case can have it, the typed one first."""

    typed: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A part before synonyms are looked up."""

    typed: str
    ways: tuple[Way, ...]
    key: tuple[str, ...]
    """All its words, by which synonyms are known."""
    unit: bool = False
    """Whether it is a unit, which belongs to a number before it."""
    small: bool = False
    """Whether it is a word that need not be there."""


Synonyms = Sequence[Sequence[str]]


def plan_query(query: str, synonyms: Synonyms = ()) -> tuple[Part, ...]:
    """The parts of a query; none where it holds no word."""
    items = _items(query)
    known = [[_items(word) for word in group] for group in synonyms]
    parts: list[Part] = []
    at = 0
    while at < len(items):
        length, ways = _synonyms(items[at:], known)
        length = length or 1
        typed = items[at : at + length]
        own = typed[0].ways if length == 1 else (tuple(phrase for item in typed for phrase in item.ways[0]),)
        parts.append(Part(" ".join(item.typed for item in typed), tuple(dict.fromkeys((*own, *ways)))))
        at += length
    return tuple(parts)


def _items(query: str) -> list[Item]:
    items: list[Item] = []
    for chunk in _CHUNK.findall(query):
        item = _item(chunk)
        if item is None:
            continue
        if item.unit and items and _is_number(items[-1]):
            items[-1] = _with_unit(items[-1], item)
        else:
            items.append(item)
    wanted = [item for item in items if not item.small]
    return wanted or items


def _is_number(item: Item) -> bool:
    return "0" <= item.key[-1][0] <= "9" and not item.small


def _with_unit(number: Item, unit: Item) -> Item:
    *before, last = number.ways[0]
    words = Phrase((*last.words, *unit.key))
    return Item(f"{number.typed} {unit.typed}", ((*before, words),), (*number.key, *unit.key))


def _item(chunk: str) -> Item | None:
    """A piece of a query between two blanks: its runs and the words between them; in quotes, words stay together."""
    found = split(fold(chunk))
    if not found:
        return None
    phrases: list[Phrase] = []
    words: list[str] = []
    for token in found:
        if not is_run(token):
            words += index_words(token)
            continue
        if words:
            phrases.append(Phrase(tuple(words)))
            words = []
        phrases.append(_run(token))
    if words:
        phrases.append(_open(Phrase(tuple(words))))
    ways: tuple[Way, ...] = (tuple(phrases),)
    if len(found) == 1 and HYPHENS.search(found[0]):
        ways += ((_open(Phrase((joined(index_words(found[0])),))),),)
    key = tuple(word for token in found for word in index_words(token))
    single = key[0] if len(key) == 1 else ""
    return Item(chunk, ways, key, single in table().units, single in table().small)


def _run(run: str) -> Phrase:
    """A run is found where its pairs follow each other; a single character where a pair begins with it."""
    return Phrase(pairs(run)[:-1]) if len(run) > 1 else Phrase((run,), open=True)


def _open(phrase: Phrase) -> Phrase:
    last = phrase.words[-1]
    if "0" <= last[0] <= "9" or len(last) < SHORTEST_OPEN:
        return phrase
    return replace(phrase, words=(*phrase.words[:-1], _begun(last)), open=True)


def _begun(word: str) -> str:
    """A word as far as all spellings share its beginning: `aluminiu` may become `aluminium`, kept as `aluminum`."""
    for british, american in table().spellings:
        shared = _shared(british, american)
        for length in range(len(british) - 1, max(shared, SHORTEST_OPEN), -1):
            if word.endswith(british[:length]):
                return word[: len(word) - length + shared]
    return word


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _synonyms(items: Sequence[Item], known: Sequence[Sequence[Sequence[Item]]]) -> tuple[int, tuple[Way, ...]]:
    """How many items the longest synonym at the beginning takes, and the ways to say it by the others."""
    longest = 0
    ways: tuple[Way, ...] = ()
    for group in known:
        for words in group:
            length = len(words)
            if length and length >= longest and _same(items[:length], words):
                others = tuple(_as_way(each) for each in group if each)
                ways = (*(ways if length == longest else ()), *others)
                longest = length
    return longest, ways


def _same(items: Sequence[Item], words: Sequence[Item]) -> bool:
    return [item.key for item in items] == [word.key for word in words]


def _as_way(words: Sequence[Item]) -> Way:
    """A synonym as it stands in texts: its words one after the other."""
    if len(words) == 1:
        return words[0].ways[0]
    phrases = [phrase for word in words for phrase in word.ways[0]]
    return (Phrase(tuple(word for phrase in phrases for word in phrase.words), open=phrases[-1].open),)
