"""Joins lines that a program broke at a width, and keeps the breaks that somebody meant.

Plain text says nowhere which of its line breaks mean something. The evidence, in this order: blank lines; the
indentation of first lines; marks of lists and numbered references; whether the next word would have fitted.
Where the evidence is thin, the break stays a break inside its paragraph: it costs nothing, and no word changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from casebook.intake.clean import one_line

_ITEM = re.compile(
    r"(?:[•·▪◦‣●○■□*–—-]\s|\(?[0-9]{1,2}[.)]\s|\(?[A-Za-z][.)]\s|\((?:[0-9]{1,2}|[ivx]{1,4}|[A-Za-z])\)|"
    r"\[[A-Za-z]?[0-9]{0,2}\]|[A-Z][0-9]{1,2}[.:]\s|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?\s|[①-⑳]|[0-9０-９]{1,2}[．、])"
)
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？：；]['\"’”)\]」』）]*\Z")
_BREAKS_WORD = re.compile(r"\w[-‐]\Z")
_WIDE = frozenset("WF")
_SLACK = 0.93
"""Lines of a proportional typeface differ in characters; this share of the width counts as full."""
_NARROWEST = 40
"""Nobody sets lines narrower than this; shorter ones were ended on purpose."""
_EXACT_SHARE = 0.9
"""Where so many of the lines that must be joined are full to the letter, shorter ones were ended on purpose."""
_LOWER_CASE_SHARE = 0.2
"""Where more of the outermost lines begin in lower case, indentation does not mark first lines."""


@dataclass(frozen=True)
class _Line:
    text: str
    indent: int

    @cached_property
    def width(self) -> int:
        return self.indent + _width(self.text)

    @property
    def least_width(self) -> int:
        """What the line before would have needed room for: its first word, or its first wide character."""
        first = self.text[0]
        return _width(first) if _width(first) == 2 else 1 + _width(self.text.split(" ", 1)[0])

    @property
    def continues(self) -> bool:
        """Whether it begins as nothing but the middle of a sentence begins."""
        return self.text[0].islower() or self.text[0] in ",;.)]"


def unwrap(text: str, counts: Counter[str]) -> list[str]:
    """The paragraphs of a text; meant breaks inside one stay line breaks. Adds to `counts`: 'joined', 'hyphen'."""
    blocks = list(_blocks(text))
    layout = _layout(blocks)
    return [paragraph for block in blocks for paragraph in _paragraphs(block, layout, counts)]


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(character) in _WIDE for character in text)


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Lines between blank lines."""
    block: list[_Line] = []
    for line in text.split("\n"):
        stripped = line.strip(" ")
        if stripped:
            block.append(_Line(stripped, len(line) - len(line.lstrip(" "))))
        elif block:
            yield block
            block = []
    if block:
        yield block


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a whole text was set."""

    limit: float
    """The width up to which its lines were filled."""
    base: int
    """The indentation of lines that begin a paragraph; -1 where indentation says nothing."""


def _layout(blocks: Sequence[Sequence[_Line]]) -> _Layout:
    widths = sorted(line.width for block in blocks for line in block)
    # The widest, but for the few that hold one long word.
    width = widths[int(len(widths) * 0.9)] if widths else 0
    pairs = [pair for block in blocks for pair in pairwise(block) if pair[1].continues]
    exact = sum(before.width + line.least_width > width for before, line in pairs) >= _EXACT_SHARE * len(pairs)
    inner = [line for block in blocks for line in block[1:]]
    return _Layout(max(width if exact else width * _SLACK, _NARROWEST), _base(inner))


def _paragraphs(block: Sequence[_Line], layout: _Layout, counts: Counter[str]) -> Iterator[str]:
    base = max(layout.base, _base(block[1:]) if block[0].indent == min(line.indent for line in block) else -1)
    kept: list[list[str]] = [[block[0].text]]
    for before, line in pairwise(block):
        fits = before.width + line.least_width <= layout.limit
        if line.indent <= base or _begins(before, line, fits=fits, hanging=base >= 0):
            yield _written(kept)
            kept = [[line.text]]
        elif _BREAKS_WORD.search(before.text):
            counts["hyphen"] += 1
            kept.append([line.text])
        elif fits and not line.continues:
            kept.append([line.text])
        else:
            counts["joined"] += 1
            kept[-1].append(line.text)
    yield _written(kept)


def _written(kept: Sequence[Sequence[str]]) -> str:
    return "\n".join(one_line("\n".join(joined)) for joined in kept)


def _base(lines: Sequence[_Line]) -> int:
    """The indentation of first lines, where they stand further out than the lines that continue them; else -1."""
    base = min((line.indent for line in lines), default=0)
    outer = [line for line in lines if line.indent == base]
    if len(outer) == len(lines) or sum(line.continues for line in outer) > _LOWER_CASE_SHARE * len(outer):
        return -1
    return base


def _begins(before: _Line, line: _Line, *, fits: bool, hanging: bool) -> bool:
    """Whether a line begins a paragraph or an item of a list."""
    if line.text[0] == "\u3000":
        return True
    ended = _ENDS_SENTENCE.search(before.text) is not None
    if _ITEM.match(line.text) and (fits or ended):
        return True
    return fits and ended and not hanging and not line.continues
