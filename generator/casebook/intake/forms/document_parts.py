"""Pieces of a Word document that the library has no words for: lists to choose from, links, hidden keys, shading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from casebook.intake.forms.questions import Choice

HIDDEN_SIZE = Pt(1)


def element(name: str, parent: Any = None, **attributes: str) -> Any:
    """An element of WordprocessingML, below a parent where one is given."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    if parent is not None:
        parent.append(made)
    return made


def hide(run: Run) -> None:
    """Make a run invisible, on paper and on the screen."""
    run.font.hidden = True
    run.font.size = HIDDEN_SIZE


def shade(cell: _Cell, colour: str) -> None:
    """Give a cell a ground."""
    element("shd", cell._tc.get_or_add_tcPr(), val="clear", color="auto", fill=colour)


def choose(paragraph: Paragraph, label: str, choices: Sequence[Choice], chosen: str, prompt: str, size: float) -> None:
    """Put a list to choose from into a paragraph; names are shown, codes stand behind them."""
    control = element("sdt", paragraph._p)
    properties = element("sdtPr", control)
    element("alias", properties, val=label)
    if not chosen:
        element("showingPlcHdr", properties)
    held = element("dropDownList", properties)
    for choice in choices:
        element("listItem", held, displayText=choice.name, value=choice.code)
    content = element("sdtContent", control)
    run = element("r", content)
    look = element("rPr", run)
    if not chosen:
        element("color", look, val="7B8794")
    element("sz", look, val=str(round(2 * (size if chosen else size - 1.5))))
    element("t", run).text = chosen or prompt


def link(paragraph: Paragraph, url: str) -> Any:
    """An empty link at the end of a paragraph, to take runs."""
    target = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = element("hyperlink", paragraph._p)
    made.set(qn("r:id"), target)
    return made


def set_typeface(document: Document, latin: str, eastern: str, language: str) -> None:
    """Let every style without a typeface of its own use this pair, and say the language of the text."""
    for name in ("Normal", "Heading 1", "Heading 2", "Title", "Heading 4"):
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        for key, face in (("ascii", latin), ("hAnsi", latin), ("eastAsia", eastern)):
            fonts.set(qn(f"w:{key}"), face)
    defaults = document.styles.element.find(f".//{qn('w:lang')}")
    if defaults is not None:
        defaults.set(
            qn("w:eastAsia" if language != "en" else "w:val"),
            {"ja": "ja-JP", "zh-Hans": "zh-CN"}.get(language, "en-GB"),
        )


def new_row(table: Table) -> tuple[_Cell, ...]:
    """The cells of a row added to a table."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row.cells


def set_widths(table: Table, widths: Sequence[int]) -> None:
    """Fix the widths of a table's columns."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def set_lines(table: Table, colour: str) -> None:
    """Thin lines of one colour round every cell, and room inside."""
    properties = table._tbl.tblPr
    borders = element("tblBorders", properties)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        element(side, borders, val="single", sz="4", space="0", color=colour)
    margins = element("tblCellMar", properties)
    for side, width in (("top", "50"), ("left", "100"), ("bottom", "50"), ("right", "100")):
        element(side, margins, w=width, type="dxa")


def keep_rows(table: Table) -> None:
    """Let no row of explanations break over two pages, and let the head stand on each."""
    for row in table.rows:
        keep_together(row)


def keep_together(row: _Row) -> None:
    """Let a row stand on one page."""
    element("cantSplit", row._tr.get_or_add_trPr())


def repeat_head(table: Table) -> None:
    """Let a table's first row stand on top of each page."""
    element("tblHeader", table.rows[0]._tr.get_or_add_trPr())
