"""Reads what surrounds the cases: casebook.yml, organisations.yml, register.csv and internal/."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.decode import decode
from casebook.model.internal import InternalSheet
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.rules.context import near
from casebook.rules.organisations import check_registry
from casebook.rules.programme import check_programme
from casebook.source.reader import read_source
from casebook.source.tree import ListNode, MappingNode, Text

SETTINGS = "casebook.yml"
ORGANISATIONS = "organisations.yml"
REGISTER = "register.csv"
MAX_REGISTRY_BYTES = 40_000_000
MAX_REGISTRY_VALUES = 1_000_000


class _Rows(Protocol):
    """What `csv.reader` returns: rows, and the line on which the last one ended."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...


def read_programme(root: Path) -> tuple[Programme | None, list[Diagnostic]]:
    """The programme's settings; None where they cannot be read at all."""
    source = read_source(root / SETTINGS, SETTINGS, max_values=MAX_REGISTRY_VALUES)
    found = list(source.diagnostics)
    if source.root is None:
        return None, found or [diagnose(SETTINGS, (1, 1), "empty-file")]
    programme, problems = decode(Programme, source.root, SETTINGS)
    found += problems
    if programme is not None:
        found += check_programme(programme, source.root, SETTINGS, root)
    return programme, found


def read_organisations(root: Path, programme: Programme) -> tuple[dict[str, Organisation], list[Diagnostic]]:
    """The registry by id; empty where there is no file."""
    file = root / ORGANISATIONS
    if not file.exists():
        return {}, []
    source = read_source(file, ORGANISATIONS, max_bytes=MAX_REGISTRY_BYTES, max_values=MAX_REGISTRY_VALUES)
    found = list(source.diagnostics)
    if source.root is None or (isinstance(source.root, Text) and source.root.value is None):
        return {}, found
    if not isinstance(source.root, ListNode):
        return {}, [
            *found,
            diagnose(ORGANISATIONS, source.root.position, "wrong-type", key=ORGANISATIONS, expected="a list"),
        ]
    organisations: dict[str, Organisation] = {}
    nodes: dict[str, MappingNode] = {}
    for node in source.root.items:
        organisation, problems = decode(Organisation, node, ORGANISATIONS)
        found += problems
        if organisation is None or not isinstance(node, MappingNode):
            continue
        if organisation.id in organisations:
            first = nodes[organisation.id].position[0]
            found.append(diagnose(ORGANISATIONS, node.position, "organisation-twice", id=organisation.id, first=first))
            continue
        organisations[organisation.id], nodes[organisation.id] = organisation, node
    return organisations, found + check_registry(organisations, nodes, programme, ORGANISATIONS)


def read_register(root: Path, programme: Programme) -> tuple[tuple[Project, ...], list[Diagnostic]]:
    """The rows of the register; lines and columns of problems are the row's line and the cell's number."""
    file = root / REGISTER
    if not file.exists():
        return (), []
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (), [diagnose(REGISTER, (1, error.start + 1), "not-utf8", found="another encoding")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    known = list(Project.model_fields)
    found = [
        diagnose(REGISTER, (1, place), "unknown-column", key=name, **(near(name, known) or {"known": ", ".join(known)}))
        for place, name in enumerate(header, 1)
        if name not in known
    ]
    if "project" not in header:
        return (), [*found, diagnose(REGISTER, (1, 1), "missing-key", key="project")]
    return _read_rows(reader, header, programme, found)


def _read_rows(
    reader: _Rows, header: list[str], programme: Programme, found: list[Diagnostic]
) -> tuple[tuple[Project, ...], list[Diagnostic]]:
    projects: dict[str, Project] = {}
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            line = reader.line_num
            if len(row) > len(header):
                found.append(
                    diagnose(REGISTER, (line, len(header) + 1), "row-too-long", cells=len(row), columns=len(header))
                )
            project = _project(row, header, line, found)
            if project is None:
                continue
            if project.project in projects:
                found.append(
                    diagnose(REGISTER, (line, header.index("project") + 1), "project-twice", project=project.project)
                )
                continue
            projects[project.project] = project
            found += _unknown_codes(project, header, line, programme)
    except csv.Error as error:
        found.append(diagnose(REGISTER, (reader.line_num, 1), "csv-syntax", problem=str(error)))
    return tuple(projects[key] for key in sorted(projects)), found


def _project(row: list[str], header: list[str], line: int, found: list[Diagnostic]) -> Project | None:
    """A row through the same decoder as YAML: its cells as a mapping whose columns are the cells' numbers."""
    known = Project.model_fields
    entries = {
        name: ((line, place), Text(cell.strip(), (line, place)))
        for place, (name, cell) in enumerate(zip(header, row, strict=False), 1)
        if name in known and cell.strip()
    }
    project, problems = decode(Project, MappingNode(dict(entries), (line, 1)), REGISTER)
    found += problems
    return project


def _unknown_codes(project: Project, header: list[str], line: int, programme: Programme) -> list[Diagnostic]:
    wanted = [
        ("region", "regions", project.region),
        ("field", "fields", project.field),
        ("stage", "stages", project.stage),
    ]
    wanted += [("applications", "applications", code) for code in project.applications]
    index = programme.taxonomies.index
    return [
        diagnose(
            REGISTER, (line, header.index(column) + 1), "unknown-code", found=code, list=name, **near(code, index[name])
        )
        for column, name, code in wanted
        if code is not None and code not in index[name]
    ]


def read_internal(root: Path) -> tuple[tuple[InternalSheet, ...], list[Diagnostic]]:
    """The evaluation sheets, sorted by case."""
    sheets: list[InternalSheet] = []
    found: list[Diagnostic] = []
    for file in sorted((root / "internal").glob("*.yml")):
        path = f"internal/{file.name}"
        source = read_source(file, path)
        found += source.diagnostics
        if source.root is None:
            continue
        sheet, problems = decode(InternalSheet, source.root, path)
        found += problems
        if sheet is not None:
            sheets.append(sheet)
            if sheet.case != file.stem:
                found.append(diagnose(path, source.root.position, "sheet-misnamed", Severity.WARNING, case=sheet.case))
    return tuple(sheets), found
