"""Writes the index of all cases: one for all languages, so that a query finds a case in whichever it is written.

Parts of the cases are indexed on all cores, each into one file of a temporary folder, and then brought together. A
page that searches reads the few shards that hold the words of its query.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from operator import sub
from pathlib import Path

from casebook.publication.values import PublicCase, Published
from casebook.site.facets import browse_order
from casebook.site.filling import write_text
from casebook.site.search.coding import (
    COUNT_BITS,
    FLAG_BITS,
    RANKS,
    Entry,
    decode_numbers,
    encode_number,
    encode_numbers,
    read_places,
    read_words,
    sort_key,
    write_shard,
)
from casebook.site.search.folding import HYPHENS, fold, index_words, joined, split, table
from casebook.site.search.query import Synonyms
from casebook.site.search.texts import texts_by_rank
from casebook.workers import share

FOLDER = "search-index"
FORMAT = 1
WORDS_BYTES, PLACES_BYTES = 24_000, 32_000
"""A shard is closed before either of its files, not yet compressed, grows beyond this: a common word stands alone."""

_DIGIT = re.compile("[0-9]")

Places = list[dict[str, list[int]]]
"""Word → its places in the titles; the same in the summaries; in the rest."""


def write_index(published: Published, parts: Path, out: Path, *, jobs: int | None = None) -> None:
    """Index all cases below `out`, numbered as the browse page has them; `parts` is a temporary folder."""
    shown = browse_order(published)
    texts = partial(_texts_of, published, shown)
    write_texts(texts, len(shown), published.programme.search.synonyms, parts, out / FOLDER, jobs=jobs)


def _texts_of(published: Published, shown: Sequence[PublicCase], number: int) -> Sequence[Sequence[str]]:
    return texts_by_rank(shown[number], published)


def write_texts(
    texts_of: Callable[[int], Sequence[Sequence[str]]],
    count: int,
    synonyms: Synonyms,
    parts: Path,
    folder: Path,
    *,
    jobs: int | None = None,
) -> None:
    """Index so many numbered cases, each given by its texts rank by rank, into a folder."""
    shutil.rmtree(parts, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    parts.mkdir(parents=True)
    share(partial(_write_part, texts_of, parts), count, jobs)
    starts = list(write_shards(folder, merged(parts)))
    shutil.rmtree(parts)
    head = {"format": FORMAT, "version": _version(folder), "cases": count, "starts": starts, "synonyms": synonyms}
    write_text(folder / "index.json", json.dumps(head, ensure_ascii=False, separators=(",", ":")))


def _version(folder: Path) -> str:
    """It changes with any shard, so that no browser mixes two indexes."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*")):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def case_places(ranks: Sequence[Iterable[str]]) -> Places:
    """Every word of a case with its places, rank by rank. Between two texts a place stays empty, and parts phrases."""
    found: Places = []
    for texts in ranks:
        here: dict[str, list[int]] = defaultdict(list)
        at = 0
        for text in texts:
            at = _place_words(text, at, here) + 1
        found.append(here)
    return found


def _place_words(text: str, at: int, found: dict[str, list[int]]) -> int:
    """Enter the words of a text, the first at a place, and return the place after the last.

    What is written with hyphens is entered joined, too.
    """
    for token in split(_with_units(fold(text))):
        words = index_words(token)
        if len(words) > 1 and HYPHENS.search(token):
            found[joined(words)].append(at)
        for word in words:
            found[word].append(at)
            at += 1
    return at


def _with_units(folded: str) -> str:
    """Numbers that share a unit get one each: of 0.4 × 0.2 mm, both 0.4 mm and 0.2 mm are found."""
    return _shared_unit().sub(r"\1 \4 \2 \3 \4", folded) if _DIGIT.search(folded) else folded


@cache
def _shared_unit() -> re.Pattern[str]:
    units = "|".join(sorted(table().units))
    return re.compile(rf"\b([0-9.]+) ?(×|x|-|\u2013|~|〜|to|and) ?([0-9.]+) ?({units})(?![a-z])")


def _write_part(texts_of: Callable[[int], Sequence[Sequence[str]]], parts: Path, part: range) -> None:
    """Index some cases into one shard, named by the first of them, and beside it the last case of each word."""
    cases: dict[str, bytearray] = defaultdict(bytearray)
    places: dict[str, bytearray] = defaultdict(bytearray)
    last: dict[str, int] = {}
    for number in part:
        ranks = case_places(texts_of(number))
        for word in dict.fromkeys(word for rank in ranks for word in rank):
            standing = [rank.get(word, ()) for rank in ranks]
            cases[word] += encode_number(_entry(number - last.get(word, 0), standing))
            places[word] += _encode_places(standing)
            last[word] = number
    name = f"{part.start:08}"
    write_shard(parts, name, (Entry(word, bytes(cases[word]), bytes(places[word])) for word in cases))
    (parts / f"{name}.last").write_bytes(encode_numbers(last[word] for word in cases))


def _entry(step: int, standing: Sequence[Sequence[int]]) -> int:
    title, summary, rest = standing
    count = len(title) + len(summary) + len(rest)
    often = min(count.bit_length() - 1, (1 << COUNT_BITS) - 1)
    return step << FLAG_BITS | often << RANKS | (1 if title else 0) | (2 if summary else 0) | (4 if rest else 0)


def _encode_places(standing: Sequence[Sequence[int]]) -> bytes:
    """For each rank that has some: how many places, the first, and the steps to the others."""
    numbers: list[int] = []
    for places in standing:
        if places:
            numbers.append(len(places))
            numbers.append(places[0])
            if len(places) > 1:
                numbers += map(sub, places[1:], places)
    return encode_numbers(numbers)


def merged(parts: Path) -> list[Entry]:
    """The words of all parts, sorted; the first step of each part is counted from the last case of the one before."""
    cases: dict[str, bytearray] = {}
    places: dict[str, bytearray] = {}
    last: dict[str, int] = {}
    for path in sorted(parts.glob("*.words")):
        held = read_places(parts, path.stem)
        ends = decode_numbers((parts / f"{path.stem}.last").read_bytes())
        for (word, entry, start, end), final in zip(read_words(parts, path.stem), ends, strict=True):
            if word in cases:
                cases[word] += _stepped(entry, last[word])
                places[word] += held[start:end]
            else:
                cases[word], places[word] = bytearray(entry), bytearray(held[start:end])
            last[word] = final
    return [Entry(word, bytes(cases[word]), bytes(places[word])) for word in sorted(cases, key=sort_key)]


def _stepped(entries: bytes, before: int) -> bytes:
    """Entries whose first is counted from another case than 0."""
    length = next(place for place, byte in enumerate(entries) if byte < 128) + 1
    first = next(decode_numbers(entries[:length]))
    return encode_number(first - (before << FLAG_BITS)) + entries[length:]


def write_shards(folder: Path, entries: Iterable[Entry]) -> Iterator[str]:
    """Write sorted words into shards named by their number; yields the first word of each."""
    held: list[Entry] = []
    words = places = number = 0
    for entry in entries:
        size = len(entry.cases) + len(entry.word.encode()) + 8
        if held and (words + size > WORDS_BYTES or places + len(entry.places) > PLACES_BYTES):
            write_shard(folder, str(number), held)
            yield held[0].word
            held, words, places, number = [], 0, 0, number + 1
        held.append(entry)
        words += size
        places += len(entry.places)
    if held:
        write_shard(folder, str(number), held)
        yield held[0].word
