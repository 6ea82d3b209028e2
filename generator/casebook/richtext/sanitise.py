"""The allow-list of elements, attributes and link schemes, and the report on what it keeps out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

TAGS = frozenset({
    "a", "b", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "section", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that may stand in a text."""
_ATTRIBUTES = {
    "a": {"href", "class"},
    "li": {"id"},
    "ol": {"start"},
    "section": {"class"},
    "sup": {"id"},
    "td": {"align"},
    "th": {"align"},
}
_CLASSES = frozenset({"footnote", "footnote-ref", "footnote-backref"})
_LINK = re.compile(r"https?://[^\s/?#]|mailto:[^\s@]+@|#\S", re.IGNORECASE)
_NOTE = re.compile(r"#?(fn(?:ref)?\d*):(.*)", re.DOTALL)
_NOT_IN_ID = re.compile(r"[^\w-]")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_PARAGRAPH_END = re.compile(r"(?<!\s)\s+</p>")
_DEAD_LINK = re.compile(r'<a(?: class="[a-z-]*")?(?: rel="noopener")?>(.*?)</a>', re.DOTALL)
_ALIGNED = re.compile(r'(<t[dh]) align="(left|right|center)"')


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that does not pass the allow-list."""

    code: str
    """bad-link, html-removed or image-in-text."""
    name: str
    """The link's address, the element's or attribute's name, or the picture's address."""
    sought: tuple[str, ...]
    """What stands in the source at its place, in lower case, the likeliest first."""


def link_allowed(address: str) -> bool:
    """Whether a link's address is http, https, mailto or a place on the same page."""
    return _LINK.match(address) is not None


def sanitise(html: str, prefix: str) -> str:
    """The HTML that passes the allow-list; headings are nested below h2, ids of footnotes begin with the prefix."""

    seen: set[str] = set()

    def attribute(_tag: str, name: str, value: str) -> str | None:
        kept = _attribute(name, value, prefix)
        if name != "id" or kept is None:
            return kept
        seen_before = kept in seen
        seen.add(kept)
        return None if seen_before else kept

    clean = nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        link_rel="noopener",
        url_schemes={"http", "https", "mailto"},
    )
    clean = _ALIGNED.sub(r'\1 class="align-\2"', clean).replace("&nbsp;", "\xa0")
    clean = _PARAGRAPH_END.sub("</p>", clean).replace("<p></p>\n", "").replace("<p></p>", "")
    clean = _DEAD_LINK.sub(r"\1", clean)
    return _nest_headings(clean) if "<h" in clean else clean


def _attribute(name: str, value: str, prefix: str) -> str | None:
    if name == "class":
        return value if value in _CLASSES else None
    if name == "rel":  # set by the sanitiser itself
        return value
    if name == "start":
        return value if re.fullmatch(r"\d{1,9}", value) else None
    if name == "align":
        return value if value in {"left", "right", "center"} else None
    note = _NOTE.fullmatch(value) if name in {"id", "href"} else None
    if note is not None:
        safe = _NOT_IN_ID.sub(lambda found: f"_{ord(found.group()):x}_", note[2])
        return f"{'#' if name == 'href' else ''}{prefix}-{note[1]}-{safe}"
    if name == "href":
        return value.strip() if link_allowed(value.strip()) else None
    return None


def _nest_headings(html: str) -> str:
    above: list[int] = []

    def nested(found: re.Match[str]) -> str:
        if not found[1]:
            level = int(found[2])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        return f"<{found[1]}h{min(2 + max(len(above), 1), 6)}>"

    return _HEADING.sub(nested, html)


def refusals(html: str) -> Iterator[Refusal]:
    """What of the unsanitised HTML will not pass, in its order."""
    judge = _Judge()
    judge.feed(html)
    judge.close()
    yield from judge.found


class _Judge(HTMLParser):
    """Walks over unsanitised HTML and notes what the allow-list drops."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Refusal] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element: a picture, one that is not on the list, or one whose attributes are judged."""
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.found.append(Refusal("image-in-text", values.get("src", ""), ("![", "<img")))
        elif tag not in TAGS:
            self.found.append(Refusal("html-removed", tag, (f"<{tag}",)))
        else:
            self._judge_attributes(tag, values)

    def _judge_attributes(self, tag: str, values: dict[str, str]) -> None:
        for name, value in values.items():
            if name == "title" and tag == "a":  # Markdown has a place for it; a tooltip is no place for words
                continue
            if name not in _ATTRIBUTES.get(tag, ()):
                self.found.append(Refusal("html-removed", name, (f"<{tag}",)))
            elif tag == "a" and name == "href" and not link_allowed(value.strip()):
                self.found.append(Refusal("bad-link", value, (value.lower(), "](", "<a")))

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        """A comment, which nobody would see."""
        self.found.append(Refusal("html-removed", "<!-- -->", ("<!--",)))

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        """A document type and the like."""
        self.found.append(Refusal("html-removed", "<!>", ("<!",)))

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        """A marked section."""
        self.found.append(Refusal("html-removed", "<![CDATA[", ("<![",)))

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        """A processing instruction."""
        self.found.append(Refusal("html-removed", "<? >", ("<?",)))
