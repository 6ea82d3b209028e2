"""What a form asks, free of any file format: parts, questions and tables, as values.

A question's key is its way in the case file with dots, entries of a list counted from 1: `short.problem`,
`problems.2`. Workbooks and documents carry these keys, so that a form is read by what it says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from casebook.source.tree import KeyPath

Kind = Literal["line", "text", "prose", "choice", "number", "whole", "day", "month", "picture", "codes"]
"""`line`: one line. `text`: some lines, no marks. `prose`: rich text. `codes`: several choices in one cell."""
FORM_KEY, CASE_KEY, EDITION_KEY, LANGUAGE_KEY = "form-version", "form-case", "form-edition", "form-language"
"""The keys under which a form says what it is."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry to choose: the code that the case file has, and the name that is shown."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked; in a table, a column."""

    key: str
    kind: Kind
    label: str
    help: str = ""
    example: str = ""
    required: bool = False
    budget: int | None = None
    """The most characters; of sections that have several boxes, in all of them together."""
    choices: tuple[Choice, ...] = ()
    list: str = ""
    """The name of its list of choices; columns that share a list share the name."""


@dataclass(frozen=True, slots=True)
class Table:
    """Several entries of the same kind; a table whose only column has the key '' is a list of words or codes."""

    key: str
    label: str
    help: str
    columns: tuple[Question, ...]
    rows: int
    """How many rows are offered."""
    required: bool = False

    @property
    def plain(self) -> bool:
        """Whether its entries are words or codes instead of keys with values."""
        return self.columns[0].key == ""


Item = Question | Table


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of a workbook, a chapter of a document."""

    key: str
    heading: str
    lead: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form in one language."""

    version: int
    language: str
    programme: str
    """The programme's title."""
    case_id: str
    edition: str
    contact: str
    """Whom a company may ask; '' where the programme names nobody."""
    parts: tuple[Part, ...]

    def items(self) -> Iterator[Item]:
        """Every question and table, in order."""
        for part in self.parts:
            yield from part.items

    def find(self, key: str) -> Item | None:
        """A question or table by its key; of boxes beyond those offered, the first of their kind."""
        every = {item.key: item for item in self.items()}
        return every.get(key) or every.get(f"{key.rpartition('.')[0]}.1")

    def part_of(self, key: str) -> Part:
        """The part in which a key is asked for; the first where none asks."""
        return next((part for part in self.parts if any(item.key == key for item in part.items)), self.parts[0])


def path_of(key: str) -> KeyPath:
    """The way in the case file of a key."""
    return tuple(int(step) - 1 if step.isdigit() else step for step in key.split(".") if step)


def key_of(path: KeyPath) -> str:
    """The key of a way in the case file."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
