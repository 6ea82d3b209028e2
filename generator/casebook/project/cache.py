"""Records of case files that were read before, keyed by content; data in SQLite, never pickles.

The cache is a convenience: a broken or foreign file is thrown away and made anew, and where none can be
written there is none.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from functools import cache, partial
from importlib import metadata, resources
from pathlib import Path

from casebook.project.read_case import CaseRecord
from casebook.staging import WAIT, keep, read_only

_ROOMS = ("diagnostics", "source", "model", "rules", "richtext", "project")
_LIBRARIES = ("markdown", "nh3", "pydantic", "pyyaml")
_TABLE = """
CREATE TABLE IF NOT EXISTS cases (path TEXT PRIMARY KEY, key TEXT, sum INTEGER, model BLOB, texts BLOB, found TEXT)
"""


@cache
def code_digest() -> str:
    """A hash of the code that records come from, so that a newer Casebook reads everything again."""
    digest = hashlib.blake2b(digest_size=16)
    for room in _ROOMS:
        files = sorted(
            (file for file in (resources.files("casebook") / room).iterdir() if file.is_file()),
            key=lambda file: file.name,
        )
        for file in files:
            digest.update(file.name.encode() + file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}".encode())
    return digest.hexdigest()


def record_key(surroundings: str, data: bytes) -> str:
    """The key of a record: what the file is checked against, and the file itself."""
    return hashlib.blake2b(surroundings.encode() + b"\0" + data, digest_size=20).hexdigest()


class RecordCache:
    """Path → key and record of the last reading."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self, keys: Mapping[str, str]) -> tuple[dict[str, CaseRecord], set[str]]:
        """The records of the paths whose key is still the same, and every other path that is remembered."""
        if not self._file.is_file():
            return {}, set()
        records: dict[str, CaseRecord] = {}
        others: set[str] = set()
        try:
            with contextlib.closing(read_only(self._file)) as store:
                for path, key, written, *parts in store.execute("SELECT * FROM cases"):
                    if keys.get(path) == key and written == _sum(parts):
                        records[path] = CaseRecord.restored(*parts)
                    else:
                        others.add(path)
        except (sqlite3.DatabaseError, ValueError, TypeError):
            return {}, set()
        return records, others

    def write(self, keys: Mapping[str, str], records: Mapping[str, CaseRecord], gone: Iterable[str]) -> None:
        """Keep new records and forget paths that are gone."""
        keep(self._file, partial(self._write, keys, records, sorted(gone)))

    def _write(self, keys: Mapping[str, str], records: Mapping[str, CaseRecord], gone: Iterable[str]) -> None:
        with contextlib.closing(sqlite3.connect(self._file, WAIT)) as store, store:
            store.execute("PRAGMA synchronous = off")  # what a power cut breaks is made again
            store.execute(_TABLE)
            for path, record in records.items():
                parts = (record.case, record.texts, record.findings())
                store.execute("REPLACE INTO cases VALUES (?, ?, ?, ?, ?, ?)", (path, keys[path], _sum(parts), *parts))
            store.executemany("DELETE FROM cases WHERE path = ?", [(path,) for path in gone])


def _sum(parts: Iterable[str | bytes | None]) -> int:
    """A checksum, by which a record that a failing disk changed is told from a whole one."""
    total = 0
    for part in parts:
        total = zlib.crc32(part.encode() if isinstance(part, str) else part or b"", total)
    return total
