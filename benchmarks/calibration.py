"""A fixed task in pure Python and zlib, so that runs on different days and machines can be compared."""

from __future__ import annotations

import time
import zlib


def calibrate() -> float:
    """Seconds for the task, the best of three."""
    return min(_once() for _ in range(3))


def _once() -> float:
    start = time.perf_counter()
    state, words = 1, []
    for _ in range(400_000):
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
        words.append(format(state % 9_973, "d"))
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    zlib.compress(" ".join(sorted(words)).encode(), 9)
    return time.perf_counter() - start
