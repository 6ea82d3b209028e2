"""Makes forms of a project to test with, and fills them in as people do."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from casebook.intake.forms.plan import plan_form
from casebook.intake.forms.questions import Form
from casebook.intake.forms.send import make_form
from casebook.intake.forms.take import Project
from casebook.intake.forms.values import Names
from casebook.model.programme import Programme
from casebook.project.read_case import Surroundings
from casebook.project.settings import read_organisations, read_programme
from casebook.rules.names import registered_names
from tests.projects import DATE


def form_project(root: Path) -> Project:
    """What forms of the project in a folder are read against."""
    programme, _ = read_programme(root)
    assert programme is not None
    organisations, _ = read_organisations(root, programme)
    surroundings = Surroundings(programme, organisations, DATE, registered_names(organisations))
    return Project(root, surroundings, Names(programme))


def make(project: Project, kind: str, language: str, case: str) -> bytes:
    """The form of a case; a blank one for ''."""
    organisations = dict(project.surroundings.organisations)
    return make_form(
        project.root, project.programme, organisations, kind=kind, language=language, case_id=case, edition="2019",
        project=None,
    )  # fmt: skip


def blank_form(language: str) -> Form:
    """The questions of a programme without settings."""
    return plan_form(Programme(), language, case_id="", edition="", known={})


def workbook(data: bytes) -> Workbook:
    """A form in Excel, opened."""
    return load_workbook(io.BytesIO(data), rich_text=True)


def cell(book: Workbook, key: str) -> Any:
    """The white cell of a question."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_col=3):
            if row[0].value == key:
                return row[2]
    raise KeyError(key)


def saved(book: Any, file: Path) -> Path:
    """A workbook or a document, saved."""
    book.save(file)
    return file


class Document:
    """A form in Word, opened."""

    def __init__(self, data: bytes) -> None:
        self.word = docx.Document(io.BytesIO(data))

    def box(self, key: str) -> Any:
        """The white box of a question, as a cell of the library."""
        for table in self.word.tables:
            for number, row in enumerate(table.rows):
                hidden = [run.text for run in row.cells[0].paragraphs[0].runs if run.font.hidden]
                if "".join(hidden).strip() == key:
                    return row.cells[1] if len(row.cells) > 1 else table.rows[number + 1].cells[0]
        raise KeyError(key)

    def table(self, key: str) -> Any:
        """The table of figures, members …"""
        for table in self.word.tables:
            hidden = "".join(run.text for run in table.rows[0].cells[0].paragraphs[0].runs if run.font.hidden)
            if hidden.startswith(f"{key}:"):
                return table
        raise KeyError(key)

    def write(self, key: str, *paragraphs: str) -> Any:
        """Write paragraphs into a box, over whatever stands there."""
        box = self.box(key)
        for number, text in enumerate(paragraphs):
            target = box.paragraphs[0] if number == 0 else box.add_paragraph()
            for child in list(target._p):
                if child.tag != qn("w:pPr"):
                    target._p.remove(child)
            target.add_run(text)
        return box
