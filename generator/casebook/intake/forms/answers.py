"""A form that came back, as it was found: cells by their keys, with the words for where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from casebook.diagnostics.values import Diagnostic
from casebook.intake.forms.blocks import Block, Grid
from casebook.labels.catalogue import Labels


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a form, in the terms of who filled it in."""

    heading: str = ""
    """The label of the question or table."""
    sheet: str = ""
    """Of a workbook; '' in a document."""
    cell: str = ""
    row: int = 0
    """The row of a table, from 1."""
    column: str = ""
    paragraph: int = 0
    """From 1; 0 where the answer as a whole is meant."""

    def said(self, words: Labels) -> str:
        """The place in words."""
        if self.sheet and self.cell:
            where = words("place_cell", sheet=self.sheet, cell=self.cell)
            if not self.heading:
                return where
            return words("place_both", answer=words("place_answer", heading=self.heading), where=where)
        if self.sheet:
            return words("place_sheet", sheet=self.sheet)
        if self.row and self.column:
            return words("place_row_column", heading=self.heading, row=self.row, column=self.column)
        if self.row:
            return words("place_row", heading=self.heading, row=self.row)
        if self.paragraph:
            return words("place_paragraph", heading=self.heading, paragraph=self.paragraph)
        return words("place_answer", heading=self.heading) if self.heading else words("place_form")


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was done while reading, and is said; nothing that has to be mended."""

    place: Place
    kind: str
    """The label `note_<kind>` says it."""
    arguments: tuple[tuple[str, str], ...] = ()

    def said(self, words: Labels) -> str:
        """The note in words."""
        return words(f"note_{self.kind}", **dict(self.arguments))


def note(place: Place, kind: str, **arguments: object) -> Note:
    """Make a note; arguments become text."""
    return Note(place, kind, tuple(sorted((name, str(value)) for name, value in arguments.items())))


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture as it lay in a form, at its full size."""

    content: bytes
    ending: str
    """Of its name, without the dot, in small letters."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in one cell or box."""

    blocks: tuple[Block, ...]
    place: Place
    pictures: tuple[Attached, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing was written and nothing put in."""
        return not self.pictures and not any(isinstance(each, Grid) or each.text.strip() for each in self.blocks)


@dataclass(slots=True)
class Returned:
    """A form that came back."""

    file: str
    """Its name alone."""
    version: str = ""
    case_id: str = ""
    edition: str = ""
    language: str = ""
    answers: dict[str, Filled] = field(default_factory=dict)
    """By the keys of questions, and of entries in lists of words or codes."""
    rows: dict[str, list[dict[str, Filled]]] = field(default_factory=dict)
    """Table → its rows, each by the keys of the columns."""
    notes: list[Note] = field(default_factory=list)
    loose: list[tuple[Attached, Place]] = field(default_factory=list)
    """Pictures that stand where none belongs."""
    problems: list[tuple[Place, Diagnostic]] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """The keys that the form still has."""
        return {*self.answers, *self.rows}
