"""A problem in a file as a value: where it is, what kind it is, and the words that fill its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    """Make a diagnostic; arguments become text, so that two equal problems are equal values."""
    words = tuple(sorted((name, str(value)) for name, value in arguments.items()))
    return Diagnostic(path, position[0], position[1], code, severity, words)
