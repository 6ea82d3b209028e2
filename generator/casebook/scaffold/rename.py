"""Renames keys of a YAML file exactly where they stand: comments, order, quotes and line ends stay as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebook.diagnostics.messages import sentence
from casebook.source.reader import parse_source
from casebook.source.tree import ListNode, MappingNode, Node, Position

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Rename:
    """A key that has a new name: `old` under `path`, where `*` stands for any key and any place in a list."""

    path: tuple[str, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change of a file, for the report."""

    path: str
    line: int
    old: str
    new: str

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}: {self.old} → {self.new}"
            if self.old
            else f"{self.path}:{self.line}: + {self.new}"
        )


class UnreadableError(Exception):
    """The file cannot be edited by machine; the message says why, with its line."""


def read_tree(text: str, path: str) -> MappingNode | ListNode | None:
    """The tree of a file's text, None for an empty one; raises UnreadableError where it has no single meaning."""
    source = parse_source(text.encode("utf-8"), path)
    blocking = [each for each in source.diagnostics if source.root is None or each.code == "duplicate-key"]
    if blocking:
        first = blocking[0]
        raise UnreadableError(f"{path}:{first.line}: {sentence(first)}. Mend this, then migrate again.")
    return source.root if isinstance(source.root, MappingNode | ListNode) else None


def rename_keys(text: str, path: str, renames: Sequence[Rename]) -> tuple[str, tuple[Change, ...]]:
    """The text with its keys renamed, and what was changed; raises UnreadableError."""
    root = read_tree(text, path)
    places = [(position, rename) for rename in renames for position in _places(root, rename, path)]
    found = sorted(places, key=lambda place: place[0])
    lines = [match[0] for match in _LINE.finditer(text)]
    for position, rename in reversed(found):
        lines[position[0] - 1] = _replaced(lines[position[0] - 1], position, rename, path)
    changes = tuple(Change(path, position[0], rename.old, rename.new) for position, rename in found)
    return "".join(lines), changes


def _places(root: Node | None, rename: Rename, path: str) -> Iterator[Position]:
    for holder in _holders(root, rename.path):
        if isinstance(holder, MappingNode) and rename.old in holder.entries:
            position = holder.entries[rename.old][0]
            if rename.new in holder.entries:
                said = f"both “{rename.old}” and “{rename.new}” stand here; merge them, then migrate again."
                raise UnreadableError(f"{path}:{position[0]}: {said}")
            yield position


def _holders(node: Node | None, pattern: Sequence[str]) -> Iterator[Node]:
    """The nodes whose path fits a pattern."""
    if node is None:
        return
    if not pattern:
        yield node
    elif isinstance(node, ListNode) and pattern[0] == "*":
        for item in node.items:
            yield from _holders(item, pattern[1:])
    elif isinstance(node, MappingNode):
        for key, (_, value) in node.entries.items():
            if pattern[0] in {"*", key}:
                yield from _holders(value, pattern[1:])


def _replaced(line: str, position: Position, rename: Rename, path: str) -> str:
    # The reader leaves the byte order mark out of its columns.
    start = position[1] - 1 + (1 if position[0] == 1 and line.startswith(_MARK) else 0)
    if line[start : start + 1] in {'"', "'"}:
        start += 1
    end = start + len(rename.old)
    if line[start:end] != rename.old:
        raise UnreadableError(f"{path}:{position[0]}: “{rename.old}” is written in an unusual way; rename it by hand.")
    return line[:start] + rename.new + line[end:]


def insert_line(text: str, before: int, line: str) -> str:
    """The text with a line put before the line of a number, from 1, ended like the file's other lines."""
    lines = [match[0] for match in _LINE.finditer(text)]
    ending = next((each[len(each.rstrip("\r\n")) :] for each in lines if each.rstrip("\r\n") != each), "\n")
    first = lines[before - 1]
    mark = _MARK if first.startswith(_MARK) else ""
    lines[before - 1] = f"{mark}{line}{ending}{first.removeprefix(_MARK)}"
    return "".join(lines)


def replace_in_line(text: str, number: int, old: str, new: str) -> str:
    """The text with the first `old` of a line, counted from 1, replaced."""
    lines = [match[0] for match in _LINE.finditer(text)]
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    return "".join(lines)
