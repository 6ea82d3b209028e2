"""Reads what surrounds the cases: casebook.yml, organisations.yml and internal/."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, Severity, diagnose, visible
from casebook.model.decode import decode, decode_tree
from casebook.model.internal import InternalSheet
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.rules.organisations import check_registry
from casebook.rules.programme import check_programme
from casebook.source.reader import read_source
from casebook.source.tree import ListNode, MappingNode, Node, Position, Text, find, locate

SETTINGS = "casebook.yml"
ORGANISATIONS = "organisations.yml"
INTERNAL = "internal"
MAX_REGISTRY_BYTES = 20_000_000
MAX_REGISTRY_VALUES = 200_000
MAX_ORGANISATIONS = 20_000


def read_programme(root: Path) -> tuple[Programme | None, list[Diagnostic]]:
    """The programme's settings; None where they cannot be read at all."""
    source = read_source(root / SETTINGS, SETTINGS, max_values=MAX_REGISTRY_VALUES)
    found = list(source.diagnostics)
    if source.root is None:
        return None, found or [diagnose(SETTINGS, (1, 1), "empty-file")]
    decoded = decode_tree(Programme, source.root, SETTINGS)
    found += decoded.diagnostics
    if decoded.model is not None:
        found += check_programme(decoded.model, decoded.tree, SETTINGS, root)
    return decoded.model, found


@dataclass(slots=True)
class Registry:
    """The organisations by id, and what is wrong with them."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    read: bool = True
    """Whether the file could be read, or there is none; else nothing can be said of ids that are not in it."""


def read_organisations(root: Path, programme: Programme) -> tuple[dict[str, Organisation], list[Diagnostic]]:
    """The registry by id and its problems; empty where there is no file."""
    registry = read_registry(root, programme)
    return registry.organisations, registry.diagnostics


def read_registry(root: Path, programme: Programme) -> Registry:
    """The registry of a project; empty where there is no file."""
    file = root / ORGANISATIONS
    if not file.exists():
        return Registry()
    source = read_source(file, ORGANISATIONS, max_bytes=MAX_REGISTRY_BYTES, max_values=MAX_REGISTRY_VALUES)
    registry = Registry({}, list(source.diagnostics), source.root is not None or not source.diagnostics)
    if source.root is None or (isinstance(source.root, Text) and source.root.value is None):
        return registry
    if not isinstance(source.root, ListNode):
        found = "keys with values" if isinstance(source.root, MappingNode) else "a text"
        words = {"key": ORGANISATIONS, "found": found, "expected": "a list"}
        registry.diagnostics.append(diagnose(ORGANISATIONS, source.root.position, "wrong-type", **words))
        registry.read = False
        return registry
    if len(source.root.items) > MAX_ORGANISATIONS:
        place = source.root.items[MAX_ORGANISATIONS].position
        registry.diagnostics.append(diagnose(ORGANISATIONS, place, "too-many-values", limit=f"{MAX_ORGANISATIONS:,}"))
        registry.read = False
        return registry
    nodes: dict[str, Node] = {}
    for node in source.root.items:
        _read_entry(node, registry, nodes)
    registry.diagnostics += check_registry(registry.organisations, nodes, programme, ORGANISATIONS)
    return registry


def _read_entry(node: Node, registry: Registry, nodes: dict[str, Node]) -> None:
    decoded = decode_tree(Organisation, node, ORGANISATIONS)
    registry.diagnostics += decoded.diagnostics
    organisation = decoded.model or _nameless(node)
    if organisation is None:
        return
    if organisation.id in registry.organisations:
        first = locate(nodes[organisation.id], ("id",))[0]
        words = {"id": organisation.id, "first": first}
        registry.diagnostics.append(diagnose(ORGANISATIONS, locate(node, ("id",)), "organisation-twice", **words))
        return
    registry.organisations[organisation.id], nodes[organisation.id] = organisation, decoded.tree


def _nameless(node: Node) -> Organisation | None:
    """An entry that is faulty, and has been reported, yet has an id: cases that name it are right."""
    found = find(node, ("id",))
    if not isinstance(found, Text) or found.value is None:
        return None
    organisation, _ = decode(Organisation, MappingNode({"id": ((1, 1), found), "names": ((1, 1), found)}), "")
    return organisation


@dataclass(slots=True)
class Sheets:
    """The evaluation sheets, sorted by file, with the file and the place where each names its case."""

    sheets: tuple[InternalSheet, ...] = ()
    places: list[tuple[str, Position]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_internal(root: Path) -> Sheets:
    """The evaluation sheets of a project."""
    read = Sheets()
    for file in sorted((root / INTERNAL).glob("*.yml")):
        path = visible(f"{INTERNAL}/{file.name}")
        source = read_source(file, path)
        read.diagnostics += source.diagnostics
        if source.root is None:
            if not source.diagnostics:
                read.diagnostics.append(diagnose(path, (1, 1), "empty-file"))
            continue
        decoded = decode_tree(InternalSheet, source.root, path)
        read.diagnostics += decoded.diagnostics
        if decoded.model is None:
            continue
        place = locate(source.root, ("case",))
        read.sheets += (decoded.model,)
        read.places.append((path, place))
        if decoded.model.case != file.stem:
            words = {"case": decoded.model.case}
            read.diagnostics.append(diagnose(path, place, "sheet-misnamed", Severity.WARNING, **words))
    return read
