"""Rules that look at several files: ids used twice, projects and sheets that name what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.internal import InternalSheet
from casebook.model.register import Project
from casebook.project.values import CaseEntry
from casebook.rules.context import near

Places = Mapping[str, Mapping[str, tuple[int, int]]]
"""Case path → name of a place → line and column."""


def check_ids(entries: Sequence[CaseEntry], places: Places) -> list[Diagnostic]:
    """No id and no former id stands for two cases."""
    owners: dict[str, CaseEntry] = {}
    found: list[Diagnostic] = []
    for entry in entries:
        other = owners.setdefault(entry.id, entry)
        if other is not entry:
            found.append(diagnose(entry.path, (1, 1), "id-twice", id=entry.id, other=other.path))
    for entry in entries:
        for place, former in enumerate(entry.case.former_ids):
            holder = owners.setdefault(former, entry)
            if holder is not entry or former == entry.id:
                position = places.get(entry.path, {}).get(f"former_ids.{place}", (1, 1))
                found.append(diagnose(entry.path, position, "former-id-taken", id=former, other=holder.path))
    return found


def check_projects(entries: Sequence[CaseEntry], projects: Sequence[Project], places: Places) -> list[Diagnostic]:
    """Cases and the register name each other rightly; nothing is asked where there is no register."""
    if not projects:
        return []
    known = {project.project: project for project in projects}
    ids = {entry.id for entry in entries}
    found = []
    for entry in entries:
        number = entry.case.project
        if number and number not in known:
            position = places.get(entry.path, {}).get("project", (1, 1))
            found.append(
                diagnose(
                    entry.path, position, "project-unknown", Severity.WARNING, project=number, **near(number, known)
                )
            )
    for project in projects:
        if project.case and project.case not in ids:
            found.append(
                diagnose(
                    "register.csv",
                    (0, 0),
                    "register-case-unknown",
                    Severity.WARNING,
                    project=project.project,
                    id=project.case,
                    **near(project.case, ids),
                )
            )
    return found


def check_sheets(entries: Sequence[CaseEntry], sheets: Sequence[InternalSheet]) -> list[Diagnostic]:
    """Every evaluation sheet belongs to a case."""
    ids = {entry.id for entry in entries}
    return [
        diagnose(
            f"internal/{sheet.case}.yml",
            (1, 1),
            "sheet-without-case",
            Severity.WARNING,
            id=sheet.case,
            **near(sheet.case, ids),
        )
        for sheet in sheets
        if sheet.case not in ids
    ]
