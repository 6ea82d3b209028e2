"""Checks each catalogue against the grammar of choices, the cases, and the short sentences that it is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from casebook.diagnostics.nearest import Suggestions
from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.case import Case
from casebook.model.catalogue import Catalogue
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.project.settings import MAX_REGISTRY_VALUES, SETTINGS
from casebook.project.values import CaseEntry
from casebook.source.places import place_in
from casebook.source.reader import Source, read_source
from casebook.source.tree import KeyPath, Position, Text, find, locate
from casebook.where.catalogues import takes
from casebook.where.keys import facts_of
from casebook.where.parser import parse

SHORT = {"problem": "problems", "solution": "solutions", "result": "results"}
"""Short sentence → the section that it stands for; where a case has no such section, no sentence is asked for."""


def check_catalogues(
    programme: Programme, root: Path, organisations: Collection[str] | None, cases: Collection[str]
) -> list[Diagnostic]:
    """Every problem of every `where:` and of every case named by hand in casebook.yml, at its place."""
    if not programme.catalogues:
        return []
    places = _Places(root)
    found: list[Diagnostic] = []
    suggestions = Suggestions()
    for name, catalogue in programme.catalogues.items():
        result = parse(catalogue.where, programme, organisations) if catalogue.where else None
        for problem in result if isinstance(result, list) else ():
            position = places.within(("catalogues", name, "where"), problem.column)
            found.append(diagnose(SETTINGS, position, problem.code, **dict(problem.arguments)))
        for key in ("cases", "without"):
            for number, case in enumerate(getattr(catalogue, key)):
                if case not in cases:
                    position = places.of(("catalogues", name, key, number))
                    words = {"found": case, **suggestions.near(case, cases)}
                    found.append(diagnose(SETTINGS, position, "catalogue-case-unknown", **words))
    return found


class _Places:
    """Where keys stand in the settings, which are read once more only when something was found."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._source: Source | None = None

    def _read(self) -> Source:
        self._source = self._source or read_source(self._root / SETTINGS, SETTINGS, max_values=MAX_REGISTRY_VALUES)
        return self._source

    def of(self, path: KeyPath) -> Position:
        """The place of a key's value."""
        source = self._read()
        return locate(source.root, path) if source.root is not None else (1, 1)

    def within(self, path: KeyPath, column: int) -> Position:
        """A place within a text."""
        source = self._read()
        node = find(source.root, path) if source.root is not None else None
        return place_in(source.text.split("\n"), node, column) if isinstance(node, Text) else (1, 1)


def check_short(
    programme: Programme, organisations: Mapping[str, Organisation], entries: Sequence[CaseEntry]
) -> list[Diagnostic]:
    """A warning for each published case that a catalogue makes of short sentences, where one is missing."""
    found: dict[str, Diagnostic] = {}
    for name, catalogue in programme.catalogues.items():
        if catalogue.of_short:
            for entry, lacking in _lacking(catalogue, programme, organisations, entries):
                words = {"catalogue": name, "missing": ", ".join(lacking)}
                found.setdefault(entry.path, diagnose(entry.path, (1, 1), "short-missing", Severity.WARNING, **words))
    return list(found.values())


def _lacking(
    catalogue: Catalogue, programme: Programme, organisations: Mapping[str, Organisation], entries: Sequence[CaseEntry]
) -> Iterator[tuple[CaseEntry, list[str]]]:
    expression = parse(catalogue.where, programme, organisations) if catalogue.where else None
    if isinstance(expression, list):
        return
    for entry in entries:
        case = entry.case
        said = [key for key in SHORT if case.short and getattr(case.short, key)]
        lacking = [key for key, section in SHORT.items() if key not in said and getattr(case, section)]
        if case.status != "published" or not lacking:
            continue
        facts = facts_of(
            entry.id, case, editions=entry.editions, stage=_stage(case), programme=programme,
            organisations=organisations,
        )  # fmt: skip
        if takes(catalogue, expression, entry.id, facts, programme):
            yield entry, lacking


def _stage(case: Case) -> str | None:
    """The stage of the latest observation, else the one at the project's end."""
    seen = [each for each in case.follow_up if each.stage]
    return max(seen, key=lambda each: each.date).stage if seen else case.stage
