"""Which cases are near which: those of the same field that share the most, and the neighbours in its order."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from casebook.publication.values import PublicCase

SHOWN = 3
_WEIGHTS = (("processes", 3), ("materials", 2), ("applications", 2))


@dataclass(frozen=True, slots=True)
class Near:
    """The ids of a case's neighbours."""

    before: str
    """The case before it in its field; '' for the first."""
    after: str
    similar: tuple[str, ...]


def neighbours(cases: Sequence[PublicCase], marks: Mapping[str, Sequence[str]]) -> dict[str, Near]:
    """The neighbours of every case, by id, from the marks of each: within its main field, in the order of ids."""
    groups: dict[str, list[PublicCase]] = {}
    for case in cases:
        groups.setdefault(case.fields_today[0] if case.fields_today else "", []).append(case)
    found: dict[str, Near] = {}
    for group in groups.values():
        nearest = _nearest([marks[case.id] for case in group])
        for place, (case, near) in enumerate(zip(group, nearest, strict=True)):
            before = group[place - 1].id if place else ""
            after = group[place + 1].id if place + 1 < len(group) else ""
            found[case.id] = Near(before, after, tuple(group[index].id for index in near))
    return found


def _nearest(marks: Sequence[Sequence[str]]) -> Iterator[tuple[int, ...]]:
    """For each case of a group the places of those that share the most marks with it, the first of equals first."""
    number = len(marks)
    shared = Counter(mark for own in marks for mark in own)
    bits = {mark: 1 << place for place, mark in enumerate(mark for mark, count in shared.items() if count > 1)}
    sets = [sum(bits[mark] for mark in own if mark in bits) for own in marks]
    for place, own in enumerate(sets):
        # One number says both how much is shared and where, so that a long group is gone through fast.
        scores = [index - number * (own & other).bit_count() for index, other in enumerate(sets)]
        scores[place] = number
        yield tuple(score % number for score in nsmallest(SHOWN, scores) if score < number)


def marks_of(case: PublicCase) -> tuple[str, ...]:
    """What a case is about, as distinct marks that can be counted; a heavier one stands in several times."""
    model = case.case
    marks = [
        f"{key}:{code}:{copy}" for key, weight in _WEIGHTS for code in getattr(model, key) for copy in range(weight)
    ]
    marks += [f"field:{code}" for code in case.fields_today[1:]]
    marks += [f"word:{word.lower()}:{copy}" for word in model.keywords for copy in range(2)]
    marks += [f"quantity:{figure.quantity}" for figure in model.figures]
    return tuple(sys.intern(mark) for mark in dict.fromkeys(marks))
