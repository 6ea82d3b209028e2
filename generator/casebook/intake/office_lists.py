"""The office's own lists of companies and of projects into `organisations.yml` and `register.csv`, by a mapping.

An organisation that the registry has, by its name or an alias, is left as it is. A project that the register has gets
the values that the list tells; its other columns and all other rows stay.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.intake.changes import FileChange
from casebook.intake.clean import clean, one_line
from casebook.intake.compose import tidied, values
from casebook.intake.files import extended
from casebook.intake.ids import case_id, numbered
from casebook.intake.lists import folded
from casebook.intake.mapping import Feed, Listed, One
from casebook.intake.table import Cell, Record, read_table
from casebook.model.decode import decode
from casebook.model.register import Project
from casebook.model.scalars import Line, Model
from casebook.project.register import REGISTER
from casebook.project.settings import ORGANISATIONS, read_organisations, read_programme
from casebook.source.reader import read_source
from casebook.source.tree import MappingNode


class LegalNumberMap(Model):
    """The legal number."""

    scheme: One
    value: One


class OrganisationMap(Model):
    """The keys of an organisation, each with what feeds it."""

    id: Line = Field(description="The pattern of the ids: {Name}.")
    names: dict[str, One] = Field(min_length=1, description="Language → column.")
    reading: dict[str, One] = Field({}, description="Language → column.")
    aliases: Listed | None = None
    legal_number: LegalNumberMap | None = None
    kind: One | None = None
    region: One | None = None
    place: dict[str, One] = Field({}, description="Language → column.")
    employees: One | None = None
    certifications: Listed | None = None
    memberships: Listed | None = None
    url: One | None = None


class RegisterMap(Model):
    """The columns of the register, each with what feeds it."""

    project: One
    adopted: One | None = None
    title: One | None = None
    lead: One | None = None
    lead_name: One | None = None
    region: One | None = None
    field: One | None = None
    applications: Listed | None = None
    start: One | None = None
    end: One | None = None
    amount: One | None = None
    currency: One | None = None
    stage: One | None = None
    case: One | None = None


class ListMap(Model):
    """A mapping for one of the office's lists."""

    sheet: Line | None = Field(None, description="The sheet of a workbook; the first where left out.")
    organisations: OrganisationMap | None = None
    projects: RegisterMap | None = None


@dataclass(slots=True)
class ListPlan:
    """What a list would change."""

    changes: list[FileChange] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def is_list_mapping(mapping: Path) -> bool:
    """Whether a mapping is for a list of organisations or projects, and not for cases."""
    root = read_source(mapping, mapping.name).root
    return isinstance(root, MappingNode) and bool({"organisations", "projects"} & set(root.entries))


def plan_list(root: Path, file: Path, mapping: Path) -> ListPlan:
    """What a list makes of organisations.yml or register.csv."""
    plan = ListPlan()
    source = read_source(mapping, mapping.name)
    wanted, found = decode(ListMap, source.root, mapping.name) if source.root is not None else (None, [])
    plan.diagnostics += [*source.diagnostics, *found]
    if wanted is None or not sound(plan):
        return plan
    table = read_table(file, wanted.sheet)
    plan.diagnostics += table.diagnostics
    plan.lines += table.said
    records = [Record(each.line, {name: _cleaned(cell) for name, cell in each.cells.items()}) for each in table.records]
    if wanted.organisations is not None:
        _organisations(root, plan, wanted.organisations, records)
    if wanted.projects is not None:
        _register(root, plan, wanted.projects, file.name, records)
    return plan


def _cleaned(cell: Cell) -> Cell:
    return Cell(tuple(clean(text).text for text in cell.texts), cell.position)


def _entry(model: Model, record: Record) -> dict[str, Any]:
    """What a record says for the keys of a mapping; empty ones are left out."""
    found: dict[str, Any] = {}
    for key in type(model).model_fields:
        value = getattr(model, key)
        if isinstance(value, Feed):
            texts, _ = values(value, record)
            made = [tidied(key, text) for text in texts]
            found[key] = made if key in {"aliases", "certifications", "memberships", "applications"} else " ".join(made)
        elif isinstance(value, Model):
            found[key] = _entry(value, record)
        elif isinstance(value, dict):
            found[key] = {name: " ".join(values(feed, record)[0]) for name, feed in value.items()}
            found[key] = {name: text for name, text in found[key].items() if text}
    return {key: value for key, value in found.items() if value}


def _organisations(root: Path, plan: ListPlan, wanted: OrganisationMap, records: list[Record]) -> None:
    programme, problems = read_programme(root)
    if programme is None:
        plan.diagnostics += problems
        return
    registry, _ = read_organisations(root, programme)
    known = {folded(name) for each in registry.values() for name in (*each.names.values(), *each.aliases)}
    taken, added, there = set(registry), [], 0
    for record in records:
        entry = _entry(wanted, record)
        names = [*entry.get("names", {}).values(), *entry.get("aliases", ())]
        if not names:
            continue
        if known & {folded(name) for name in names}:
            there += 1
            continue
        cells = {name: one_line(cell.text) for name, cell in record.cells.items()}
        identifier = numbered(case_id(wanted.id, cells), taken)
        taken.add(identifier)
        known |= {folded(name) for name in names}
        added.append({**entry, "id": identifier})
    ordered = [{"id": each["id"], **{key: each[key] for key in each if key != "id"}} for each in added]
    plan.lines.append(f"{len(ordered):,} organisations added, {there:,} were registered already")
    if ordered:
        before = (root / ORGANISATIONS).read_bytes().decode("utf-8") if (root / ORGANISATIONS).exists() else None
        after = extended(root / ORGANISATIONS, ORGANISATIONS, [((), ordered)])
        if isinstance(after, Diagnostic):
            plan.diagnostics.append(after)
        else:
            plan.changes.append(FileChange(ORGANISATIONS, before, after))


def _register(root: Path, plan: ListPlan, wanted: RegisterMap, name: str, records: list[Record]) -> None:
    file = root / REGISTER
    before = file.read_bytes().decode("utf-8") if file.exists() else None
    text = (before or "").removeprefix("\ufeff")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    head = rows[0] if rows else ["project"]
    known = {row[head.index("project")]: dict(zip(head, row, strict=False)) for row in rows[1:]}
    number = len(known)
    for record in records:
        found = _entry(wanted, record)
        entry = {key: ";".join(value) if isinstance(value, list) else value for key, value in found.items()}
        project = entry.get("project")
        if not project:
            plan.diagnostics.append(diagnose(name, (record.line, 1), "list-without-number", Severity.WARNING))
            continue
        known[project] = {**known.get(project, {}), **entry}
    columns = [*head, *(key for key in Project.model_fields if key not in head and _used(key, known))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in known.values())
    after = ("\ufeff" if (before or "").startswith("\ufeff") else "") + out.getvalue()
    plan.lines.append(f"{len(known) - number:,} projects added, {number:,} were in the register")
    if after != before:
        plan.changes.append(FileChange(REGISTER, before, after))


def _used(key: str, rows: Mapping[str, Mapping[str, str]]) -> bool:
    return any(row.get(key) for row in rows.values())


def sound(plan: ListPlan) -> bool:
    """Whether nothing stands against writing."""
    return all(each.severity is not Severity.ERROR for each in plan.diagnostics)
