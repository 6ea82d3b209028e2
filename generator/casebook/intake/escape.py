"""Makes plain text mean itself in Markdown, with as few backslashes as that takes.

The rich text's own door is the judge: a text is right when it renders as if it held no Markdown at all.
Kinds of marks are left alone one by one as long as it does, so that addresses and citations mostly stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from casebook.richtext.markdown import is_marked, plain_paragraphs, render

_KINDS = {
    "line-start": r"(?m:(?<=^)[#>*+-]|(?<=^)\d+[.)])",
    "bracket": r"\[",
    "code": "`",
    "star": r"\*",
    "underline": r"(?<!\w)_|_(?!\w)",
    "underline-inside": r"(?<=\w)_(?=\w)",
    "raised": r"\^",
    "lowered": "~",
    "table": r"\|",
    "tag": ">",
    "entity": r"&(?=#?\w+;)",
}
"""Marks that can mean something in Markdown; the backslash always does."""
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")


def escape(text: str, counts: Counter[str]) -> str:
    """A plain text's paragraphs as Markdown that shows the same characters. Adds to `counts`: 'escaped' paragraphs."""
    plain = text.split("\n\n")
    written = [_escape_paragraph(paragraph) for paragraph in plain]
    # A definition in one paragraph changes another: then nothing is left to chance.
    if not means(whole := "\n\n".join(written), text):
        written = [_with(paragraph.replace("\n", " "), frozenset(_KINDS)) for paragraph in plain]
        whole = "\n\n".join(written)
    counts["escaped"] += sum(before != after for before, after in zip(plain, written, strict=True))
    return whole


def means(markdown: str, plain: str) -> bool:
    """Whether Markdown shows as the plain text; an address in angle brackets may become a link."""
    if markdown == plain and not is_marked(plain):
        return True
    shown, wanted = render(markdown), plain_paragraphs(plain)
    if shown.findings:
        return False
    return shown.html == wanted.html or shown.text == plain_paragraphs(_AUTOLINK.sub(r"\1", plain)).text != wanted.text


def escape_every(text: str) -> str:
    """A piece of a paragraph with a backslash before every mark that could mean something."""
    return _with(text, frozenset(_KINDS))


def _escape_paragraph(text: str) -> str:
    if means(text, text):
        return text
    needed = frozenset(kind for kind, mark in _KINDS.items() if re.search(mark, text))
    if not means(_with(text, needed), text):
        # A line of nothing but “=”, or a backslash before a line break: the break has to go.
        return _with(text.replace("\n", " "), frozenset(_KINDS))
    for kind in sorted(needed, reverse=True):
        if means(_with(text, needed - {kind}), text):
            needed -= {kind}
    return _with(text, needed)


def _with(text: str, kinds: frozenset[str]) -> str:
    return _pattern(kinds).sub(lambda found: _escaped(found.group()), text)


@cache
def _pattern(kinds: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join([r"\\", *(mark for kind, mark in _KINDS.items() if kind in kinds)]))


def _escaped(mark: str) -> str:
    if mark == "&":
        return "&amp;"
    return f"{mark[:-1]}\\{mark[-1]}"
