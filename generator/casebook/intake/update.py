"""Changes values of a YAML file that is already there, and nothing else: comments, order and layout of the rest stay.

Only the top-level keys whose values differ are touched; of these, each is read and written by the round-trip library,
entry by entry, so that comments inside it stay too. The result is read again and compared with what was meant.
"""

from __future__ import annotations

import difflib
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, ScalarString

from casebook.intake.append import last_line
from casebook.intake.emit import STEP, Value, emit, scalar
from casebook.source.reader import parse_source
from casebook.source.tree import MappingNode, to_plain

try:
    from yaml import CSafeLoader
except ImportError as error:
    raise ImportError("PyYAML was installed without libyaml; reinstall it from a wheel") from error

_MARK = "\ufeff"
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?\Z")


def update_text(text: str, changes: Mapping[str, Value | None], order: Sequence[str]) -> str | None:
    """The text with new values under its top-level keys, None taking a key away; None where the file cannot be changed.

    `order` is the order of keys in which a new one finds its place. Texts that differ in nothing but line breaks at
    their end count as equal.
    """
    mark, body = (_MARK, text[1:]) if text.startswith(_MARK) else ("", text)
    newline = "\r\n" if "\r\n" in body else "\n"
    body = body.replace("\r\n", "\n")
    before = _plain(body)
    if before is None:
        return None
    wanted = dict(before)
    for key, value in changes.items():
        if value is None or value in ("", [], {}):
            wanted.pop(key, None)
        else:
            wanted[key] = _with_old_ends(before.get(key), value)
    for key in sorted(before.keys() | wanted.keys(), key=lambda each: _rank(each, order)):
        if before.get(key) != wanted.get(key):
            body = _changed(body, key, wanted.get(key), order)
    return mark + body.replace("\n", newline) if _plain(body) == wanted else None


def _rank(key: str, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)


def _plain(text: str) -> dict[str, Any] | None:
    source = parse_source(text.encode("utf-8"), "")
    if not isinstance(source.root, MappingNode) or any(each.code == "duplicate-key" for each in source.diagnostics):
        return {} if source.root is None and not source.diagnostics else None
    plain = to_plain(source.root)
    return plain if isinstance(plain, dict) else None


def _with_old_ends(old: Any, new: Any) -> Any:
    """The new value, in which texts equal but for the line breaks at their end are the old ones."""
    if isinstance(new, str):
        if not isinstance(old, str):
            return new
        ends = old[len(old.rstrip("\n")) :]
        return new.rstrip("\n") + ends if "\n" in new.rstrip("\n") or new.rstrip("\n") == old.rstrip("\n") else new
    if isinstance(new, Mapping):
        known = old if isinstance(old, Mapping) else {}
        return {key: _with_old_ends(known.get(key), value) for key, value in new.items()}
    olds = old if isinstance(old, Sequence) and not isinstance(old, str) else [old]
    if len(new) == 1 and isinstance(old, str):
        return _with_old_ends(old, new[0])  # a single text may stand for a list of one
    return [_with_old_ends(olds[place] if place < len(olds) else None, each) for place, each in enumerate(new)]


def _changed(text: str, key: str, value: Value | None, order: Sequence[str]) -> str:
    """The text with one top-level key changed, added or taken away."""
    root = yaml.compose(text, Loader=CSafeLoader)
    lines = text.split("\n")
    entries = root.value if isinstance(root, yaml.MappingNode) else []
    found = next(((name, node) for name, node in entries if name.value == key), None)
    if found is None:
        assert value is not None
        return "\n".join(_inserted(lines, entries, key, value, order))
    first, last = found[0].start_mark.line, last_line(found[1])
    if value is None:
        fresh: list[str] = []
    else:
        old = "\n".join(lines[first : last + 1]) + "\n"
        fresh = (_merged(old, key, value) or emit({key: value})).rstrip("\n").split("\n")
        if isinstance(value, str) and value.endswith("\n\n"):
            fresh = emit({key: value}).removesuffix("\n").split("\n")
    return "\n".join([*lines[:first], *fresh, *lines[last + 1 :]])


def _inserted(
    lines: list[str], entries: Sequence[tuple[Any, Any]], key: str, value: Value, order: Sequence[str]
) -> list[str]:
    """The lines with a new key after the last of those that the order puts before it."""
    before = [node for name, node in entries if _rank(name.value, order) < _rank(key, order)]
    after = [name for name, _ in entries]
    place = last_line(before[-1]) + 1 if before else after[0].start_mark.line if after else 0
    return [*lines[:place], *emit({key: value}).removesuffix("\n").split("\n"), *lines[place:]]


