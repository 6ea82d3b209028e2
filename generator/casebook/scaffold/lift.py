"""What changed between two versions of the format: for each step one function that lifts the texts of a project.

A step sees every file as text and gives back texts; it touches no disk. The next change of the format adds a
function and a row to `STEPS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casebook.model.programme import TAXONOMIES
from casebook.scaffold.rename import (
    Change,
    Rename,
    UnreadableError,
    insert_line,
    read_tree,
    rename_keys,
    replace_in_line,
)
from casebook.source.tree import MappingNode, Text

SETTINGS = "casebook.yml"

Texts = Mapping[str, str]
"""Path in the project, with forward slashes → the file's text."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A project's files after a step."""

    texts: Texts
    changes: tuple[Change, ...]
    moved: tuple[tuple[str, str], ...] = ()
    """Files with a new name: old and new path."""


Step = Callable[[Texts], Lifted]

_SETTINGS_0 = (
    Rename((), "license", "licence"),
    Rename((), "catalogs", "catalogues"),
    Rename(("template", "sections"), "commercialization", "commercialisation"),
    Rename(("taxonomies",), "organization_kinds", "organisation_kinds"),
    *(Rename(("taxonomies", name, "*"), "color", "colour") for name in TAXONOMIES),
    Rename(("taxonomies", "organization_kinds", "*"), "color", "colour"),
)
_CASE_0 = (
    Rename((), "organizations", "organisations"),
    Rename((), "commercialization", "commercialisation"),
    Rename((), "license", "licence"),
    Rename(("images", "*"), "license", "licence"),
    Rename(("outputs", "patents"), "license", "licence"),
    Rename(("outputs", "patents", "*"), "license", "licence"),
    Rename(("contact",), "organization", "organisation"),
    Rename(("translations", "*"), "commercialization", "commercialisation"),
)
_SHEET_0 = (
    Rename((), "commercialization", "commercialisation"),
    Rename(("interim", "*"), "organization", "organisation"),
)


def _renames_0(path: str) -> tuple[Rename, ...]:
    if path == SETTINGS:
        return _SETTINGS_0
    return _CASE_0 if path.startswith("cases/") else _SHEET_0 if path.startswith("internal/") else ()


def format_of(text: str) -> int:
    """The format that the settings name, 0 where they name none; raises UnreadableError."""
    root = read_tree(text, SETTINGS)
    if not isinstance(root, MappingNode) or "format" not in root.entries:
        return 0
    position, value = root.entries["format"]
    if not isinstance(value, Text) or not (value.value or "").isdecimal():
        raise UnreadableError(f"{SETTINGS}:{position[0]}: the format is not a whole number.")
    return int(value.value or 0)


def lift_0(texts: Texts) -> Lifted:
    """From format 0, whose keys were spelt the American way and which did not say its number, to format 1."""
    made: dict[str, str] = {}
    changes: list[Change] = []
    moved: list[tuple[str, str]] = []
    for path, text in texts.items():
        target = "organisations.yml" if path == "organizations.yml" else path
        if target != path:
            if target in texts:
                raise UnreadableError(f"both {path} and {target} are there; merge them, then migrate again.")
            moved.append((path, target))
        made[target], found = rename_keys(text, path, _renames_0(path))
        changes += found
    made[SETTINGS], change = _say_format(made[SETTINGS], 1)
    return Lifted(made, tuple(sorted([*changes, change])), tuple(moved))


def _say_format(text: str, version: int) -> tuple[str, Change]:
    """The settings with their format: a new first key, or a new value of the one that stands there."""
    root = read_tree(text, SETTINGS)
    if not isinstance(root, MappingNode) or not root.entries:
        raise UnreadableError(f"{SETTINGS}:1: there are no settings in this file.")
    new, old = f"format: {version}", f"format: {version - 1}"
    if "format" in root.entries:
        line = root.entries["format"][0][0]
        made, change = replace_in_line(text, line, old, new), Change(SETTINGS, line, old, new)
    else:
        line, column = min(position for position, _ in root.entries.values())
        made, change = insert_line(text, line, new) if column == 1 else text, Change(SETTINGS, line, "", new)
    if format_of(made) != version:
        said = f"the format cannot be put in here; write “{old}” as a line of its own, above all others."
        raise UnreadableError(f"{SETTINGS}:{line}: {said}")
    return made, change


STEPS: Mapping[int, Step] = {0: lift_0}
"""The version from which a step lifts → the step."""
