"""Writes a form as a workbook of Excel: a sheet for each part, grey cells that explain, white cells to fill in.

Column A is hidden and holds the keys, so that a workbook can be read again whatever was moved in it. What cells look
like is the business of `workbook_look`, which entries cells accept that of `workbook_checks`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.worksheet.worksheet import Worksheet

from casebook.intake.forms.blocks import Run, as_lines, shown
from casebook.intake.forms.filled import Known, Row
from casebook.intake.forms.questions import (
    CASE_KEY,
    EDITION_KEY,
    FORM_KEY,
    LANGUAGE_KEY,
    Form,
    Part,
    Question,
    Table,
)
from casebook.intake.forms.workbook_checks import Checks
from casebook.intake.forms.workbook_look import PICTURE_HEIGHT, PICTURE_WIDTH, Look
from casebook.labels.catalogue import labels
from casebook.zips import without_clock

KEYS, LABEL, ANSWER, COUNT, EXAMPLE = 1, 2, 3, 4, 5
"""Columns of a sheet of questions."""
FIRST_ROW = 5
OWN_ROW = "-"
"""The key of rows that hold nothing but words of the form."""


def render_workbook(form: Form, known: Known, pictures: Mapping[str, bytes], accent: str) -> bytes:
    """The workbook of a form, with what is known in its cells; the same input gives the same bytes."""
    return _Writer(form, known, pictures, Look(form.language, accent)).written()


class _Writer:
    """Writes one workbook."""

    def __init__(self, form: Form, known: Known, pictures: Mapping[str, bytes], look: Look) -> None:
        self.form, self.known, self.pictures, self.look = form, known, pictures, look
        self.words = labels("forms", form.language)
        self.book = Workbook()
        self.checks = Checks(self.book, self.words)

    def written(self) -> bytes:
        start = self.book.worksheets[0]
        self._start(start)
        for part in self.form.parts:
            sheet = self.book.create_sheet(part.heading)
            row = self._head(sheet, part.heading, part.lead)
            boxes = all(isinstance(item, Table) and not item.plain for item in part.items)
            self.look.columns(sheet, part, boxes=boxes)
            self._part(sheet, part, row, boxes=boxes)
        self.checks.write_lists()
        properties: Any = getattr(self.book, "custom_doc_props")  # noqa: B009  the stubs lack it
        properties.append(IntProperty(name=FORM_KEY, value=self.form.version))
        properties.append(StringProperty(name=CASE_KEY, value=self.form.case_id or "-"))
        self.book.properties.title = self.words("form_title")
        self.book.properties.creator = self.form.programme
        file = io.BytesIO()
        self.book.save(file)
        return without_clock(file.getvalue())

    def _start(self, sheet: Worksheet) -> None:
        words, form = self.words, self.form
        sheet.title = words("start")
        row = self._head(sheet, words("form_title"), words("form_for", programme=form.programme))
        self.look.start_columns(sheet)
        lines = [words("start_1"), words("start_2_xlsx"), words("start_3"), words("start_4_xlsx"), words("start_5")]
        lines += [words("start_6"), words("start_7_xlsx", pictures=words("part_pictures"))]
        lines += [words("questions_to", contact=form.contact)] if form.contact else []
        for number, line in enumerate(lines, 1):
            cell_at(sheet, row, KEYS, OWN_ROW)
            self.look.step(cell_at(sheet, row, LABEL, number), cell_at(sheet, row, ANSWER, line))
            row += 1
        row += 1
        for key, label, value in (
            (FORM_KEY, "form_version", str(form.version)), (CASE_KEY, "case_id", form.case_id),
            (EDITION_KEY, "edition", form.edition), (LANGUAGE_KEY, "language", form.language),
        ):  # fmt: skip
            cell_at(sheet, row, KEYS, key)
            self.look.fact(cell_at(sheet, row, LABEL, words(label)), cell_at(sheet, row, ANSWER, value))
            row += 1

    def _head(self, sheet: Worksheet, heading: str, lead: str) -> int:
        self.look.sheet(sheet, heading)
        self.look.title(cell_at(sheet, 2, LABEL, heading), cell_at(sheet, 3, LABEL, lead))
        return FIRST_ROW

    def _part(self, sheet: Worksheet, part: Part, row: int, *, boxes: bool) -> None:
        counted = part.key == "texts"
        budgets: dict[str, list[tuple[Question, int]]] = {}
        for item in part.items:
            if isinstance(item, Table):
                row = self._table(sheet, item, row)
            else:
                if row == FIRST_ROW:
                    row = self._column_heads(sheet, row, counted=counted)
                self._question(sheet, item, row)
                budgets.setdefault(_shared(item.key), []).append((item, row))
                row += 1
        for counted_together in budgets.values():
            self._counts(sheet, counted_together)
        if not boxes:
            sheet.freeze_panes = cell_at(sheet, FIRST_ROW, ANSWER)

    def _column_heads(self, sheet: Worksheet, row: int, *, counted: bool) -> int:
        heads = {LABEL: "explanation", ANSWER: "answer"} | (
            {COUNT: "characters", EXAMPLE: "example"} if counted else {}
        )
        cell_at(sheet, row, KEYS, OWN_ROW)
        for column, word in heads.items():
            self.look.column_head(cell_at(sheet, row, column, self.words(word)))
        return row + 1

    def _question(self, sheet: Worksheet, question: Question, row: int) -> None:
        cell_at(sheet, row, KEYS, question.key)
        self.look.label(cell_at(sheet, row, LABEL), question.label, question.help, required=question.required)
        answer = cell_at(sheet, row, ANSWER)
        known = self.known.get(question.key, "")
        assert isinstance(known, str)
        self._write(answer, question, known)
        self.look.answer(answer)
        self.checks.accept(sheet, question, answer.coordinate)
        if question.example:
            self.look.example(cell_at(sheet, row, EXAMPLE, question.example))
        sheet.row_dimensions[row].height = self.look.height(question, known)

    def _counts(self, sheet: Worksheet, together: list[tuple[Question, int]]) -> None:
        """Put the counts beside the answers that share a budget."""
        cells = [cell_at(sheet, row, ANSWER).coordinate for _, row in together]
        for question, row in together:
            if question.budget:
                self.checks.count(sheet, question, cell_at(sheet, row, COUNT), cells)
                self.look.count(cell_at(sheet, row, COUNT))

    def _write(self, cell: Cell, question: Question, text: str) -> None:
        if text and question.kind == "prose":
            cell.value = _rich(as_lines(shown(text)), self.look)
        elif text:
            cell.value = " ".join(text.split("\n"))
            cell.data_type = "s"

    def _table(self, sheet: Worksheet, table: Table, row: int) -> int:
        rows = self.known.get(table.key, [])
        assert isinstance(rows, list)
        row = row if table.plain else self._table_head(sheet, table, row + (row > FIRST_ROW))
        for number in range(1, table.rows + 1):
            cell_at(sheet, row, KEYS, f"{table.key}.{number}")
            label = cell_at(sheet, row, LABEL)
            if table.plain and number == 1:
                self.look.label(label, table.label, table.help, required=table.required)
            else:
                self.look.number(label, number)
            self._row(sheet, table, row, rows[number - 1] if number <= len(rows) else {}, first=number == 1)
            row += 1
        return row

    def _table_head(self, sheet: Worksheet, table: Table, row: int) -> int:
        cell_at(sheet, row, KEYS, OWN_ROW)
        self.look.table_title(cell_at(sheet, row, LABEL), table.label, table.help, required=table.required)
        row += 1
        cell_at(sheet, row, KEYS, f"{table.key}: {' '.join(column.key for column in table.columns)}")
        self.look.column_head(cell_at(sheet, row, LABEL))
        for number, column in enumerate(table.columns, ANSWER):
            self.look.column_head(cell_at(sheet, row, number, column.label))
        return row + 1

    def _row(self, sheet: Worksheet, table: Table, row: int, known: Row, *, first: bool) -> None:
        for number, column in enumerate(table.columns, ANSWER):
            cell = cell_at(sheet, row, number)
            self._write(cell, column, known.get(column.key, ""))
            self.look.answer(cell)
            self.checks.accept(sheet, column, cell.coordinate)
            if column.kind == "picture":
                sheet.row_dimensions[row].height = PICTURE_HEIGHT + 24
                self._picture(sheet, cell, known.get(column.key, ""))
        if table.key != "images":
            height = self.look.table_height(known, explained=table.help if table.plain and first else "")
            sheet.row_dimensions[row].height = height

    def _picture(self, sheet: Worksheet, cell: Cell, name: str) -> None:
        content = self.pictures.get(name)
        if content is None:
            return
        image = Image(io.BytesIO(content))
        scale = min(PICTURE_WIDTH / image.width, PICTURE_HEIGHT / image.height)
        image.width, image.height = round(image.width * scale), round(image.height * scale)
        sheet.add_image(image, cell.coordinate)


def cell_at(sheet: Worksheet, row: int, column: int, value: str | int | None = None) -> Cell:
    """A cell of a sheet in which nothing is merged."""
    cell = sheet.cell(row, column, value)
    assert isinstance(cell, Cell)
    return cell


def _shared(key: str) -> str:
    """What the boxes of one section have in common."""
    return key.rpartition(".")[0] if key[-1].isdigit() else key


def _rich(lines: Sequence[Sequence[Run]], look: Look) -> CellRichText:
    """The lines as one cell's rich text. A line's end goes with the run after it, since bare white space is dropped."""
    made = CellRichText()
    ends = ""
    for line in lines:
        for run in line:
            text = ends + run.text
            made.append(TextBlock(_font(run, look), text) if run.marks else text)
            ends = ""
        ends += "\n"
    return made


def _font(run: Run, look: Look) -> InlineFont:
    aligned: Any = "superscript" if "sup" in run.marks else "subscript" if "sub" in run.marks else None
    return InlineFont(
        rFont=look.face, sz=11, b="strong" in run.marks or None, i="em" in run.marks or None, vertAlign=aligned
    )
