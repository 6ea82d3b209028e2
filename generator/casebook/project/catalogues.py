"""Checks each catalogue's choice of cases against the grammar and the programme's lists."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.model.programme import Programme
from casebook.project.settings import MAX_REGISTRY_VALUES, SETTINGS
from casebook.source.places import place_in
from casebook.source.reader import Source, read_source
from casebook.source.tree import Position, Text, find
from casebook.where.parser import parse


def check_catalogues(programme: Programme, root: Path, organisations: Collection[str] | None) -> list[Diagnostic]:
    """Every problem of every `where:` in casebook.yml, at its place."""
    found: list[Diagnostic] = []
    source: Source | None = None
    for name, catalogue in programme.catalogues.items():
        result = parse(catalogue.where, programme, organisations) if catalogue.where else None
        if not isinstance(result, list):
            continue
        # The settings are read once more for the place of what is found only now, when they are typed.
        source = source or read_source(root / SETTINGS, SETTINGS, max_values=MAX_REGISTRY_VALUES)
        for problem in result:
            position = _place(source, name, problem.column)
            found.append(diagnose(SETTINGS, position, problem.code, **dict(problem.arguments)))
    return found


def _place(source: Source, name: str, column: int) -> Position:
    node = find(source.root, ("catalogues", name, "where")) if source.root is not None else None
    return place_in(source.text.split("\n"), node, column) if isinstance(node, Text) else (1, 1)
