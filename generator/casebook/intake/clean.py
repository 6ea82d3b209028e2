"""Takes out of a cell what is not text: entities, foreign line ends, control characters. No word is changed.

What was found is counted, and every character that is removed is named, so that nothing happens in silence.
Where lines were broken by a program is the business of `unwrap`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

from casebook.richtext.cjk import join_lines

# Only with its semicolon: “&copy=1” in an address is no entity.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, halves of pairs, non-characters, and what is never seen: changes of direction, marks of byte order.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Somebody saw a sign here, in a typeface of symbols or before a decoding went wrong; only a person can say which.
_UNREADABLE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]")
_SPACES = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cell's text, and what was done to it."""

    text: str
    removed: tuple[str, ...] = ()
    """Code points that were removed, in their order: 'U+0007'."""
    unreadable: tuple[str, ...] = ()
    """Code points that stay though no typeface shows them: 'U+F0B7'."""
    counts: Counter[str] | None = None
    """Of the rest, how often: 'entity', 'line-end', 'tab'."""


def clean(text: str) -> Cleaned:
    """The text with entities decoded once, line ends as “\\n”, tabs as spaces, and without control characters."""
    counts: Counter[str] = Counter()
    if "&" in text:
        text = _ENTITY.sub(lambda found: _decoded(found.group(), counts), text)
    text, ends = _LINE_END.subn("\n", text)
    removed = _code_points(_NOT_TEXT, text)
    if removed:
        text = _NOT_TEXT.sub("", text)
    counts.update({name: number for name, number in (("line-end", ends), ("tab", text.count("\t"))) if number})
    return Cleaned(text.expandtabs(4), removed, _code_points(_UNREADABLE, text), counts)


def _code_points(sought: re.Pattern[str], text: str) -> tuple[str, ...]:
    return () if text.isprintable() else tuple(f"U+{ord(character):04X}" for character in sought.findall(text))


def _decoded(entity: str, counts: Counter[str]) -> str:
    character = unescape(entity)
    counts["entity"] += character != entity
    return character


def one_line(text: str) -> str:
    """The text on one line: line breaks and runs of spaces become a space, or nothing between CJK characters."""
    return _SPACES.sub(" ", join_lines(text.strip()).replace("\n", " ")).strip(" ")
