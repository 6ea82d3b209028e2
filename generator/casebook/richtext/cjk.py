"""Which characters are Chinese or Japanese, and the line breaks between them that must vanish."""

from __future__ import annotations

import re

CJK = (
    "\u2e80-\u2fdf"  # radicals
    "\u2ff0-\u303f"  # description characters, punctuation, the ideographic space
    "\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3100-\u312f\u31a0-\u31ef"  # bopomofo, strokes
    "\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # enclosed and squared forms, han
    "\ufe30-\ufe4f\uff00-\uff9f\uffe0-\uffe6"  # vertical, full-width and half-width forms
    "\U0001b000-\U0001b16f\U0001f200-\U0001f2ff\U00020000-\U0003fffd"
)
"""Han, kana, their punctuation and full-width forms, as the inside of a character class."""

# Chinese and Western text share these; they go with the character beside them.
_SHARED = "“”‘’—…·"
_INLINE = r"(?:</?(?:a|b|code|em|i|strong|sub|sup)(?=[ >])[^<>]*>)*"
_ONE = re.compile(f"[{CJK}]")
_TAIL = re.compile(rf"[{CJK}][{_SHARED}]*{_INLINE}[{_SHARED}]*\Z")
_HEAD = re.compile(rf"[ \t]*{_INLINE}[{_SHARED}]*{_INLINE}[{CJK}]")
_LONGEST_TAIL = 400
_PREFORMATTED = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


def join_lines(html: str) -> str:
    """The HTML without line breaks between two CJK characters of one block; preformatted text stays as it is.

    This is done after parsing, where blocks, table rows, hard breaks and code can no longer be mistaken.
    """
    if "\n" not in html or html.isascii():
        return html
    if "<pre>" not in html:
        return _joined(html)
    parts = _PREFORMATTED.split(html)
    return "".join(part if part.startswith("<pre>") else _joined(part) for part in parts)


def _joined(html: str) -> str:
    first, *lines = html.split("\n")
    made = [first]
    for line in lines:
        before = made[-1].rstrip(" \t")
        if _HEAD.match(line) and _ends_in_cjk(before):
            made[-1] = before
            made.append(line.lstrip(" \t"))
        else:
            made += ["\n", line]
    return "".join(made)


def _ends_in_cjk(line: str) -> bool:
    last = line[-1:]
    if last == ">" or last in _SHARED:
        return _TAIL.search(line[-_LONGEST_TAIL:]) is not None
    return _ONE.match(last) is not None
