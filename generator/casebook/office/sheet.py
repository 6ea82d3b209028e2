"""The sheet that a company signs: which text it is, what changed since its last approval, and where to sign."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from casebook.labels.catalogue import Labels, labels
from casebook.model.case import Case
from casebook.model.hashes import content_hash
from casebook.office.differences import Difference
from casebook.zips import without_clock

_FACES = {"ja": "Yu Gothic", "zh-Hans": "Microsoft YaHei"}


def render_sheet(
    case_id: str,
    case: Case,
    changed: Sequence[Difference] | None,
    *,
    language: str,
    company: str,
    reply_to: str,
    date: dt.date,
) -> bytes:
    """The sheet as a Word document; `changed` is None for a case that was never approved."""
    words, document = labels("office", language), docx.Document()
    style = document.styles["Normal"]
    style.font.size = Pt(10.5)
    if language in _FACES:
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FACES[language])
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(2.2)
    document.add_heading(words("sheet_title"), 1)
    document.add_paragraph(case.title or case_id).runs[0].bold = True
    facts = [
        (words("board_company"), company),
        (words("board_case"), case_id),
        (words("sheet_version"), content_hash(case)),
        (words("sheet_date"), date.isoformat()),
    ]
    table = document.add_table(rows=0, cols=2)
    for name, value in facts:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
    document.add_paragraph()
    document.add_paragraph(words("sheet_ask", contact=reply_to))
    _changes(document, changed, words, language)
    _signature(document, words)
    document.core_properties.title = f"{words('sheet_title')}: {case_id}"
    document.core_properties.author = "Casebook"
    out = io.BytesIO()
    document.save(out)
    return without_clock(out.getvalue(), date)


def _changes(
    document: docx.document.Document, changed: Sequence[Difference] | None, words: Labels, language: str
) -> None:
    document.add_heading(words("sheet_changes"), 2)
    if not changed:
        document.add_paragraph(words("sheet_first" if changed is None else "sheet_unchanged"))
        return
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, ("sheet_part", "sheet_before", "sheet_after"), strict=True):
        cell.paragraphs[0].add_run(words(name)).bold = True
    for each in changed:
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = key_label(each.key, language), each.before, each.after


def key_label(key: str, language: str) -> str:
    """A key in the words of the form that the company filled in, with the number of the entry where it has one."""
    known = labels("forms", language)
    parts = key.split(".")
    numbers = [part for part in parts if part.isdecimal()]
    names = [part for part in parts if not part.isdecimal()]
    for length in range(len(names), 0, -1):
        for name in ("_".join(names[:length]), names[length - 1]):
            if name in known.keys:
                return " ".join([known(name), *numbers])
    return key


def _signature(document: docx.document.Document, words: Labels) -> None:
    document.add_heading(words("sheet_answer"), 2)
    for choice in ("sheet_approve", "sheet_correct"):
        document.add_paragraph(f"☐  {words(choice)}")
    table = document.add_table(rows=0, cols=2)
    for name in ("sheet_name", "sheet_signed_on", "sheet_signature"):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = words(name), "\n" + "_" * 44
