"""`fmt`: a case file in the house form, with every value and every comment as it was.

Keys stand in the order of the format, and a text that goes over several lines in quotes becomes a block, which an
author can edit. Everything else keeps the layout that its author gave it, and so does a key whose lines hold a comment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from casebook.intake.append import last_line
from casebook.intake.emit import emit
from casebook.source.reader import parse_source
from casebook.source.tree import MappingNode, to_plain

try:
    from yaml import CSafeLoader
except ImportError as error:
    raise ImportError("PyYAML was installed without libyaml; reinstall it from a wheel") from error

_MARK = "\ufeff"
_BARE_NUMBER = re.compile(r"(?<=[\s:,\[{])[-+]?\d+\.\d+(?=[\s,\]}]|\Z)")
_COMMENT = re.compile(r"(?:^|\s)#")


@dataclass(frozen=True, slots=True)
class _Block:
    """A top-level key with its lines, and the comments and empty lines before it."""

    key: str
    before: tuple[str, ...]
    lines: tuple[str, ...]


def house_form(text: str, order: Sequence[str]) -> str | None:
    """The text in the house form; None where the file has no single meaning, so that it is left alone."""
    body = text.removeprefix(_MARK).replace("\r\n", "\n")
    source = parse_source(body.encode("utf-8"), "")
    if not isinstance(source.root, MappingNode) or any(each.code == "duplicate-key" for each in source.diagnostics):
        return None
    root = yaml.compose(body, Loader=CSafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    plain = to_plain(source.root)
    head, blocks, tail = _blocks(body, root)
    places = {key: place for place, key in enumerate(order)}
    blocks.sort(key=lambda block: places.get(block.key, len(places)))
    lines = [*head, *(line for block in blocks for line in (*block.before, *_formed(block, plain.get(block.key))))]
    made = "\n".join([*lines, *tail]).rstrip("\n") + "\n"
    again = parse_source(made.encode("utf-8"), "").root
    if again is None or to_plain(again) != plain or _comments(made) != _comments(body):
        return None
    return made


def _comments(text: str) -> int:
    return len(_COMMENT.findall(text))


def _blocks(body: str, root: yaml.MappingNode) -> tuple[list[str], list[_Block], list[str]]:
    """The lines before the first key that belong to the file, its keys, and what follows the last."""
    lines = body.split("\n")
    end = 0
    found: list[_Block] = []
    head: list[str] = []
    for key, value in root.value:
        start = key.start_mark.line
        before = lines[end:start]
        if not found:
            head, before = _head(before)
        end = last_line(value) + 1
        found.append(_Block(key.value, tuple(before), tuple(lines[start:end])))
    return head, found, lines[end:]


def _head(before: list[str]) -> tuple[list[str], list[str]]:
    """Comments at the top that an empty line parts from the first key, or that editors read, belong to the file."""
    if "" in before:
        cut = len(before) - before[::-1].index("")
        return before[:cut], before[cut:]
    modelines = [line for line in before if line.startswith("# yaml-language-server")]
    return modelines, [line for line in before if line not in modelines]


def _formed(block: _Block, value: object) -> tuple[str, ...]:
    """The lines of a key: its author's, unless a text of several lines is written in quotes."""
    quoted = any(mark in line for line in block.lines for mark in ("\\n", "\t")) or _spread_quotes(block.lines)
    if value is None or not quoted or _COMMENT.search("\n".join(block.lines)):
        return block.lines
    formed = emit({block.key: value}).removesuffix("\n")  # type: ignore[dict-item]
    # Numbers stay without quotes where their author wrote them so.
    for number in set(_BARE_NUMBER.findall("\n".join(block.lines))):
        formed = formed.replace(f'"{number}"', number)
    return tuple(formed.split("\n"))


def _spread_quotes(lines: tuple[str, ...]) -> bool:
    """Whether a quoted text, or a plain one, goes over several lines."""
    first = lines[0].partition(":")[2].strip()
    return len(lines) > 1 and bool(first) and first[0] not in "|>[{#"
