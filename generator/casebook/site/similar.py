"""Which cases are near which: those of the same field that share the most, and the neighbours in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


def neighbours(cases: Sequence[PublicCase]) -> dict[str, Near]:
    """The neighbours of every case, by id: within its main field, in the order of ids."""
    groups: dict[str, list[PublicCase]] = {}
    for case in cases:
        groups.setdefault(case.fields_today[0] if case.fields_today else "", []).append(case)
    found: dict[str, Near] = {}
    for group in groups.values():
        marks = [_marks(case) for case in group]
        for place, case in enumerate(group):
            before = group[place - 1].id if place else ""
            after = group[place + 1].id if place + 1 < len(group) else ""
            found[case.id] = Near(before, after, _nearest(place, group, marks))
    return found


def _nearest(place: int, group: Sequence[PublicCase], marks: Sequence[frozenset[str]]) -> tuple[str, ...]:
    scores = [(-len(marks[place] & other), index) for index, other in enumerate(marks) if index != place]
    return tuple(group[index].id for _, index in sorted(scores)[:SHOWN])


def _marks(case: PublicCase) -> frozenset[str]:
    """What a case is about, as marks that can be counted; a heavier one stands in several times."""
    model = case.case
    marks = [
        f"{key}:{code}:{copy}" for key, weight in _WEIGHTS for code in getattr(model, key) for copy in range(weight)
    ]
    marks += [f"field:{code}" for code in case.fields_today[1:]]
    marks += [f"word:{word.lower()}:{copy}" for word in model.keywords for copy in range(2)]
    marks += [f"quantity:{figure.quantity}" for figure in model.figures]
    return frozenset(marks)
