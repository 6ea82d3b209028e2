"""What a rule sees of one case file, and how it says what it found."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.case import Case
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.source.tree import KeyPath, Node, Position, Text, find, locate


@dataclass(slots=True)
class CaseContext:
    """One case file while it is checked; `found` gathers its problems."""

    path: str
    """The file, relative to the project."""
    id: str
    edition: str
    """The folder under cases/."""
    node: Node
    lines: Sequence[str]
    """The lines of the file, for places inside block scalars."""
    case: Case
    programme: Programme
    organisations: Mapping[str, Organisation]
    date: dt.date
    found: list[Diagnostic] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language of the original."""
        return self.case.language or self.programme.language

    @property
    def unfinished(self) -> bool:
        """Whether what is missing is only a warning: the case is a draft or under review."""
        return self.case.status in {"draft", "review"}

    def error(self, where: KeyPath, code: str, **arguments: object) -> None:
        """Report an error at a value."""
        self.found.append(diagnose(self.path, locate(self.node, where), code, **arguments))

    def warn(self, where: KeyPath, code: str, **arguments: object) -> None:
        """Report a warning at a value."""
        self.found.append(diagnose(self.path, locate(self.node, where), code, Severity.WARNING, **arguments))

    def missing(self, where: KeyPath, code: str, **arguments: object) -> None:
        """Report what is missing: a warning in unfinished cases, an error in others."""
        (self.warn if self.unfinished else self.error)(where, code, **arguments)

    def at_text(self, where: KeyPath, line: int, column: int) -> Position:
        """The place in the file of a place inside a text; line and column from 0."""
        node = find(self.node, where)
        if not isinstance(node, Text):
            return locate(self.node, where)
        row, start = node.position
        if not node.block:
            return (row, start + column) if line == 0 else (row + line, column + 1)
        first = row + 1 + line
        indent = self._indent(row)
        return first, indent + column + 1

    def _indent(self, row: int) -> int:
        for line in self.lines[row:]:
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return 0


def near(word: str, known: Iterable[str]) -> dict[str, str]:
    """The suggestion for a misspelt word, as an argument of a diagnostic; nothing where none is near."""
    matches = difflib.get_close_matches(word, list(known), 1, 0.6)
    return {"near": matches[0]} if matches else {}
