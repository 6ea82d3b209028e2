"""The Markdown dialect: Python-Markdown with tables, sane lists, footnotes, sub- and superscript.

Raw HTML is kept as inline text here and judged in `sanitise`; blocks of raw HTML have no rules of their own,
so that a tag never swallows the Markdown after it.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor

# Marks hug what they raise or lower, and a digit beside them means something else: 10~20 is a range, 10^6-10^8 another.
_RAISED = r"(?<!\^)\^(?!\^)([\w+\-−–±()=.,*·′]{1,40}?)\^(?![\^\d])"
_LOWERED = r"(?<![~\d])~(?!~)([\w+\-−–±()=.*·′]{1,40}?)~(?![~\d])"
_HARD_BREAK = r"\\\n"
# Every character with which one of the dialect's inline patterns can begin; \x02 marks what was stashed before.
_INLINE_MARK = re.compile(r"[\\`*_\[!<&^~\x02]|  \n")
_INLINE = 20
"""The place of Python-Markdown's own step, which ours takes."""
# Later than the footnotes' own steps, which look for a div, and before the tree is indented.
_AFTER_FOOTNOTES = 12


class _NotesAsSection(Treeprocessor):
    """Makes the footnotes a section, so that no other div need pass the allow-list."""

    def run(self, root: Element) -> None:
        for division in root.iter("div"):
            if division.get("class") == "footnote":
                division.tag = "section"


class _MarksFirst(InlineProcessor):
    """Tries the inline patterns only on texts that hold a mark: most cells of a table and most list entries do not."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not _INLINE_MARK.search(data):
            return data
        done: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return done


def markdown() -> Markdown:
    """A new instance of the dialect."""
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
    # The pattern's first group is empty because the class takes the second one for the element's text.
    made.inlinePatterns.register(SimpleTagInlineProcessor("()" + _RAISED, "sup"), "raised", 64)
    made.inlinePatterns.register(SimpleTagInlineProcessor("()" + _LOWERED, "sub"), "lowered", 63)
    made.inlinePatterns.register(SubstituteTagInlineProcessor(_HARD_BREAK, "br"), "hard-break", 185)
    made.treeprocessors.register(_MarksFirst(made), "inline", _INLINE)
    made.treeprocessors.register(_NotesAsSection(made), "notes-as-section", _AFTER_FOOTNOTES)
    return made
