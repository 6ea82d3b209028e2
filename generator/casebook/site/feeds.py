"""Atom feeds (RFC 4287): all cases, those of each field and of each application; only where the site has an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from casebook.publication.values import PublicCase, Published
from casebook.site.appearance import appeared, changed
from casebook.site.languages import Place
from casebook.site.room import Room

ALL = "feed.xml"
"""The feed of all cases, below a language's root."""
MOST = 50
"""Entries of a feed, the latest; readers ask for it again and again."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in one language: where it lies, what it is called, and the page that shows the same."""

    place: Place
    title: str
    page: Place
    entries: tuple[tuple[dt.date, PublicCase], ...]
    """The latest cases, each with the day of its latest change; that one first."""


def feed_of(taxonomy: str, code: str) -> str:
    """The address of a term's feed below a language's root."""
    return f"{taxonomy}/{code}/{ALL}"


def feeds(published: Published, room: Room) -> Iterator[Feed]:
    """Every feed of a language."""

    latest = _latest(published)

    def feed(path: str, name: str, page: str, shown: Callable[[PublicCase], bool]) -> Feed:
        title = f"{room.text(published.programme.title)} · {name}"
        entries = tuple(islice((each for each in latest if shown(each[1])), MOST))
        return Feed(Place(room.language, path), title, Place(room.language, page), entries)

    yield feed(ALL, room.words("list_title"), "cases/", lambda _: True)
    for code in published.by_field:
        tag = room.field(code)
        yield feed(feed_of("fields", code), tag.name, tag.link, lambda case, code=code: code in case.fields_today)  # type: ignore[misc]
    for term in published.programme.taxonomies.applications:
        tag = room.term("applications", term.code, "applications")
        path = feed_of("applications", term.code)
        yield feed(path, tag.name, tag.link, lambda case, code=term.code: code in case.outline.applications)  # type: ignore[misc]


def _latest(published: Published) -> list[tuple[dt.date, PublicCase]]:
    """All cases, the latest change first; those whose day is not known would be news every day, and stay out."""
    dated = [(day, case) for case in published.cases if (day := changed(case, published))]
    return sorted(dated, key=lambda each: (-each[0].toordinal(), each[1].id))


def atom(feed: Feed, published: Published, room: Room, address: str) -> str:
    """A feed as text."""
    zone, latest = ZoneInfo(published.programme.timezone), feed.entries
    # xmlns and xml:lang are written as they stand: prefixes registered with ElementTree would be global state.
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": room.language.tag})
    _add(root, "id", address + feed.place.address)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(latest[0][0] if latest else published.date, zone))
    _add(root, "link", rel="self", type="application/atom+xml", href=address + feed.place.address)
    _add(root, "link", rel="alternate", type="text/html", href=address + feed.page.address)
    _add(_add(root, "author"), "name", room.text(published.programme.publisher.name) or feed.title)
    _add(root, "generator", "Casebook")
    for day, case in latest:
        _entry(root, case, room, address, _moment(appeared(case, published) or day, zone), _moment(day, zone))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _entry(root: ET.Element, case: PublicCase, room: Room, address: str, published: str, updated: str) -> None:
    tag, shown = room.language.tag, case.shown_language(room.language.tag)
    entry = _add(root, "entry", **({"xml:lang": shown} if shown != tag else {}))
    page = address + Place(room.language, f"cases/{case.id}/").address
    _add(entry, "id", page)
    _add(entry, "title", case.title(tag))
    _add(entry, "published", published)
    _add(entry, "updated", updated)
    _add(entry, "link", rel="alternate", type="text/html", hreflang=tag, href=page)
    if case.lead:
        _add(_add(entry, "author"), "name", case.lead.name(tag))
    for code in case.fields_today:
        _add(entry, "category", term=code, label=room.name("fields", code))
    if case.summary(tag):
        _add(entry, "summary", case.summary(tag))
    licence = case.case.licence or room.programme.licence
    if licence:
        _add(entry, "rights", licence)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, name, attributes)
    made.text = text or None
    return made


def _moment(day: dt.date, zone: ZoneInfo) -> str:
    """The beginning of a day in the programme's time zone, by RFC 3339."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone).isoformat()
