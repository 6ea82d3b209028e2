"""The stage on which a site is built, the swap that puts it in place, and the lock that keeps two builds apart.

Everything is written beside what it will replace; only when it is whole do two renames bring it in. What belongs
on the stage is the business of the rooms that write there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

WORK = ".casebook"
"""The project's work folder; it can be deleted at any time."""


class BuildRunningError(Exception):
    """Another build of the same project is under way."""


def stage_folder(root: Path) -> Path:
    """Where the site of a project is put together."""
    return root / WORK / "stage" / "site"


def empty(folder: Path) -> Path:
    """The folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def artefact_folder(root: Path, kind: str) -> Path:
    """Where finished things of a kind (`catalogues`, `pictures`) are kept between builds."""
    return root / WORK / "artefacts" / kind


WAIT = 1.0
"""Seconds for which a cache that another process is writing is waited for."""
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA}
"""What SQLite says of a file that is no database, or not the one that is meant."""


def read_only(file: Path) -> sqlite3.Connection:
    """A cache in SQLite opened for reading alone, so that a folder that cannot be written to does no harm."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", WAIT, uri=True)


def keep(file: Path, write: Callable[[], None]) -> None:
    """Write a cache in SQLite: a broken one is made anew; where none can be written, there is none.

    A cache that another process holds, on a full disk or in a folder that is read-only is left as it is.
    """
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            write()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in _BROKEN:
                return
            file.unlink(missing_ok=True)
            with contextlib.suppress(sqlite3.DatabaseError):
                write()


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new one and never a half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


@contextlib.contextmanager
def build_lock(root: Path) -> Iterator[None]:
    """Hold the project's lock; raises BuildRunningError where another process holds it.

    The system lets go of the lock when its process ends, however it ends, so a crash leaves none behind.
    """
    path = root / WORK / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as handle:
        try:
            _take(handle.fileno())
        except OSError:
            raise BuildRunningError(f"another build of {root.name} is running; wait for it or stop it") from None
        try:
            yield
        finally:
            _release(handle.fileno())


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def swap(stage: Path, target: Path) -> None:
    """Put the finished stage in the target's place; the old target stays whole until the last rename.

    Where the target is a link to a folder, that folder is replaced and the link stays.
    """
    target = target.resolve()
    restore(target)
    fresh, old = _beside(target, "new"), _beside(target, "old")
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove(fresh)
    _move(stage, fresh)
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        restore(target)
        raise
    _remove(old)


def restore(target: Path) -> None:
    """Bring the old target back where a swap was cut short between its two renames."""
    target = target.resolve()
    old = _beside(target, "old")
    if not old.exists():
        return
    if target.exists():
        _remove(old)
    else:
        old.rename(target)


def _remove(path: Path) -> None:
    """Delete a folder or a file, as far as the system lets it go."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _move(source: Path, destination: Path) -> None:
    """Rename, or copy where the two lie on different disks."""
    try:
        source.rename(destination)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        shutil.copytree(source, destination)
        shutil.rmtree(source)
