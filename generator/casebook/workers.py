"""How work is shared among processes: the start method, and how many there are."""

from __future__ import annotations

import os
import sys
import threading
from multiprocessing import get_context
from multiprocessing.context import BaseContext


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
