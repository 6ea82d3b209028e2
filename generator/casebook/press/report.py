"""Writes what the preflight found: for a reader, with neighbouring pages in one line, and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from casebook.diagnostics.values import Severity
from casebook.press.faults import Fault
from casebook.press.preflight import Preflight

_MOST_CASES = 6


def as_text(found: Preflight) -> str:
    """Two lines a fault, the graver first, and a closing line."""
    groups: dict[tuple[Severity, str, str], list[Fault]] = {}
    for each in found.faults:
        groups.setdefault((each.severity, each.code, each.says), []).append(each)
    lines = []
    for (severity, code, says), faults in sorted(groups.items(), key=lambda group: (group[0][0], group[1][0].page)):
        lines.append(f"{found.file}{_where(faults)}: {severity}[{code}]: {says}")
        lines.append(f"    hint: {faults[0].hint}")
    if found.unchecked:
        lines.append(f"{found.file}: the ink was not checked: {found.unchecked}")
    return "\n".join([*lines, summary(found)]) + "\n"


def summary(found: Preflight) -> str:
    """The closing line."""
    errors = sum(each.severity is Severity.ERROR for each in found.faults)
    verdict = "ready for the press" if found.passes else "not ready for the press"
    counted = f"{_number(errors, 'error')}, {_number(len(found.faults) - errors, 'warning')}"
    return f"{found.file}: {_number(found.pages, 'page')}, {counted}: {verdict}."


def as_json(found: Preflight) -> str:
    """An object with the verdict and its faults, page 0 for the file as a whole; ASCII, which passes every pipe."""
    rows = [
        {
            "page": each.page,
            "cases": list(each.cases),
            "severity": str(each.severity),
            "code": each.code,
            "message": each.says,
            "hint": each.hint,
        }
        for each in found.faults
    ]
    said = {
        "file": found.file,
        "pages": found.pages,
        "passes": found.passes,
        "ink_checked": not found.unchecked,
        "faults": rows,
    }
    return json.dumps(said, indent=2) + "\n"


def _where(faults: Sequence[Fault]) -> str:
    pages = sorted({each.page for each in faults if each.page})
    cases = list(dict.fromkeys(case for each in faults for case in each.cases))
    place = f", page{'s' if len(pages) > 1 else ''} {_ranges(pages)}" if pages else ""
    more = f" and {len(cases) - _MOST_CASES} more" if len(cases) > _MOST_CASES else ""
    return place + (f" ({', '.join(cases[:_MOST_CASES])}{more})" if cases else "")


def _ranges(pages: Iterable[int]) -> str:
    """1, 3–5, 9."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and ranges[-1][1] == page - 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
