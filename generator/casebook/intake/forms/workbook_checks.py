"""What the cells of a form accept, and the live count of characters, as formulas that LibreOffice understands too.

Cells hold texts, so that a number keeps its digits and a month stays a month; the checks therefore look at texts.
"""

from __future__ import annotations

from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from casebook.intake.forms.questions import Choice, Kind, Question
from casebook.labels.catalogue import Labels

LISTS = "lists"
"""The hidden sheet: for each list the names that are shown and the codes behind them."""
_IS_DAY = 'AND(LEN({cell})=10,MID({cell},5,1)="-",MID({cell},8,1)="-",ISNUMBER(DATEVALUE({cell})))'
_IS_MONTH = 'AND(MID({cell},5,1)="-",LEN({cell})=7,ISNUMBER(DATEVALUE({cell}&"-01")))'
_IS_YEAR = "AND(LEN({cell})=4,ISNUMBER(VALUE({cell})))"
_TESTS: dict[Kind, tuple[str, str]] = {
    "number": ("ISNUMBER(VALUE({cell}))", "bad_number"),
    "whole": ("ISNUMBER(VALUE({cell}))", "bad_number"),
    "day": (f"OR(ISNUMBER({{cell}}),{_IS_DAY})", "bad_day"),
    "month": (f"OR(ISNUMBER({{cell}}),{_IS_MONTH},{_IS_DAY},{_IS_YEAR})", "bad_month"),
}
_WITHOUT_SPACES = {"ja", "zh-Hans"}


class Checks:
    """Gathers the lists of a workbook and puts checks on its cells."""

    def __init__(self, book: Workbook, words: Labels) -> None:
        self.book, self.words = book, words
        self.lists: dict[str, tuple[Choice, ...]] = {}
        self.made: dict[tuple[str, str], DataValidation] = {}

    def accept(self, sheet: Worksheet, question: Question, cell: str) -> None:
        """Put the check of a question on a cell; cells alike share one."""
        if question.kind == "choice" and question.choices:
            self.lists.setdefault(question.list, question.choices)
            kind: Literal["list", "custom"] = "list"
            formula, word = self._range(question), "bad_choice"
        elif question.kind in _TESTS:
            test, word = _TESTS[question.kind]
            # A formula speaks of the cell that it stands on, so each cell has its own.
            kind, formula = "custom", test.replace("{cell}", cell)
        else:
            return
        held = self.made.get((sheet.title, formula))
        if held is None:
            held = DataValidation(type=kind, formula1=formula, allow_blank=True, showErrorMessage=True)
            held.errorStyle = "stop" if kind == "list" else "warning"
            held.errorTitle, held.error = self.words(f"{word}_title"), self.words(word)
            self.made[(sheet.title, formula)] = held
            sheet.add_data_validation(held)
        held.add(cell)

    def _range(self, question: Question) -> str:
        column = get_column_letter(2 * list(self.lists).index(question.list) + 1)
        return f"{LISTS}!${column}$2:${column}${len(question.choices) + 1}"

    def write_lists(self) -> None:
        """Write the hidden sheet."""
        sheet = self.book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for number, (name, choices) in enumerate(self.lists.items()):
            column = 2 * number + 1
            sheet.cell(1, column, name)
            for row, choice in enumerate(choices, 2):
                for place, text in ((column, choice.name), (column + 1, choice.code)):
                    cell = sheet.cell(row, place, text)
                    cell.data_type = "s"

    def count(self, sheet: Worksheet, question: Question, count: Cell, cells: list[str]) -> None:
        """Put the live count beside an answer: of all cells that share the budget, as the check counts."""
        count.value = "=" + "+".join(counted(cell, self.words.language) for cell in cells)
        limit = question.budget or 0
        count.number_format = f'0" / {limit}"'
        red, ground = Font(color="B3261E", bold=True), PatternFill("solid", bgColor="FBE9E7")
        over: Any = CellIsRule("greaterThan", [str(limit)], font=red, fill=ground)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(count.coordinate, over)


def counted(cell: str, language: str) -> str:
    """The formula for the length of a cell's text: without white space in languages that have none, and without the
    marks of lists."""
    text = f"CHAR(10)&{cell}"
    for mark in ("• ", "- "):
        text = f'SUBSTITUTE({text},CHAR(10)&"{mark}",CHAR(10))'
    if language in _WITHOUT_SPACES:
        for gap in ("CHAR(10)", "CHAR(13)", "CHAR(9)", '" "', '"\u00a0"', '"\u3000"'):
            text = f'SUBSTITUTE({text},{gap},"")'
        return f"LEN({text})"
    for gap in ("CHAR(10)", "CHAR(13)", "CHAR(9)", '"\u00a0"'):
        text = f'SUBSTITUTE({text},{gap}," ")'
    return f"LEN(TRIM({text}))"
