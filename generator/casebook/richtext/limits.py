"""Limits on Markdown that no author reaches, set where a parser would need more than linear time or deep recursion."""

from __future__ import annotations

import re
from itertools import islice

MAX_SOURCE = 100_000
"""Characters of one text that are parsed; more is shown as plain paragraphs."""
MAX_LINES = 1_500
MAX_MARKS = 4_000
MAX_DEPTH = 12
"""Levels of quotations, lists or brackets within each other."""
# Marks times length of a block bounds the parser's scanning, which for hostile text is quadratic.
_MAX_WORK = 8_000_000
_MAX_LINK_WORK = 600_000
MAX_NODES = 40
"""Elements within each other that HTML may have."""

_TAG = re.compile(r"<(/?)([a-z]+[1-6]?)")
_VOID = frozenset({"br", "hr"})
_BLOCK = re.compile(r"\n[ \t]*\n")
_NESTED = re.compile(rf"^[ \t]*(?:>[ \t]*|(?:[-*+]|\d{{1,9}}[.)])[ \t]+){{{MAX_DEPTH + 1}}}", re.MULTILINE)
_RULE = re.compile(r" {0,3}(?:(?:-++ {0,2}+)++|(?:\*++ {0,2}+)++)$")
_DEEP_INDENT = re.compile(rf"^[ ]{{{4 * MAX_DEPTH}}} *(?:[-*+>]|\d{{1,9}}[.)])[ \t]", re.MULTILINE)
_LINE = re.compile(r"^.*\S", re.MULTILINE)
_MARK = re.compile(r"[*_`\[\]<&^~!\\|]")
_BRACKET = re.compile(r"[\[\]]")


def beyond_limits(source: str) -> int | None:
    """Where in the source, from 0, a limit is passed; None where it can be parsed."""
    if len(source) > MAX_SOURCE:
        return MAX_SOURCE
    places = (_too_many(source), _too_nested(source), _too_indented(source), _too_dense(source))
    return min((place for place in places if place is not None), default=None)


def _too_many(source: str) -> int | None:
    for pattern, limit in ((_LINE, MAX_LINES), (_MARK, MAX_MARKS)):
        found = next(islice(pattern.finditer(source), limit, None), None)
        if found is not None:
            return found.start()
    return None


def too_deep(html: str) -> bool:
    """Whether sanitised HTML nests deeper than print can follow."""
    depth = 0
    for found in _TAG.finditer(html):
        if found[2] not in _VOID:
            depth += -1 if found[1] else 1
            if depth > MAX_NODES:
                return True
    return False


def _too_nested(source: str) -> int | None:
    for found in _NESTED.finditer(source):
        end = source.find("\n", found.start())
        if not _RULE.match(source[found.start() : end if end >= 0 else len(source)]):
            return found.start()
    return None


def _too_indented(source: str) -> int | None:
    found = _DEEP_INDENT.search(source.expandtabs(4))
    if found is None:
        return None
    line = source.expandtabs(4).count("\n", 0, found.start())
    return sum(len(text) + 1 for text in source.split("\n")[:line])


def _too_dense(source: str) -> int | None:
    start = 0
    for block in _BLOCK.split(source):
        marks = len(_MARK.findall(block))
        links = block.count("](")
        if marks * len(block) > _MAX_WORK or links * len(block) > _MAX_LINK_WORK:
            return source.index(block, start)
        deep = _too_bracketed(block) if "[" in block else None
        if deep is not None:
            return source.index(block, start) + deep
        start += len(block)
    return None


def _too_bracketed(block: str) -> int | None:
    depth = 0
    for found in _BRACKET.finditer(block):
        depth = depth + 1 if found.group() == "[" else max(depth - 1, 0)
        if depth > MAX_DEPTH:
            return found.start()
    return None
