"""The Markdown dialect: Python-Markdown with tables, sane lists, footnotes, sub- and superscript.

Raw HTML is kept as inline text here and judged in `sanitise`; blocks of raw HTML have no rules of their own,
so that a tag never swallows the Markdown after it.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown

# Marks hug what they raise or lower, and a digit beside them means something else: 10~20 is a range, 10^6-10^8 another.
_RAISED = r"(?<!\^)\^(?!\^)([\w+\-−–±()=.,*·′]{1,40}?)\^(?![\^\d])"
_LOWERED = r"(?<![~\d])~(?!~)([\w+\-−–±()=.*·′]{1,40}?)~(?![~\d])"
_HARD_BREAK = r"\\\n"


class Parser:
    """One Markdown instance, used by one thread at a time and reset for each text."""

    def __init__(self) -> None:
        self._markdown = _markdown()
        self._lock = Lock()

    def html(self, source: str) -> str:
        """The HTML of a text, not yet sanitised."""
        with self._lock:
            return self._markdown.reset().convert(source)


@cache
def parser() -> Parser:
    """The parser of this process; made when a text with Markdown marks is first met."""
    return Parser()


def _markdown() -> Markdown:
    from markdown import Markdown
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.sane_lists import SaneListExtension
    from markdown.extensions.tables import TableExtension
    from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor

    made = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            SaneListExtension(),
            FootnoteExtension(BACKLINK_TEXT="↩\ufe0e", BACKLINK_TITLE=""),
        ],
        output_format="html",
    )
    made.preprocessors.deregister("html_block")
    made.ESCAPED_CHARS += ["^", "~", "|"]
    # Groups are (before, mark's inside): the patterns' own first group stands for what the class expects second.
    made.inlinePatterns.register(SimpleTagInlineProcessor("()" + _RAISED, "sup"), "raised", 64)
    made.inlinePatterns.register(SimpleTagInlineProcessor("()" + _LOWERED, "sub"), "lowered", 63)
    made.inlinePatterns.register(SubstituteTagInlineProcessor(_HARD_BREAK, "br"), "hard-break", 185)
    return made
