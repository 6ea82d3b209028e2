"""Reads and changes `office.yml`; finds case files; names what an office asks for by mistake."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from casebook.diagnostics.nearest import nearest
from casebook.diagnostics.values import Diagnostic
from casebook.intake.changes import FileChange
from casebook.intake.update import update_text
from casebook.model.decode import decode
from casebook.model.office import Expected, Office
from casebook.model.tables import plain
from casebook.project.values import Casebook, CaseEntry
from casebook.source.reader import read_source

OFFICE = "office.yml"
STEPS = ("sent", "returned", "proof")
"""What is noted by hand, because no file tells it."""


class NotFoundError(Exception):
    """What was asked for is not in the casebook; the message says what is near."""


def read_office(root: Path) -> tuple[Office, tuple[Diagnostic, ...]]:
    """The office's list; an empty one where there is no file."""
    file = root / OFFICE
    if not file.exists():
        return Office(), ()
    source = read_source(file, OFFICE)
    if source.root is None:
        return Office(), source.diagnostics
    office, found = decode(Office, source.root, OFFICE)
    return office or Office(), (*source.diagnostics, *found)


def entry_of(casebook: Casebook, case_id: str) -> CaseEntry:
    """A case by its id; raises NotFoundError."""
    found = next((entry for entry in casebook.cases if entry.id == case_id), None)
    if found is None:
        near = nearest(case_id, (entry.id for entry in casebook.cases))
        raise NotFoundError(f"There is no case “{case_id}”." + (f" Did you mean “{near}”?" if near else ""))
    return found


def edition_of(casebook: Casebook, office: Office, case_id: str, edition: str | None) -> str:
    """The edition of a case, written already or only expected; raises NotFoundError for one that nobody knows."""
    if edition is not None or any(each.case == case_id for each in office.expected):
        return edition or ""
    entry = entry_of(casebook, case_id)
    return entry.editions[-1] if entry.editions else ""


def plan_mark(root: Path, office: Office, case_id: str, edition: str, step: str, day: dt.date) -> FileChange | None:
    """Note in office.yml that a step was done; None where the file cannot be changed by machine."""
    known = any(each.case == case_id for each in office.expected)
    expected = list(office.expected) if known else [*office.expected, Expected(case=case_id, edition=edition)]
    place = next(number for number, each in enumerate(expected) if each.case == case_id)
    expected[place] = expected[place].model_copy(update={step: day})
    values = [_written(each) for each in expected]
    file = root / OFFICE
    before = file.read_bytes().decode("utf-8") if file.exists() else None
    after = update_text(before or "", {"expected": values}, tuple(Office.model_fields))
    return FileChange(OFFICE, before, after) if after is not None else None


def _written(expected: Expected) -> dict[str, str]:
    return {key: str(value) for key, value in plain(expected.model_dump()).items()}
