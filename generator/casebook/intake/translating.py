"""What is to be translated: what is missing and what is older than its source, as a sheet for a translator, and back.

The sheet carries the hash of each source text. It comes back with the translation, so a text that was changed while
it was away is seen to be stale again.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils.exceptions import InvalidFileException

from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.intake.changes import FileChange
from casebook.intake.update import update_text
from casebook.labels.catalogue import Labels
from casebook.model.case import SECTIONS, Case, Translation
from casebook.model.hashes import source_texts, text_hash
from casebook.project.values import Casebook, CaseEntry
from casebook.source.reader import parse_source
from casebook.source.tree import MappingNode, to_plain
from casebook.zips import workbook_bytes

SHEET = "translation"
COLUMNS = ("case", "language", "key", "item", "source", "target", "state", "of")
_WIDTHS = (28, 10, 20, 6, 70, 70, 12, 16)


@dataclass(frozen=True, slots=True)
class ToTranslate:
    """One text of a case that a language lacks, or has of an earlier source."""

    case: str
    language: str
    key: str
    item: int
    """Which item of a section, from 1; 0 for texts that are not sections."""
    source: str
    target: str
    state: str
    """missing, stale or unchecked: one that does not say of which source it is."""
    of: str
    """The hash of the whole source text."""


def to_translate(casebook: Casebook, *, language: str | None = None) -> tuple[ToTranslate, ...]:
    """Everything that is to be translated, by case; with `language` into that one alone."""
    wanted = casebook.programme.languages if language is None else (language,)
    return tuple(
        each
        for entry in casebook.cases
        if entry.case.status != "withdrawn"
        for tongue in wanted
        if tongue != (entry.case.language or casebook.programme.language)
        for each in _of_case(entry, tongue)
    )


def _of_case(entry: CaseEntry, language: str) -> Iterator[ToTranslate]:
    translation = entry.case.translations.get(language) or Translation()
    for key, items in source_texts(entry.case).items():
        of, known = text_hash(items), _items(translation, key)
        said = translation.of.get(key)
        if known and said == of:
            continue
        state = "missing" if not known else "stale" if said else "unchecked"
        for place, source in enumerate(items):
            number = place + 1 if key in SECTIONS else 0
            target = known[place] if place < len(known) else ""
            yield ToTranslate(entry.id, language, key, number, source, target, state, of)


def _items(translation: Translation, key: str) -> tuple[str, ...]:
    if key.startswith("short."):
        text = getattr(translation.short, key.removeprefix("short.")) if translation.short else None
        return (text,) if text else ()
    found = getattr(translation, key)
    return found if isinstance(found, tuple) else (found,) if found else ()


def render_sheet(texts: Sequence[ToTranslate], words: Labels, *, day: dt.date) -> bytes:
    """The sheet: source and target side by side; only the target can be written in."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = SHEET
    page.append(list(COLUMNS))
    page.append([words(f"translate_{name}") for name in COLUMNS])
    for each in texts:
        page.append([each.case, each.language, each.key, each.item, each.source, each.target, each.state, each.of])
        for cell in page[page.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        page.cell(page.max_row, 6).protection = Protection(locked=False)
        page.cell(page.max_row, 6).fill = PatternFill("solid", fgColor="F3F7FB")
    for cell in page[2]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    page.row_dimensions[1].hidden = True
    page.column_dimensions["H"].hidden = True
    page.freeze_panes = "A3"
    page.protection.sheet = True
    book.properties.creator = "Casebook"
    return workbook_bytes(book, day)


def is_sheet(file: Path) -> bool:
    """Whether a file is a translator's sheet."""
    if file.suffix.lower() != ".xlsx":
        return False
    try:
        return SHEET in load_workbook(io.BytesIO(file.read_bytes()), read_only=True).sheetnames
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, InvalidFileException):
        return False


def plan_translations(casebook: Casebook, file: Path) -> tuple[tuple[FileChange, ...], tuple[Diagnostic, ...]]:
    """The changes of case files that a returned sheet asks for; rows without a target ask for nothing."""
    found: list[Diagnostic] = []
    entries = {entry.id: entry for entry in casebook.cases}
    wanted: dict[str, dict[str, dict[str, list[tuple[int, str, str]]]]] = {}
    page = load_workbook(io.BytesIO(file.read_bytes()), read_only=True)[SHEET]
    for number, row in enumerate(page.iter_rows(min_row=3, max_col=len(COLUMNS), values_only=True), 3):
        said = dict(zip(COLUMNS, ("" if value is None else str(value) for value in row), strict=False))
        if not said.get("target", "").strip():
            continue
        if said["case"] not in entries or not _known(said["key"]):
            found.append(diagnose(f"{file.name}:{SHEET}", (number, 1), "translation-unplaced", case=said["case"]))
            continue
        texts = wanted.setdefault(said["case"], {}).setdefault(said["language"], {}).setdefault(said["key"], [])
        texts.append((int(said["item"] or 0), said["target"].replace("\r\n", "\n"), said["of"]))
    changes = [_change(casebook.root, entries[case], languages, found) for case, languages in sorted(wanted.items())]
    return tuple(each for each in changes if each is not None), tuple(found)


def _known(key: str) -> bool:
    return key in {"title", "summary", *SECTIONS} or key in {"short.problem", "short.solution", "short.result"}


def _change(
    root: Path,
    entry: CaseEntry,
    languages: Mapping[str, Mapping[str, list[tuple[int, str, str]]]],
    found: list[Diagnostic],
) -> FileChange | None:
    text = (root / entry.path).read_bytes().decode("utf-8")
    node = parse_source(text.encode("utf-8"), "").root
    if not isinstance(node, MappingNode):
        found.append(diagnose(entry.path, (1, 1), "case-not-changed"))
        return None
    translations: dict[str, Any] = to_plain(node).get("translations", {})
    for language, texts in languages.items():
        translations[language] = _with_texts(translations.get(language, {}), texts)
    changed = update_text(text, {"translations": translations}, tuple(Case.model_fields))
    if changed is None:
        found.append(diagnose(entry.path, (1, 1), "case-not-changed"))
        return None
    return FileChange(entry.path, text, changed) if changed != text else None


def _with_texts(known: Mapping[str, Any], texts: Mapping[str, list[tuple[int, str, str]]]) -> dict[str, Any]:
    """A translation with new texts in it, and of which sources they are, in the order of the format."""
    made: dict[str, Any] = {**known, "of": dict(known.get("of", {}))}
    for key, items in texts.items():
        held = [target for _, target, _ in sorted(items)]
        if key.startswith("short."):
            made["short"] = {**made.get("short", {}), key.removeprefix("short."): held[0]}
        elif key in SECTIONS:
            made[key] = held if len(held) > 1 else held[0]
        else:
            made[key] = " ".join(held[0].split("\n"))
        made["of"][key] = items[0][2]
    return {key: made[key] for key in Translation.model_fields if made.get(key)}
