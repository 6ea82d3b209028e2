"""What the last build left: pages that need not be made again, and files that need not be written again.

A page is taken over where it is made from the same values in the same surroundings and nobody has touched its file
since. A file that came out the same is the same file on the disk, so that its time of change says when it changed.
"""

from __future__ import annotations

import filecmp
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from casebook.staging import WORK

NOTES = f"{WORK}/cache/pages.json"


class Note(NamedTuple):
    """A page that was written: what it is made from, as a hash, and its file's size and time of change."""

    mark: str
    size: int
    changed: int

    @classmethod
    def of(cls, mark: str, path: Path) -> Note:
        """The note on a file that has just been written."""
        known = path.stat()
        return cls(mark, known.st_size, known.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class LastSite:
    """The site that the last build left, and its notes; without notes nothing is taken over."""

    folder: Path = Path()
    notes: Mapping[str, Note] = field(default_factory=dict)

    def bring(self, file: str, mark: str, path: Path) -> bool:
        """Bring a file of the last site to a new place if it still holds; says whether it did."""
        note, old = self.notes.get(file), self.folder / file
        if note is None or note.mark != mark:
            return False
        try:
            if Note.of(mark, old) != note:
                return False
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
        except OSError:
            return False
        return _joined(old, path)


def read_last(root: Path, folder: Path | None, surroundings: str) -> LastSite:
    """What was noted on the site in a folder; nothing where it was made in other surroundings."""
    try:
        text = (root / NOTES).read_text("utf-8") if folder else "{}"
        known = json.loads(text)
        if folder is None or known["surroundings"] != surroundings:
            return LastSite()
        notes = {
            file: Note(str(mark), int(size), int(changed)) for file, (mark, size, changed) in known["pages"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return LastSite()
    return LastSite(folder.resolve(), notes)


def write_notes(root: Path, surroundings: str, notes: Mapping[str, Note]) -> None:
    """Note what was written, for the next build."""
    path = root / NOTES
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"surroundings": surroundings, "pages": notes}, sort_keys=True), encoding="utf-8")
    fresh.replace(path)


def keep_unchanged(stage: Path, folder: Path) -> None:
    """Let every file of a finished stage that is equal to the one of the last site be that file.

    Nothing may be written to the stage afterwards: the files are the last site's until the stage takes its place.
    """
    if not folder.is_dir():
        return
    for path in sorted(stage.rglob("*")):
        old, beside = folder / path.relative_to(stage), path.with_name(f".{path.name}.same")
        if path.is_file() and _is_another(old, path) and filecmp.cmp(path, old, shallow=False) and _joined(old, beside):
            beside.replace(path)


def _is_another(old: Path, path: Path) -> bool:
    """Whether there is an old file that is not the new one under another name."""
    return old.is_file() and not old.is_symlink() and not path.samefile(old)


def remove(folder: Path, file: str) -> None:
    """Delete a file below a folder, and the folders between that are empty then."""
    path = folder / file
    path.unlink(missing_ok=True)
    for parent in path.relative_to(folder).parents[:-1]:
        if any((folder / parent).iterdir()):
            break
        (folder / parent).rmdir()


def _joined(old: Path, path: Path) -> bool:
    """One more name for a file, or a copy with its time of change where the file system knows no such names."""
    try:
        os.link(old, path)
    except OSError:
        try:
            shutil.copy2(old, path)
        except OSError:
            path.unlink(missing_ok=True)
            return False
    return True
