"""Reads what stands inside a box of a Word document: runs, lists, tables, links, footnotes, pictures, tracked changes.

Insertions are taken, deletions are not; both are noted, and so are comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from casebook.intake.forms.answers import Attached, Filled, Place, Returned, note
from casebook.intake.forms.blocks import PLAIN, Block, Grid, Marks, Paragraph, Run, joined
from casebook.intake.forms.lines import as_paragraph, spelt
from casebook.intake.forms.read_document_parts import (
    comments,
    footnotes,
    is_on,
    list_kinds,
    numbering,
    plain_text,
)
from casebook.labels.catalogue import LANGUAGES, labels

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_EMBED = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed",
          "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")  # fmt: skip
_PICTURES = {qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata"}
_SPACE = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
_STYLED: dict[str, str] = {"strong": "strong", "emphasis": "em"}
_PRIVATE = 0xF000
"""Where Word puts the characters of symbol fonts."""


@dataclass(slots=True)
class _Found:
    """What was met in one box."""

    pictures: list[Attached] = field(default_factory=list)
    inserted: int = 0
    deleted: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    """Text boxes, whose paragraphs follow their own."""
    comments: list[tuple[str, int]] = field(default_factory=list)
    """Ids of comments, each with the number of its paragraph."""
    notes: list[str] = field(default_factory=list)
    """Ids of footnotes, in order."""
    textboxes: int = 0


class Reader:
    """Reads the boxes of one document."""

    def __init__(self, document: Document, returned: Returned) -> None:
        self.document, self.returned = document, returned
        self.part = document.part
        self.prompts = {labels("forms", language)("choose") for language in LANGUAGES}
        self.lists = list_kinds(document)
        self.styles = {style.style_id: style.name.lower() for style in document.styles if style.name}
        self.style_lists = {
            style.style_id: numbering(style.element)
            for style in document.styles
            if style.element.find(qn("w:pPr")) is not None
        }
        self.notes = footnotes(document)
        self.comments = comments(document)
        self.told: set[str] = set()

    def filled(self, content: Iterable[Any], place: Place) -> Filled:
        """What stands in a box."""
        found = _Found()
        blocks = list(self._blocks(content, found))
        blocks += self._note_texts(found)
        self._tell(found, place)
        return Filled(tuple(blocks), place, tuple(found.pictures))

    def is_own(self, paragraph: Any) -> bool:
        """Whether a paragraph outside the boxes is the form's own: its run was never typed by a person."""
        return paragraph.find(f".//{qn('w:r')}/{qn('w:rPr')}/{qn('w:color')}") is not None or self._style(
            paragraph
        ).startswith(("title", "heading"))

    def finish(self) -> None:
        """Name the comments that stand in no box."""
        for identifier, (author, text) in self.comments.items():
            if identifier not in self.told:
                self.returned.notes.append(note(Place(), "comment", by=author, text=text))

    def _tell(self, found: _Found, place: Place) -> None:
        notes = self.returned.notes
        if found.inserted:
            notes.append(note(place, "inserted", count=found.inserted))
        if found.deleted:
            notes.append(note(place, "deleted", count=len(found.deleted), found=" … ".join(found.deleted)[:200]))
        if found.textboxes:
            notes.append(note(place, "textbox"))
        if found.notes:
            notes.append(note(place, "footnote", count=len(found.notes)))
        for identifier, paragraph in found.comments:
            if identifier in self.comments and identifier not in self.told:
                self.told.add(identifier)
                author, text = self.comments[identifier]
                where = place if place.row else replace(place, paragraph=paragraph)
                notes.append(note(where, "comment", by=author, text=text))

    def _blocks(self, content: Iterable[Any], found: _Found, number: int = 0) -> Iterator[Block]:
        for child in content:
            if child.tag == qn("w:tbl"):
                yield self._grid(child, found)
                continue
            runs = joined(self._runs(child, found, number + 1))
            text = "".join(run.text for run in runs)
            if text.strip() or any(run.note for run in runs):
                number += 1
                yield self._paragraph(child, runs, text, number)
            while found.boxes:
                found.textboxes += 1
                yield from self._blocks(found.boxes.pop(0).iterchildren(qn("w:p")), found, number)

    def _paragraph(self, element: Any, runs: tuple[Run, ...], text: str, number: int) -> Paragraph:
        style = self._style(element)
        if style.startswith(("heading", "見出し", "标题")):
            return Paragraph(spelt(runs), heading=True, number=number)
        listed = numbering(element) or self.style_lists.get(self._style_id(element))
        if listed is not None and listed[0] != "0":
            kind = self.lists.get(listed, self.lists.get((listed[0], "0"), "ul"))
            if kind:
                level = int(listed[1]) + 1
                level = int(style[-1]) if style.startswith("list") and style[-1].isdigit() else level
                return Paragraph(spelt(runs), kind, level, number=number)
        return as_paragraph(runs, text, number)

    def _style_id(self, paragraph: Any) -> str:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return str(style.get(qn("w:val"))) if style is not None else ""

    def _style(self, paragraph: Any) -> str:
        return str(self.styles.get(self._style_id(paragraph), ""))

    def _grid(self, table: Any, found: _Found) -> Grid:
        rows = []
        for row in table.iterchildren(qn("w:tr")):
            cells = [list(cell.iterchildren(qn("w:p"))) for cell in row.iterchildren(qn("w:tc"))]
            rows.append(tuple(self._cell(paragraphs, found) for paragraphs in cells))
        return Grid(tuple(rows))

    def _cell(self, paragraphs: list[Any], found: _Found) -> tuple[Run, ...]:
        runs: list[Run] = []
        for paragraph in paragraphs:
            runs += [Run(" "), *self._runs(paragraph, found, 0)] if runs else list(self._runs(paragraph, found, 0))
        return joined(replace(run, text=run.text.replace("\n", " ")) for run in runs)

    def _runs(self, parent: Any, found: _Found, number: int, url: str = "") -> Iterator[Run]:
        field_url = ""
        for child in parent:
            kind = child.tag
            if kind == qn("w:r"):
                code = "".join(each.text or "" for each in child.iter(qn("w:instrText"))).split()
                if code[:1] == ["HYPERLINK"] and len(code) > 1:
                    field_url = code[1].strip('"')
                if any(each.get(qn("w:fldCharType")) == "end" for each in child.iter(qn("w:fldChar"))):
                    field_url = ""
                yield from self._run(child, found, number, url or field_url)
            elif kind == qn("w:hyperlink"):
                yield from self._runs(child, found, number, self._target(child) or url)
            elif kind in {qn("w:del"), qn("w:moveFrom")}:
                text = "".join(each.text or "" for each in child.iter(qn("w:delText"), qn("w:t")))
                found.deleted += [text] if text else []
            elif kind in {qn("w:ins"), qn("w:moveTo")}:
                found.inserted += 1
                yield from self._runs(child, found, number, url)
            elif kind == qn("w:sdt"):
                yield from self._control(child, found, number, url)
            elif kind in {qn("w:commentRangeStart"), qn("w:commentReference")}:
                found.comments.append((str(child.get(qn("w:id"))), number))
            elif kind in {
                qn("w:smartTag"),
                qn("w:fldSimple"),
                qn("w:customXml"),
                qn("w:sdtContent"),
                qn("w:dir"),
                qn("w:bdo"),
            }:
                yield from self._runs(child, found, number, url)

    def _control(self, control: Any, found: _Found, number: int, url: str) -> Iterator[Run]:
        """What was chosen or written in a content control; a prompt that was left is nothing."""
        content = control.find(qn("w:sdtContent"))
        text = plain_text(content) if content is not None else ""
        if control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is None and text not in self.prompts:
            yield from self._runs(content if content is not None else (), found, number, url)

    def _target(self, link: Any) -> str:
        identifier = link.get(_EMBED[1])
        relation = self.part.rels.get(identifier) if identifier else None
        return str(relation.target_ref) if relation is not None and relation.is_external else ""

    def _run(self, run: Any, found: _Found, number: int, url: str) -> Iterator[Run]:
        marks = self._marks(run)
        if marks is None:
            return
        for child in _without_doubles(run):
            kind = child.tag
            if kind == qn("w:t"):
                yield Run(child.text or "", marks, url)
            elif kind in _SPACE:
                page = child.get(qn("w:type")) in {"page", "column"}
                yield Run("" if page else _SPACE[kind], marks, url)
            elif kind == qn("w:sym"):
                code = int(child.get(qn("w:char")), 16)
                yield Run(chr(code if code >= _PRIVATE else code + _PRIVATE), marks, url)
            elif kind in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
                found.notes.append(f"{'e' if 'endnote' in kind else 'f'}{child.get(qn('w:id'))}")
                yield Run("", note=len(found.notes))
            elif kind == qn("w:commentReference"):
                found.comments.append((str(child.get(qn("w:id"))), number))
            else:
                self._drawn(child, found)

    def _marks(self, run: Any) -> Marks | None:
        """How a run looks; None where it is hidden."""
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return PLAIN
        marks = {name for tag, name in (("b", "strong"), ("i", "em")) if is_on(properties.find(qn(f"w:{tag}")))}
        if is_on(properties.find(qn("w:vanish"))):
            return None
        aligned = properties.find(qn("w:vertAlign"))
        raised = (
            {"superscript": "sup", "subscript": "sub"}.get(aligned.get(qn("w:val"))) if aligned is not None else None
        )
        style = properties.find(qn("w:rStyle"))
        styled = _STYLED.get(self.styles.get(style.get(qn("w:val")), "")) if style is not None else None
        return frozenset(marks | ({raised} if raised else set()) | ({styled} if styled else set()))

    def _drawn(self, element: Any, found: _Found) -> None:
        """Take pictures and text boxes out of a drawing."""
        for inner in element.iter():
            if inner.tag in _PICTURES:
                identifier = next((inner.get(name) for name in _EMBED if inner.get(name)), None)
                part = self.part.related_parts.get(identifier) if identifier else None
                if part is not None:
                    found.pictures.append(Attached(part.blob, str(part.partname).rpartition(".")[2].lower()))
            elif inner.tag == qn("w:txbxContent"):
                found.boxes.append(inner)

    def _note_texts(self, found: _Found) -> Iterator[Paragraph]:
        for number, identifier in enumerate(found.notes, 1):
            for paragraph in self.notes.get(identifier, ()):
                runs = joined(self._runs(paragraph, _Found(), 0))
                text = tuple(run for run in runs if not run.note)
                if "".join(run.text for run in text).strip():
                    yield Paragraph(text, note=number)


def _without_doubles(run: Any) -> Iterator[Any]:
    """The children of a run, the newer of what Word wrote in two ways."""
    for child in run:
        chosen = child.find(_CHOICE)
        if chosen is None:
            chosen = child.find(_FALLBACK)
        yield from chosen if chosen is not None else [child]
