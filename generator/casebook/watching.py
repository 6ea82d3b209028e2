"""Looks at files again and again, for commands that go on whenever one is saved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Seen = dict[str, tuple[int, int]]
"""Every watched file with its time of change and its size."""
PROMPT = 0.02
"""Seconds between two looks at a few files."""
PAUSE = 0.15
"""The same where there are thousands."""


def seen(root: Path, names: Iterable[str]) -> Seen:
    """The files of these names, and all that lie below the folders among them."""
    found: Seen = {}
    for name in names:
        start = root / name
        for path in _below(start) if start.is_dir() else [start]:
            try:
                known = path.stat()
            except OSError:
                continue
            found[str(path)] = (known.st_mtime_ns, known.st_size)
    return found


def _below(folder: Path) -> Iterator[Path]:
    """Every file and folder below a folder; thousands are looked at several times a second."""
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield Path(parent, name)


def until_saved(look: Callable[[], Seen], before: Seen, pause: float) -> Seen:
    """Wait until the files are no more as they were before, and stand still; how they are now.

    Many editors empty a file before they fill it, and nobody wants to see it empty.
    """
    while (now := look()) == before:
        time.sleep(pause)
    last: Seen = {}
    while now != last:
        time.sleep(PROMPT)
        last, now = now, look()
    return now
