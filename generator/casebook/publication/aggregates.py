"""Counts over every funded project, with or without a case; small numbers are held back where the programme says so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable
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
    by_pair = [
        (pair, project)
        for project in projects
        for pair in (
            (field, application) for field in _field(programme, project) for application in project.applications
        )
    ]
    return Aggregates(
        date,
        _count(projects, practical, programme),
        _grouped(((field, each) for each in projects for field in _field(programme, each)), practical, programme),
        _grouped(((code, each) for each in projects for code in each.applications), practical, programme),
        _grouped(by_pair, practical, programme),
        {
            code: number if number >= programme.publication.suppress_below else None
            for code, number in sorted(Counter(each.stage for each in projects if each.stage).items())
        },
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


def _count(projects: Iterable[Project], practical: frozenset[str], programme: Programme) -> Count:
    every = list(projects)
    used = sum(1 for each in every if each.stage in practical)
    least = programme.publication.suppress_below
    if len(every) < least:
        return Count(None, None)
    # The remainder gives a small number away as well as the number itself.
    return Count(len(every), used if used >= least and len(every) - used >= least else None)


def _grouped(pairs: Iterable[tuple[K, Project]], practical: frozenset[str], programme: Programme) -> dict[K, Count]:
    groups: dict[K, list[Project]] = {}
    for group, project in pairs:
        groups.setdefault(group, []).append(project)
    return {group: _count(groups[group], practical, programme) for group in sorted(groups, key=str)}
