"""Finds the files of a project, and those that look like case files and would be passed over in silence."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, Severity, diagnose

CASES = "cases"


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The case files of a project, relative to its root, and what lies beside them."""

    paths: tuple[str, ...]
    folders: dict[str, tuple[str, ...]]
    """Case path → the names of the files in its folder of pictures."""
    diagnostics: tuple[Diagnostic, ...]


def find_case_files(root: Path) -> CaseFiles:
    """Every cases/<edition>/<id>.yml, sorted, with warnings for what was left aside."""
    paths: list[str] = []
    folders: dict[str, tuple[str, ...]] = {}
    found: list[Diagnostic] = []
    for edition in _entries(root / CASES):
        if not edition.is_dir(follow_symlinks=False):
            if edition.name.lower().endswith((".yml", ".yaml")):
                found.append(diagnose(f"{CASES}/{edition.name}", (1, 1), "case-misplaced", Severity.WARNING))
            continue
        entries = _entries(Path(edition.path))
        names = {entry.name for entry in entries}
        for entry in entries:
            path = f"{CASES}/{edition.name}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if f"{entry.name}.yml" in names:
                    folders[f"{path}.yml"] = tuple(sorted(inner.name for inner in _entries(Path(entry.path))))
                else:
                    found.append(diagnose(path, (0, 0), "folder-without-case", Severity.WARNING))
            elif entry.name.endswith(".yml") and not entry.name.startswith("."):
                paths.append(path)
            elif entry.name.lower().endswith((".yaml", ".yml", ".txt")) and not entry.name.startswith("."):
                found.append(diagnose(path, (1, 1), "case-misnamed", Severity.WARNING))
    return CaseFiles(tuple(paths), folders, tuple(found))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
