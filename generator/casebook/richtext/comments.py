"""Comments that somebody left in a text: readers never see them, so nobody who is given the text as data shall."""

from __future__ import annotations

import re

from casebook.richtext.escape import escape
from casebook.richtext.markdown import render

_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>|^ {0,3}\[//\]:[^\n]*$", re.DOTALL | re.MULTILINE)
_IN_HTML = re.compile(r"<!--.*?-->", re.DOTALL)


def without_comments(text: str) -> str:
    """Markdown without its comments; one that a reader sees, as a piece of code, stays."""
    if "<!--" not in text and "<?" not in text and "[//]:" not in text:
        return text
    shown = render(text).html
    return _COMMENT.sub(lambda found: found[0] if escape(found[0]) in shown else "", text)


def html_without_comments(html: str) -> str:
    """HTML without its comments."""
    return _IN_HTML.sub("", html)
