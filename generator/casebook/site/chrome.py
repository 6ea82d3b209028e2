"""What surrounds a page's body: its title and description, the links to its other languages, the language switch."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from casebook.model.scalars import in_language
from casebook.site.frame import SLOTS, slot
from casebook.site.languages import Place
from casebook.site.source import SiteSource

SCRIPT = "casebook.js"
MODULES = ("drawer.js", "keep.js", "mail.js")
"""What that script imports on every page; asked for with it, and after the style sheets."""
WORDS = ("switch_language", "menu", "search", "search_short", "nav_shortlist")


def page_title(source: SiteSource, place: Place, title: str) -> str:
    """The text of the browser's tab: the page, then the casebook; the casebook alone on the home page."""
    own = source.title(place.language)
    return f"{title} · {own}" if title and title != own else own


def head_links(source: SiteSource, place: Place, versions: Sequence[Place], canonical: Place | None = None) -> Markup:
    """The canonical address and the page's versions in other languages; nothing where the site has no address.

    The space in `alternate ` keeps the theme's script from following the links; search engines read it all the same.
    """
    if not source.address:
        return Markup()
    links = [f'<link rel="canonical" href="{escape(source.address + (canonical or place).address)}">']
    if len(versions) > 1:
        addresses = [(version.language.tag, escape(source.address + version.address)) for version in versions]
        links += [f'<link rel="alternate " hreflang="{tag}" href="{address}">' for tag, address in addresses]
    return Markup("\n  ".join(links))


def feed_link(source: SiteSource, feed: Place, title: str) -> Markup:
    """The page's feed, for readers that look for one; the space is there for the same reason as above."""
    address, name = escape(source.address + feed.address), escape(page_title(source, feed, title))
    return Markup(f'<link rel="alternate " type="application/atom+xml" title="{name}" href="{address}">')


def switch_links(place: Place, versions: Sequence[Place]) -> Markup:
    """The entries of the language switch, the page's own language marked."""
    items = []
    for version in versions:
        tag = version.language.tag
        current = ' aria-current="true"' if version.language == place.language else ""
        link = f'<a class="md-select__link" lang="{tag}" hreflang="{tag}" href="{escape(place.to(version))}"{current}>'
        items.append(f'<li class="md-select__item">{link}{escape(version.language.name)}</a></li>')
    return Markup("".join(items))


def shared_words(source: SiteSource, place: Place, assets: str) -> dict[str, object]:
    """What the theme's templates need on every page of a language, written pages and frames alike."""
    words = place.language.labels
    publisher = in_language(source.published.programme.publisher.name, place.language.tag)
    return {
        "words": {key: escape(words(key)) for key in WORDS} | {"made_with": escape(words("made_with"))},
        "publisher": escape(publisher),
        "browse": place.language.prefix + "browse/",
        "shortlist": place.language.prefix + "shortlist/",
        "sheets": [f"{assets}/casebook.css", f"{assets}/programme.css"],
        "scripts": [f"{assets}/{SCRIPT}"],
        "modules": [f"{assets}/{name}" for name in MODULES],
    }


def frame_words(source: SiteSource, place: Place, assets: str) -> dict[str, object]:
    """The theme's context of a frame: slots wherever a page differs from its neighbour."""
    slots = {name: slot(name) for name in SLOTS}
    return {**shared_words(source, place, assets), **slots, "topic": slot("title"), "wide": True}


def written_words(
    source: SiteSource, place: Place, versions: Sequence[Place], assets: str, title: str, description: str
) -> dict[str, object]:
    """The theme's context of a page that somebody wrote."""
    # The switch leads to a home page where a page is not there in a language; that is no other version of it.
    own = [version for version in versions if version.path == place.path]
    return {
        **shared_words(source, place, assets),
        "title": escape(page_title(source, place, title)),
        "topic": escape(title),
        "description": escape(description),
        "head": head_links(source, place, own),
        "switch": switch_links(place, versions),
        "body": "",
        "wide": False,
    }
