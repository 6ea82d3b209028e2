"""Finds the files of a project, and those that look like case files and would be passed over in silence.

Nothing is followed out of the project: links among the cases are reported and not read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, Severity, diagnose, visible

CASES = "cases"
_LIKE_CASES = (".yaml", ".yml", ".txt", ".json")


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The case files of a project, relative to its root, and what lies beside them."""

    paths: tuple[str, ...]
    folders: dict[str, tuple[str, ...]]
    """Case path → the names of the files in its folder of pictures."""
    diagnostics: tuple[Diagnostic, ...]


def find_case_files(root: Path) -> CaseFiles:
    """Every cases/<edition>/<id>.yml, sorted, with what was left aside."""
    paths: list[str] = []
    folders: dict[str, tuple[str, ...]] = {}
    found: list[Diagnostic] = []
    if (root / CASES).is_symlink():
        return CaseFiles((), {}, (diagnose(CASES, (0, 0), "case-link"),))
    for edition in _entries(root / CASES, CASES, found):
        path = f"{CASES}/{edition.name}"
        if edition.is_dir(follow_symlinks=False):
            _find_in(edition, path, paths, folders, found)
        elif edition.name.lower().endswith((".yml", ".yaml")):
            found.append(diagnose(path, (1, 1), "case-misplaced", Severity.WARNING))
    return CaseFiles(tuple(paths), folders, tuple(found))


def _find_in(
    edition: os.DirEntry[str],
    folder: str,
    paths: list[str],
    folders: dict[str, tuple[str, ...]],
    found: list[Diagnostic],
) -> None:
    entries = list(_entries(Path(edition.path), folder, found))
    names = {entry.name for entry in entries}
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if f"{entry.name}.yml" in names:
                folders[f"{path}.yml"] = tuple(inner.name for inner in _entries(Path(entry.path), path, []))
            else:
                found.append(diagnose(path, (0, 0), "folder-without-case", Severity.WARNING))
        elif entry.name.endswith(".yml"):
            paths.append(path)
        elif entry.name.lower().endswith(_LIKE_CASES):
            found.append(diagnose(path, (1, 1), "case-misnamed", Severity.WARNING))


def _entries(folder: Path, path: str, found: list[Diagnostic]) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder, sorted; hidden files are nobody's business, links and unreadable names are reported."""
    if not folder.is_dir():
        return
    try:
        with os.scandir(folder) as opened:
            entries = sorted((each for each in opened if not each.name.startswith(".")), key=lambda each: each.name)
    except OSError as error:
        found.append(diagnose(path, (0, 0), "file-unreadable", reason=error.strerror or "it cannot be opened"))
        return
    for entry in entries:
        shown = f"{path}/{visible(entry.name)}"
        if shown != f"{path}/{entry.name}":
            found.append(diagnose(shown, (0, 0), "bad-id", found=entry.name))
        elif not entry.is_symlink():
            yield entry
        elif entry.name.endswith(".yml") or Path(entry.path).is_dir():
            found.append(diagnose(shown, (0, 0), "case-link"))
