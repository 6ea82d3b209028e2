"""Work on many pictures on several cores; few of them are not worth the start of a process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from casebook.workers import pool_context

_FEW = 6
_CHUNK = 8

Task = TypeVar("Task")
Result = TypeVar("Result")


def spread(work: Callable[[Task], Result], tasks: Sequence[Task], *, jobs: int, few: int = _FEW) -> list[Result]:
    """The results in the order of the tasks; `work` is a function of an importable module."""
    if jobs <= 1 or len(tasks) <= few:
        return [work(task) for task in tasks]
    chunk = max(1, min(_CHUNK, len(tasks) // (2 * jobs)))
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=pool_context()) as pool:
        return list(pool.map(work, tasks, chunksize=chunk))
