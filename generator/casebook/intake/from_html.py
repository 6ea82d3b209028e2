"""HTML in a cell, as content management systems export it, to Markdown."""

from __future__ import annotations

import re
from typing import Any

from markdownify import MarkdownConverter

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


_CHOICES: dict[str, Any] = {
    "heading_style": "atx",
    "bullets": "-",
    "sub_symbol": "~",
    "sup_symbol": "^",
    "strip": ["img", "script", "style", "iframe", "form", "input", "button"],
    "escape_misc": True,
}
"""Casebook's dialect: ^raised^ and ~lowered~; no pictures and nothing that runs."""


def is_html(text: str) -> bool:
    """Whether a text has tags in it."""
    return _TAG.search(text) is not None


def to_markdown(html: str) -> str:
    """The text of HTML as Markdown; headings begin at the third level."""
    made: str = MarkdownConverter(**_CHOICES).convert(html)
    made = re.sub(r"^(#{1,6}) ", lambda found: "#" * max(3, len(found[1])) + " ", made, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", made).strip("\n ")
