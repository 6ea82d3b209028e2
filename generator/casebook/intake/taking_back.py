"""`import` of an export that came back: what differs is changed in the case files, and nothing else.

An export does not carry everything: private keys, names of pictures, the contact, observations after its day. None of
that is ever taken away. A key counts as changed only where its meaning is another one: 0.10 is 0.1, and a break at the
end of a text says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.intake.changes import FileChange
from casebook.intake.emit import emit, to_values
from casebook.intake.exported import Exported, read_exported
from casebook.intake.update import update_text
from casebook.model.case import Case
from casebook.model.decode import decode
from casebook.model.programme import Programme
from casebook.model.tables import plain
from casebook.project.files import find_case_files
from casebook.project.settings import read_programme
from casebook.richtext.comments import without_comments
from casebook.source.reader import parse_source
from casebook.source.tree import MappingNode, Text

ORDER = tuple(Case.model_fields)
_DATED = ("follow_up", "corrections")
"""Lists of which an export shows only what lies before its day."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an export that came back would change."""

    changes: tuple[FileChange, ...] = ()
    unchanged: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether there is no error."""
        return all(each.severity is not Severity.ERROR for each in self.diagnostics)


def plan_taking_back(root: Path, file: Path) -> TakenBack:
    """Compare an export with the case files at `root`; nothing is written."""
    programme, problems = read_programme(root)
    read = read_exported(file)
    if programme is None:
        return TakenBack(diagnostics=(*read.diagnostics, *problems))
    paths = {path.rsplit("/", 1)[-1].removesuffix(".yml"): path for path in find_case_files(root).paths}
    changes: list[FileChange] = []
    found = list(read.diagnostics)
    unchanged = 0
    for case_id in sorted(read.cases):
        made = _change(root, case_id, paths.get(case_id), read, programme, found)
        if made is None:
            unchanged += 1
        else:
            changes.append(made)
    return TakenBack(tuple(changes), unchanged, tuple(sorted(set(found))))


def _change(
    root: Path, case_id: str, path: str | None, read: Exported, programme: Programme, found: list[Diagnostic]
) -> FileChange | None:
    """The change of one case's file; None where there is none, or where it cannot be made."""
    tree = read.cases[case_id]
    told, problems = _typed(tree, read)
    found += problems
    if told is None or any(each.severity is Severity.ERROR for each in problems):
        return None
    if path is None:
        return _new_file(case_id, _dump(told, sparse=True), read, found, tree.position)
    text = (root / path).read_bytes().decode("utf-8", "replace")
    source = parse_source(text.encode("utf-8"), path)
    case = decode(Case, source.root, path)[0] if isinstance(source.root, MappingNode) else None
    if case is None:
        found.append(diagnose(path, (1, 1), "case-not-changed"))
        return None
    edition = path.split("/")[1] if path.count("/") == 2 else ""
    fresh = dict(_differing(case, told, read, programme, edition))
    if len(told.images) > len(case.images) and "images" in read.carried:
        found.append(_at(tree.position, "pictures-not-carried", read, Severity.WARNING, id=case_id))
    changed = update_text(text, {key: to_values(value) for key, value in fresh.items()}, ORDER) if fresh else text
    if changed is None:
        found.append(diagnose(path, (1, 1), "case-not-changed"))
        return None
    return FileChange(path, text, changed) if changed != text else None


def _dump(case: Case, *, sparse: bool) -> dict[str, Any]:
    """The values of a case without empty ones; `sparse` leaves out those that need not be written."""
    values: dict[str, Any] = plain(case.model_dump(exclude_defaults=sparse))
    return values


def _typed(tree: MappingNode, read: Exported) -> tuple[Case | None, list[Diagnostic]]:
    """What a record says, typed; problems are named by the table that the key stands in."""
    # The names of pictures are not in an export; a stand-in lets the rest of the entry be read.
    pictures = tree.entries.get("images")
    for image in getattr(pictures[1], "items", ()) if pictures else ():
        if isinstance(image, MappingNode):
            image.entries.setdefault("file", (image.position, Text("?", image.position)))
    case, problems = decode(Case, tree, "")
    return case, [read.placed(each) for each in problems]


