"""Reads a YAML file into a tree of texts, and refuses hostile or ambiguous input while it still is a stream of events.

Nothing is composed before it has been counted: size, depth and number of values are limited on the
parser's events, because libyaml's own composer crashes on deep nesting. Anchors, aliases, tags, merge keys
and several documents in a file are refused: a case file stands for itself and means the same to every reader.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.source.characters import odd_values, refused_characters
from casebook.source.syntax import syntax_problem
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
AMBIGUOUS = re.compile(
    r"(?:=|y|n|yes|no|on|off|~|null|0\d+|0o[0-7]+|0x[0-9a-f]+|0b[01]+|[-+]?\.(?:inf|nan)|[-+]?\d[\d_]*_\d*"
    r"|[-+]?\d+e[-+]?\d+|[-+]?\d+\.\d*e\d+|\d+(?::[0-5]\d)+(?:\.\d*)?)\Z",
    re.IGNORECASE | re.ASCII,
)
"""Plain words that YAML readers understand differently: as a flag, a number in base 8 or 60, or nothing."""
LONGEST_AMBIGUOUS = 40
_AMBIGUOUS_STARTS = frozenset("=~yYnNoO.+-0123456789")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its tree, if it has one, and what is wrong with it."""

    root: Node | None
    diagnostics: tuple[Diagnostic, ...]
    text: str = ""
    """The file as text, its lines ended as on Unix; empty where it is none."""


def read_source(file: Path, path: str, *, max_bytes: int = MAX_BYTES, max_values: int = MAX_VALUES) -> Source:
    """Read a YAML file; `path` is how diagnostics name it."""
    data = read_bytes(file, path, max_bytes)
    return Source(None, (data,)) if isinstance(data, Diagnostic) else parse_source(data, path, max_values=max_values)


def read_bytes(file: Path, path: str, max_bytes: int) -> bytes | Diagnostic:
    """What a file holds, or why it is not read: a file over `max_bytes`, or something that is no plain file."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return diagnose(path, (1, 1), "file-unreadable", reason="it is no plain file")
        if status.st_size > max_bytes:
            return diagnose(path, (1, 1), "file-too-large", size=f"{status.st_size:,}", limit=f"{max_bytes:,}")
        return file.read_bytes()
    except OSError as error:
        return diagnose(path, (1, 1), "file-unreadable", reason=error.strerror or "it cannot be opened")


def parse_source(data: bytes, path: str, *, max_values: int = MAX_VALUES) -> Source:
    """Read YAML from bytes."""
    text, fault = decode_text(data, path)
    if fault is not None:
        return Source(None, (fault,))
    refused = refused_characters(text, path)
    if refused:
        return Source(None, tuple(refused), text)
    composer = _Composer(path, max_values)
    try:
        root = composer.compose(text)
    except _StopError:
        root = None
    except yaml.MarkedYAMLError as error:
        root = None
        composer.found.append(syntax_problem(error, text.split("\n"), path))
    odd = odd_values(text, root, path) if root is not None else []
    return Source(root, (*composer.found, *odd), text)


def decode_text(data: bytes, path: str) -> tuple[str, Diagnostic | None]:
    """UTF-8 with or without its mark; anything else is a problem with the likely encoding named."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", diagnose(path, (1, 1), "not-utf8", found="UTF-16")
    if b"\0" in data:
        return "", diagnose(path, _place(data, data.index(b"\0")), "nul-byte")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), None
    except UnicodeDecodeError as error:
        # With the mark of byte order, the decoder counts from behind it.
        start = error.start + 3 * data.startswith(b"\xef\xbb\xbf")
        return "", diagnose(path, _place(data, start), "not-utf8", found=_guess(data))


def _place(data: bytes, offset: int) -> Position:
    before = data[:offset].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
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
    """Builds the tree from the parser's events, with an explicit stack, so that depth costs nothing."""

    def __init__(self, path: str, max_values: int) -> None:
        self.path = path
        self.max_values = max_values
        self.found: list[Diagnostic] = []
        self.root: Node | None = None
        self.stack: list[ListNode | MappingNode] = []
        self.keys: list[tuple[str, Position] | None] = []
        """For each container on the stack the key that waits for its value."""

    def compose(self, text: str) -> Node | None:
        values = 0
        next_event = CSafeLoader(text).get_event
        while (event := next_event()) is not None:
            if isinstance(event, yaml.NodeEvent):
                values += 1
                mark = event.start_mark
                # Three quarters of all time goes into this loop: no call that could be spared.
                position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
                if values > self.max_values:
                    self._stop(position, "too-many-values", limit=f"{self.max_values:,}")
                if isinstance(event, yaml.ScalarEvent):
                    self._add(self._text(event, position))
                elif isinstance(event, yaml.CollectionStartEvent):
                    self._open(event, position)
                else:
                    self._stop(position, "alias")
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
                self.keys.pop()
        return self.root

    def _open(self, event: yaml.CollectionStartEvent, position: Position) -> None:
        self._refuse_marks(event, position)
        if len(self.stack) >= MAX_DEPTH:
            self._stop(position, "too-deep", limit=MAX_DEPTH)
        node = MappingNode({}, position) if type(event) is yaml.MappingStartEvent else ListNode([], position)
        self._add(node)
        self.stack.append(node)
        self.keys.append(None)

    def _text(self, event: yaml.ScalarEvent, position: Position) -> Text:
        if event.anchor or event.tag:
            self._refuse_marks(event, position)
        value: str = event.value
        if event.style:
            return Text(value, position, event.style)
        if not value:
            return Text(None, position)
        if value[0] in _AMBIGUOUS_STARTS and len(value) <= LONGEST_AMBIGUOUS and AMBIGUOUS.match(value):
            self.found.append(diagnose(self.path, position, "ambiguous-value", Severity.WARNING, found=value))
        return Text(value, position)

    def _refuse_marks(self, event: yaml.NodeEvent, position: Position) -> None:
        if event.anchor:
            self._stop(position, "alias")
        tag: str | None = getattr(event, "tag", None)
        if tag and tag != "!":
            self._stop(position, "tag", tag=tag.replace("tag:yaml.org,2002:", "!!"))

    def _add(self, node: Node) -> None:
        """Put a node where it belongs; in a mapping the first of two is the key of the second."""
        if not self.stack:
            if self.root is not None:
                self._stop(node.position, "several-documents")
            self.root = node
            return
        parent = self.stack[-1]
        if type(parent) is ListNode:
            parent.items.append(node)
            return
        assert isinstance(parent, MappingNode)
        pending = self.keys[-1]
        if pending is None:
            self.keys[-1] = self._key(node)
            return
        key, position = pending
        self.keys[-1] = None
        first = parent.entries.setdefault(key, (position, node))
        if first[1] is not node:
            self.found.append(diagnose(self.path, position, "duplicate-key", key=key, first=first[0][0]))

    def _key(self, node: Node) -> tuple[str, Position]:
        if not isinstance(node, Text):
            self._stop(node.position, "key-not-text")
        if node.value == "<<" and not node.style:
            self._stop(node.position, "alias")
        return node.value or "", node.position

    def _stop(self, position: Position, code: str, **arguments: object) -> NoReturn:
        self.found.append(diagnose(self.path, position, code, **arguments))
        raise _StopError
