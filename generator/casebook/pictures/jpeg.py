"""The segments of a JPEG: how many scans it has, and whether it comes to its end mark."""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from pathlib import Path

_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
"""Within a scan, 0xFF before zero is data, and D0 to D7 are restarts."""
_SCAN = 0xDA
_END = 0xD9
_ALONE = frozenset({0x01, 0xD8, *range(0xD0, 0xD8)})
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Segments:
    """What a walk over a JPEG's segments found."""

    scans: int
    """Counted up to a thousand."""
    ended: bool
    """Whether the end mark is there."""


def segments(path: Path) -> Segments:
    """Walk over a JPEG file from mark to mark, its pictures within segments left aside."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        scans, place = 0, 2
        while scans < _MOST and (found := _MARKER.search(data, place)):
            kind, place = found[1][0], found.end()
            if kind == _END:
                return Segments(scans, True)
            if kind in _ALONE:
                continue
            scans += kind == _SCAN
            place += int.from_bytes(data[place : place + 2], "big")
        return Segments(scans, False)
