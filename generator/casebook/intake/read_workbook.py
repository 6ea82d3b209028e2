"""Reads a sheet of an Excel workbook into records: dates as dates, merged cells filled, formulas by their results."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from casebook.diagnostics.nearest import near
from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.intake.table import Cell, Record, Table, check_header

_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}


def read_workbook(file: Path, sheet: str | None) -> Table:
    """The records of a sheet, the first where none is named; the first row that is not empty holds the names."""
    try:
        book = load_workbook(file, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, InvalidFileException):
        return Table(diagnostics=(diagnose(file.name, (1, 1), "file-unreadable", reason="it is no Excel workbook"),))
    if sheet is not None and sheet not in book.sheetnames:
        words = near(sheet, book.sheetnames) or {"known": ", ".join(book.sheetnames)}
        return Table(diagnostics=(diagnose(file.name, (1, 1), "sheet-unknown", found=sheet, **words),))
    page: Any = book[sheet] if sheet is not None else book.worksheets[0]
    found: list[Diagnostic] = []
    merged = len(page.merged_cells.ranges)
    rows = list(_rows(page, file.name, found))
    if not rows:
        return Table(diagnostics=(diagnose(file.name, (1, 1), "table-empty"),))
    number, head = rows[0]
    header = [head.get(place, "").strip() for place in range(1, max(head) + 1)]
    found += check_header(header, file.name, number)
    if any(each.severity is Severity.ERROR for each in found if each.code == "column-twice"):
        return Table(diagnostics=tuple(found))
    records = [
        Record(line, {name: Cell((cells.get(place, ""),), (line, place)) for place, name in enumerate(header, 1)})
        for line, cells in rows[1:]
    ]
    said = [f"read from the sheet “{page.title}”"] + ([f"{merged} merged areas filled"] if merged else [])
    return Table(tuple(records), tuple(name for name in header if name), tuple(found), tuple(said))


def _rows(page: Any, path: str, found: list[Diagnostic]) -> Iterator[tuple[int, dict[int, str]]]:
    """The rows that hold anything: number → column → text. A merged area's value stands in all its cells."""
    filled = {
        (row, column): (area.min_row, area.min_col)
        for area in page.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    for number, row in enumerate(page.iter_rows(values_only=True), 1):
        cells: dict[int, str] = {}
        for column, value in enumerate(row, 1):
            held = page.cell(*filled[number, column]).value if (number, column) in filled else value
            text = as_text(held)
            if text in _ERRORS:
                found.append(diagnose(path, (number, column), "cell-error", Severity.WARNING, found=text))
                text = ""
            if text.strip():
                cells[column] = text
        if cells:
            yield number, cells


def as_text(value: Any) -> str:
    """A cell's value as text: numbers with the digits that Excel shows at most, dates by ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value).replace("_x000D_", "").replace("\r\n", "\n")
