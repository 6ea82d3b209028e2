"""The data of cases that catalogues had before, keyed by all that they are made from; in SQLite, never pickles.

The cache is a convenience: a broken or foreign file is thrown away and made anew, and where none can be
written there is none.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Mapping
from functools import cache, partial
from hashlib import blake2b
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from casebook.staging import WAIT, keep, read_only

Parts = tuple[bytes, str, str, dict[str, Any]]
"""The packed text of a case's data, its hash, that of its layout, and what the book names of the case."""
_ROOMS = ("catalogue", "labels", "model", "press", "publication", "richtext", "wording")
_TABLE = """
CREATE TABLE IF NOT EXISTS cases
(
  catalogue TEXT, id TEXT, key TEXT, sum INTEGER, packed BLOB, digest TEXT, layout TEXT, named TEXT,
  PRIMARY KEY (catalogue, id)
)
"""


@cache
def code_digest() -> str:
    """A hash of the code and the labels that the data, the fits and the files come from."""
    digest = blake2b(metadata.version("segno").encode(), digest_size=16)
    for room in _ROOMS:
        files = [file for file in (resources.files("casebook") / room).iterdir() if file.is_file()]
        for file in sorted(files, key=lambda file: file.name):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


class CaseCache:
    """Case id → key and data, of one catalogue."""

    def __init__(self, file: Path, catalogue: str) -> None:
        self._file = file
        self._catalogue = catalogue
        self._held: frozenset[str] = frozenset()

    def read(self, keys: Mapping[str, str]) -> dict[str, Parts]:
        """The data of the cases whose key is still the same."""
        if not self._file.is_file():
            return {}
        found: dict[str, Parts] = {}
        try:
            with contextlib.closing(read_only(self._file)) as store:
                query = "SELECT id, key, sum, packed, digest, layout, named FROM cases WHERE catalogue = ?"
                rows = store.execute(query, (self._catalogue,)).fetchall()
                for case, key, written, packed, digest, layout, named in rows:
                    if keys.get(case) == key and written == zlib.crc32(packed):
                        found[case] = (packed, digest, layout, json.loads(named))
        except (sqlite3.DatabaseError, ValueError, TypeError):
            return {}
        self._held = frozenset(row[0] for row in rows)
        return found

    def write(self, keys: Mapping[str, str], fresh: Mapping[str, Parts]) -> None:
        """Keep new data, and forget cases that the catalogue no longer has."""
        gone = sorted(self._held - keys.keys())
        if fresh or gone:
            keep(self._file, partial(self._write, keys, fresh, gone))

    def _write(self, keys: Mapping[str, str], fresh: Mapping[str, Parts], gone: list[str]) -> None:
        with contextlib.closing(sqlite3.connect(self._file, WAIT)) as store, store:
            store.execute("PRAGMA synchronous = off")  # what a power cut breaks is made again
            store.execute(_TABLE)
            for case, (packed, *digests, named) in sorted(fresh.items()):
                row = (self._catalogue, case, keys[case], zlib.crc32(packed), packed, *digests, json.dumps(named))
                store.execute("REPLACE INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            gone_rows = [(self._catalogue, case) for case in gone]
            store.executemany("DELETE FROM cases WHERE catalogue = ? AND id = ?", gone_rows)
