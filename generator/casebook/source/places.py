"""Where in a file a character of a value stands: through folding, quotes, escapes and indentation.

YAML changes nothing of a scalar but white space and what stands in quotes, so the characters that are no white
space come in the same order in the file and in the value: counting them leads from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from casebook.source.tree import Position, Text

_ESCAPE = r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.|\Z)"
_WHITE_ESCAPES = frozenset(" tnrvfNL_P\t")
_CHARACTERS = {"'": re.compile("''|."), '"': re.compile(rf"{_ESCAPE}|.")}
"""What stands for one character, by the kind of quotes."""


def place_in(lines: Sequence[str], text: Text, offset: int) -> Position:
    """Line and column, from 1, of the character at an offset of a value; the value's own place where it is not found.

    `lines` are those of the whole file.
    """
    value = text.value or ""
    before = _dark(value[:offset])
    if before and not value[offset:].strip():  # at the end: behind the last character
        row, column = _placed(lines, text, before - 1)
        return row, column + 1
    return _placed(lines, text, before)


def _placed(lines: Sequence[str], text: Text, before: int) -> Position:
    """The place of the character before which so many others stand that are no white space."""
    row, column = text.position
    if text.style in {"|", ">"}:
        return _in_lines(lines, row + 1, 1, before) or text.position
    if text.style in {"'", '"'}:
        return _in_quotes(lines, text, before) or text.position
    return _in_lines(lines, row, column, before) or text.position


def _dark(text: str) -> int:
    """How many characters are no white space."""
    return sum(map(len, text.split()))


def _in_lines(lines: Sequence[str], row: int, column: int, before: int) -> Position | None:
    """The place after so many characters that are no white space, from a place on."""
    while row <= len(lines):
        line = lines[row - 1][column - 1 :]
        count = _dark(line)
        if before < count:
            for place, character in enumerate(line):
                if not character.isspace():
                    if not before:
                        return row, column + place
                    before -= 1
        before -= count
        row, column = row + 1, 1
    return None


def _in_quotes(lines: Sequence[str], text: Text, before: int) -> Position | None:
    pattern = _CHARACTERS[text.style]
    row, column = text.position
    column += 1
    while row <= len(lines):
        for match in pattern.finditer(lines[row - 1], column - 1):
            if _is_dark(match[0]) if text.style == '"' else not match[0].isspace():
                if not before:
                    return row, match.start() + 1
                before -= 1
        row, column = row + 1, 1
    return None


def _is_dark(written: str) -> bool:
    """Whether what is written inside double quotes stands for a character that is no white space."""
    if not written.startswith("\\"):
        return not written.isspace()
    mark = written[1:2]
    if mark and mark in "xuU" and len(written) > 2:
        return not chr(int(written[2:], 16)).isspace()
    return bool(mark) and mark not in _WHITE_ESCAPES
