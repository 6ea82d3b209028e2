"""Reads a workbook that came back: by the keys in its hidden column, whatever was moved, added or hidden."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from casebook.diagnostics.values import diagnose
from casebook.intake.forms.answers import Attached, Filled, Place, Returned, note
from casebook.intake.forms.blocks import Run, joined
from casebook.intake.forms.lines import from_lines
from casebook.intake.forms.questions import CASE_KEY, EDITION_KEY, FORM_KEY, LANGUAGE_KEY
from casebook.intake.forms.workbook import ANSWER, KEYS, OWN_ROW
from casebook.intake.forms.workbook_checks import LISTS

MAX_ROWS = 5_000
_ABOUT = {FORM_KEY: "version", CASE_KEY: "case_id", EDITION_KEY: "edition", LANGUAGE_KEY: "language"}


def read_workbook(data: bytes, file: str) -> Returned:
    """What a workbook holds; a file that is none has one problem and nothing else."""
    returned = Returned(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            written = load_workbook(io.BytesIO(data), rich_text=True)
            worked_out = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError, IndexError):
        returned.problems.append((Place(), diagnose(file, (0, 0), "form-unreadable")))
        return returned
    for sheet in written.worksheets:
        if sheet.title != LISTS:
            _Reader(returned, sheet, worked_out[sheet.title]).read()
    return returned


class _Reader:
    """Reads one sheet."""

    def __init__(self, returned: Returned, sheet: Worksheet, values: Worksheet) -> None:
        self.returned, self.sheet, self.values = returned, sheet, values
        self.columns: dict[str, list[str]] = {}
        self.pictures = _pictures(sheet)

    def read(self) -> None:
        """Every row by its key; a row without one belongs to the table above it."""
        table, keyed = "", False
        for row in range(1, min(self.sheet.max_row, MAX_ROWS) + 1):
            key = str(self.sheet.cell(row, KEYS).value or "").strip()
            keyed = keyed or bool(key)
            if key in _ABOUT:
                setattr(self.returned, _ABOUT[key], str(self.sheet.cell(row, ANSWER).value or "").strip())
            elif ":" in key:
                table, _, names = key.partition(":")
                self.columns[table] = names.split()
                self.returned.rows.setdefault(table, [])
            elif key == OWN_ROW:
                table = ""
            elif key and key.rpartition(".")[0] in self.columns:
                table = key.rpartition(".")[0]
                self._row(table, row)
            elif key:
                table = ""
                self.returned.answers[key] = self._filled(row, ANSWER)
            elif table:
                self._row(table, row)
            else:
                self._outside(row)
        if keyed:
            self._merged()
            self._comments()
            if self.sheet.sheet_state != "visible":
                self.returned.notes.append(note(Place(sheet=self.sheet.title), "hidden_sheet"))
        self.returned.loose += [
            (each, Place(sheet=self.sheet.title, cell=where))
            for where, found in self.pictures.items()
            for each in found
        ]

    def _row(self, table: str, row: int) -> None:
        cells = {name: self._filled(row, ANSWER + number) for number, name in enumerate(self.columns[table])}
        if "file" in cells:  # a picture may lie anywhere in its row
            cells["file"] = replace(cells["file"], pictures=tuple(self._pictures_in(row)))
        if any(not cell.blank for cell in cells.values()):
            self.returned.rows[table].append(cells)

    def _pictures_in(self, row: int) -> list[Attached]:
        there = [where for where in self.pictures if self.sheet[where].row == row]
        return [each for where in there for each in self.pictures.pop(where)]

    def _filled(self, row: int, column: int) -> Filled:
        cell = self.sheet.cell(row, column)
        place = Place(sheet=self.sheet.title, cell=cell.coordinate)
        value: Any = cell.value
        if isinstance(value, str) and cell.data_type == "f":
            value = self.values.cell(row, column).value
            if value is None:
                self.returned.problems.append((place, diagnose(self.returned.file, (row, column), "form-formula")))
            else:
                self.returned.notes.append(note(place, "formula", found=_said(value)))
        return Filled(tuple(from_lines(_lines(value))), place)

    def _outside(self, row: int) -> None:
        for column in range(ANSWER, self.sheet.max_column + 1):
            value = self.sheet.cell(row, column).value
            if _said(value).strip():
                place = Place(sheet=self.sheet.title, cell=self.sheet.cell(row, column).coordinate)
                self.returned.notes.append(note(place, "outside", found=_said(value)[:200]))

    def _merged(self) -> None:
        for area in sorted(self.sheet.merged_cells.ranges, key=str):
            place = Place(sheet=self.sheet.title, cell=str(area).partition(":")[0])
            self.returned.notes.append(note(place, "merged", found=area))

    def _comments(self) -> None:
        for row in self.sheet.iter_rows():
            for cell in row:
                if cell.comment:
                    place = Place(sheet=self.sheet.title, cell=cell.coordinate)
                    text = " ".join(str(cell.comment.text).split())
                    self.returned.notes.append(note(place, "comment", by=cell.comment.author or "–", text=text))


def _pictures(sheet: Worksheet) -> dict[str, list[Attached]]:
    """The pictures of a sheet by the cell in which their upper left corner lies."""
    found: dict[str, list[Attached]] = {}
    images: list[Any] = getattr(sheet, "_images", [])
    for image in images:
        start = image.anchor._from
        where = sheet.cell(start.row + 1, start.col + 1).coordinate
        found.setdefault(where, []).append(Attached(image.ref.getvalue(), str(image.format).lower()))
    return found


def _said(value: Any) -> str:
    """A cell's value as a person sees it: dates as 2019-07-20, numbers with no more digits than they have."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.15g}" if not value.is_integer() else str(int(value))
    return str(value)


def _lines(value: Any) -> Iterator[tuple[Run, ...]]:
    line: list[Run] = []
    for run in _runs(value):
        first, *others = run.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        line.append(Run(first, run.marks))
        for other in others:
            yield joined(line)
            line = [Run(other, run.marks)]
    yield joined(line)


def _runs(value: Any) -> Iterator[Run]:
    if not isinstance(value, CellRichText):
        yield Run(_said(value))
        return
    for piece in value:
        if isinstance(piece, TextBlock):
            font = piece.font
            marks = {("strong", bool(font.b)), ("em", bool(font.i))}
            marks |= {("sup", font.vertAlign == "superscript"), ("sub", font.vertAlign == "subscript")}
            yield Run(piece.text, frozenset(mark for mark, on in marks if on))
        else:
            yield Run(str(piece))
