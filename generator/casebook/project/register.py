"""Reads `register.csv`, the table of every funded project, and checks each row by itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from casebook.diagnostics.nearest import Suggestions
from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.model.decode import decode
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.rules.people import is_reversed
from casebook.source.characters import odd_characters
from casebook.source.reader import decode_text, read_bytes
from casebook.source.tree import MappingNode, Position, Text

REGISTER = "register.csv"
MAX_REGISTER_BYTES = 20_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200


@dataclass(slots=True)
class Register:
    """The rows by project number, and where they stand: places are the row's line and the number of the cell."""

    projects: dict[str, Project] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    suggestions: Suggestions = field(default_factory=Suggestions)

    def place(self, project: str, column: str) -> Position:
        """Where a project's value in a column stands."""
        return self.lines[project], self.header.index(column) + 1

    def report(self, place: Position, code: str, **arguments: object) -> None:
        """Report an error."""
        self.diagnostics.append(diagnose(REGISTER, place, code, **arguments))


def read_register(root: Path, programme: Programme, organisations: Mapping[str, Organisation]) -> Register:
    """The register of a project; empty where there is none."""
    register = Register()
    file = root / REGISTER
    if not file.exists():
        return register
    data = read_bytes(file, REGISTER, MAX_REGISTER_BYTES)
    if isinstance(data, Diagnostic):
        register.diagnostics.append(data)
        return register
    text, fault = decode_text(data, REGISTER)
    if fault is not None:
        register.diagnostics.append(fault)
        return register
    register.diagnostics += odd_characters(text, REGISTER)
    _read_table(text, register, programme, organisations)
    return register


def _read_table(text: str, register: Register, programme: Programme, organisations: Mapping[str, Organisation]) -> None:
    known = list(Project.model_fields)
    try:
        rows = list(islice(_rows(text), MAX_ROWS + 1))
        if len(rows) > MAX_ROWS:
            register.report((rows[-1][0], 1), "too-many-values", limit=f"{MAX_ROWS:,}")
            return
        register.header = [name.strip() for name in rows[0][1]] if rows else []
        if len(register.header) > MAX_COLUMNS:
            register.report((1, MAX_COLUMNS + 1), "too-many-values", limit=MAX_COLUMNS)
            return
        for place, name in enumerate(register.header, 1):
            if name not in known:
                words = register.suggestions.near(name, known) or {"known": ", ".join(known)}
                register.report((1, place), "unknown-column", key=name, **words)
            elif name in register.header[: place - 1]:
                register.report((1, place), "column-twice", column=name)
        if "project" not in register.header:
            register.report((1, 1), "missing-key", key="project")
            return
        for line, row in rows[1:]:
            _read_row(line, row, register, programme, organisations)
    except _BrokenRowError as broken:
        register.report((broken.line, 1), "csv-syntax", problem=str(broken))


class _BrokenRowError(Exception):
    """A row that cannot be read, and the line on which it begins."""

    def __init__(self, line: int, problem: csv.Error) -> None:
        super().__init__(str(problem))
        self.line = line


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds something, with the line on which it begins. Raises _BrokenRowError."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise _BrokenRowError(line, error) from None


def _read_row(
    line: int, row: list[str], register: Register, programme: Programme, organisations: Mapping[str, Organisation]
) -> None:
    header = register.header
    if len(row) > len(header):
        register.report((line, len(header) + 1), "row-too-long", cells=len(row), columns=len(header))
    project = _project(line, row, register)
    if project is None:
        return
    if project.project in register.projects:
        register.report((line, header.index("project") + 1), "project-twice", project=project.project)
        return
    register.projects[project.project] = project
    register.lines[project.project] = line
    _check(project, register, programme, organisations)


def _project(line: int, row: list[str], register: Register) -> Project | None:
    """A row through the same decoder as YAML: its cells as a mapping whose columns are the cells' numbers."""
    known = Project.model_fields
    entries = {
        name: ((line, place), Text(cell.strip(), (line, place)))
        for place, (name, cell) in enumerate(zip(register.header, row, strict=False), 1)
        if name in known and cell.strip()
    }
    project, problems = decode(Project, MappingNode(dict(entries), (line, 1)), REGISTER)
    register.diagnostics += problems
    return project


def _check(
    project: Project, register: Register, programme: Programme, organisations: Mapping[str, Organisation]
) -> None:
    wanted = [
        ("region", "regions", project.region),
        ("field", "fields", project.field),
        ("stage", "stages", project.stage),
    ]
    wanted += [("applications", "applications", code) for code in project.applications]
    for column, name, code in wanted:
        known = programme.taxonomies.index[name]
        if code is not None and code not in known:
            words = {"found": code, "list": name, **register.suggestions.near(code, known)}
            register.report(register.place(project.project, column), "unknown-code", **words)
    if project.lead is not None and project.lead not in organisations:
        words = {"found": project.lead, **register.suggestions.near(project.lead, organisations)}
        register.report(register.place(project.project, "lead"), "unknown-organisation", **words)
    if project.start and project.end and is_reversed(project.start, project.end):
        place = register.place(project.project, "end")
        register.report(place, "period-reversed", start=project.start, end=project.end)
