"""Reads a YAML file into a tree of texts, and refuses hostile or ambiguous input while it still is a stream of events.

Nothing is composed before it has been counted: size, depth and number of values are limited on the
parser's events, because libyaml's own composer crashes on deep nesting. Anchors, aliases, tags, merge keys
and several documents in a file are refused: a case file stands for itself and means the same to every reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.source.tree import ListNode, MappingNode, Node, Position, Text

try:
    from yaml import CSafeLoader
except ImportError as error:  # PyYAML's pure Python loader is 23 times slower
    raise ImportError(
        "PyYAML was installed without libyaml; reinstall it from a wheel: pip install --force-reinstall pyyaml"
    ) from error

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
MAX_VALUES = 20_000
FORBIDDEN = re.compile("[\u0085\u2028\u2029]")
"""Characters that break lines in YAML 1.1 and not in other readers."""
AMBIGUOUS = re.compile(
    r"(?:y|n|yes|no|on|off|~|null|0\d+|0o[0-7]+|0x[0-9a-f]+|[-+]?\d+e[-+]?\d+|[-+]?\d+\.\d*e\d+|\d+(?::[0-5]\d)+)\Z",
    re.IGNORECASE,
)
"""Plain words that YAML readers understand differently: as a flag, a number in base 8 or 60, or nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its tree, if it has one, and what is wrong with it."""

    root: Node | None
    diagnostics: tuple[Diagnostic, ...]


def read_source(file: Path, path: str, *, max_bytes: int = MAX_BYTES, max_values: int = MAX_VALUES) -> Source:
    """Read a YAML file; `path` is how diagnostics name it. Files over `max_bytes` are not opened."""
    try:
        size = file.stat().st_size
        if size > max_bytes:
            return _refused(path, (1, 1), "file-too-large", size=size, limit=max_bytes)
        data = file.read_bytes()
    except OSError as error:
        return _refused(path, (1, 1), "file-unreadable", reason=error.strerror or type(error).__name__)
    return parse_source(data, path, max_values=max_values)


def parse_source(data: bytes, path: str, *, max_values: int = MAX_VALUES) -> Source:
    """Read YAML from bytes."""
    text, fault = decode_text(data, path)
    if fault is not None:
        return Source(None, (fault,))
    return _Composer(path, max_values).compose(text)


def _refused(path: str, position: Position, code: str, **arguments: object) -> Source:
    return Source(None, (diagnose(path, position, code, **arguments),))


def decode_text(data: bytes, path: str) -> tuple[str, Diagnostic | None]:
    """UTF-8 with or without its mark; anything else is a problem with the likely encoding named."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", diagnose(path, (1, 1), "not-utf8", found="UTF-16")
    if b"\0" in data:
        return "", diagnose(path, _place(data, data.index(b"\0")), "nul-byte")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), None
    except UnicodeDecodeError as error:
        return "", diagnose(path, _place(data, error.start), "not-utf8", found=_guess(data))


def _place(data: bytes, offset: int) -> Position:
    before = data[:offset]
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode("utf-8", "replace")) + 1


def _guess(data: bytes) -> str:
    """The likely encoding of bytes that are not UTF-8, by which common encoding decodes them to usual characters."""
    sample = data[:20_000]
    for encoding, usual in (("cp932", r"[\u3040-\u30ff]"), ("gb18030", r"[\u4e00-\u9fff]"), ("cp1252", r"[À-ÿ’–]")):
        try:
            decoded = sample.decode(encoding, "strict" if len(data) <= len(sample) else "ignore")
        except UnicodeDecodeError:
            continue
        if re.search(usual, decoded):
            return {"cp932": "Shift_JIS (cp932)", "gb18030": "GB18030", "cp1252": "Windows-1252"}[encoding]
    return "an unknown encoding"


class _StopError(Exception):
    """Ends the reading of a file that must not be read further."""


