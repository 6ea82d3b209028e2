"""Runs a command in a session of its own and watches it: seconds, processor seconds, the peak of its memory.

Memory and processor time are those of the whole tree, read from /proc: the proportional set size, so that shared pages
count once, or the high-water mark of the largest process where that is more. On systems without /proc they are nan.
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
_INTERVAL = 0.1
"""Seconds between two looks: long beside their cost of some milliseconds."""


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
    start = time.perf_counter()
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
    return Run(seconds, watch.cpu_seconds, watch.peak_mb, output)


class _Watch(threading.Thread):
    """Looks at all processes of a session until it is stopped."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._stopped = threading.Event()
        self._cpu: dict[int, float] = {}
        self._peak = 0.0

    def run(self) -> None:
        """Look until told to stop."""
        while not self._stopped.wait(_INTERVAL):
            self._look()

    def _look(self) -> None:
        total = 0.0
        for process in _of_session(self._session):
            self._cpu[process] = max(self._cpu.get(process, 0.0), _cpu_seconds(process))
            total += _megabytes(process, "smaps_rollup", "Pss:")
            self._peak = max(self._peak, _megabytes(process, "status", "VmHWM:"))
        self._peak = max(self._peak, total)

    def stop(self) -> None:
        """End the watch."""
        self._stopped.set()
        self.join()

    @property
    def cpu_seconds(self) -> float:
        """The sum over all processes seen."""
        return sum(self._cpu.values()) if _PROC.exists() else math.nan

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


def _cpu_seconds(process: int) -> float:
    fields = _fields(_PROC / str(process) / "stat")
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _megabytes(process: int, name: str, key: str) -> float:
    try:
        text = (_PROC / str(process) / name).read_text("utf-8")
    except OSError:
        return 0.0
    line = next((line for line in text.splitlines() if line.startswith(key)), f"{key} 0 kB")
    return int(line.split()[1]) * 1024 / 1_000_000