class _Words(VersionedResolver):
    """Every plain scalar is a text, as in the source: `08`, `no` and `0.10` stay as they were written."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a node."""
        if kind is ScalarNode and implicit[0]:
            return self.DEFAULT_SCALAR_TAG
        return super().resolve(kind, value, implicit)


def _merged(old: str, key: str, value: Value) -> str | None:
    """The lines of one key with another value, its comments kept; None where the library cannot tell."""
    tool = YAML(typ="rt")
    tool.Resolver = _Words
    tool.preserve_quotes = True
    tool.width = 1_000_000
    tool.allow_unicode = True
    dashed = next((line for line in old.split("\n")[1:] if line.lstrip().startswith("- ")), "  -")
    offset = min(len(dashed) - len(dashed.lstrip()), STEP)
    tool.indent(mapping=STEP, sequence=STEP + offset, offset=offset)
    try:
        held = tool.load(old)
        held[key] = _merge(held[key], value, flow=False)
        out = io.StringIO()
        tool.dump(held, out)
    except (YAMLError, ValueError, TypeError, KeyError):
        return None
    made = out.getvalue()
    wanted = _plain(made)
    return made if wanted == {key: value} else None


def _merge(old: Any, new: Value, *, flow: bool) -> Any:
    """The old value changed into the new one as little as that takes; `flow` says that it stands between brackets."""
    if isinstance(new, str):
        return old if isinstance(old, str) and str(old) == new else _scalar(new, old, flow=flow)
    inner_flow = flow or (isinstance(old, CommentedMap | CommentedSeq) and bool(old.fa.flow_style()))
    if isinstance(new, Mapping):
        if not isinstance(old, CommentedMap):
            return _fresh(new, flow=False)
        for gone in [each for each in old if each not in new]:
            del old[gone]
        for each, value in new.items():
            if each in old:
                old[each] = _merge(old[each], value, flow=inner_flow)
            else:
                old[each] = _fresh(value, flow=inner_flow)
        return old
    if not isinstance(old, CommentedSeq):
        return _fresh(new, flow=False)
    return _merge_list(old, list(new), flow=inner_flow)


def _merge_list(old: CommentedSeq, new: list[Value], *, flow: bool) -> CommentedSeq:
    """The list with the new entries; those that are equal stay where they are, with their comments."""
    flow_items = flow or any(isinstance(each, CommentedMap) and each.fa.flow_style() for each in old)
    matcher = difflib.SequenceMatcher(None, [_key(each) for each in old], [_key(each) for each in new], autojunk=False)
    for kind, start, end, first, last in reversed(matcher.get_opcodes()):
        if kind == "equal":
            continue
        shared = min(end - start, last - first) if kind == "replace" else 0
        for place in range(shared):
            old[start + place] = _merge(old[start + place], new[first + place], flow=flow)
        for place in reversed(range(start + shared, end)):
            del old[place]
        for place in range(first + shared, last):
            old.insert(start + place - first, _fresh(new[place], flow=flow_items))
    return old


def _key(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _fresh(value: Value, *, flow: bool) -> Any:
    """A new value in the layout of its neighbours."""
    if isinstance(value, str):
        return _scalar(value, None, flow=flow)
    made: Any
    if isinstance(value, Mapping):
        made = CommentedMap({key: _fresh(inner, flow=flow) for key, inner in value.items()})
    else:
        made = CommentedSeq(_fresh(inner, flow=flow) for inner in value)
    if flow:
        made.fa.set_flow_style()
    else:
        made.fa.set_block_style()
    return made


def _scalar(text: str, old: Any, *, flow: bool) -> Any:
    """A text in the style that the old one had where that fits, else in the house's."""
    if "\n" in text and not flow:
        return LiteralScalarString(text)
    if isinstance(old, ScalarString) and not isinstance(old, LiteralScalarString):
        return type(old)(text)
    bare_number = isinstance(old, str) and _NUMBER.match(old) and _NUMBER.match(text)
    quoted = scalar(text, in_flow=flow).startswith('"') and not bare_number
    return DoubleQuotedScalarString(text) if quoted else text
