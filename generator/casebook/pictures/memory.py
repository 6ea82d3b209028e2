"""What was found out about pictures is remembered by the hash of their content.

One SQLite file under `.casebook/cache/`: which content a path had at a size and time, and what was found in that
content. The main process alone opens it; a broken or older one is made anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from stat import S_ISREG

from casebook.pictures.inspect import digest_of, judge
from casebook.pictures.limits import MAX_FILE
from casebook.pictures.pool import spread
from casebook.pictures.values import PictureFacts, PictureFault, fault
from casebook.staging import WAIT, keep, read_only

NAME = "pictures.sqlite"
Verdict = PictureFacts | PictureFault
_VERSION = 1
"""Raised whenever the checks change, so that older findings are forgotten."""
_SCHEMA = """
create table seen (path text primary key, size integer, mtime_ns integer, digest text) without rowid;
create table found (digest text, suffix text, verdict text, primary key (digest, suffix)) without rowid;
"""
_Stamp = tuple[int, int]


class PictureMemory:
    """The remembered findings, read as a whole when opened and written as a whole by `save`."""

    def __init__(self, file: Path, seen: dict[str, tuple[int, int, str]], found: dict[tuple[str, str], str]) -> None:
        self._file = file
        self._seen = seen
        self._found = found
        self._new_seen: dict[str, tuple[int, int, str]] = {}
        self._new_found: dict[tuple[str, str], str] = {}

    @classmethod
    def open(cls, cache: Path) -> PictureMemory:
        """Read the memory in a cache folder; an empty one where there is none, or none that can be read."""
        file = cache / NAME
        if not file.is_file():
            return cls(file, {}, {})
        try:
            with closing(read_only(file)) as data:
                if data.execute("pragma user_version").fetchone() != (_VERSION,):
                    return cls(file, {}, {})
                seen = {row[0]: (row[1], row[2], row[3]) for row in data.execute("select * from seen")}
                found = {(row[0], row[1]): row[2] for row in data.execute("select * from found")}
        except sqlite3.DatabaseError:
            return cls(file, {}, {})
        return cls(file, seen, found)

    def digest(self, path: str, stamp: _Stamp) -> str | None:
        """The digest that a path had at a size and time of change; None where it is not remembered."""
        size, mtime_ns, digest = self._seen.get(path, (0, 0, ""))
        return digest if digest and (size, mtime_ns) == stamp else None

    def verdict(self, digest: str, suffix: str) -> Verdict | None:
        """What was found in content that came under a file name with this ending; None where it is not remembered."""
        text = self._found.get((digest, suffix))
        return None if text is None else _read(digest, text)

    def learn_digest(self, path: str, stamp: _Stamp, digest: str) -> None:
        """Remember which content a path has."""
        self._seen[path] = self._new_seen[path] = (*stamp, digest)

    def learn_verdict(self, digest: str, suffix: str, verdict: Verdict) -> None:
        """Remember what was found in a content."""
        self._found[digest, suffix] = self._new_found[digest, suffix] = _written(verdict)

    def save(self) -> None:
        """Write what is new; a broken memory is made anew, and where none can be written there is none."""
        if self._new_seen or self._new_found:
            keep(self._file, self._write)

    def _write(self) -> None:
        # A memory that is new, or made anew, takes all that is known.
        whole = not self._file.exists()
        seen, found = (self._seen, self._found) if whole else (self._new_seen, self._new_found)
        with closing(sqlite3.connect(self._file, WAIT)) as data, data:
            data.execute("pragma synchronous = off")  # a memory lost in a power cut is made again
            if data.execute("pragma user_version").fetchone() != (_VERSION,):
                data.executescript(f"drop table if exists seen; drop table if exists found; {_SCHEMA}")
                data.execute(f"pragma user_version = {_VERSION}")
            data.executemany("replace into seen values (?, ?, ?, ?)", [(path, *row) for path, row in seen.items()])
            data.executemany("replace into found values (?, ?, ?)", [(*key, text) for key, text in found.items()])


def inspect_all(root: Path, paths: Sequence[Path], *, cache: Path, jobs: int) -> dict[Path, Verdict]:
    """What is found in each picture; only those that are not remembered are read, on `jobs` processes."""
    memory = PictureMemory.open(cache)
    digests = _digests(memory, root, paths, jobs)
    unknown: dict[tuple[str, str], Path] = {}
    for path, digest in digests.items():
        key = (digest, path.suffix.lower())
        if memory.verdict(*key) is None:
            unknown.setdefault(key, path)
    tasks = [(path, digest) for (digest, _), path in unknown.items()]
    for key, verdict in zip(unknown, spread(_judged, tasks, jobs=jobs), strict=True):
        memory.learn_verdict(*key, verdict)
    memory.save()
    found = {path: memory.verdict(digest, path.suffix.lower()) for path, digest in digests.items()}
    return {path: found.get(path) or fault("picture-unreadable") for path in paths}


def _judged(task: tuple[Path, str]) -> Verdict:
    return judge(*task)


def _digests(memory: PictureMemory, root: Path, paths: Sequence[Path], jobs: int) -> dict[Path, str]:
    """The digest of each file that can be read, remembered or taken now."""
    base = root.as_posix() + "/"
    digests: dict[Path, str] = {}
    changed: list[tuple[Path, str, _Stamp]] = []
    for path in dict.fromkeys(paths):
        name = path.as_posix().removeprefix(base)
        stamp = _stamp(path)
        known = memory.digest(name, stamp) if stamp else None
        if known is not None:
            digests[path] = known
        elif stamp is not None:
            changed.append((path, name, stamp))
    with ThreadPoolExecutor(max(jobs, 1)) as pool:  # hashing leaves the interpreter's lock
        for (path, name, stamp), digest in zip(changed, pool.map(_digest, changed), strict=True):
            if digest is not None:
                digests[path] = digest
                memory.learn_digest(name, stamp, digest)
    return digests


def _digest(changed: tuple[Path, str, _Stamp]) -> str | None:
    path, _, (size, _) = changed
    return digest_of(path) if size <= MAX_FILE else f"{size} bytes"


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if S_ISREG(found.st_mode) else None


def _written(verdict: Verdict) -> str:
    if isinstance(verdict, PictureFacts):
        return json.dumps([verdict.width, verdict.height, verdict.format, verdict.mode])
    return json.dumps([verdict.code, *verdict.arguments])


def _read(digest: str, text: str) -> Verdict:
    first, *rest = json.loads(text)
    if isinstance(first, int):
        return PictureFacts(digest, first, *rest)
    return PictureFault(first, tuple((name, value) for name, value in rest))
