"""Adds entries to a list in a YAML file as text, so that comments, order and layout of all the rest stay as they are.

The result is read again and compared: where it would say anything but the old values and the new entries,
the file is left alone and the caller has to say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from casebook.intake.emit import STEP, Value, emit_item
from casebook.source.reader import parse_source
from casebook.source.tree import to_plain

try:
    from yaml import CSafeLoader
except ImportError as error:
    raise ImportError("PyYAML was installed without libyaml; reinstall it from a wheel") from error

Item = Mapping[str, Value]


def append_items(text: str, path: Sequence[str], items: Sequence[Item]) -> str | None:
    """The text with items at the end of the list under a path, made where it is missing; None where that fails."""
    if not items:
        return text
    before = _plain(text)
    if before is _UNREADABLE:
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    after = _inserted(text if text.endswith("\n") or not text else text + newline, path, items, newline)
    return after if after is not None and _plain(after) == _expected(before, path, items) else None


_UNREADABLE = object()


def _plain(text: str) -> Any:
    source = parse_source(text.encode("utf-8"), "")
    if source.root is None:
        return None if not source.diagnostics else _UNREADABLE
    return to_plain(source.root)


def _expected(before: Any, path: Sequence[str], items: Sequence[Item]) -> Any:
    if not path:
        return [*(before or []), *items] if before is None or isinstance(before, list) else _UNREADABLE
    if before is not None and not isinstance(before, dict):
        return _UNREADABLE
    known = before or {}
    return {**known, path[0]: _expected(known.get(path[0]), path[1:], items)}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk along a path ended."""

    node: yaml.Node | None
    rest: tuple[str, ...]
    """Keys that are still to be made."""
    line: int
    """From 0: where lines below the last key begin."""
    indent: int
    in_flow: bool


def _inserted(text: str, path: Sequence[str], items: Sequence[Item], newline: str) -> str | None:
    place = _walk(yaml.compose(text, Loader=CSafeLoader), path, text.count("\n"))
    node = place.node
    if isinstance(node, yaml.CollectionNode) and node.flow_style and not node.value and not place.in_flow:
        text, node = _cut(text, node), None
    if node is None or _is_null(node):
        return _at_line(text, place.line, _block(place.rest, items, place.indent), newline)
    if not isinstance(node, yaml.CollectionNode) or isinstance(node, yaml.MappingNode) != bool(place.rest):
        return None
    if not node.flow_style:
        return _at_line(text, last_line(node) + 1, _block(place.rest, items, node.start_mark.column), newline)
    return _into_flow(text, node, _flow_entry(place.rest, items) if place.rest else ", ".join(map(emit_item, items)))


def _walk(node: yaml.Node | None, path: Sequence[str], lines: int) -> _Place:
    line, indent, in_flow = lines, 0, False
    for depth, step in enumerate(path):
        if not isinstance(node, yaml.MappingNode):
            return _Place(node, tuple(path[depth:]), line, indent, in_flow)
        found = next(((key, value) for key, value in node.value if key.value == step), None)
        if found is None:
            return _Place(node, tuple(path[depth:]), line, indent, in_flow)
        key, value = found
        in_flow = in_flow or bool(node.flow_style)
        line, indent, node = key.start_mark.line + 1, node.start_mark.column + STEP, value
    return _Place(node, (), line, indent, in_flow)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style


def _cut(text: str, node: yaml.Node) -> str:
    """The text without an empty [] or { }, so that a block can stand in its place."""
    start, end = _offset(text, node.start_mark), _offset(text, node.end_mark)
    return text[:start].rstrip(" ") + text[end:]


def last_line(node: yaml.Node) -> int:
    """The last line, from 0, that a node fills; the parser itself counts the comments after a block to it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return max(map(last_line, last)) if isinstance(last, tuple) else last_line(last)
    end: int = node.end_mark.line
    below = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"} and node.end_mark.column == 0
    return end - 1 if below else end


def _block(keys: Sequence[str], items: Sequence[Item], indent: int) -> list[str]:
    lines = [f"{' ' * (indent + STEP * depth)}{key}:" for depth, key in enumerate(keys)]
    return lines + [f"{' ' * (indent + STEP * len(keys))}- {emit_item(item)}" for item in items]


def _flow_entry(keys: Sequence[str], items: Sequence[Item]) -> str:
    inner = "[" + ", ".join(map(emit_item, items)) + "]"
    for key in reversed(keys[1:]):
        inner = f"{{{key}: {inner}}}"
    return f"{keys[0]}: {inner}"


def _at_line(text: str, line: int, added: Sequence[str], newline: str) -> str:
    lines = text.split("\n")
    head, tail = lines[:line], lines[line:]
    ending = newline[:-1]
    return "\n".join([*head, *(each + ending for each in added), *tail])


def _into_flow(text: str, node: yaml.CollectionNode, added: str) -> str:
    """The text with an entry after the last one between brackets."""
    if node.value:
        last = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
        place, added = _offset(text, last.end_mark), f", {added}"
    else:
        place = _offset(text, node.start_mark) + 1
    return text[:place] + added + text[place:]


def _offset(text: str, mark: yaml.Mark) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: mark.line]) + int(mark.column)
