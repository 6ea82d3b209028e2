"""From a tree to a typed model, reporting every problem and keeping every part that is sound.

Pydantic finds the faults; `faults` gives each its place and its code. Faulty parts are then left out and
the rest is read again, so that rules on the remaining keys still run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casebook.diagnostics.nearest import Suggestions
from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.model.faults import blank_key, described, fault, in_tree
from casebook.source.tree import KeyPath, ListNode, MappingNode, Node, blanks, find, to_plain

M = TypeVar("M", bound=BaseModel)
_ROUNDS = 6
"""A part left out can make another one faulty; more often than this it does not happen."""


@dataclass(frozen=True, slots=True)
class Decoded(Generic[M]):
    """What a tree came to."""

    model: M | None
    """None only where not even the sound parts make one."""
    tree: Node
    """The tree without the entries of lists that were left out, so that places in model and tree agree."""
    diagnostics: list[Diagnostic]
    faulty: frozenset[str] = field(default=frozenset())
    """The first keys of what was left out; that it is missing then says nothing."""


def decode(model: type[M], node: Node, path: str) -> tuple[M | None, list[Diagnostic]]:
    """The model of a tree and its problems; None only where not even the sound parts make one."""
    decoded = decode_tree(model, node, path)
    return decoded.model, decoded.diagnostics


def decode_tree(model: type[M], node: Node, path: str) -> Decoded[M]:
    """As `decode`, with what the rules need beside the model."""
    if not isinstance(node, MappingNode):
        words = {"key": path, "found": described(to_plain(node)), "expected": "keys with values"}
        return Decoded(None, node, [diagnose(path, node.position, "wrong-type", **words)])
    suggestions = Suggestions()
    problems = {blank_key(model, blank, node, path, suggestions) for blank in blanks(node)}
    plain = to_plain(node)
    tree: Node = node
    gone: set[KeyPath] = set()
    for _ in range(_ROUNDS):
        try:
            return Decoded(model.model_validate(plain), tree, sorted(problems), _first_keys(gone))
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
        gone.update(_left_out(detail) for detail in details if detail["type"] != "too_short")
        problems |= {fault(model, each, tree, path, suggestions) for each in details if not _follows(each, tree, gone)}
        left_out = _outermost(_left_out(detail) for detail in details)
        if not left_out:
            break
        tree = _copied(tree)
        # From the end of each list, so that the places of the others stay right.
        for steps in reversed(left_out):
            _remove(plain, tree, steps)
    return Decoded(None, tree, sorted(problems), _first_keys(gone))


def _first_keys(paths: Iterable[KeyPath]) -> frozenset[str]:
    return frozenset(str(path[0]) for path in paths if path)


def _follows(detail: ErrorDetails, tree: Node, gone: set[KeyPath]) -> bool:
    """Whether something is missing only because it was found faulty before, and reported."""
    where = in_tree(detail["loc"])
    if detail["type"] == "missing":
        return find(tree, where) is not None
    return detail["type"] == "too_short" and any(path[: len(where)] == where for path in gone)


def _left_out(detail: ErrorDetails) -> KeyPath:
    """What to leave out for a fault: its part, or where a key is missing the whole entry."""
    steps = in_tree(detail["loc"])
    return steps[:-1] if detail["type"] == "missing" else steps


def _outermost(paths: Iterable[KeyPath]) -> list[KeyPath]:
    """The paths, sorted, without those that lie within another."""
    kept: list[KeyPath] = []
    for path in sorted({path for path in paths if path}, key=_order):
        if not kept or path[: len(kept[-1])] != kept[-1]:
            kept.append(path)
    return kept


def _order(path: KeyPath) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in path]


def _copied(tree: Node) -> Node:
    """The tree with lists and mappings of its own; the texts are the same."""
    if isinstance(tree, ListNode):
        return ListNode([_copied(item) for item in tree.items], tree.position)
    if isinstance(tree, MappingNode):
        entries = {key: (position, _copied(value)) for key, (position, value) in tree.entries.items()}
        return MappingNode(entries, tree.position)
    return tree


def _remove(plain: Any, tree: Node, steps: KeyPath) -> None:
    """Take a part out of the values, and out of the tree where it stands in a list."""
    holder, place = plain, None
    for number, step in enumerate(steps):
        inner = _inner(holder, step)
        if inner is _NOTHING:
            break
        place, holder = (holder, step, steps[:number]), inner
    if place is None:
        return
    held, step, above = place
    if isinstance(held, dict):
        held.pop(str(step), None)
        return
    del held[step]
    beside = find(tree, above)
    if isinstance(beside, ListNode) and isinstance(step, int) and step < len(beside.items):
        del beside.items[step]


_NOTHING = object()


def _inner(holder: Any, step: str | int) -> Any:
    if isinstance(holder, dict):
        return holder.get(str(step), _NOTHING)
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        return holder[step]
    return _NOTHING
