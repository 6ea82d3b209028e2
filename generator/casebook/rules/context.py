"""What a rule sees of one case file, and how it says what it found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from casebook.diagnostics.nearest import Suggestions, near
from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.case import Case
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.source.places import place_in
from casebook.source.tree import KeyPath, ListNode, Node, Position, Text, find, locate


@dataclass(slots=True)
class CaseContext:
    """One case file while it is checked; `found` gathers its problems."""

    path: str
    """The file, relative to the project."""
    id: str
    edition: str
    """The folder under cases/."""
    node: Node
    text: str
    """The file as text, for places inside values."""
    case: Case
    programme: Programme
    organisations: Mapping[str, Organisation]
    date: dt.date
    found: list[Diagnostic] = field(default_factory=list)
    faulty: frozenset[str] = frozenset()
    """Keys of the case under which something was left out as faulty; that it is missing then says nothing."""
    registered_names: Mapping[str, str] = field(default_factory=dict)
    """Folded names of the registry and the ids that they stand for; see `rules.names`."""
    suggestions: Suggestions = field(default_factory=Suggestions)

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

    def written(self, where: KeyPath) -> bool:
        """Whether something stands at a place of the file, sound or not."""
        node = find(self.node, where)
        if isinstance(node, Text):
            return bool((node.value or "").strip())
        return bool(node and (node.items if isinstance(node, ListNode) else node.entries))

    def unknown_key(self, where: KeyPath, known: Collection[str]) -> None:
        """Report a key that is none of those known at its place."""
        key = str(where[-1])
        words = self.near(key, known) or {"known": ", ".join(known)}
        self.found.append(diagnose(self.path, locate(self.node, where, of_key=True), "unknown-key", key=key, **words))

    def near(self, word: str, known: Collection[str]) -> dict[str, str]:
        """The suggestion for a misspelt word, as an argument of a diagnostic."""
        return self.suggestions.near(word, known)

    def at_text(self, where: KeyPath, line: int, column: int) -> Position:
        """The place in the file of a place inside a text; line and column from 0."""
        node = find(self.node, where)
        if not isinstance(node, Text) or node.value is None:
            return locate(self.node, where)
        offset = sum(len(each) + 1 for each in node.value.split("\n")[:line]) + column
        return place_in(self.text.split("\n"), node, offset)


__all__ = ["CaseContext", "near"]
