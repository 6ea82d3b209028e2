"""The board as text, as one page of HTML for the office's own browser, and as an Excel sheet."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from casebook.labels.catalogue import Labels
from casebook.office.board import Line, totals
from casebook.zips import workbook_bytes

COLUMNS = (
    "case", "company", "step", "deadline", "late", "sent", "returned", "proof", "errors", "warnings", "translations",
    "approved", "catalogues", "title", "note",
)  # fmt: skip
_WIDTHS = (30, 28, 14, 12, 8, 12, 12, 12, 8, 10, 22, 30, 26, 60, 40)
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #1d2733; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #d5dde5; }
thead th { position: sticky; top: 0; background: #fff; }
tr.late td:first-child { box-shadow: inset 4px 0 #b5494e; padding-left: .6rem; }
.soft { color: #55626f; }
"""


def cells(line: Line, words: Labels) -> tuple[Any, ...]:
    """A line's values in the order of the columns; days as days, counts as numbers."""
    languages = [*line.translated, *(words("board_stale", language=each) for each in line.stale)]
    languages += [words("board_missing", language=each) for each in line.missing]
    approved = [*line.approved, *(words("board_outdated", name=each) for each in line.outdated)]
    return (
        line.case, line.company, words(f"board_step_{line.step}"), line.deadline, line.days_late or None, line.sent,
        line.returned, line.proof, line.errors or None, line.warnings or None, ", ".join(languages),
        ", ".join(approved), ", ".join(line.catalogues), line.title, line.note,
    )  # fmt: skip


def _shown(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)


def render_text(lines: Sequence[Line], words: Labels) -> str:
    """The board as columns of text, without titles and notes; wide characters count as two."""
    shown = len(COLUMNS) - 2
    rows = [[words(f"board_{name}") for name in COLUMNS[:shown]]]
    rows += [[_shown(value) for value in cells(line, words)[:shown]] for line in lines]
    used = [place for place in range(shown) if any(row[place] for row in rows[1:])]
    widths = {place: max(_width(row[place]) for row in rows) for place in used}
    text = "".join("  ".join(_padded(row[place], widths[place]) for place in used).rstrip() + "\n" for row in rows)
    return f"{text}\n{summary(lines, words)}\n"


def summary(lines: Sequence[Line], words: Labels) -> str:
    """The numbers in one line."""
    counted = totals(lines)
    parts = [f"{words('board_step_' + step)} {number}" for step, number in counted.items() if step != "late"]
    return words("board_total", count=len(lines), late=counted["late"]) + " " + ", ".join(parts)


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def render_html(lines: Sequence[Line], words: Labels, *, title: str, language: str) -> str:
    """The board as a page that needs nothing beside it."""
    head = "".join(f'<th scope="col">{html.escape(words("board_" + name))}</th>' for name in COLUMNS)
    body = "\n".join(_html_row(line, words) for line in lines)
    said = html.escape(title)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{said}</title>'
        f'<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<style>{_STYLE}</style></head>\n<body><h1>{said}</h1>\n<p>{html.escape(summary(lines, words))}</p>\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></body></html>\n"
    )


def _html_row(line: Line, words: Labels) -> str:
    late = ' class="late"' if line.days_late else ""
    return f"<tr{late}>" + "".join(f"<td>{html.escape(_shown(each))}</td>" for each in cells(line, words)) + "</tr>"


def render_xlsx(lines: Iterable[Line], words: Labels, *, title: str, day: dt.date) -> bytes:
    """The board as a workbook with a filter; the same lines and day give the same bytes."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = words("board_heading")[:31]
    page.append([words(f"board_{name}") for name in COLUMNS])
    for line in lines:
        page.append(list(cells(line, words)))
        for cell in page[page.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        if line.days_late:
            page.cell(page.max_row, 1).fill = PatternFill("solid", fgColor="F6D9DA")
    for cell in page[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    book.properties.title, book.properties.creator = title, "Casebook"
    return workbook_bytes(book, day)
