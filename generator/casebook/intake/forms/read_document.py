"""Reads a Word document that came back: by the keys hidden in its grey boxes, whatever was added around them.

What stands inside a box is the business of `read_document_text`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from casebook.diagnostics.values import diagnose
from casebook.intake.forms.answers import Filled, Place, Returned, note
from casebook.intake.forms.questions import CASE_KEY, EDITION_KEY, FORM_KEY, LANGUAGE_KEY
from casebook.intake.forms.read_document_parts import is_on, plain_text
from casebook.intake.forms.read_document_text import Reader

_ABOUT = {FORM_KEY: "version", CASE_KEY: "case_id", EDITION_KEY: "edition", LANGUAGE_KEY: "language"}


def read_document(data: bytes, file: str) -> Returned:
    """What a document holds; a file that is none has one problem and nothing else."""
    returned = Returned(file)
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        returned.problems.append((Place(), diagnose(file, (0, 0), "form-unreadable")))
        return returned
    reader = Reader(document, returned)
    for block in _blocks(document.element.body):
        if block.tag == qn("w:tbl"):
            _Table(block, reader, returned).read()
        else:
            _outside(block, reader, returned)
    reader.finish()
    return returned


def _blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body, out of whatever wraps them."""
    for child in parent:
        if child.tag in {qn("w:p"), qn("w:tbl")}:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")}:
            yield from _blocks(child)


def _outside(paragraph: Any, reader: Reader, returned: Returned) -> None:
    """What somebody wrote between the boxes: pictures are kept, words are named."""
    filled = reader.filled([paragraph], Place())
    returned.loose += [(picture, Place()) for picture in filled.pictures]
    text = plain_text(paragraph)
    if text and not reader.is_own(paragraph):
        returned.notes.append(note(Place(), "outside", found=text[:200]))


class _Table:
    """Reads one table of the form."""

    def __init__(self, table: Any, reader: Reader, returned: Returned) -> None:
        self.rows = [_cells(row) for row in table.iter(qn("w:tr")) if _owner(row) is table]
        self.reader, self.returned = reader, returned

    def read(self) -> None:
        """Every row by its key."""
        columns: list[str] = []
        table = label = ""
        below: tuple[str, str] | None = None
        for cells in self.rows:
            if not cells:
                continue
            key, heading = _key(cells[0])
            if below is not None and not key:
                self.returned.answers[below[0]] = self._filled(cells[0], below[1])
                below = None
            elif ":" in key:
                table, _, names = key.partition(":")
                columns, label = names.split(), heading
                self.returned.rows.setdefault(table, [])
            elif key in _ABOUT:
                setattr(self.returned, _ABOUT[key], plain_text(cells[1]) if len(cells) > 1 else "")
            elif key and len(cells) > 1:
                self.returned.answers[key] = self._filled(cells[1], heading)
            elif key:
                below = (key, heading)
            elif columns:
                self._row(table, columns, cells, label)

    def _row(self, table: str, columns: list[str], cells: list[Any], label: str) -> None:
        number = len(self.returned.rows[table]) + 1
        found: dict[str, Filled] = {}
        place = 0
        for cell in cells:
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            width = int(span.get(qn("w:val"))) if span is not None else 1
            if place:
                name = columns[min(place, len(columns)) - 1]
                found[name] = self.reader.filled(_content(cell), Place(heading=label, row=number))
                if width > 1:
                    names = ", ".join(columns[place - 1 : place - 1 + width])
                    self.returned.notes.append(note(Place(heading=label, row=number), "merged", found=names))
            place += width
        if any(not each.blank for each in found.values()):
            self.returned.rows[table].append(found)

    def _filled(self, cell: Any, heading: str) -> Filled:
        return self.reader.filled(_content(cell), Place(heading=heading))


def _owner(row: Any) -> Any:
    parent = row.getparent()
    while parent.tag != qn("w:tbl"):
        parent = parent.getparent()
    return parent


def _cells(row: Any) -> list[Any]:
    found: list[Any] = []
    for child in row:
        if child.tag == qn("w:tc"):
            found.append(child)
        elif child.tag == qn("w:sdt"):
            found += [each for content in child.iter(qn("w:sdtContent")) for each in content if each.tag == qn("w:tc")]
    return found


def _content(cell: Any) -> list[Any]:
    return list(_blocks(cell))


def _key(cell: Any) -> tuple[str, str]:
    """The hidden key of a grey box, and the label that is seen; '' where the box has none."""
    hidden: list[str] = []
    seen: list[str] = []
    for number, paragraph in enumerate(cell.iter(qn("w:p"))):
        for run in paragraph.iter(qn("w:r")):
            text = "".join(each.text or "" for each in run.iter(qn("w:t")))
            properties = run.find(qn("w:rPr"))
            if properties is not None and is_on(properties.find(qn("w:vanish"))):
                hidden.append(text)
            elif number == 0:
                seen.append(text)
    label = "".join(seen).split(" *")[0].split("   ")[0].strip()
    return "".join(hidden).strip(), label
