"""Open data as an Excel workbook: a sheet for each table, with filters, frozen heads and links.

Every text is stored as a text, so nothing in it can become a formula. A text longer than a cell can hold goes on in the
sheet `long_texts`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from casebook.exports.sheets import Sheet, kind_in
from casebook.model.case import SECTIONS
from casebook.model.tables import Cell
from casebook.zips import workbook_bytes

LONGEST = 32_767
"""The most characters of a cell, counted as UTF-16 does."""
LONG_TEXTS = "long_texts"
_WIDTHS = {"number": 12, "whole": 10, "day": 12, "date": 12, "flag": 8, "lines": 26}
_TEXT, _WIDE = 24, 60
_LONG_KEYS = {"title", "summary", "short", "note", "caption", "alt", "text", *SECTIONS}


def render_xlsx(sheets: Sequence[Sheet], *, title: str, day: dt.date) -> bytes:
    """The workbook; the same tables and day give the same bytes."""
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = "Casebook"
    rest: list[Mapping[str, Cell]] = []
    for sheet in sheets:
        _write_sheet(book, sheet, rest)
    if rest:
        columns = ("sheet", "row", "column", "part", "text")
        _write_sheet(book, Sheet(LONG_TEXTS, columns, tuple(rest)), [])
    return workbook_bytes(book, day)


def _write_sheet(book: Workbook, sheet: Sheet, rest: list[Mapping[str, Cell]]) -> None:
    page: Any = book.create_sheet(sheet.name)
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    for number, name in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = _width(sheet.name, name)
    page.append(list(_head(page, sheet.columns)))
    kinds = {name: kind_in(sheet.name, name) for name in sheet.columns}
    for number, row in enumerate(sheet.rows, 2):
        page.append([_cell(page, row.get(name), kinds[name]) for name in sheet.columns])
        rest += _overlong(sheet, row, number)


def _head(page: Any, columns: Sequence[str]) -> Iterator[Any]:
    for name in columns:
        cell = WriteOnlyCell(page, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EDF2")
        yield cell


def _width(sheet: str, name: str) -> int:
    kind = kind_in(sheet, name)
    if kind != "text":
        return _WIDTHS[kind]
    return _WIDE if name.split(".")[0] in _LONG_KEYS or name == "derived.address" else _TEXT


def _cell(page: Any, value: Cell | None, kind: str) -> Any:
    """A cell: numbers and days as such, every other value as a text that is never a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"  # LibreOffice keeps Excel's own as formulas
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return _number(page, value)
    if isinstance(value, dt.date):
        cell = WriteOnlyCell(page, dt.datetime(value.year, value.month, value.day))
        cell.number_format = "yyyy-mm-dd"
        return cell
    text = _parts(value)[0]
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    if "\n" in text and kind == "lines":
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if kind == "text" and text.startswith(("https://", "http://")) and " " not in text and len(text) < 2000:
        cell.hyperlink = text
    return cell


def _number(page: Any, value: Decimal) -> Any:
    """A number shown with the digits that were written; as a text where Excel's own numbers cannot hold it."""
    exponent = value.as_tuple().exponent
    if Decimal(repr(float(value))) != value or not isinstance(exponent, int):
        cell = WriteOnlyCell(page, str(value))
        cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(page, float(value) if exponent < 0 else int(value))
    if -20 < exponent < 0:
        cell.number_format = "0." + "0" * -exponent
    return cell


def _parts(text: str) -> list[str]:
    """A text in pieces that fit a cell."""
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return [text]
    # Half the limit: a character beyond the basic plane counts twice.
    step = LONGEST // 2
    return [text[start : start + step] for start in range(0, len(text), step)]


def _overlong(sheet: Sheet, row: Mapping[str, Cell], number: int) -> Iterator[Mapping[str, Cell]]:
    for name, value in row.items():
        if isinstance(value, str) and len(value) * 2 > LONGEST:
            for part, text in enumerate(_parts(value)[1:], 2):
                yield {"sheet": sheet.name, "row": number, "column": name, "part": part, "text": text}
