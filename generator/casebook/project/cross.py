"""Rules that look at several files: ids used twice, projects and sheets that name what is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casebook.diagnostics.nearest import Suggestions
from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.project.read_case import Outline
from casebook.project.register import REGISTER, Register
from casebook.project.settings import Sheets

Outlines = Mapping[str, Outline]
"""Case path → what the checks across files ask of it, for every case file that was opened, in the order of paths."""


def _id(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yml")


def check_ids(outlines: Outlines) -> list[Diagnostic]:
    """No id and no former id stands for two cases."""
    owners: dict[str, str] = {}
    found: list[Diagnostic] = []
    for path in outlines:
        other = owners.setdefault(_id(path), path)
        if other != path:
            found.append(diagnose(path, (1, 1), "id-twice", id=_id(path), other=other))
    for path, outline in outlines.items():
        for former, place in outline.former_ids:
            holder = owners.setdefault(former, path)
            if holder != path or former == _id(path):
                found.append(diagnose(path, place, "former-id-taken", id=former, other=holder))
    return found


def check_projects(outlines: Outlines, register: Register) -> list[Diagnostic]:
    """Cases and the register name each other rightly; nothing is asked where there is no register."""
    if not register.projects:
        return []
    return [*_unknown_projects(outlines, register), *_unknown_cases(outlines, register)]


def _unknown_projects(outlines: Outlines, register: Register) -> Iterator[Diagnostic]:
    suggestions = Suggestions()
    for path, outline in outlines.items():
        number = outline.project
        if number and number not in register.projects:
            words = {"project": number, **suggestions.near(number, register.projects)}
            yield diagnose(path, outline.project_place, "project-unknown", Severity.WARNING, **words)


def _unknown_cases(outlines: Outlines, register: Register) -> Iterator[Diagnostic]:
    suggestions = Suggestions()
    projects = {_id(path): outline.project for path, outline in outlines.items()}
    for number, project in register.projects.items():
        if not project.case:
            continue
        place = register.place(number, "case")
        if project.case not in projects:
            words = {"project": number, "id": project.case, **suggestions.near(project.case, projects)}
            yield diagnose(REGISTER, place, "register-case-unknown", Severity.WARNING, **words)
        elif projects[project.case] not in {"", number}:
            words = {"project": number, "id": project.case, "other": projects[project.case]}
            yield diagnose(REGISTER, place, "register-case-differs", Severity.WARNING, **words)


def check_sheets(outlines: Outlines, sheets: Sheets) -> list[Diagnostic]:
    """Every evaluation sheet belongs to a case."""
    suggestions = Suggestions()
    ids = {_id(path) for path in outlines}
    return [
        diagnose(
            path, place, "sheet-without-case", Severity.WARNING, id=sheet.case, **suggestions.near(sheet.case, ids)
        )
        for sheet, (path, place) in zip(sheets.sheets, sheets.places, strict=True)
        if sheet.case not in ids
    ]  # fmt: skip
