"""How the index lies in files: numbers of variable length, and shards of words with what belongs to each.

A shard is a range of the sorted words in two compressed files. `.words` has a line of JSON, `[[word, bytes in this
file, bytes in the other], …]`, and then for each word its cases; `.places` has for each word where it stands in each
of them, which only phrases ask for. `assets/search-shards.js` reads the same.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

RANKS = 3
"""Title, summary, the rest: the bits 0, 1, 2 of a case's entry."""
COUNT_BITS = 2
FLAG_BITS = RANKS + COUNT_BITS
"""An entry is the step from the case before, and in its lowest bits the ranks and how often, by powers of two."""


def encode_number(number: int) -> bytes:
    """A number in groups of seven bits, the lowest first; all groups but the last have their highest bit set."""
    if number < 128:
        return bytes((number,))
    groups = bytearray()
    while number >= 128:
        groups.append(number & 127 | 128)
        number >>= 7
    groups.append(number)
    return bytes(groups)


SMALL_NUMBERS = [encode_number(number) for number in range(1 << 14)]
"""Nearly all numbers of an index, encoded beforehand."""


def encode_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers one after the other."""
    small, most = SMALL_NUMBERS, len(SMALL_NUMBERS)
    return b"".join([small[number] if number < most else encode_number(number) for number in numbers])


def decode_numbers(data: bytes) -> Iterator[int]:
    """The numbers of some bytes."""
    number = shift = 0
    for byte in data:
        number |= (byte & 127) << shift
        if byte & 128:
            shift += 7
        else:
            yield number
            number = shift = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the index."""

    word: str
    cases: bytes
    places: bytes


def sort_key(word: str) -> bytes:
    """The order of words, which is that of JavaScript's comparison: by units of UTF-16."""
    return word.encode("utf-16-be", "surrogatepass")


def write_shard(folder: Path, name: str, entries: Iterable[Entry]) -> None:
    """Write the two files of a shard."""
    entries = list(entries)
    head = [[entry.word, len(entry.cases), len(entry.places)] for entry in entries]
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    _write(folder / f"{name}.words", line + b"".join(entry.cases for entry in entries))
    _write(folder / f"{name}.places", b"".join(entry.places for entry in entries))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, 9, mtime=0))


def read_words(folder: Path, name: str) -> list[tuple[str, bytes, int, int]]:
    """The words of a shard: each with its cases, and where its places begin and end in the other file."""
    data = gzip.decompress((folder / f"{name}.words").read_bytes())
    end = data.index(b"\n")
    found, at, start = [], end + 1, 0
    for word, cases, places in json.loads(data[:end]):
        found.append((word, data[at : at + cases], start, start + places))
        at, start = at + cases, start + places
    return found


def read_places(folder: Path, name: str) -> bytes:
    """All places of a shard."""
    return gzip.decompress((folder / f"{name}.places").read_bytes())
