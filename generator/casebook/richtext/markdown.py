"""From a field's Markdown to sanitised HTML and visible text, with the findings on the way.

Most texts hold no Markdown mark at all and take the fast way: paragraphs, escaped. The others go
through the parser and the allow-list; a property test holds the two ways equal. What a finding
means for a file, and at which place of that file, is left to the rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from casebook.richtext.cjk import join_lines
from casebook.richtext.escape import escape, unescape
from casebook.richtext.limits import beyond_limits, too_deep
from casebook.richtext.parser import parser
from casebook.richtext.sanitise import Refusal, refusals, sanitise

# Anything that could be a mark, or that the parser treats in a way of its own, leads to the slow way.
_MARKS = "\\`*_[^~|"
_MARK = re.compile(r"[\\`*_\[^~|\x00-\x09\x0b-\x1f\x7f\xad\ufffe\uffff]")  # and control characters
_HTML = re.compile(r"<[A-Za-z/!?]|&[#A-Za-z0-9]")
_LINE_MARK = re.compile(r"\n *(?:[#>=]|-[- ]|\+ |-+ *\n|\d+[.)] )|\n    |  \n")
_PARAGRAPHS = re.compile(r"\n(?: *\n)+")
# Whatever is not a bare element of Markdown's own making has to be judged.
_TO_JUDGE = re.compile(
    r"<(?!/?(?:p|br|em|strong|ul|ol|li|sub|sup|code|pre|blockquote|h[1-6]|hr|table|thead|tbody|tr|th|td) ?/?>"
    r"|t[dh] align=|ol start=|/)"
)
_TAG = re.compile(r'<(/?)([a-z0-9]+)[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_NOTE_MARK = re.compile(r'<sup id="[^"]*">.*?</sup>|\xa0?<a [^<>]*class="footnote-backref"[^<>]*>[^<]*</a>')
_INLINE_TAGS = frozenset({"a", "b", "code", "em", "i", "strong", "sub", "sup"})
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that cannot be shown as written."""

    line: int
    """From 0, within the text."""
    column: int
    """From 0, in characters."""
    code: str
    """bad-link, html-removed, image-in-text or too-deep."""
    arguments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RichText:
    """A field's text in the two forms that are stored."""

    html: str
    """Sanitised; blocks separated by line breaks."""
    text: str
    """What a reader sees, without marks, white space folded, footnote numbers left out."""
    findings: tuple[Finding, ...] = ()


def render(source: str) -> RichText:
    """Render a field's Markdown; hostile text is shown as plain paragraphs with the finding `too-deep`."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    if not is_marked(source):
        return plain_paragraphs(source)
    place = beyond_limits(source)
    return parsed(source, _plain_end(source)) if place is None else _refused(source, place)


def _refused(source: str, place: int) -> RichText:
    plain = plain_paragraphs(source)
    return RichText(plain.html, plain.text, (_finding(source, place, "too-deep"),))


def is_marked(source: str) -> bool:
    """Whether a text may hold Markdown, so that it needs the parser."""
    return _holds_mark(source) or bool(_HTML.search(source) or _LINE_MARK.search(f"\n{source}\n"))


def _holds_mark(source: str) -> bool:
    """Whether `_MARK` is found, asked in ways that cost a tenth: printable text has no control character."""
    if any(mark in source for mark in _MARKS):
        return True
    return not source.replace("\n", "").isprintable() and _MARK.search(source) is not None


def _plain_end(source: str) -> int:
    """Where the plain paragraphs before the first mark end; what they mean does not depend on what follows."""
    # With the line break before it, a line's mark is found at the place in the source where the line begins.
    marks = (_MARK.search(source), _HTML.search(source), _LINE_MARK.search(f"\n{source}\n"))
    return max(0, source.rfind("\n\n", 0, min(found.start() for found in marks if found)))


def plain_paragraphs(source: str) -> RichText:
    """The fast way: paragraphs between blank lines, every character meaning itself."""
    html = join_lines(_paragraphs(source))
    text = html.replace("<p>", "").replace("</p>", "")
    return RichText(html, _folded(unescape(text)))


def _paragraphs(source: str) -> str:
    paragraphs = [stripped for part in _PARAGRAPHS.split(source) if (stripped := part.strip())]
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def parsed(source: str, plain: int = 0) -> RichText:
    """The slow way: the parser, the allow-list, the findings. For texts within the limits.

    Paragraphs before `plain` hold no mark and skip the parser.
    """
    raw = parser().html(source[plain:])
    prefix = "t" + blake2b(source.encode("utf-8", "replace"), digest_size=4).hexdigest()
    html = join_lines("\n".join(filter(None, (_paragraphs(source[:plain]), sanitise(raw, prefix)))))
    if too_deep(html):
        return _refused(source, max(source.find("<"), 0))
    findings = _findings(source, raw) if _TO_JUDGE.search(raw) else ()
    return RichText(html, visible_text(html), findings)


def visible_text(html: str) -> str:
    """The visible text of sanitised HTML, white space folded."""
    if "footnote" in html:
        html = _NOTE_MARK.sub("", html)
    return _folded(unescape(_TAG.sub(lambda found: "" if found[2] in _INLINE_TAGS else " ", html)))


def _folded(text: str) -> str:
    # Two blanks become one until there are no two: for texts as they are, much faster than a pattern.
    for space in "\t\n\r\f":
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def _findings(source: str, raw: str) -> tuple[Finding, ...]:
    # Code shows marks without meaning them; blanks of equal length keep the places.
    searched = _CODE.sub(lambda found: " " * len(found.group()), source).lower()
    made: list[Finding] = []
    start = 0
    for refusal in refusals(raw):
        place = _place(searched, refusal, start)
        start = max(start, place + 1) if refusal.code != "html-removed" else start
        made.append(_finding(source, place, refusal.code, name=refusal.name))
    return tuple(dict.fromkeys(made))


def _place(searched: str, refusal: Refusal, start: int) -> int:
    for sought in refusal.sought:
        for begin in (start, 0):
            place = searched.find(sought, begin) if sought else -1
            if place >= 0:
                return place
    return 0


def _finding(source: str, place: int, code: str, **arguments: str) -> Finding:
    line = source.count("\n", 0, place)
    column = place - (source.rfind("\n", 0, place) + 1)
    return Finding(line, column, code, tuple(sorted(arguments.items())))
