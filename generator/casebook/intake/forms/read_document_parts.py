"""What lies beside the text of a Word document: kinds of lists, footnotes, comments."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

_OFF = {"0", "false", "off", "none"}


def plain_text(element: Any) -> str:
    """The characters of an element, those of hidden runs left out."""
    return "".join(
        text.text or ""
        for text in element.iter(qn("w:t"))
        if (properties := text.getparent().find(qn("w:rPr"))) is None or not is_on(properties.find(qn("w:vanish")))
    ).strip()


def is_on(flag: Any) -> bool:
    return flag is not None and str(flag.get(qn("w:val"))) not in _OFF


def numbering(element: Any) -> tuple[str, str] | None:
    """The list of a paragraph or a style, and the level in it."""
    found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if found is None:
        return None
    number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
    value = qn("w:val")
    return (str(number.get(value)) if number is not None else "0", str(level.get(value)) if level is not None else "0")


def list_kinds(document: Document) -> dict[tuple[str, str], str]:
    """List and level → 'ul', 'ol', or '' for a level that has neither mark nor number."""
    part = next((each.target_part for each in document.part.rels.values() if each.reltype.endswith("/numbering")), None)
    if part is None:
        return {}
    root = parse_xml(part.blob)
    value = qn("w:val")
    kinds = {"bullet": "ul", "none": ""}
    abstract: dict[str, dict[str, str]] = {}
    for each in root.iter(qn("w:abstractNum")):
        levels = {}
        for level in each.iter(qn("w:lvl")):
            written = level.find(qn("w:numFmt"))
            levels[str(level.get(qn("w:ilvl")))] = kinds.get(written.get(value) if written is not None else "", "ol")
        abstract[str(each.get(qn("w:abstractNumId")))] = levels
    found = {}
    for each in root.iter(qn("w:num")):
        held = each.find(qn("w:abstractNumId"))
        for level, kind in abstract.get(str(held.get(value)) if held is not None else "", {}).items():
            found[(str(each.get(qn("w:numId"))), level)] = kind
    return found


def footnotes(document: Document) -> dict[str, list[Any]]:
    """The paragraphs of each footnote and endnote, by a letter and its id."""
    found: dict[str, list[Any]] = {}
    for relation in document.part.rels.values():
        for name in ("footnote", "endnote"):
            if relation.reltype.endswith(f"/{name}s"):
                for each in parse_xml(relation.target_part.blob).iter(qn(f"w:{name}")):
                    found[f"{name[0]}{each.get(qn('w:id'))}"] = list(each.iter(qn("w:p")))
    return found


def comments(document: Document) -> dict[str, tuple[str, str]]:
    """Id → author and text of every comment."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/comments"):
            root = parse_xml(relation.target_part.blob)
            return {
                str(each.get(qn("w:id"))): (str(each.get(qn("w:author")) or "–"), plain_text(each))
                for each in root.iter(qn("w:comment"))
            }
    return {}
