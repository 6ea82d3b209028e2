"""How work is shared among processes: the start method, how many there are, and ranges of numbers spread over them."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

Result = TypeVar("Result")


def collect_seldom() -> None:
    """Let this process look for garbage seldom: it holds thousands of cases to its end, and looks through all of them.

    A casebook is made of values without cycles, which go when the last one that names them goes.
    """
    gc.set_threshold(20_000, 50, 50)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def pool_context() -> BaseContext:
    """The way to start workers: a fork where that is safe, because it has every module loaded already.

    A fork copies locks that other threads hold; with threads about, or without fork, workers start afresh.
    """
    if sys.platform.startswith("linux") and threading.active_count() == 1:
        return get_context("fork")
    return get_context("spawn")


FEW = 200
"""Up to so many things are done by this process; starting others would take longer."""
CHUNK = 40
"""The most of them that a process takes at a time."""


def share(do: Callable[[range], Result], count: int, jobs: int | None) -> list[Result]:
    """Do something for the numbers from 0 to `count`, range by range, on all cores where there are many.

    `do` reaches each worker once; where workers are not forked it is pickled for that. What it returns for each range
    comes back in their order.
    """
    with begun(do, count, jobs) as finish:
        return finish()


@contextlib.contextmanager
def begun(do: Callable[[range], Result], count: int, jobs: int | None) -> Iterator[Callable[[], list[Result]]]:
    """Begin to share work, and go on meanwhile; what is given waits for the end and says what came of it.

    Meanwhile nothing else may be shared: with this under way no process is forked. Where there is little to do or one
    job, it is done when it is asked for.
    """
    jobs = jobs or cores()
    if count <= FEW or jobs == 1:
        yield lambda: [do(range(count))]
        return
    size = max(1, min(CHUNK, count // (jobs * 8)))
    parts = [range(start, min(start + size, count)) for start in range(0, count, size)]
    # Forked workers share this process' memory until somebody writes to it, and a garbage collection writes everywhere.
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(jobs, mp_context=pool_context(), initializer=_begin, initargs=(do,)) as pool:
            waiting = pool.map(_do_part, parts)
            try:
                yield lambda: list(waiting)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        gc.unfreeze()


_mine: list[Callable[[range], Any]] = []
"""What a worker process does, handed over once when it starts."""


def _begin(do: Callable[[range], Any]) -> None:
    _mine[:] = [do]
    gc.disable()


def _do_part(part: range) -> Any:
    try:
        return _mine[0](part)
    finally:
        gc.collect(0)  # once a part; left to itself, Python looks for garbage hundreds of times
