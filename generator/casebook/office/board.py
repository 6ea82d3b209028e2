"""The board: how far every expected case has come, derived from the files; the dates of letters are in office.yml."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casebook.catalogue.choice import choose_cases
from casebook.diagnostics.values import Severity
from casebook.model.case import Case
from casebook.model.office import Expected, Office
from casebook.model.scalars import in_language
from casebook.office.approvals import state_of
from casebook.project.values import Casebook, CaseEntry
from casebook.publication.gate import publish

DONE = ("approved", "published", "withdrawn")
"""Steps after which nobody is waited for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case on the board."""

    case: str
    """Its id; a project's number where there is no case yet."""
    title: str
    company: str
    edition: str
    deadline: dt.date | None
    days_late: int
    """By how many days it is late: a form that is not back, or a case that is not approved; 0 for none."""
    step: str
    """waiting, sent, returned, draft, review, proof, approved, published or withdrawn."""
    sent: dt.date | None
    returned: dt.date | None
    proof: dt.date | None
    errors: int = 0
    warnings: int = 0
    translated: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    """Languages whose translation is older than its source."""
    missing: tuple[str, ...] = ()
    """Languages of the programme without a translation."""
    approved: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    """Organisations whose approval is of an earlier text."""
    catalogues: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all lines are made from."""

    casebook: Casebook
    office: Office
    date: dt.date
    language: str
    catalogues: Mapping[str, tuple[str, ...]]
    errors: Counter[str]
    warnings: Counter[str]
    stale: Mapping[str, set[str]]


def board(casebook: Casebook, office: Office, *, date: dt.date, edition: str | None = None) -> tuple[Line, ...]:
    """Every expected case of an edition, or of all, the latest first, then by deadline and company."""
    facts = _facts(casebook, office, date)
    expected = {each.case: each for each in office.expected if each.case}
    lines = [
        _of_case(entry, expected.get(entry.id), facts)
        for entry in casebook.cases
        if edition is None or edition in entry.editions
    ]
    known = {entry.id for entry in casebook.cases}
    lines += [
        _without_case(each, facts)
        for each in office.expected
        if each.case not in known and (edition is None or each.edition == edition)
    ]
    return tuple(sorted(lines, key=_order))


def _order(line: Line) -> tuple[int, bool, dt.date, str, str]:
    return -line.days_late, line.step in DONE, line.deadline or dt.date.max, line.company, line.case


def _facts(casebook: Casebook, office: Office, date: dt.date) -> _Facts:
    errors: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    stale: dict[str, set[str]] = {}
    for each in casebook.diagnostics:
        (errors if each.severity is Severity.ERROR else warnings)[each.path] += 1
        if each.code == "translation-stale":
            stale.setdefault(each.path, set()).add(dict(each.arguments)["language"])
    return _Facts(
        casebook, office, date, casebook.programme.language, _catalogues(casebook, date), errors, warnings, stale
    )


def _catalogues(casebook: Casebook, date: dt.date) -> dict[str, tuple[str, ...]]:
    """Case id → the catalogues that take it as it stands."""
    found: dict[str, tuple[str, ...]] = {}
    decided = {}
    for name, catalogue in casebook.programme.catalogues.items():
        channels = frozenset(catalogue.channels)
        if channels not in decided:
            decided[channels] = publish(casebook, channels=channels, date=date)
        language = (catalogue.languages or casebook.programme.languages)[0]
        for case in choose_cases(name, catalogue, decided[channels], language):
            found[case.id] = (*found.get(case.id, ()), name)
    return found


def _of_case(entry: CaseEntry, found: Expected | None, facts: _Facts) -> Line:
    case, programme = entry.case, facts.casebook.programme
    approvals = state_of(case)
    edition = (found.edition if found else None) or (case.editions[-1] if case.editions else entry.edition)
    expected = found or Expected(edition=edition or "?")
    lead = next((each.id or each.name or "" for each in case.organisations if each.role == "lead"), "")
    asked = expected.organisation or lead
    deadline = expected.deadline or facts.office.deadlines.get(edition)
    stale = tuple(sorted(facts.stale.get(entry.path, ())))
    wanted = tuple(each for each in programme.languages if each != (case.language or programme.language))
    approved = tuple(by for by, present in approvals.items() if present)
    step = _step(case, expected, done=asked in approved)
    waits = found is not None and step not in DONE
    return Line(
        case=entry.id,
        title=case.title or "",
        company=_name(asked, facts),
        edition=edition,
        deadline=deadline,
        days_late=_late(deadline, facts.date) if waits else 0,
        step=step,
        sent=expected.sent,
        returned=expected.returned,
        proof=expected.proof,
        errors=facts.errors[entry.path],
        warnings=facts.warnings[entry.path],
        translated=tuple(each for each in wanted if each in case.translations and each not in stale),
        stale=stale,
        missing=tuple(each for each in wanted if each not in case.translations),
        approved=tuple(_name(each, facts) for each in approved),
        outdated=tuple(_name(by, facts) for by, present in approvals.items() if not present),
        catalogues=facts.catalogues.get(entry.id, ()),
        note=expected.note or "",
    )


def _step(case: Case, expected: Expected, *, done: bool) -> str:
    """The furthest step that the case has come to."""
    if case.status in {"published", "withdrawn"}:
        return case.status
    if done:
        return "approved"
    if expected.proof is not None:
        return "proof"
    return case.status


def _without_case(expected: Expected, facts: _Facts) -> Line:
    deadline = expected.deadline or facts.office.deadlines.get(expected.edition)
    project = next((each for each in facts.casebook.projects if each.project == expected.project), None)
    asked = expected.organisation or (project.lead if project else None) or ""
    company = _name(asked, facts) or (project.lead_name if project else None) or ""
    return Line(
        case=expected.case or expected.project or "",
        title=(project.title if project else None) or "",
        company=company,
        edition=expected.edition,
        deadline=deadline,
        days_late=_late(deadline, facts.date),
        step="returned" if expected.returned else "sent" if expected.sent else "waiting",
        sent=expected.sent,
        returned=expected.returned,
        proof=expected.proof,
        note=expected.note or "",
    )


def _late(deadline: dt.date | None, date: dt.date) -> int:
    return max((date - deadline).days, 0) if deadline else 0


def _name(organisation: str, facts: _Facts) -> str:
    known = facts.casebook.organisations.get(organisation)
    return in_language(dict(known.names), facts.language) if known else organisation


def totals(lines: Iterable[Line]) -> dict[str, int]:
    """How many cases stand at each step, and how many are late."""
    counted = Counter(line.step for line in lines)
    return {**dict(sorted(counted.items())), "late": sum(line.days_late > 0 for line in lines)}
