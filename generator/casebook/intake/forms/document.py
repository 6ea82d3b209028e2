"""Writes a form as a Word document: grey boxes that explain, white boxes to write and to paste into.

Each grey box holds its key as hidden text, so that a document can be read again whatever was added to it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from casebook.intake.forms import document_parts as parts
from casebook.intake.forms.blocks import shown
from casebook.intake.forms.document_text import write_blocks
from casebook.intake.forms.filled import Known, Row
from casebook.intake.forms.questions import (
    CASE_KEY,
    EDITION_KEY,
    FORM_KEY,
    LANGUAGE_KEY,
    Form,
    Item,
    Part,
    Question,
    Table,
)
from casebook.labels.catalogue import labels
from casebook.zips import without_clock

_FACES = {"ja": "Yu Gothic", "zh-Hans": "Microsoft YaHei"}
_INK, _GREY, _LINE, _GROUND = "1F2933", "5B6770", "C5CCD3", "EEF1F4"
_PORTRAIT, _LANDSCAPE = Cm(17.0), Cm(25.7)
_LABEL = Cm(6.2)
_NUMBER = Cm(0.9)
_WIDE = 6
"""A table with so many columns or more lies across the page."""
_SHARES = {"note": 2.6, "title": 3, "caption": 2, "alt": 2.4, "file": 2.2, "effects": 2, "quantity": 1.9, "name": 3.4,
           "url": 2.4, "stage": 1.7, "evidence": 1.4, "role": 2, "by": 1.6}  # fmt: skip
_HEIGHTS = {"prose": Cm(4.2), "text": Cm(1.7)}
_PICTURE = Cm(4.2)


def render_document(form: Form, known: Known, pictures: Mapping[str, bytes], accent: str) -> bytes:
    """The document of a form, with what is known in its boxes; the same input gives the same bytes."""
    return _Writer(form, known, pictures, accent.lstrip("#")).written()


class _Writer:
    """Writes one document."""

    def __init__(self, form: Form, known: Known, pictures: Mapping[str, bytes], accent: str) -> None:
        self.form, self.known, self.pictures, self.accent = form, known, pictures, accent
        self.words = labels("forms", form.language)
        self.document: Document = docx.Document()
        self.width = _PORTRAIT

    def written(self) -> bytes:
        self._set_up()
        self._start()
        for part in self.form.parts:
            self._part(part)
        properties = self.document.core_properties
        properties.title, properties.author = self.words("form_title"), self.form.programme
        properties.identifier = f"{FORM_KEY}={self.form.version}; {CASE_KEY}={self.form.case_id}"
        file = io.BytesIO()
        self.document.save(file)
        return without_clock(file.getvalue())

    def _set_up(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)
        face = _FACES.get(self.form.language, "Calibri")
        parts.set_typeface(self.document, face, face, self.form.language)
        normal = self.document.styles["Normal"]
        normal.font.size, normal.font.color.rgb = Pt(10), RGBColor.from_string(_INK)
        normal.paragraph_format.space_after = Pt(3)
        for name, size in (("Title", 22), ("Heading 1", 16)):
            style = self.document.styles[name]
            style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, RGBColor.from_string(self.accent)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(16 if size < 20 else 0), Pt(3)
        borders = self.document.styles["Title"].element.find(f".//{qn('w:pBdr')}")
        if borders is not None:
            borders.getparent().remove(borders)

    def _start(self) -> None:
        words, form = self.words, self.form
        self.document.add_paragraph(words("form_title"), style="Title")
        self._lead(words("form_for", programme=form.programme))
        lines = [words("start_1"), words("start_2_docx"), words("start_3"), words("start_4_docx"), words("start_5")]
        lines += [words("start_6"), words("start_7_docx", pictures=words("part_pictures"))]
        lines += [words("questions_to", contact=form.contact)] if form.contact else []
        steps = self._table(len(lines), (_NUMBER, self.width - _NUMBER), lined=False)
        for number, line in enumerate(lines, 1):
            self._say(steps.cell(number - 1, 0), str(number), bold=True, colour=self.accent)
            self._say(steps.cell(number - 1, 1), line)
        self._gap()
        facts = (
            (FORM_KEY, "form_version", str(form.version)), (CASE_KEY, "case_id", form.case_id),
            (EDITION_KEY, "edition", form.edition), (LANGUAGE_KEY, "language", form.language),
        )  # fmt: skip
        table = self._table(len(facts), (_LABEL, self.width - _LABEL))
        for number, (key, label, value) in enumerate(facts):
            self._label(table.cell(number, 0), key, words(label), small=True)
            self._say(table.cell(number, 1), value, size=9)
            parts.shade(table.cell(number, 1), _GROUND)

    def _part(self, part: Part) -> None:
        wide = any(isinstance(item, Table) and len(item.columns) >= _WIDE for item in part.items)
        self._turn(wide=wide)
        self.document.add_heading(part.heading, level=1)
        self._lead(part.lead)
        for boxed, items in groupby(part.items, key=lambda item: _boxed(item, part)):
            if boxed == "box":
                for item in items:
                    assert isinstance(item, Question)
                    self._box(item)
            elif boxed == "row":
                self._rows(items)
            else:
                for item in items:
                    assert isinstance(item, Table)
                    self._grid(item)

    def _turn(self, *, wide: bool) -> None:
        """Begin a page that lies the other way, where the part needs one."""
        width = _LANDSCAPE if wide else _PORTRAIT
        if width == self.width:
            return
        section = self.document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
        self.width = width

    def _box(self, question: Question) -> None:
        table = self._table(2, (self.width,))
        label, answer = table.cell(0, 0), table.cell(1, 0)
        self._label(label, question.key, question.label, required=question.required, limit=self._limit(question))
        for text, italic in ((question.help, False), (self._example(question), True)):
            if text:
                self._say(label, text, size=8.5, colour=_GREY, italic=italic and self.form.language == "en")
        height = table.rows[1]
        height.height, height.height_rule = _HEIGHTS.get(question.kind, Cm(0.8)), WD_ROW_HEIGHT_RULE.AT_LEAST
        for paragraph in label.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
        parts.keep_together(table.rows[0])
        self._answer(answer, question, str(self.known.get(question.key, "")))
        self._gap()

    def _limit(self, question: Question) -> str:
        if not question.budget:
            return ""
        shared = question.key[-1].isdigit()
        return self.words("all_at_most" if shared else "at_most", limit=question.budget)

    def _example(self, question: Question) -> str:
        return f"{self.words('example')}: {question.example}" if question.example else ""

    def _rows(self, items: Iterable[Item]) -> None:
        """Short answers, a row each: the label on the left, the answer on the right."""
        table = self._table(0, (_LABEL, self.width - _LABEL))
        for item in items:
            if isinstance(item, Question):
                cells = parts.new_row(table)
                self._label(cells[0], item.key, item.label, required=item.required)
                self._say(cells[0], item.help, size=8.5, colour=_GREY)
                self._answer(cells[1], item, str(self.known.get(item.key, "")))
                continue
            rows = self.known.get(item.key, [])
            assert isinstance(rows, list)
            for number in range(1, item.rows + 1):
                cells = parts.new_row(table)
                label = item.label if number == 1 else str(number)
                first = number == 1
                self._label(cells[0], f"{item.key}.{number}", label, required=item.required and first, small=not first)
                if first:
                    self._say(cells[0], item.help, size=8.5, colour=_GREY)
                self._answer(cells[1], item.columns[0], rows[number - 1][""] if number <= len(rows) else "")
        parts.set_widths(table, (_LABEL, self.width - _LABEL))
        parts.keep_rows(table)
        self._gap()

    def _grid(self, item: Table) -> None:
        heading = self.document.add_paragraph()
        self._runs(heading, item.label, bold=True, size=11)
        if item.required:
            self._runs(heading, " *", bold=True, colour="B3261E")
        self._runs(heading, f"  {item.help}", size=8.5, colour=_GREY)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(6)
        shares = [_SHARES.get(column.key, 1.0) for column in item.columns]
        widths = [_NUMBER, *(Emu(int((self.width - _NUMBER) * share / sum(shares))) for share in shares)]
        table = self._table(item.rows + 1, widths)
        self._head(table, item)
        rows = self.known.get(item.key, [])
        assert isinstance(rows, list)
        for number in range(1, item.rows + 1):
            cells = table.rows[number].cells
            self._say(cells[0], str(number), size=8.5, colour=_GREY)
            parts.shade(cells[0], _GROUND)
            self._row(cells[1:], item, rows[number - 1] if number <= len(rows) else {})
        parts.keep_rows(table)
        parts.repeat_head(table)
        self._gap()

    def _head(self, table: WordTable, item: Table) -> None:
        for number, cell in enumerate(table.rows[0].cells):
            parts.shade(cell, self.accent)
            if number == 0:
                key = cell.paragraphs[0].add_run(f"{item.key}: {' '.join(column.key for column in item.columns)}")
                parts.hide(key)
            else:
                self._say(cell, item.columns[number - 1].label, bold=True, size=8.5, colour="FFFFFF")

    def _row(self, cells: Sequence[_Cell], item: Table, known: Row) -> None:
        for cell, column in zip(cells, item.columns, strict=True):
            text = known.get(column.key, "")
            content = self.pictures.get(text) if column.kind == "picture" else None
            if content is not None:
                cell.paragraphs[0].add_run().add_picture(io.BytesIO(content), width=_PICTURE)
                self._runs(cell.add_paragraph(), text, size=7.5, colour=_GREY)
            else:
                self._answer(cell, column, text, size=9)

    def _answer(self, cell: _Cell, question: Question, text: str, size: float = 10) -> None:
        if question.kind == "prose":
            write_blocks(cell, shown(text), size)
        elif question.kind == "choice" and question.choices:
            parts.choose(cell.paragraphs[0], question.label, question.choices, text, self.words("choose"), size)
        else:
            self._runs(cell.paragraphs[0], " ".join(text.split("\n")), size=size)

    def _label(
        self, cell: _Cell, key: str, label: str, *, required: bool = False, limit: str = "", small: bool = False
    ) -> None:
        parts.shade(cell, _GROUND)
        paragraph = cell.paragraphs[0]
        parts.hide(paragraph.add_run(f"{key} "))
        self._runs(paragraph, label, bold=not small, size=8.5 if small else 10, colour=_GREY if small else _INK)
        if required:
            self._runs(paragraph, " *", bold=True, colour="B3261E")
        if limit:
            self._runs(paragraph, f"   {limit}", size=8.5, colour=_GREY)

    def _say(
        self, cell: _Cell, text: str, *, size: float = 10, bold: bool = False, colour: str = _INK, italic: bool = False
    ) -> None:
        """A paragraph in a cell, its first where that is still empty."""
        first = cell.paragraphs[0]
        paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
        self._runs(paragraph, text, size=size, bold=bold, colour=colour, italic=italic)

    @staticmethod
    def _runs(
        paragraph: WordParagraph, text: str, *, size: float = 10, bold: bool = False, colour: str = _INK,
        italic: bool = False,
    ) -> None:  # fmt: skip
        paragraph.paragraph_format.space_after = Pt(1)
        if text:
            run = paragraph.add_run(text)
            run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(colour)
            run.font.bold, run.font.italic = bold or None, italic or None

    def _lead(self, text: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        self._runs(paragraph, text, colour=_GREY)

    def _gap(self) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(7)

    def _table(self, rows: int, widths: Sequence[int], *, lined: bool = True) -> WordTable:
        table: WordTable = self.document.add_table(rows, len(widths))
        if lined:
            parts.set_lines(table, _LINE)
        parts.set_widths(table, widths)
        return table


def _boxed(item: Item, part: Part) -> str:
    """How an item is laid out: in a box of the page's width, in a row beside its label, or as a table."""
    if isinstance(item, Table):
        return "row" if item.plain else "grid"
    return "box" if part.key == "texts" else "row"
