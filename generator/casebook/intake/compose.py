"""Makes the tree of a case file out of a record by the mapping; every text keeps the place of its cell in the table.

Cells arrive cleaned. Which codes and ids their names stand for is settled before, in `lists`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from casebook.intake.clean import one_line
from casebook.intake.escape import escape
from casebook.intake.forms.values import as_date, as_number
from casebook.intake.from_html import is_html, to_markdown
from casebook.intake.lead import divide
from casebook.intake.lists import Known
from casebook.intake.mapping import Feed, LeadFeed, ListFeed, MemberFeed, Part, TableMap, TermFeed
from casebook.intake.table import Record
from casebook.intake.unwrap import unwrap
from casebook.source.tree import ListNode, MappingNode, Node, Position, Text

_DATES = ("publish_from", "start", "end", "given", "expires", "date")
_NUMBERS = ("amount", "adopted", "trl", "mrl", "employees")
_FIRST_DAY = dt.date(1899, 12, 30)
"""What Excel counts days from, its leap day of 1900 included."""


def from_serial(text: str) -> str:
    """The day that a number of Excel's stands for, between 1954 and 2119; '' for any other text."""
    number = text.split(".")[0]
    if not number.isdecimal() or not 20_000 <= int(number) < 80_000:
        return ""
    return (_FIRST_DAY + dt.timedelta(days=int(number))).isoformat()


def tidied(key: str, text: str) -> str:
    """A date or a number as case files write them, where the cell leaves no doubt of it; any other text as it is."""
    if key in _DATES:
        return from_serial(text) or as_date(text)
    return as_number(text)[0] if key in _NUMBERS else text


@dataclass(frozen=True, slots=True)
class Composer:
    """What all records of a table are composed with."""

    table_map: TableMap
    terms: Mapping[str, Known]
    """Key of the case file → its list of terms."""
    organisations: Known
    counts: Counter[str]

    def case(self, record: Record) -> MappingNode:
        """The case file of a record as a tree; keys for which it has nothing are left out."""
        node = self._mapping(self.table_map.case, record)
        return node or MappingNode({}, (record.line, 1))

    def _mapping(self, model: BaseModel, record: Record) -> MappingNode | None:
        keys = [(name, getattr(model, name)) for name in type(model).model_fields]
        return self._keys(keys, record)

    def _keys(self, keys: Sequence[tuple[str, Any]], record: Record) -> MappingNode | None:
        entries: dict[str, tuple[Position, Node]] = {}
        for key, value in keys:
            node = self._node(key, value, record)
            if node is not None:
                entries[key] = (node.position, node)
        return MappingNode(entries, next(iter(entries.values()))[0]) if entries else None

    def _node(self, key: str, value: Any, record: Record) -> Node | None:
        if isinstance(value, Feed):
            return self._fed(key, value, record)
        if isinstance(value, BaseModel):
            return self._mapping(value, record)
        if isinstance(value, dict):
            return self._keys(sorted(value.items()), record)
        if isinstance(value, tuple) and value:
            if isinstance(value[0], Part):
                return self._section(value, record)
            items = [item for each in value for item in self._items(each, record)]
            return ListNode(items, items[0].position) if items else None
        return None

    def _fed(self, key: str, feed: Feed, record: Record) -> Node | None:
        texts, position = values(feed, record)
        if isinstance(feed, TermFeed):
            known = self.terms[key]
            codes = dict.fromkeys(known.find(text) or text for text in texts)
            return ListNode([Text(code, position) for code in codes], position) if codes else None
        if isinstance(feed, ListFeed):
            return ListNode([Text(text, position) for text in texts], position) if texts else None
        if isinstance(feed, LeadFeed) and feed.lead:
            return Text(divide(self._paragraphs(feed, record), feed.lead)[0], position) if texts else None
        return Text(self._tidied(key, one_line("\n".join(texts))), position) if texts else None

    def _tidied(self, key: str, text: str) -> str:
        made = tidied(key, text)
        self.counts["tidied"] += made != text
        return made

    def _items(self, value: Any, record: Record) -> Iterator[Node]:
        """The entries of a list of members or links."""
        if not isinstance(value, MemberFeed):
            entry = self._mapping(value, record)
            if entry is not None and "url" in entry.entries:
                yield entry
            return
        texts, position = values(value, record)
        for name in dict.fromkeys(self.organisations.find(text) or text for text in texts):
            pairs = (("id", name), ("role", value.role))
            yield MappingNode({key: (position, Text(word, position)) for key, word in pairs}, position)

    def _section(self, parts: Sequence[Part], record: Record) -> Text | None:
        pieces: list[str] = []
        position: Position | None = None
        for part in parts:
            text, place = self._prose(part, record)
            if text:
                position = position or place
                heading = part.heading or one_line(_text_of(record, part.heading_from))
                pieces += [f"### {escape(heading, Counter())}", text] if heading else [text]
        return Text("\n\n".join(pieces) + "\n", position, style="|") if position else None

    def _prose(self, part: Part, record: Record) -> tuple[str, Position]:
        texts, position = values(part, record, whole=True)
        if part.text == "markdown":
            return "\n\n".join(text.strip("\n") for text in texts), position
        if part.text == "html":
            self.counts["html"] += sum(map(is_html, texts))
            return "\n\n".join(map(to_markdown, texts)), position
        paragraphs = self._paragraphs(part, record)
        summary = self.table_map.case.summary
        if part.rest and summary is not None and summary.lead:
            paragraphs = divide(paragraphs, summary.lead)[1]
        return escape("\n\n".join(paragraphs), self.counts), position

    def _paragraphs(self, feed: Feed, record: Record) -> list[str]:
        texts, _ = values(feed, record, whole=True)
        # The summary's column is looked at twice; what is done to it is counted once.
        counts = Counter() if isinstance(feed, LeadFeed) else self.counts
        return [paragraph for text in texts for paragraph in unwrap(text, counts)]


def _text_of(record: Record, column: str | None) -> str:
    cell = record.cells.get(column or "")
    return cell.text if cell else ""


def values(feed: Feed, record: Record, *, whole: bool = False) -> tuple[list[str], Position]:
    """The texts that a feed gives for a record, none of them blank, and their place; line breaks stay with `whole`."""
    if feed.constant is not None:
        return [feed.constant], (record.line, 1)
    cell = record.cells.get(feed.column or "")
    texts = list(cell.texts) if cell else []
    if isinstance(feed, ListFeed) and feed.split:
        texts = [piece for text in texts for piece in text.split(feed.split)]
    found = [text if whole else one_line(text) for text in texts if text.strip()]
    named = [feed.values.get(one_line(text), text) for text in found]
    if not named and feed.default is not None:
        named = [feed.default]
    return named, cell.position if cell else (record.line, 1)
