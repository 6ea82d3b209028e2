"""The open data on the site: found by the note beside them, taken only where the gate decided the same.

The room that makes the data writes `made.json` with the gate's key beside them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.staging import artefact_folder

NOTE = "made.json"
FILES = (
    "cases.xlsx", "cases.csv", "cases-excel.csv", "cases.json", "cases.jsonl", "cases.jsonld", "cases.schema.json",
    "taxonomies.json", "datapackage.json",
)  # fmt: skip
"""What the page lists by itself; the other tables come in a line of their own."""


@dataclass(frozen=True, slots=True)
class DataFiles:
    """The open data that may stand on the site."""

    folder: Path
    files: tuple[tuple[str, int], ...]
    """Name and size in bytes of those that the page lists."""
    tables: tuple[str, ...]
    """The further tables, by their files' names."""
    cases: frozenset[str]
    """The ids of the cases that have a file of their own."""

    def address(self, case_id: str) -> str:
        """Where a case's own file lies below the site's root; '' where it has none."""
        return f"data/cases/{case_id}.json" if case_id in self.cases else ""


def find_data(root: Path, wanted: Callable[[], str]) -> DataFiles | None:
    """The data of the artefacts, if they were made from the same decision of the gate; it is asked only for these."""
    folder = artefact_folder(root, "data")
    try:
        note: Any = json.loads((folder / NOTE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(note, dict) or note.get("key") != wanted():
        return None
    present = {file.name: file.stat().st_size for file in folder.iterdir() if file.is_file() and file.name != NOTE}
    listed = tuple((name, present[name]) for name in FILES if name in present)
    further = tuple(sorted(name for name in present if name.endswith(".csv") and name not in FILES))
    return DataFiles(folder, listed, further, frozenset(file.stem for file in (folder / "cases").glob("*.json")))


def write_data(data: DataFiles | None, out: Path) -> None:
    """Bring the files to the site."""
    if data is not None:
        shutil.copytree(data.folder, out / "data", ignore=shutil.ignore_patterns(NOTE), dirs_exist_ok=True)
