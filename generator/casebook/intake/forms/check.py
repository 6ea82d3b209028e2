"""Checks what a form would write as any case file is checked, and says each problem at its place in the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from casebook.diagnostics.values import Diagnostic
from casebook.intake.forms.answers import Place
from casebook.intake.forms.questions import Form, Question, Table, key_of
from casebook.model.programme import Programme
from casebook.model.scalars import in_language
from casebook.pictures.inspect import inspect
from casebook.pictures.values import PictureFacts, PictureFault
from casebook.project.pictures import Named, join_pictures
from casebook.project.read_case import Surroundings, read_case
from casebook.source.reader import parse_source
from casebook.source.tree import KeyPath, ListNode, Node, Position, Text

OFFICE = frozenset({
    "approval-missing", "approval-stale", "translation-stale", "translation-incomplete", "translation-orphaned",
    "translation-of-itself", "not-registered", "language-not-offered", "unknown-edition", "picture-unused",
    "ambiguous-value", "unknown-organisation", "bad-id",
})  # fmt: skip
"""Problems that are the office's business; a company can do nothing about them."""
_CONSENTS: Mapping[str, KeyPath] = {
    "consent-missing": ("consent", "given"),
    "contact-without-consent": ("contact", "consent", "given"),
}
Found = tuple[Place, Diagnostic]


def check_text(
    text: str,
    path: str,
    surroundings: Surroundings,
    form: Form,
    places: Mapping[KeyPath, Place],
    images: list[Path | None],
) -> tuple[list[Found], list[Diagnostic]]:  # fmt: skip
    """The problems for the company, each at its place, and those for the office; `images` are the pictures' files."""
    record = read_case(text.encode("utf-8"), path, surroundings)
    root = parse_source(text.encode("utf-8"), path).root
    named = [Named(file, "" if file else "picture-missing") for file in images]
    seen: dict[Path, PictureFacts | PictureFault] = {file: inspect(file) for file in images if file}
    pictures = join_pictures(path, record.outline, named, seen, [])
    found: list[Found] = []
    office: list[Diagnostic] = []
    for each in sorted({*record.diagnostics, *pictures.diagnostics}):
        if each.code in OFFICE or root is None:
            office.append(each)
            continue
        where, line = path_at(root, (each.line, each.column))
        where = _meant(where, each)
        place = place_of(where, form, places)
        if line and place.heading and not place.cell:
            place = replace(place, paragraph=_paragraph(text, each.line - line, each.line))
        found.append((place, in_words(each, where, form, surroundings.programme)))
    return found, office


def path_at(root: Node, position: Position) -> tuple[KeyPath, int]:
    """The way to the value at a place of a file, and how many lines the place lies below the value's beginning."""
    best: tuple[Position, KeyPath] = ((1, 1), ())
    for where, node in _nodes(root, ()):
        if node.position <= position and node.position >= best[0] and position != (1, 1):
            best = (node.position, where)
    return best[1], position[0] - best[0][0]


def _nodes(node: Node, where: KeyPath) -> Iterator[tuple[KeyPath, Node]]:
    yield where, node
    if isinstance(node, ListNode):
        for number, item in enumerate(node.items):
            yield from _nodes(item, (*where, number))
    elif not isinstance(node, Text):
        for key, (_, value) in node.entries.items():
            yield from _nodes(value, (*where, key))


def _paragraph(text: str, first: int, line: int) -> int:
    """The number of the paragraph, from 1, in which a line of a block lies whose mark stands in the line `first`."""
    lines = text.split("\n")[first:line]
    return 1 + sum(not before.strip() and bool(after.strip()) for before, after in pairwise(lines))


def _meant(where: KeyPath, found: Diagnostic) -> KeyPath:
    """The key that is missing, where a problem says which."""
    words = dict(found.arguments)
    if found.code in {"missing-key", "missing-section", "empty-section"} and not where:
        return tuple((words.get("key") or words.get("section") or "").replace(": ", ".").split("."))
    if found.code == "missing-key":
        return (*where, words.get("key", ""))
    return _CONSENTS.get(found.code, where)


def place_of(where: KeyPath, form: Form, places: Mapping[KeyPath, Place]) -> Place:
    """The place of a value in the form: its own, else that of what it belongs to, else that of its question."""
    item = form.find(key_of(where))
    own = places.get(where) or (places.get((*where, 0)) if isinstance(item, Question) else None)
    if own:
        return own
    for length in range(len(where) - 1, 0, -1):
        if where[:length] in places:
            return places[where[:length]]
    every = [form.find(key_of(where[:length])) for length in range(len(where), 0, -1)]
    found = next((each for each in every if each), None) or form.find(f"{key_of(where)}.1")
    return Place(heading=found.label) if found else Place()


def in_words(found: Diagnostic, where: KeyPath, form: Form, programme: Programme) -> Diagnostic:
    """The problem with the form's labels in place of the names of keys, lists and codes."""
    words = dict(found.arguments)
    for name in ("key", "section", "list"):
        if name in words:
            words[name] = label_of(where, form) or words[name]
    if found.code == "field-not-in-scheme":
        term = programme.taxonomies.find("fields", words["found"])
        words["found"] = in_language(term.name, form.language) if term else words["found"]
    if "quantity" in words:
        words["quantity"] = _quantity(words["quantity"], form)
    return replace(found, arguments=tuple(sorted(words.items())))


def label_of(where: KeyPath, form: Form) -> str:
    """What the form calls a key of the case file."""
    item = form.find(key_of(where)) or form.find(f"{key_of(where)}.1")
    if item:
        return item.label
    for length in range(len(where), 0, -1):
        table = form.find(key_of(where[:length]))
        if isinstance(table, Table):
            column = key_of(tuple(step for step in where[length:] if isinstance(step, str)))
            return next((each.label for each in table.columns if column and each.key == column), table.label)
    return ""


def _quantity(code: str, form: Form) -> str:
    table = form.find("figures")
    columns = table.columns if isinstance(table, Table) else ()
    return next((each.name for column in columns for each in column.choices if each.code == code), code)
