"""A problem in a file as a value: where it is, what kind it is, and the words that fill its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_ARGUMENT = 1_000
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What must not reach a terminal: controls, which can rewrite its lines, and what turns the direction of text."""


class Severity(StrEnum):
    """How grave a problem is: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One problem at one place; its sentence is made from `code` and `arguments` by the catalogue of messages."""

    path: str
    """The file, relative to the project's folder, with forward slashes."""
    line: int
    """From 1; 0 where the file as a whole is meant."""
    column: int
    """From 1, in characters."""
    code: str
    severity: Severity
    arguments: tuple[tuple[str, str], ...] = ()


def diagnose(
    path: str, position: tuple[int, int], code: str, severity: Severity = Severity.ERROR, /, **arguments: object
) -> Diagnostic:
    """Make a diagnostic; arguments become text of one line, so that two equal problems are equal values."""
    words = tuple(sorted((name, visible(str(value))) for name, value in arguments.items()))
    return Diagnostic(path, position[0], position[1], code, severity, words)


def visible(text: str) -> str:
    """A text from a file as it can be shown in a report: on one line, without controls, not endlessly long."""
    if len(text) > LONGEST_ARGUMENT:
        text = text[: LONGEST_ARGUMENT - 1] + "…"
    return text if text.isprintable() else _HIDDEN.sub("\ufffd", text.replace("\n", " ").replace("\t", " "))
