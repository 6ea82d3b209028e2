"""The known word nearest to a misspelt one, found in bounded time whatever the words are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nsmallest

LONGEST = 80
"""Words longer than this are texts in the wrong place, not misspelt words."""
LIKE = 0.6
"""The least likeness, from 0 to 1, at which a word is worth suggesting."""
COMPARED = 60
"""Of many known words, only so many that share the most letters are compared in full."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, capitals and underscores set aside; None where none is near."""
    sought = _folded(word)
    size = len(sought)
    if not 0 < size <= LONGEST:
        return None
    # A likeness of 2·common / (both lengths) bounds how different the lengths may be.
    near = [each for each in known if LIKE * (size + len(each)) <= 2 * min(size, len(each))]
    if len(near) > COMPARED:
        letters = set(sought)
        near = nsmallest(
            COMPARED, near, key=lambda each: (-len(letters.intersection(each)), abs(size - len(each)), each)
        )
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(sought)
    best, chosen = LIKE, None
    for each in sorted(near):
        matcher.set_seq1(_folded(each))
        if matcher.quick_ratio() >= best and (ratio := matcher.ratio()) >= best and (ratio > best or chosen is None):
            best, chosen = ratio, each
    return chosen


def _folded(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def near(word: str, known: Iterable[str]) -> dict[str, str]:
    """The suggestion for a misspelt word, as an argument of a diagnostic; nothing where none is near."""
    found = nearest(word, known)
    return {} if found is None else {"near": found}


@dataclass(slots=True)
class Suggestions:
    """Suggestions for the first misspelt words of a file; a file of nothing but such words must not take minutes."""

    left: int = 60_000
    """Known words that may still be compared."""

    def near(self, word: str, known: Collection[str]) -> dict[str, str]:
        """As the function `near`, as long as there is work left."""
        if self.left <= 0:
            return {}
        self.left -= len(known) + 20
        return near(word, known)
