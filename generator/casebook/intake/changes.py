"""What an import would do to files, as values: shown as a diff, or written, each file whole or not at all."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from casebook.staging import write_whole


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file and the text it shall have."""

    path: str
    """Relative to the project, with forward slashes."""
    before: str | None
    """None for a new file."""
    after: str


def render_diff(changes: Iterable[FileChange]) -> str:
    """The changes as a unified diff, which `patch` and git understand."""
    return "".join(
        line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
        for change in changes
        for line in difflib.unified_diff(
            (change.before or "").splitlines(keepends=True),
            change.after.splitlines(keepends=True),
            "/dev/null" if change.before is None else f"a/{change.path}",
            f"b/{change.path}",
        )
    )


def write_changes(root: Path, changes: Sequence[FileChange]) -> None:
    """Write every file; an interruption leaves each either as it was or as it shall be."""
    for change in changes:
        write_whole(root / change.path, change.after.encode("utf-8"))
