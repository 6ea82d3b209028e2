"""Writes plain values as YAML that an author likes to edit and every reader reads back to the same characters.

Texts of several lines become block scalars, short words stay bare, all else is quoted. There are no tags,
anchors or folded scalars. What stands in a case file, and in which order, is the caller's business.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casebook.source.reader import AMBIGUOUS

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What a case file is made of: texts, lists and keys with values."""

STEP = 2
"""Spaces a level."""
WIDEST_FLOW = 100
"""Characters up to which a small list or mapping stands on one line."""

# Characters that libyaml refuses outside quotes, or that a reader may take for the end of a line.
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_BREAKS = "\t\n" + _CONTROLS
_BARE = re.compile(rf"[^\W_](?:[^{_BREAKS}:#]|:(?=[^{_BREAKS} ])|(?<=[^{_BREAKS} ])#)*\Z")
_BARE_IN_FLOW = re.compile(rf"[^\W_](?:[^{_BREAKS}:#?,\[\]{{}}])*\Z")
_TYPED = re.compile(r"(?:true|false|[\d.][\d._,:+-]*)\Z", re.IGNORECASE)
# Whole numbers and dates look alike to every reader, and bare is how authors write them.
_HARMLESS = re.compile(r"(?:[1-9]\d{0,14}|\d{4}-\d\d(?:-\d\d)?)\Z")
_ESCAPED = re.compile(f"[{_CONTROLS}]")
_IN_QUOTES = re.compile(f'[{_BREAKS}"\\\\]')
_SHORT = {"\0": "\\0", "\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def to_values(value: Any) -> Any:
    """A typed value (numbers, dates, flags, within lists and mappings) as the texts that stand in a case file.

    A section of a single item is that item.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return {key: to_values(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        texts = [to_values(each) for each in value]
        return texts[0] if len(texts) == 1 and isinstance(texts[0], str) and "\n" in texts[0] else texts
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def emit(value: Mapping[str, Value]) -> str:
    """A mapping as a YAML document. Raises ValueError for lone surrogates, which no encoding can carry."""
    return "".join(f"{line}\n" for line in _entries(value, 0))


def emit_item(value: Mapping[str, Value]) -> str:
    """A mapping on one line, as an entry of a list of terms."""
    return _flow(value)


def scalar(text: str, *, in_flow: bool = False) -> str:
    """A text on one line: bare where it can only mean itself, in double quotes where not."""
    bare = (_BARE_IN_FLOW if in_flow else _BARE).match(text)
    if bare and not text.endswith((" ", ":")) and not AMBIGUOUS.match(text) and not _looks_typed(text):
        return text
    return '"' + _IN_QUOTES.sub(_escape, _without_surrogates(text)) + '"'


def _looks_typed(text: str) -> bool:
    return _TYPED.match(text) is not None and not _HARMLESS.match(text)


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT.get(character) or (f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}")


def _without_surrogates(text: str) -> str:
    text.encode("utf-8")  # raises UnicodeEncodeError, which is a ValueError
    return text


def _entries(value: Mapping[str, Value], indent: int) -> Iterator[str]:
    for key, inner in value.items():
        yield from _entry(f"{' ' * indent}{scalar(key)}:", inner, indent)


def _entry(head: str, value: Value, indent: int) -> Iterator[str]:
    """The lines of one key or list mark `head` with its value; `indent` is the column of the head's node."""
    if isinstance(value, str):
        first, *rest = _text(value, indent)
        yield f"{head} {first}"
        yield from rest
    elif isinstance(value, Mapping):
        flow = _flow(value)
        if _fits(value) and len(flow) <= WIDEST_FLOW:
            yield f"{head} {flow}"
        else:
            lines = _entries(value, indent + STEP)
            if head.endswith("-"):
                # An entry of a list begins on the line of its mark.
                yield head + next(lines)[len(head) :]
            else:
                yield head
            yield from lines
    elif all(isinstance(item, str) and _fits_line(item) for item in value) and len(_flow(value)) <= WIDEST_FLOW:
        yield f"{head} {_flow(value)}"
    else:
        yield head
        for item in value:
            yield from _entry(f"{' ' * (indent + STEP)}-", item, indent + STEP)


def _fits(value: Mapping[str, Value]) -> bool:
    return all(isinstance(inner, str) and _fits_line(inner) for inner in value.values())


def _fits_line(text: str) -> bool:
    return "\n" not in text and len(text) <= WIDEST_FLOW


def _flow(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value, in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, in_flow=True)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _text(text: str, indent: int) -> Iterator[str]:
    if "\n" not in text or not text.strip() or _ESCAPED.search(text):
        yield scalar(text)
    else:
        yield from _block(text, indent)


def _block(text: str, indent: int) -> Iterator[str]:
    """A literal block scalar; its indentation is said where the text could be mistaken for it."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    said = str(STEP) if body[0] in " \t\n" else ""
    yield "|" + said + ("-", "", "+")[min(ends, 2)]
    for line in body.split("\n"):
        yield " " * (indent + STEP) + line if line else ""
    yield from [""] * (ends - 1)
