"""Counts over every funded project, with or without a case; small numbers are held back where the programme says so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from casebook.model.programme import Programme, Stage
from casebook.model.register import Project
from casebook.project.values import Casebook
from casebook.publication.values import Aggregates, Count

K = TypeVar("K", bound=Hashable)


def aggregate(casebook: Casebook, *, date: dt.date) -> Aggregates:
    """The counts as of a date, by today's main field, application and stage."""
    programme, projects = casebook.programme, casebook.projects
    practical = _practical_codes(programme)
    least = programme.publication.suppress_below
    by_pair = [
        (pair, project)
        for project in projects
        for pair in (
            (field, application) for field in _field(programme, project) for application in project.applications
        )
    ]
    by_field = _grouped((field, each) for each in projects for field in _field(programme, each))
    by_application = _grouped((code, each) for each in projects for code in each.applications)
    by_stage = Counter(each.stage for each in projects if each.stage)
    hidden = _held_back(by_stage, len(projects), least)
    return Aggregates(
        date,
        _count(projects, practical, least),
        _parts(by_field, projects, practical, least),
        {code: _count(each, practical, least) for code, each in by_application.items()},
        {pair: _count(each, practical, least) for pair, each in _grouped(by_pair).items()},
        {code: None if code in hidden else number for code, number in sorted(by_stage.items())},
    )


def _practical_codes(programme: Programme) -> frozenset[str]:
    return frozenset(
        stage.code
        for stage in programme.taxonomies.stages
        if isinstance(stage, Stage) and "practical" in stage.counts_as
    )


def _field(programme: Programme, project: Project) -> tuple[str, ...]:
    """Today's main field of a project, as a list of none or one."""
    return programme.taxonomies.fields_today((project.field,))[:1] if project.field else ()


def _count(projects: Sequence[Project], practical: frozenset[str], least: int) -> Count:
    used = _used(projects, practical)
    if len(projects) < least:
        return Count(None, None)
    # The remainder gives a small number away as well as the number itself.
    return Count(len(projects), used if used >= least and len(projects) - used >= least else None)


def _used(projects: Sequence[Project], practical: frozenset[str]) -> int:
    return sum(1 for each in projects if each.stage in practical)


def _grouped(pairs: Iterable[tuple[K, Project]]) -> dict[K, list[Project]]:
    groups: dict[K, list[Project]] = {}
    for group, project in pairs:
        groups.setdefault(group, []).append(project)
    return {group: groups[group] for group in sorted(groups, key=str)}


def _parts(
    groups: Mapping[K, Sequence[Project]], every: Sequence[Project], practical: frozenset[str], least: int
) -> dict[K, Count]:
    """The counts of groups that together are the whole, so that none can be told from the whole and the others."""
    counts = {group: _count(each, practical, least) for group, each in groups.items()}
    unseen = _held_back({group: len(each) for group, each in groups.items()}, len(every), least)
    used = {group: _used(each, practical) for group, each in groups.items()}
    known = {group for group, count in counts.items() if count.practical is not None and group not in unseen}
    silent = _held_back(used, _used(every, practical), least, known=known)
    return {
        group: Count(None if group in unseen else count.projects, None if group in silent else count.practical)
        for group, count in counts.items()
    }


def _held_back(numbers: Mapping[K, int], total: int, least: int, *, known: set[K] | None = None) -> set[K]:
    """The groups whose number is not shown: the small ones, and where one of them could be told from the rest of the
    total, the next smallest too (complementary suppression). `known` are those that may be shown at most."""
    hidden = {
        group for group, number in numbers.items() if number < least or (known is not None and group not in known)
    }
    while hidden and len(hidden) < len(numbers):
        rest = total - sum(number for group, number in numbers.items() if group not in hidden)
        outside = total - sum(numbers.values())
        if rest >= least and len(hidden) + (outside > 0) > 1:
            break
        hidden.add(
            min((group for group in numbers if group not in hidden), key=lambda each: (numbers[each], str(each)))
        )
    return hidden
