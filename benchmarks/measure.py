"""Runs a command in a session of its own and watches it: seconds, processor seconds, the peak of its memory.

Memory is that of the whole tree, read from /proc: the proportional set size, so that shared pages count once, or the
high-water mark of the largest process where that is more; on systems without /proc it is nan. Looking costs the watched
processes time, a look some milliseconds, so looks become rarer the longer a command runs. Processor time is what the
system tells of the process and of all that it has waited for.
"""

from __future__ import annotations

import math
import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_FIRST, _LONGEST = 0.1, 2.0
"""Seconds before the first look, and between the last ones."""
_SHARE = 0.15
"""The pause before a look as a share of the time that has gone by."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command came to."""

    seconds: float
    """By the clock, from its start to its end."""
    cpu_seconds: float
    peak_mb: float
    """The most memory of all its processes at a time, in units of 1,000,000 bytes."""
    output: str


class CommandFailedError(Exception):
    """The command ended with an error; its last words are the message."""


def run(command: Sequence[str], *, cwd: Path, environment: dict[str, str]) -> Run:
    """Run a command to its end. Raises CommandFailedError."""
    start, before = time.perf_counter(), _waited_for()
    with subprocess.Popen(
        list(command), cwd=cwd, env=environment, start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        watch = _Watch(process.pid)
        watch.start()
        output, errors = process.communicate()
        seconds = time.perf_counter() - start
        watch.stop()
    if process.returncode != 0:
        raise CommandFailedError(f"{' '.join(command)}\n{(errors or output)[-3000:]}")
    return Run(seconds, _waited_for() - before, watch.peak_mb, output)


def _waited_for() -> float:
    """Processor seconds of all processes that have come to their end below this one."""
    times = os.times()
    return times.children_user + times.children_system


class _Watch(threading.Thread):
    """Looks at all processes of a session until it is stopped."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._stopped = threading.Event()
        self._peak = 0.0

    def run(self) -> None:
        """Look until told to stop."""
        start = time.perf_counter()
        while not self._stopped.wait(min(_LONGEST, max(_FIRST, _SHARE * (time.perf_counter() - start)))):
            self._look()

    def _look(self) -> None:
        total = 0.0
        for process in _of_session(self._session):
            total += _megabytes(process, "smaps_rollup", "Pss:")
            self._peak = max(self._peak, _megabytes(process, "status", "VmHWM:"))
        self._peak = max(self._peak, total)

    def stop(self) -> None:
        """End the watch."""
        self._stopped.set()
        self.join()

    @property
    def peak_mb(self) -> float:
        """The largest sum seen."""
        return self._peak if _PROC.exists() else math.nan


def _of_session(session: int) -> list[int]:
    found = []
    for entry in _PROC.glob("[0-9]*/stat"):
        fields = _fields(entry)
        if fields and int(fields[3]) == session:
            found.append(int(entry.parent.name))
    return found


def _fields(file: Path) -> list[str]:
    """The fields after the command's name, which may hold spaces; none where the process has ended."""
    try:
        return file.read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return []


def _megabytes(process: int, name: str, key: str) -> float:
    try:
        text = (_PROC / str(process) / name).read_text("utf-8")
    except OSError:
        return 0.0
    line = next((line for line in text.splitlines() if line.startswith(key)), f"{key} 0 kB")
    return int(line.split()[1]) * 1024 / 1_000_000
