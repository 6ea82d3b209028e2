"""What is wrong with text that is no YAML, in the words of its author: the parser's own words are for programmers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.source.tree import Position

_STARTS = {
    "found character that cannot start any token",
    "did not find expected alphabetic or numeric character",
    "did not find expected node content",
    "mapping keys are not allowed in this context",
    "block sequence entries are not allowed in this context",
}
_TABS = {
    "found a tab character that violates indentation",
    "found a tab character where an indentation space is expected",
}
_INDENTS = {"did not find expected key", "did not find expected '-' indicator"}
_ESCAPES = {
    "found unknown escape character",
    "did not find expected hexdecimal number",
    "found invalid Unicode character escape code",
}
_BRACKETS = {"did not find expected ',' or ']'", "did not find expected ',' or '}'"}
_QUOTES = {"found unexpected end of stream", "found unexpected document indicator"}


def syntax_problem(error: yaml.MarkedYAMLError, lines: Sequence[str], path: str) -> Diagnostic:
    """One problem for the parser's error; the file was read up to it."""
    problem = error.problem or "not valid YAML"
    place = _position(error.problem_mark) or _position(error.context_mark) or (1, 1)
    opened = _position(error.context_mark) or place
    before = _line(lines, place[0])[: place[1] - 1]
    if problem in _TABS or (problem in _STARTS and _character(lines, place) == "\t"):
        return diagnose(path, place, "yaml-tab")
    if problem in _STARTS and not _line(lines, place[0])[place[1] - 1 :] and place[0] >= len(lines):
        opened = _last_open(lines)
        return diagnose(path, opened, "yaml-bracket", found=_character(lines, opened), line=place[0])
    if problem in _STARTS:
        start = opened if "anchor" in (error.context or "") or "alias" in (error.context or "") else place
        return diagnose(path, start, "yaml-mark", found=_character(lines, start))
    if problem in _BRACKETS:
        return diagnose(path, opened, "yaml-bracket", found=_character(lines, opened), line=place[0])
    if problem in _QUOTES and "quoted" in (error.context or ""):
        return diagnose(path, opened, "yaml-quote", found=_character(lines, opened))
    if problem == "mapping values are not allowed in this context":
        return diagnose(path, place, "yaml-colon" if re.search(r":\s", before) else "yaml-indent")
    if problem in _INDENTS:
        return diagnose(path, place, "yaml-after" if before.strip(" -") else "yaml-indent")
    if problem == "could not find expected ':'":
        return diagnose(path, opened, "yaml-key")
    if problem in _ESCAPES:
        place = (place[0], _line(lines, place[0]).rfind("\\", 0, place[1]) + 1)
        return diagnose(path, place, "yaml-escape", found=_character(lines, (place[0], place[1] + 1)))
    if problem == "did not find expected comment or line break":
        return diagnose(path, place, "yaml-block", found=_character(lines, opened))
    return diagnose(path, place, "yaml-syntax", problem=problem)


def _position(mark: yaml.Mark | None) -> Position | None:
    return (mark.line + 1, mark.column + 1) if mark else None


def _last_open(lines: Sequence[str]) -> Position:
    """The last bracket that nothing closes, in a file that ends within it."""
    closed = 0
    for row in range(len(lines), 0, -1):
        for column in range(len(lines[row - 1]), 0, -1):
            character = lines[row - 1][column - 1]
            closed += (character in "]}") - (character in "[{")
            if closed < 0:
                return row, column
    return len(lines), 1


def _line(lines: Sequence[str], row: int) -> str:
    return lines[row - 1] if row <= len(lines) else ""


def _character(lines: Sequence[str], place: Position) -> str:
    return _line(lines, place[0])[place[1] - 1 : place[1]]
