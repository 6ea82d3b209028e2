"""`rename`: another id for a case, with the old address kept alive by `former_ids`.

The new file is written before the old one goes, so an interruption leaves both and loses nothing.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.intake.changes import FileChange, write_changes
from casebook.intake.emit import Value
from casebook.intake.update import update_text
from casebook.model.case import Case
from casebook.model.internal import InternalSheet
from casebook.model.office import Office
from casebook.project.values import Casebook, CaseEntry
from casebook.source.reader import parse_source
from casebook.source.tree import to_plain

_PRIVATE = ("internal/approved", "internal/taken")
_LISTS = ("casebook.yml", "golden_queries.yml", "mkdocs.yml")
"""Files in which people name cases by hand; they are told, not changed."""


class RenameError(Exception):
    """The case cannot be renamed; the message says why."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a renaming writes, moves and deletes."""

    changes: tuple[FileChange, ...]
    moves: tuple[tuple[str, str], ...]
    deleted: tuple[str, ...]
    named_in: tuple[str, ...]
    """Places, as path:line, in which the old id is still written."""


def plan_renaming(casebook: Casebook, entry: CaseEntry, new: str) -> Renaming:
    """The plan; raises RenameError for a new id that is taken or a file that cannot be changed."""
    taken = {each.id for each in casebook.cases} | {old for each in casebook.cases for old in each.case.former_ids}
    if new in taken:
        raise RenameError(f"“{new}” is or was the id of another case; ids are never used twice.")
    root, old = casebook.root, entry.id
    path = entry.path.removesuffix(f"{old}.yml") + f"{new}.yml"
    former = [*entry.case.former_ids, old]
    changes = [FileChange(path, None, _updated(root / entry.path, {"former_ids": former}, tuple(Case.model_fields)))]
    deleted = [entry.path]
    sheet = root / "internal" / f"{old}.yml"
    if sheet.is_file():
        text = _updated(sheet, {"case": new}, tuple(InternalSheet.model_fields))
        changes.append(FileChange(f"internal/{new}.yml", None, text))
        deleted.append(f"internal/{old}.yml")
    changes += [*_register(root, old, new), *_office(root, old, new)]
    moves = [(entry.path.removesuffix(".yml"), path.removesuffix(".yml"))]
    moves += [(f"{folder}/{old}", f"{folder}/{new}") for folder in _PRIVATE]
    moves.append((f"internal/taken/{old}.yml", f"internal/taken/{new}.yml"))
    there = tuple(move for move in moves if (root / move[0]).exists())
    return Renaming(tuple(changes), there, tuple(deleted), tuple(_named(root, old)))


def write_renaming(root: Path, plan: Renaming) -> None:
    """Carry the plan out: pictures first, then the new files, the old ones last."""
    for old, new in plan.moves:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        if (root / old).is_dir():
            shutil.copytree(root / old, root / new, dirs_exist_ok=True)
        else:
            shutil.copyfile(root / old, root / new)
    write_changes(root, plan.changes)
    for path in plan.deleted:
        (root / path).unlink()
    for old, _ in plan.moves:
        shutil.rmtree(root / old) if (root / old).is_dir() else (root / old).unlink()


def _updated(file: Path, changes: Mapping[str, Value], order: tuple[str, ...]) -> str:
    text = update_text(file.read_bytes().decode("utf-8"), changes, order)
    if text is None:
        raise RenameError(f"{file.name} cannot be changed by machine; run casebook check and mend what it says.")
    return text


def _register(root: Path, old: str, new: str) -> Iterator[FileChange]:
    """The register with the new id in its column `case`; no other character of it changes."""
    file = root / "register.csv"
    if not file.is_file():
        return
    before = file.read_bytes().decode("utf-8")
    lines = before.splitlines(keepends=True)
    head = next(csv.reader(io.StringIO(lines[0].removeprefix("\ufeff"))), []) if lines else []
    if "case" not in head:
        return
    place = head.index("case")
    for number, line in enumerate(lines):
        cells = next(csv.reader(io.StringIO(line)), [])
        if len(cells) > place and cells[place] == old:
            # From the right, since the title may name the case too.
            lines[number] = new.join(line.rsplit(old, 1))
    after = "".join(lines)
    if after != before:
        yield FileChange("register.csv", before, after)


def _office(root: Path, old: str, new: str) -> Iterator[FileChange]:
    file = root / "office.yml"
    if not file.is_file():
        return
    before = file.read_bytes().decode("utf-8")
    node = parse_source(before.encode("utf-8"), "").root
    known = to_plain(node) if node is not None else {}
    expected = known.get("expected", []) if isinstance(known, dict) else []
    changed = [{**each, "case": new} if each.get("case") == old else each for each in expected]
    if changed != expected:
        yield FileChange("office.yml", before, _updated(file, {"expected": changed}, tuple(Office.model_fields)))


def _named(root: Path, old: str) -> Iterator[str]:
    """Where people wrote the old id by hand."""
    files = [root / name for name in _LISTS]
    docs = sorted((root / "docs").rglob("*.md")) if (root / "docs").is_dir() else []
    for file in (*files, *docs):
        if file.is_file():
            for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1):
                if old in line:
                    yield f"{file.relative_to(root).as_posix()}:{number}"