def _at(position: tuple[int, int], code: str, read: Exported, severity: Severity, **words: str) -> Diagnostic:
    return read.placed(diagnose("", position, code, severity, **words))


def _differing(case: Case, told: Case, read: Exported, programme: Programme, edition: str) -> Iterator[tuple[str, Any]]:
    """The top-level keys whose values differ, with the value that the file shall have."""
    settled = {"language": programme.language, "editions": [edition] if edition else []}
    known, written = _dump(case, sparse=False), plain(case.model_dump(exclude_unset=True))
    full, sparse = _dump(told, sparse=False), _dump(told, sparse=True)
    for key in ORDER:
        if key not in read.carried or key in {"contact", "consent", "approvals"}:
            continue
        old = known.get(key)
        new = _completed(key, old, full.get(key), programme)
        if _meaning(old if old is not None else settled.get(key)) != _meaning(new):
            yield key, _to_write(old, written.get(key), new, _completed(key, old, sparse.get(key), programme))


def _to_write(old: Any, written: Any, new: Any, sparse: Any) -> Any:
    """The new value, in which defaults are written where the file wrote them, and nowhere else."""
    if isinstance(new, Mapping):
        old, written, sparse = old or {}, written or {}, sparse or {}
        return {
            key: _to_write(old.get(key), written.get(key), value, sparse.get(key))
            for key, value in new.items()
            if (key in written if key in old and _meaning(old[key]) == _meaning(value) else key in sparse)
        }
    if isinstance(new, list) and isinstance(old, list) and len(written or ()) == len(old):
        places = _places(old, new)
        return [
            _to_write(old[place], written[place], each, sparse[number]) if place is not None else sparse[number]
            for number, (each, place) in enumerate(zip(new, places, strict=True))
        ]
    return sparse if isinstance(new, list) else new


def _places(old: list[Any], new: list[Any]) -> list[int | None]:
    """For each new entry the old one that it is, changed or not."""
    known = [_meaning(each) for each in old]
    same = [known.index(_meaning(each)) if _meaning(each) in known else None for each in new]
    return [
        found if found is not None else number if number < len(old) and number not in same else None
        for number, found in enumerate(same)
    ]


def _completed(key: str, old: Any, new: Any, programme: Programme) -> Any:
    """The new value with what an export does not carry."""
    if key == "images":
        return [
            {**image, "file": old[place]["file"]} for place, image in enumerate(new or ()) if place < len(old or ())
        ]
    if key in _DATED:
        told = {str(each.get("date")) for each in new or ()}
        kept = [each for each in old or () if str(each.get("date")) not in told]
        return sorted([*kept, *(new or ())], key=lambda each: str(each.get("date"))) if kept else new
    if key == "extra":
        hidden = {name: value for name, value in (old or {}).items() if not _public(name, programme)}
        return {**hidden, **(new or {})} or None
    if key == "status" and new is None:
        return old
    return new


def _public(name: str, programme: Programme) -> bool:
    rule = programme.template.extra.get(name)
    return rule is not None and rule.public


def _meaning(value: Any) -> Any:
    """A value without what makes no difference or is not exported: breaks at the end of a text, comments in it."""
    if isinstance(value, str):
        return without_comments(value).rstrip("\n")
    if isinstance(value, Decimal):
        return value.normalize()
    if isinstance(value, Mapping):
        return {key: _meaning(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_meaning(each) for each in value] or None
    return value if value != {} else None


def _new_file(
    case_id: str, told: Mapping[str, Any], read: Exported, found: list[Diagnostic], position: tuple[int, int]
) -> FileChange | None:
    """A case that this casebook does not have yet, without its pictures, which an export does not carry."""
    editions = told.get("editions") or []
    if not editions:
        found.append(_at(position, "export-without-edition", read, Severity.ERROR, id=case_id))
        return None
    if told.get("images"):
        found.append(_at(position, "pictures-not-carried", read, Severity.WARNING, id=case_id))
    values = {key: to_values(value) for key, value in told.items() if key != "images"}
    return FileChange(f"cases/{editions[0]}/{case_id}.yml", None, emit(values))