class _Composer:
    """Builds the tree from the parser's events, one file at a time."""

    def __init__(self, path: str, max_values: int) -> None:
        self.path = path
        self.max_values = max_values
        self.found: list[Diagnostic] = []
        self.values = 0

    def compose(self, text: str) -> Source:
        self._refuse_characters(text)
        root: Node | None = None
        if any(found.severity is Severity.ERROR for found in self.found):
            return Source(None, tuple(self.found))
        try:
            root = self._read(text)
        except _StopError:
            root = None
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
        except yaml.reader.ReaderError as error:
            self._add(
                _place_in(text, error.position),
                "control-character",
                character=f"U+{ord(str(error.character)[0]):04X}"
                if isinstance(error.character, str)
                else str(error.character),
            )
        return Source(root, tuple(self.found))

    def _add(self, position: Position, code: str, severity: Severity = Severity.ERROR, /, **arguments: object) -> None:
        self.found.append(diagnose(self.path, position, code, severity, **arguments))

    def _refuse_characters(self, text: str) -> None:
        for found in FORBIDDEN.finditer(text):
            self._add(_place_in(text, found.start()), "line-separator", character=f"U+{ord(found[0]):04X}")
        for found in re.finditer("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]", text):
            self._add(_place_in(text, found.start()), "control-character", character=f"U+{ord(found[0]):04X}")

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self._add(position, "yaml-syntax", problem=error.problem or "not valid YAML")

    def _read(self, text: str) -> Node | None:
        """Turn events into nodes with an explicit stack, so that depth costs nothing and is checked first."""
        stack: list[tuple[Node, list[tuple[str, Position]]]] = []
        root: Node | None = None
        for event in yaml.parse(text, Loader=CSafeLoader):
            if isinstance(event, yaml.NodeEvent):
                node = self._node(event, len(stack))
                if stack:
                    node_or_none = self._attach(stack[-1], node, event)
                    if node_or_none is None:
                        continue
                elif root is None:
                    root = node
                else:
                    self._stop(_position(event), "several-documents")
                if not isinstance(node, Text):
                    stack.append((node, []))
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
        return root

    def _node(self, event: yaml.NodeEvent, depth: int) -> Node:
        position = _position(event)
        self.values += 1
        if self.values > self.max_values:
            self._stop(position, "too-many-values", limit=self.max_values)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._stop(position, "alias")
        tag: str | None = getattr(event, "tag", None)
        if tag and tag != "!":
            self._stop(position, "tag", tag=tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, position)
        if depth >= MAX_DEPTH:
            self._stop(position, "too-deep", limit=MAX_DEPTH)
        return MappingNode({}, position) if isinstance(event, yaml.MappingStartEvent) else ListNode([], position)

    def _text(self, event: yaml.ScalarEvent, position: Position) -> Text:
        value: str = event.value
        if not event.style:
            if value == "":
                return Text(None, position)
            if AMBIGUOUS.match(value):
                self._add(position, "ambiguous-value", Severity.WARNING, found=value)
        return Text(value, position, event.style in ("|", ">"))

    def _attach(self, top: tuple[Node, list[tuple[str, Position]]], node: Node, event: yaml.NodeEvent) -> Node | None:
        """Put a node where it belongs; None where it was a mapping's key."""
        parent, pending = top
        if isinstance(parent, ListNode):
            parent.items.append(node)
            return node
        assert isinstance(parent, MappingNode)
        if not pending:
            if not isinstance(node, Text):
                self._stop(_position(event), "key-not-text")
            elif node.value == "<<":
                self._stop(node.position, "alias")
            else:
                pending.append((node.value or "", node.position))
            return None
        key, position = pending.pop()
        if key in parent.entries:
            first = parent.entries[key][0]
            self._add(position, "duplicate-key", key=key, first=first[0])
        else:
            parent.entries[key] = (position, node)
        return node

    def _stop(self, position: Position, code: str, **arguments: object) -> None:
        self._add(position, code, **arguments)
        raise _StopError


def _position(event: yaml.NodeEvent) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _place_in(text: str, offset: int) -> Position:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1
