"""Remembers by content what was found in pictures, so that each is decoded once; data in one SQLite file.

A path with the same size and time of change as last time is not even read. A broken file is made anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from casebook.pictures.inspect import PictureFacts, PictureFault, inspect

Seen = PictureFacts | PictureFault
VERSION = 1
"""Part of every entry's key: raised when the judgement of pictures changes."""
FEW = 4


class PictureMemory:
    """Path, size and time of change → what was found."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def recall(self) -> dict[tuple[str, int, int], Seen]:
        """Everything remembered; empty where the file is missing or broken."""
        if not self._file.exists():
            return {}
        try:
            with contextlib.closing(sqlite3.connect(self._file)) as store:
                rows = store.execute("SELECT path, size, changed, found FROM seen WHERE version = ?", (VERSION,))
                return {(path, size, changed): _from_json(found) for path, size, changed, found in rows}
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError):
            return {}

    def keep(self, entries: Iterable[tuple[tuple[str, int, int], Seen]]) -> None:
        """Remember more."""
        rows = [(path, size, changed, VERSION, _to_json(found)) for (path, size, changed), found in entries]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._write(rows)
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            self._write(rows)

    def _write(self, rows: Sequence[tuple[str, int, int, int, str]]) -> None:
        with contextlib.closing(sqlite3.connect(self._file)) as store, store:
            store.execute(
                "CREATE TABLE IF NOT EXISTS seen "
                "(path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, version INTEGER, found TEXT)"
            )
            store.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?)", rows)


def inspect_all(root: Path, paths: Sequence[Path], *, cache: Path, jobs: int) -> dict[Path, Seen]:
    """What each picture is; those not remembered are decoded, by `jobs` processes where there are many."""
    memory = PictureMemory(cache / "pictures.sqlite")
    known = memory.recall()
    keys = {path: _key(root, path) for path in dict.fromkeys(paths)}
    found = {path: known[key] for path, key in keys.items() if key in known}
    fresh = [path for path in keys if path not in found]
    if fresh:
        seen = dict(zip(fresh, _inspect_each(fresh, jobs), strict=True))
        memory.keep((keys[path], each) for path, each in seen.items())
        found |= seen
    return found


def _key(root: Path, path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return path.relative_to(root).as_posix(), -1, -1
    return path.relative_to(root).as_posix(), status.st_size, status.st_mtime_ns


def _inspect_each(paths: Sequence[Path], jobs: int) -> list[Seen]:
    if len(paths) <= FEW or jobs == 1:
        return [inspect(path) for path in paths]
    context = get_context("forkserver" if os.name == "posix" else "spawn")
    with ProcessPoolExecutor(min(jobs, len(paths)), mp_context=context) as pool:
        return list(pool.map(inspect, paths, chunksize=max(1, min(32, len(paths) // (jobs * 4)))))


def _to_json(found: Seen) -> str:
    return json.dumps({"sound": isinstance(found, PictureFacts), **asdict(found)})


def _from_json(text: str) -> Seen:
    data = json.loads(text)
    if data.pop("sound"):
        return PictureFacts(**data)
    return PictureFault(data["code"], tuple((name, value) for name, value in data["arguments"]))
