"""Files made from pictures: names from content and operation, written whole or not at all, pruned by name."""

from __future__ import annotations

import os
from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path


def key(digest: str, operation: str) -> str:
    """What the names of a picture's files begin with: 16 digits of content and operation.

    Nothing of the original's name is in it; authors name files after persons and customers.
    """
    return blake2b(f"{digest} {operation}".encode(), digest_size=8).hexdigest()


def write_file(folder: Path, name: str, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    beside = folder / f".{name}.{os.getpid()}"
    beside.write_bytes(content)
    beside.replace(folder / name)


def prune(folder: Path, wanted: Collection[str]) -> tuple[str, ...]:
    """Remove the files of a folder that are not wanted; the names of those removed, sorted."""
    if not folder.is_dir():
        return ()
    keep = frozenset(wanted)
    orphans = sorted(entry.name for entry in os.scandir(folder) if entry.is_file() and entry.name not in keep)
    for name in orphans:
        (folder / name).unlink(missing_ok=True)
    return tuple(orphans)
