"""Approvals: who approved which text and when, and a copy of that text for telling later what was changed.

The copy is the case file as it was, under `internal/approved/`, which is never published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from casebook.intake.changes import FileChange
from casebook.intake.update import update_text
from casebook.model.case import Approval, Case
from casebook.model.decode import decode
from casebook.model.hashes import content_hash
from casebook.office.files import NotFoundError
from casebook.project.values import Casebook, CaseEntry
from casebook.source.reader import parse_source

APPROVED = "internal/approved"
ORDER = tuple(Case.model_fields)


def plan_approval(casebook: Casebook, entry: CaseEntry, *, by: str, date: dt.date) -> tuple[FileChange, ...]:
    """The changes that an approval makes: the case file with the entry, and the copy of what was approved.

    An organisation's earlier approval gives way to its new one. Raises NotFoundError for an organisation that is not
    of this case's consortium, and where the file cannot be changed by machine.
    """
    members = [each.id for each in entry.case.organisations if each.id]
    if by not in members:
        known = ", ".join(members) or "none is registered"
        raise NotFoundError(f"“{by}” is not of the consortium of {entry.id}; its members: {known}.")
    text = (casebook.root / entry.path).read_bytes().decode("utf-8")
    of = content_hash(entry.case)
    kept = [each for each in entry.case.approvals if each.by != by]
    approvals = [_written(each) for each in (*kept, Approval(by=by, date=date, of=of))]
    changed = update_text(text, {"approvals": approvals}, ORDER)
    if changed is None:
        raise NotFoundError(f"{entry.path} cannot be changed by machine; run casebook check and mend what it says.")
    copy = f"{APPROVED}/{entry.id}/{of}.yml"
    changes = [FileChange(copy, None, text)] if not (casebook.root / copy).exists() else []
    return (*changes, FileChange(entry.path, text, changed))


def _written(approval: Approval) -> Mapping[str, str]:
    return {"by": approval.by, "date": approval.date.isoformat(), "of": approval.of}


def last_approval(case: Case) -> Approval | None:
    """The latest approval of a case."""
    return max(case.approvals, key=lambda each: each.date, default=None)


def approved_case(root: Path, entry: CaseEntry) -> Case | None:
    """The case as it was when it was last approved; None where no copy of that text is kept."""
    approval = last_approval(entry.case)
    file = root / APPROVED / entry.id / f"{approval.of}.yml" if approval else None
    if file is None or not file.is_file():
        return None
    source = parse_source(file.read_bytes(), "")
    return decode(Case, source.root, "")[0] if source.root is not None else None


def state_of(case: Case) -> dict[str, bool]:
    """Each organisation that approved → whether what it approved is the present text."""
    now = content_hash(case) if case.approvals else ""
    return {each.by: each.of == now for each in case.approvals}
