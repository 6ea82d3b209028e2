"""What the cells of a form look like: typefaces, colours, widths, heights. No words and no checks."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from casebook.intake.forms.questions import Part, Question

PICTURE_WIDTH, PICTURE_HEIGHT = 200, 130
"""Pixels at most of a picture in its cell; the file inside keeps its own."""
_TYPEFACES = {"ja": "Yu Gothic", "zh-Hans": "Microsoft YaHei"}
_INK, _GREY, _LINE, _GROUND = "1F2933", "5B6770", "C5CCD3", "EEF1F4"
_LABEL_WIDTH, _ANSWER_WIDTH = 34, 82
_WIDTHS = {"note": 44, "quantity": 26, "evidence": 20, "url": 34, "title": 48, "caption": 36, "alt": 40, "file": 30,
           "stage": 28, "effects": 36, "name": 48, "role": 28, "by": 24, "number": 20, "relation": 12,
           "licence": 18}  # fmt: skip
_LINE_HEIGHT = 15.0
_TALLEST = 400.0


class Look:
    """The look of one workbook."""

    def __init__(self, language: str, accent: str) -> None:
        self.face = _TYPEFACES.get(language, "Calibri")
        self.accent = accent.lstrip("#")
        side = Side("thin", color=_LINE)
        self.border = Border(left=side, right=side, top=side, bottom=side)

    def _font(self, size: float = 11, color: str = _INK, *, bold: bool = False, italic: bool = False) -> Font:
        return Font(name=self.face, size=size, color=color, bold=bold, italic=italic)

    def _inline(self, size: float, color: str, *, bold: bool = False) -> InlineFont:
        return InlineFont(rFont=self.face, sz=size, b=bold or None, color=Color(color))

    def sheet(self, sheet: Worksheet, heading: str) -> None:
        """A sheet without lines, that prints on pages as wide as it."""
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.tabColor = self.accent
        sheet.column_dimensions["A"].hidden = True
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        footer: Any = sheet.oddFooter
        footer.center.text = f"{heading.replace('&', '&&')}  &P / &N"

    def title(self, heading: Cell, lead: Cell) -> None:
        heading.font = self._font(20, self.accent, bold=True)
        lead.font = self._font(11, _GREY)
        _sheet(heading).row_dimensions[1].height = 8
        _sheet(heading).row_dimensions[2].height = 32
        _sheet(heading).row_dimensions[3].height = 20

    def start_columns(self, sheet: Worksheet) -> None:
        sheet.column_dimensions["B"].width = _LABEL_WIDTH
        sheet.column_dimensions["C"].width = 110

    def columns(self, sheet: Worksheet, part: Part, *, boxes: bool) -> None:
        """The widths of a part's columns; `boxes`: it holds nothing but tables."""
        sheet.column_dimensions["B"].width = 5 if boxes else _LABEL_WIDTH
        if not boxes:
            widths = [_ANSWER_WIDTH, 12, 52] if part.key == "texts" else [_ANSWER_WIDTH - 22, 28]
            for number, width in enumerate(widths, 3):
                sheet.column_dimensions[get_column_letter(number)].width = width
            return
        held: dict[str, list[int]] = {}
        for item in part.items:
            for number, column in enumerate(getattr(item, "columns", ()), 3):
                held.setdefault(get_column_letter(number), []).append(_WIDTHS.get(column.key, 12))
        for letter, asked in held.items():
            sheet.column_dimensions[letter].width = max(asked)

    def step(self, number: Cell, text: Cell) -> None:
        number.font, text.font = self._font(11, self.accent, bold=True), self._font()
        number.alignment = Alignment(horizontal="right", vertical="top", indent=1)
        text.alignment = Alignment(wrap_text=True, vertical="top")
        _sheet(text).row_dimensions[text.row].height = _LINE_HEIGHT * _lines(str(text.value), 110) + 6

    def fact(self, label: Cell, value: Cell) -> None:
        self._grey(label)
        self._grey(value)
        label.font, value.font = self._font(10, _GREY), self._font(10, _INK)
        value.number_format = "@"

    def _grey(self, cell: Cell) -> None:
        cell.fill = PatternFill("solid", fgColor=_GROUND)
        cell.border = self.border
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)

    def column_head(self, cell: Cell) -> None:
        cell.font = self._font(10, "FFFFFF", bold=True)
        cell.fill = PatternFill("solid", fgColor=self.accent)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)

    def label(self, cell: Cell, label: str, explained: str, *, required: bool) -> None:
        """A label with its explanation below it, in one cell."""
        self._grey(cell)
        strong = self._inline(11, _INK, bold=True)
        star = self._inline(11, "B3261E", bold=True)
        small = self._inline(9.5, _GREY)
        cell.value = CellRichText(TextBlock(strong, label))
        if required:
            cell.value.append(TextBlock(star, " *"))
        if explained:
            cell.value.append(TextBlock(small, f"\n{explained}"))
        cell.font = self._font()

    def number(self, cell: Cell, number: int) -> None:
        self._grey(cell)
        cell.value = number
        cell.font = self._font(9.5, _GREY)
        cell.alignment = Alignment(horizontal="right", vertical="top")

    def table_title(self, cell: Cell, label: str, explained: str, *, required: bool) -> None:
        strong = self._inline(12, _INK, bold=True)
        small = self._inline(10, _GREY)
        cell.value = CellRichText(
            TextBlock(strong, label + (" *" if required else "")), TextBlock(small, f"   {explained}")
        )
        _sheet(cell).row_dimensions[cell.row].height = 24
        cell.alignment = Alignment(vertical="center")

    def answer(self, cell: Cell) -> None:
        cell.font = self._font()
        cell.border = self.border
        cell.number_format = "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
        cell.fill = PatternFill("solid", fgColor="FFFFFF")

    def count(self, cell: Cell) -> None:
        cell.font = self._font(10, _GREY)
        cell.alignment = Alignment(horizontal="right", vertical="top")

    def example(self, cell: Cell) -> None:
        cell.font = self._font(10, _GREY, italic=self.face == "Calibri")
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)

    def height(self, question: Question, known: str) -> float:
        """The height of a question's row, in points: room for what is known, and for what is asked."""
        least = {"prose": 9, "text": 4}.get(question.kind, 1)
        lines = max(
            least,
            _lines(known, _ANSWER_WIDTH),
            1 + _lines(question.help, _LABEL_WIDTH + 4),
            _lines(question.example, 54),
        )
        return min(_LINE_HEIGHT * lines + 5, _TALLEST)

    def table_height(self, known: Mapping[str, str], *, explained: str) -> float:
        """The height of a table's row."""
        lines = [_lines(text, _WIDTHS.get(key, 12 if key else _ANSWER_WIDTH)) for key, text in known.items()]
        lines += [1 + _lines(explained, _LABEL_WIDTH + 4)] if explained else [1]
        return _LINE_HEIGHT * max(lines) + 5


def _sheet(cell: Cell) -> Worksheet:
    sheet = cell.parent
    assert isinstance(sheet, Worksheet)
    return sheet


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; East Asian characters are twice as wide as others."""
    taken = 0
    for line in text.split("\n"):
        wide = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)
        taken += max(1, math.ceil(wide * 1.05 / width))
    return taken if text else 0
