"""How work is shared among processes: the start method, how many there are, and ranges of numbers spread over them."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable
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


def share(do: Callable[[range], Result], count: int, jobs: int | None) -> list[Result]:
    """Do something for the numbers from 0 to `count`, range by range, on all cores where there are many.

    `do` reaches each worker once; where workers are not forked it is pickled for that. What it returns for each range
    comes back in their order.
    """
    jobs = jobs or cores()
    if count <= FEW or jobs == 1:
        return [do(range(count))]
    parts = [range(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]
    # Forked workers share this process' memory until somebody writes to it, and a garbage collection writes everywhere.
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(jobs, mp_context=pool_context(), initializer=_begin, initargs=(do,)) as pool:
            return list(pool.map(_do_part, parts))
    finally:
        gc.unfreeze()


_mine: list[Callable[[range], Any]] = []
"""What a worker process does, handed over once when it starts."""


def _begin(do: Callable[[range], Any]) -> None:
    _mine[:] = [do]


def _do_part(part: range) -> Any:
    return _mine[0](part)
