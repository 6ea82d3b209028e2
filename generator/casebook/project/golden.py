"""Reads `golden_queries.yml` and checks what can be said of it without a built site."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path

from casebook.diagnostics.nearest import Suggestions
from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.model.decode import decode_tree
from casebook.model.golden import GoldenQuery
from casebook.source.reader import read_source
from casebook.source.tree import ListNode, MappingNode, Node, Position, Text, locate

GOLDEN = "golden_queries.yml"


@dataclass(frozen=True, slots=True)
class PlacedQuery:
    """A golden query, and where it and its ids stand in the file."""

    query: GoldenQuery
    node: Node

    def place_of(self, key: str, number: int) -> Position:
        """Where the id of a number under a key stands."""
        return locate(self.node, (key, number))


@dataclass(slots=True)
class GoldenQueries:
    """The queries of a project, and what is wrong with them."""

    queries: list[PlacedQuery] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_golden(root: Path, known: Set[str]) -> GoldenQueries:
    """The golden queries; `known` are the ids of all cases, whatever their status. Empty where there is no file."""
    golden = GoldenQueries()
    if not (root / GOLDEN).exists():
        return golden
    source = read_source(root / GOLDEN, GOLDEN)
    golden.diagnostics += source.diagnostics
    if source.root is None or (isinstance(source.root, Text) and source.root.value is None):
        return golden
    if not isinstance(source.root, ListNode):
        found = "keys with values" if isinstance(source.root, MappingNode) else "a text"
        words = {"key": GOLDEN, "found": found, "expected": "a list"}
        golden.diagnostics.append(diagnose(GOLDEN, source.root.position, "wrong-type", **words))
        return golden
    suggestions = Suggestions()
    for node in source.root.items:
        decoded = decode_tree(GoldenQuery, node, GOLDEN)
        golden.diagnostics += decoded.diagnostics
        if decoded.model is not None:
            placed = PlacedQuery(decoded.model, decoded.tree)
            golden.diagnostics += _check(placed, golden.queries, known, suggestions, faulty=bool(decoded.faulty))
            golden.queries.append(placed)
    return golden


def _check(
    placed: PlacedQuery, before: list[PlacedQuery], known: Set[str], suggestions: Suggestions, *, faulty: bool
) -> list[Diagnostic]:
    query, found = placed.query, []
    first = next((each for each in before if each.query.query == query.query), None)
    if first is not None:
        words = {"query": query.query, "line": locate(first.node, ("query",))[0]}
        found.append(diagnose(GOLDEN, locate(placed.node, ("query",)), "golden-twice", **words))
    if not faulty and not query.first and not query.finds:
        found.append(diagnose(GOLDEN, locate(placed.node, ("query",)), "golden-without-case", query=query.query))
    for key in ("first", "finds"):
        for number, case in enumerate(getattr(query, key)):
            if case not in known:
                near = suggestions.near(case, known)
                found.append(diagnose(GOLDEN, placed.place_of(key, number), "golden-unknown-case", case=case, **near))
    return found
