"""Records of case files that were read before, keyed by content; data in SQLite, never pickles.

The cache is a convenience: a broken or foreign file is thrown away and made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

_ROOMS = ("diagnostics", "source", "model", "rules", "richtext", "project")


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
    return digest.hexdigest()


def record_key(surroundings: str, data: bytes) -> str:
    """The key of a record: what the file is checked against, and the file itself."""
    return hashlib.blake2b(surroundings.encode() + b"\0" + data, digest_size=20).hexdigest()


class RecordCache:
    """Path → key and record of the last reading."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self, keys: Mapping[str, str]) -> dict[str, str]:
        """The records of the paths whose key is still the same."""
        if not self._file.exists():
            return {}
        try:
            with contextlib.closing(sqlite3.connect(self._file)) as store:
                rows = store.execute("SELECT path, key, record FROM records")
                return {path: record for path, key, record in rows if keys.get(path) == key}
        except sqlite3.DatabaseError:
            return {}

    def write(self, records: Iterable[tuple[str, str, str]], gone: Iterable[str]) -> None:
        """Keep new records (path, key, record) and forget paths that are gone."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._write(records, gone)
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            self._write(records, ())

    def _write(self, records: Iterable[tuple[str, str, str]], gone: Iterable[str]) -> None:
        with contextlib.closing(sqlite3.connect(self._file)) as store, store:
            store.execute("CREATE TABLE IF NOT EXISTS records (path TEXT PRIMARY KEY, key TEXT, record TEXT)")
            store.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", records)
            store.executemany("DELETE FROM records WHERE path = ?", [(path,) for path in gone])
