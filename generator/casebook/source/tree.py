"""A YAML file as a tree of texts that know where they stand. No types, no tags, no aliases: see `reader`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

KeyPath = tuple[str | int, ...]
"""The way to a value: ('figures', 0, 'unit')."""
Position = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(slots=True)
class Text:
    """A scalar, always as text; None where nothing was written."""

    value: str | None
    position: Position
    style: str = ""
    """How it was written: plain, in quotes (' or "), or as a block (| or >)."""


@dataclass(slots=True)
class ListNode:
    """A list."""

    items: list[Node]
    position: Position


@dataclass(slots=True)
class MappingNode:
    """A mapping; of a key written twice the first value counts, and the second is a problem."""

    entries: dict[str, tuple[Position, Node]] = field(default_factory=dict)
    position: Position = (1, 1)


Node = Text | ListNode | MappingNode


def to_plain(node: Node) -> Any:
    """The tree as dicts, lists and texts; keys without a value are left out."""
    if type(node) is Text:
        return node.value
    if type(node) is ListNode:
        return [item.value if type(item) is Text else to_plain(item) for item in node.items]
    assert isinstance(node, MappingNode)
    plain = {key: value.value if type(value) is Text else to_plain(value) for key, (_, value) in node.entries.items()}
    return plain if None not in plain.values() else {key: value for key, value in plain.items() if value is not None}


def locate(node: Node, path: Sequence[str | int], *, of_key: bool = False) -> Position:
    """Where a value stands (or, with `of_key`, its key); the nearest place above it where the path ends early."""
    position = node.position
    for step in path:
        found = _step(node, step)
        if found is None:
            return position
        key_position, node = found
        position = key_position if of_key else node.position
    return position


def find(node: Node, path: Sequence[str | int]) -> Node | None:
    """The node under a path."""
    for step in path:
        found = _step(node, step)
        if found is None:
            return None
        node = found[1]
    return node


def _step(node: Node, step: str | int) -> tuple[Position, Node] | None:
    if isinstance(node, MappingNode):
        return node.entries.get(str(step))
    if isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
        return node.items[step].position, node.items[step]
    return None


def blanks(node: Node, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The paths of keys after which nothing was written."""
    if isinstance(node, ListNode):
        for place, item in enumerate(node.items):
            yield from blanks(item, (*path, place))
    elif isinstance(node, MappingNode):
        for key, (_, value) in node.entries.items():
            if isinstance(value, Text):
                if value.value is None:
                    yield (*path, key)
            else:
                yield from blanks(value, (*path, key))


def texts(node: Node, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Text]]:
    """Every text of the tree with its path, in the order of the file."""
    if isinstance(node, Text):
        yield path, node
    elif isinstance(node, ListNode):
        for place, item in enumerate(node.items):
            yield from texts(item, (*path, place))
    else:
        for key, (_, value) in node.entries.items():
            yield from texts(value, (*path, key))
