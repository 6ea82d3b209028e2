"""The search index of a served folder: made anew in the background once the author pauses; pages do not wait."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from casebook.publication.values import Published
from casebook.site.search.index import FOLDER, write_index
from casebook.staging import empty, swap

PAUSE = 2.0
"""Seconds without a change after which the index follows."""


@dataclass(slots=True)
class IndexFollower:
    """Brings the index of a folder after its pages; one is made at a time, and one that is out of date is dropped."""

    folder: Path
    wanted: Published | None = None
    """What is not indexed yet."""
    since: float = 0.0
    _thread: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, published: Published | None) -> None:
        """Want another index, or with None drop what was wanted: the folder has a new one."""
        with self._lock:
            self.wanted, self.since = published, time.monotonic()

    def follow(self) -> None:
        """Begin, if there is something to index, nobody is at it and the last change is some time ago."""
        idle = self._thread is None or not self._thread.is_alive()
        if self.wanted is not None and idle and time.monotonic() - self.since > PAUSE:
            self._thread = threading.Thread(target=self._index, args=(self.wanted,), daemon=True)
            self._thread.start()

    def _index(self, published: Published) -> None:
        fresh = empty(self.folder.with_name("serve-search"))
        write_index(published, fresh / "parts", fresh)
        with self._lock:
            if self.wanted is published:
                self.wanted = None
                swap(fresh / FOLDER, self.folder / FOLDER)

    def finish(self) -> None:
        """Wait for the index that is being made."""
        if self._thread is not None:
            self._thread.join()
