"""Writes diagnostics for a reader at a terminal, for a program, and for GitHub's pull requests."""

from __future__ import annotations

import json
from collections.abc import Iterable

from casebook.diagnostics.messages import hint, sentence
from casebook.diagnostics.values import Diagnostic, Severity


def as_text(found: Iterable[Diagnostic], language: str = "en") -> str:
    """Two lines a problem: where and what, then the hint."""
    return "".join(
        f"{each.path}:{each.line}:{each.column}: {each.severity}[{each.code}]: {sentence(each, language)}\n"
        f"    hint: {hint(each, language)}\n"
        for each in found
    )


def as_json(found: Iterable[Diagnostic], language: str = "en") -> str:
    """A list of objects with path, line, column, severity, code, message and hint; ASCII, which passes every pipe."""
    rows = [
        {
            "path": each.path,
            "line": each.line,
            "column": each.column,
            "severity": str(each.severity),
            "code": each.code,
            "message": sentence(each, language),
            "hint": hint(each, language),
        }
        for each in found
    ]
    return json.dumps(rows, indent=2) + "\n"


def as_github(found: Iterable[Diagnostic], language: str = "en") -> str:
    """Workflow commands, a line each, which GitHub shows beside the changed lines."""
    return "".join(
        f"::{each.severity} file={_property(each.path)},line={max(each.line, 1)},col={max(each.column, 1)},"
        f"title={each.code}::"
        f"{_data(sentence(each, language))} ({_data(hint(each, language))})\n"
        for each in found
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(found: Iterable[Diagnostic], cases: int) -> str:
    """The closing line of a check."""
    every = list(found)
    errors = sum(1 for each in every if each.severity is Severity.ERROR)
    warnings = len(every) - errors
    return f"{_number(cases, 'case')} checked: {_number(errors, 'error')}, {_number(warnings, 'warning')}."


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
