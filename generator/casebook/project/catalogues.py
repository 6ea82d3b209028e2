"""Checks each catalogue's choice of cases against the grammar and the programme's lists."""

from __future__ import annotations

from pathlib import Path

from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.model.programme import Programme
from casebook.project.settings_tree import settings_tree
from casebook.source.tree import locate
from casebook.where.parser import parse


def check_catalogues(programme: Programme, root: Path) -> list[Diagnostic]:
    """Every problem of every `where:` in casebook.yml, at its place."""
    found: list[Diagnostic] = []
    for name, catalogue in programme.catalogues.items():
        if not catalogue.where:
            continue
        result = parse(catalogue.where, programme)
        if isinstance(result, list):
            line, column = locate(settings_tree(root), ("catalogues", name, "where"))
            for problem in result:
                found.append(
                    diagnose("casebook.yml", (line, column + problem.column), problem.code, **dict(problem.arguments))
                )
    return found
