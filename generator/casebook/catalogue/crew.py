"""How many volumes are set at once: as many as there are cores, and as fit into their memory and into what is free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.pictures import FOLDER
from casebook.catalogue.setting import Task

Part = TypeVar("Part")
Result = TypeVar("Result")
BASE_MEMORY = 300
"""Megabytes that a process takes before it has set a case: itself, Typst and the typefaces."""
CASE_MEMORY = 6
"""Megabytes that the text of a case takes while its volume is set."""
PICTURE_MEMORY = 4
"""Megabytes that a picture takes beside, for a screen and for the press alike: it is held with all its pixels."""
_SHARE = 0.75
"""Of the free memory; the rest is for what is going on beside."""
_CORE_MEMORY = 2_000
"""Megabytes that volumes in flight may take for each core, however much is free."""
_UNKNOWN = 4_000
"""Megabytes that are thought to be free where the system does not say."""
_MEMINFO = Path("/proc/meminfo")


def set_all(do: Callable[[Task], Result], tasks: Sequence[Task], jobs: int) -> list[Result]:
    """Do something for each task in a process of its own, since Typst gives no memory back; the largest go first.

    What cannot be set is raised when all have been tried, so that one run names every case that does not fit.
    """
    needs = {task.folder: memory_of(task) for task in tasks}
    by_size = sorted(tasks, key=lambda task: -needs[task.folder])
    workers = at_once([needs[task.folder] for task in by_size], free_memory(), jobs)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        waiting = {task.folder: pool.submit(do, task) for task in by_size}
        errors = [error for task in tasks if isinstance(error := waiting[task.folder].exception(), CatalogueError)]
        if errors:
            raise _together(errors)
        return [waiting[task.folder].result() for task in tasks]


def apart(do: Callable[[Part], Result], parts: Sequence[Part], workers: int) -> list[Result]:
    """Do something for each part in a process of its own, so many at a time."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        return list(pool.map(do, parts))


def at_once(needs: Sequence[int], free: int, jobs: int) -> int:
    """How many of the tasks, the largest first, may run together; one at least."""
    room = min(free * _SHARE, _CORE_MEMORY * jobs)
    fitting = [count for count in range(1, len(needs) + 1) if sum(needs[:count]) <= room]
    return max(1, min(jobs, len(needs), max(fitting, default=1)))


def memory_of(task: Task) -> int:
    """The megabytes that a volume will take, by its cases and by the pictures that lie in its folder."""
    pictures = sum(1 for _ in (task.folder / FOLDER).glob("*"))
    return BASE_MEMORY + CASE_MEMORY * len(task.cases) + PICTURE_MEMORY * pictures


def free_memory() -> int:
    """The megabytes that other programs do not hold."""
    try:
        lines = _MEMINFO.read_text("ascii").splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration, ValueError, IndexError):
        return _UNKNOWN


def _together(errors: Sequence[CatalogueError]) -> CatalogueError:
    """Several errors of one catalogue as one."""
    if len(errors) == 1:
        return errors[0]
    first = errors[0]
    found = tuple(diagnostic for error in errors for diagnostic in error.diagnostics)
    return CatalogueError(first.catalogue, "\n".join(error.message for error in errors), first.case, found)
