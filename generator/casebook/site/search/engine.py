"""Answers queries from the files of a built index, in Python as `assets/search.js` does in the browser.

A case's score is the sum over the parts of a query: how well it has the part (in the title, in the summary, in the
rest; often; the very word), times how rare the part is. All numbers are whole, so that both come to the same order.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from casebook.site.search.coding import COUNT_BITS, FLAG_BITS, RANKS, decode_numbers, read_places, read_words, sort_key
from casebook.site.search.query import Part, Phrase, Way, plan_query

WORTH = (24, 10, 2)
"""Of a word in the title, in the summary, in the rest; how often it stands there adds up to 3."""
EXACT = 2
"""What the very word counts more than one that begins with it."""
OTHER_WORD = 6
"""What a synonym counts less than the word that was typed: in a title, more than how often can make up for."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of the index: a word, its cases with their flags, and where its places are."""

    word: str
    cases: Mapping[int, int]
    shard: int
    start: int
    end: int


@dataclass
class Index:
    """A built index; shards are read as they are asked for."""

    folder: Path
    _words: dict[int, list[tuple[str, bytes, int, int]]] = field(default_factory=dict)
    _places: dict[int, bytes] = field(default_factory=dict)

    @cached_property
    def head(self) -> dict[str, Any]:
        """What `index.json` says."""
        read: dict[str, Any] = json.loads((self.folder / "index.json").read_text("utf-8"))
        return read

    @property
    def synonyms(self) -> list[list[str]]:
        """Lists of words that mean the same."""
        found: list[list[str]] = self.head["synonyms"]
        return found

    @cached_property
    def _starts(self) -> list[bytes]:
        return [sort_key(start) for start in self.head["starts"]]

    def entries(self, word: str, *, begun: bool) -> Iterator[Found]:
        """The entry of a word, and where it is `begun` those of all that begin with it."""
        wanted = sort_key(word)
        shard = max(bisect.bisect_right(self._starts, wanted) - 1, 0)
        while shard < len(self._starts) and (
            self._starts[shard] <= wanted or (begun and self._starts[shard].startswith(wanted))
        ):
            if shard not in self._words:
                self._words[shard] = read_words(self.folder, str(shard))
            for found, cases, start, end in self._words[shard]:
                if found == word or (begun and found.startswith(word)):
                    yield Found(found, _cases(cases), shard, start, end)
            shard += 1

    def places(self, found: Found) -> dict[int, tuple[frozenset[int], ...]]:
        """Where a word stands: case → its places in the title, in the summary, in the rest."""
        if found.shard not in self._places:
            self._places[found.shard] = read_places(self.folder, str(found.shard))
        numbers = decode_numbers(self._places[found.shard][found.start : found.end])
        return {
            case: tuple(_read_places(numbers) if flags & 1 << rank else frozenset() for rank in range(RANKS))
            for case, flags in found.cases.items()
        }


def _cases(data: bytes) -> dict[int, int]:
    cases, case = {}, 0
    for number in decode_numbers(data):
        case += number >> FLAG_BITS
        cases[case] = number & (1 << FLAG_BITS) - 1
    return cases


def _read_places(numbers: Iterator[int]) -> frozenset[int]:
    places, place = [], 0
    for _ in range(next(numbers)):
        place += next(numbers)
        places.append(place)
    return frozenset(places)


def search(index: Index, query: str) -> list[int]:
    """The numbers of the cases that have every part of a query, the best first; else in the browse page's order."""
    total: int = index.head["cases"]
    answers = [find_part(index, part) for part in plan_query(query, index.synonyms)]
    if not answers:
        return []
    cases = set.intersection(*(set(answer) for answer in answers))
    rare = [(total // max(len(answer), 1)).bit_length() for answer in answers]
    scores = {
        case: sum(answer[case] * (1 + times) for answer, times in zip(answers, rare, strict=True)) for case in cases
    }
    return sorted(cases, key=lambda case: (-scores[case], case))


def find_part(index: Index, part: Part) -> dict[int, int]:
    """The cases that have a part, and how well."""
    best: dict[int, int] = {}
    for number, way in enumerate(part.ways):
        for case, worth in _find_way(index, way).items():
            best[case] = max(best.get(case, 0), worth - (OTHER_WORD if number else 0), 1)
    return best


def _find_way(index: Index, way: Way) -> dict[int, int]:
    answers = [_find_phrase(index, phrase) for phrase in way]
    cases = set.intersection(*(set(answer) for answer in answers))
    return {case: min(answer[case] for answer in answers) for case in cases}


def _find_phrase(index: Index, phrase: Phrase) -> dict[int, int]:
    last = len(phrase.words) - 1
    slots = [list(index.entries(word, begun=phrase.open and place == last)) for place, word in enumerate(phrase.words)]
    if last == 0:
        return _best(slots[0], phrase.words[0])
    cases = set.intersection(*(_all_cases(slot) for slot in slots))
    return _following(index, slots, cases) if cases else {}


def _all_cases(slot: Sequence[Found]) -> set[int]:
    return {case for found in slot for case in found.cases}


def _best(slot: Sequence[Found], word: str) -> dict[int, int]:
    best: dict[int, int] = {}
    for found in slot:
        more = EXACT if found.word == word else 0
        for case, flags in found.cases.items():
            rank = next(rank for rank in range(RANKS) if flags & 1 << rank)
            often = flags >> RANKS
            best[case] = max(best.get(case, 0), WORTH[rank] + often + more)
    return best


def _following(index: Index, slots: Sequence[Sequence[Found]], cases: set[int]) -> dict[int, int]:
    """The cases in which words of the slots follow each other in one text, and how well."""
    standing = [_standing(index, slot, cases) for slot in slots]
    worths: dict[int, int] = {}
    for case in cases:
        counts = [0] * RANKS
        for rank in range(RANKS):
            begins = standing[0][case][rank]
            for step, places in enumerate(standing[1:], 1):
                begins = begins & {place - step for place in places[case][rank]}
            counts[rank] = len(begins)
        if any(counts):
            rank = next(rank for rank in range(RANKS) if counts[rank])
            often = min(sum(counts).bit_length() - 1, (1 << COUNT_BITS) - 1)
            worths[case] = WORTH[rank] + often + EXACT
    return worths


def _standing(index: Index, slot: Sequence[Found], cases: set[int]) -> dict[int, list[frozenset[int]]]:
    """For each case its places, rank by rank, of any word of a slot."""
    found: dict[int, list[frozenset[int]]] = {case: [frozenset()] * RANKS for case in cases}
    for entry in slot:
        for case, places in index.places(entry).items():
            if case in found:
                found[case] = [one | other for one, other in zip(found[case], places, strict=True)]
    return found
