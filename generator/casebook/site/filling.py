"""Fills frames and writes the files: one page at a time, so that no more than one is held in memory."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from casebook.site.cards import Card
from casebook.site.chrome import feed_link, head_links, page_title, switch_links
from casebook.site.environment import page_environment
from casebook.site.frame import Frame
from casebook.site.languages import Place, SiteLanguage
from casebook.site.room import Room
from casebook.site.source import SiteSource
from casebook.wording.numbers import file_size

DESCRIPTION = 300
"""The longest description in a page's head, in characters."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be written: where, in which frame, from which template, with what."""

    place: Place
    frame: str
    template: str
    title: str
    context: Mapping[str, Any]
    description: str = ""
    canonical: Place | None = None
    """The page that search engines shall prefer; itself where left out."""
    head: str = ""
    """Further lines for the page's head, as HTML."""
    feed: str = ""
    """The Atom feed of what the page shows, below its language's root; '' for none."""


@dataclass(frozen=True)
class Filler:
    """Makes pages of frames and templates."""

    source: SiteSource
    frames: Mapping[tuple[str, str], Frame]

    def __reduce__(self) -> tuple[type[Filler], tuple[SiteSource, Mapping[tuple[str, str], Frame]]]:
        """A copy in another process compiles its own templates; what is compiled cannot be sent."""
        return Filler, (self.source, self.frames)

    @cached_property
    def environments(self) -> Mapping[str, jinja2.Environment]:
        """The templates for each language, compiled once."""
        made = {tag: page_environment(self.source.root, room.words) for tag, room in self.rooms.items()}
        for each in made.values():
            each.filters["filesize"] = file_size
        return made

    def again(self, source: SiteSource) -> Filler:
        """A filler of the same frames and templates for the casebook as it is now."""
        made = Filler(source, self.frames)
        made.__dict__["environments"] = self.environments  # as a cached property keeps it
        return made

    @cached_property
    def rooms(self) -> dict[str, Room]:
        """The programme in each language."""
        return {language.tag: Room(self.source.published.programme, language) for language in self.source.languages}

    def body(self, place: Place, template: str, context: Mapping[str, Any]) -> str:
        """What stands inside the frame."""
        room = self.rooms[place.language.tag]
        words = {"t": room.words, "up": place.up, "home": place.home, "room": room, "lang": place.language.tag}
        return self.environments[place.language.tag].get_template(template).render({**words, **context})

    @cached_property
    def _drawn(self) -> dict[tuple[str, str], Markup]:
        """Cards that were drawn: each stands on the pages of some three similar cases."""
        return {}

    def card(self, card: Card, language: SiteLanguage) -> Markup:
        """A case's card on a page two folders below its language's root."""
        key = language.tag, card.id
        if key not in self._drawn:
            place, words = Place(language, "a/b/"), self.rooms[language.tag].words
            self._drawn[key] = Markup(self._macros(language).card(card, place.home, place.up, words, language.tag))
        return self._drawn[key]

    def row(self, card: Card, language: SiteLanguage) -> Markup:
        """A case as a row of a list, on a page two folders below its language's root."""
        words = self.rooms[language.tag].words
        return Markup(self._macros(language).row(card, Place(language, "a/b/").home, words, language.tag))

    def _macros(self, language: SiteLanguage) -> Any:
        return self.environments[language.tag].get_template("parts/macros.html").module

    def page(self, page: Page) -> str:
        """A whole page as text."""
        place = page.place
        versions = [place.sibling(language) for language in self.source.languages]
        feed = page.feed if self.source.address else ""
        links = [head_links(self.source, place, versions, page.canonical), page.head]
        if feed:
            links.append(feed_link(self.source, Place(place.language, feed), page.title))
        content = {
            "title": str(escape(page_title(self.source, place, page.title))),
            "description": str(escape(_shortened(page.description or page.title))),
            "head": "\n  ".join(str(each) for each in links if each),
            "switch": str(switch_links(place, versions)),
            "body": self.body(place, page.template, {"feed": feed, **page.context}),
        }
        return self.frames[place.language.tag, page.frame].fill(content)


def _shortened(text: str) -> str:
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1].rstrip() + "…"


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 with bare line feeds, its folders made where they are missing.

    Where there is one with the same text it stays; else the file is a new one: the old may be the last site's too.
    """
    content = text.encode("utf-8")
    with contextlib.suppress(FileExistsError):
        path.parent.mkdir(parents=True)  # most pages have a folder of their own
    try:
        handle = path.open("xb")
    except FileExistsError:
        return _replace(path, content)
    with handle:
        handle.write(content)
    return None


def _replace(path: Path, content: bytes) -> None:
    """Put a new file in the place of one with another content, at once for whoever reads it."""
    if path.read_bytes() != content:
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(content)
        fresh.replace(path)


def write_or_remove(path: Path, text: str) -> None:
    """Write a text file; where there is nothing to write, there is none."""
    if text:
        write_text(path, text)
    else:
        path.unlink(missing_ok=True)
