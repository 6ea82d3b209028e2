"""Lifts a project of an older format: plans every change first, keeps the old files, then swaps the new ones in."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.model.programme import FORMAT
from casebook.scaffold.lift import SETTINGS, STEPS, Lifted, Step, Texts, format_of
from casebook.scaffold.rename import UnreadableError
from casebook.staging import WORK

_BESIDE = ".casebook-new"
_READ = ("casebook.yml", "organisations.yml", "organizations.yml", "cases/*/*.yml", "internal/*.yml")


@dataclass(frozen=True, slots=True)
class MigrateReport:
    """What was changed, or would be."""

    lines: tuple[str, ...]
    """A line a change: file:line: old → new."""
    failed: bool = False


def migrate_project(root: Path, *, dry_run: bool) -> MigrateReport:
    """Lift a project to the present format; with `dry_run` only say how. A problem leaves every file as it was."""
    return lift_project(root, dry_run=dry_run, steps=STEPS, target=FORMAT)


def lift_project(root: Path, *, dry_run: bool, steps: Mapping[int, Step], target: int) -> MigrateReport:
    """Lift a project to a format by a table of steps."""
    try:
        texts = _read_texts(root)
        version = format_of(texts[SETTINGS])
        if version > target:
            said = f"{SETTINGS} is of format {version}; this Casebook reads {target}. Install a newer Casebook."
            return MigrateReport((said,), failed=True)
        if version == target:
            return MigrateReport((f"{SETTINGS} is of format {target} already; there is nothing to lift.",))
        lifted = _lift(texts, version, target, steps)
    except UnreadableError as problem:
        return MigrateReport((str(problem), "Nothing was changed."), failed=True)
    lines = [f"{old} → {new}" for old, new in lifted.moved] + [str(change) for change in lifted.changes]
    if dry_run:
        return MigrateReport((*lines, "Nothing was changed: this was a dry run."))
    backup = _write(root, texts, lifted)
    return MigrateReport((*lines, f"Lifted from format {version} to {target}. The old files are in {backup}."))


def _read_texts(root: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    for pattern in _READ:
        for file in sorted(root.glob(pattern)):
            path = file.relative_to(root).as_posix()
            try:
                # Bytes, not text: line ends must come back as they were.
                texts[path] = file.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                raise UnreadableError(f"{path}: the file is not UTF-8. Save it as UTF-8, then migrate again.") from None
            except OSError as problem:
                raise UnreadableError(f"{path}: the file cannot be opened: {problem.strerror}") from None
    return texts


def _lift(texts: Texts, version: int, target: int, steps: Mapping[int, Step]) -> Lifted:
    """Every step in turn; lines in the report are those of the file that each step met."""
    made = Lifted(texts, ())
    for each in range(version, target):
        step = steps[each](made.texts)
        made = Lifted(step.texts, made.changes + step.changes, _chained(made.moved, step.moved))
    return made


def _chained(before: tuple[tuple[str, str], ...], now: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Moves of two steps as one: a file that moved twice goes straight to its last place."""
    onward = dict(now)
    taken = {new for _, new in before}
    return (
        *((old, onward.get(new, new)) for old, new in before),
        *((old, new) for old, new in now if old not in taken),
    )


def _write(root: Path, texts: Texts, lifted: Lifted) -> str:
    """Keep the old files, write the new ones beside them, then swap; the settings last, so that a rerun goes on."""
    came_from = {new: old for old, new in lifted.moved}
    touched = {path: came_from.get(path, path) for path in lifted.texts}
    touched = {new: old for new, old in touched.items() if new != old or lifted.texts[new] != texts.get(old)}
    backup = _next_backup(root)
    for old in sorted(touched.values()):
        kept = backup / old
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / old, kept)
    order = sorted(touched, key=lambda path: (path == SETTINGS, path))
    try:
        for path in order:
            _beside(root, path).write_bytes(lifted.texts[path].encode("utf-8"))
        for path in order:
            _beside(root, path).replace(root / path)
            if touched[path] != path:
                (root / touched[path]).unlink()
    finally:
        for path in order:
            _beside(root, path).unlink(missing_ok=True)
    return backup.relative_to(root).as_posix()


def _beside(root: Path, path: str) -> Path:
    return root / f"{path}{_BESIDE}"


def _next_backup(root: Path) -> Path:
    """A new numbered folder: numbers, not dates, since the same input shall give the same files."""
    folder = root / WORK / "backup"
    folder.mkdir(parents=True, exist_ok=True)
    taken = [int(entry.name) for entry in folder.iterdir() if entry.name.isdecimal()]
    made = folder / f"{max(taken, default=0) + 1:03}"
    made.mkdir()
    return made
