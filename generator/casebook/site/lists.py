"""The pages from which every case is found: the browse page, and the list of all lists."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.site.feeds import ALL, feed_of
from casebook.site.filling import Page
from casebook.site.languages import Place
from casebook.site.pages import Shelf
from casebook.site.term_pages import term_groups


def list_pages(shelf: Shelf) -> Iterator[Page]:
    """Both pages of a language."""
    yield browse_page(shelf)
    yield list_page(shelf)


def browse_page(shelf: Shelf) -> Page:
    """The browse page; its lists come from the data file, and the links in it work without scripts."""
    context = {"tiles": shelf.tiles(), "groups": term_groups(shelf), "count": len(shelf.published.cases)}
    place, title = shelf.place("browse/"), shelf.room.words("browse_title")
    return Page(place, "browse", "browse.html", title, context, feed=ALL, head=_ahead(shelf, place))


def _ahead(shelf: Shelf, place: Place) -> str:
    """The links by which a browser asks at once for what the page's scripts would ask for one after the other."""
    asked = [(script, 'rel="modulepreload"') for script in shelf.scripts]
    asked.append(("browse/columns.json", 'rel="preload" as="fetch" crossorigin'))
    links = [f'<link {how} fetchpriority="low" href="{place.up}{address}">' for address, how in asked]
    return "\n  ".join([*links, '<link rel="preload" as="fetch" crossorigin fetchpriority="low" href="names.json">'])


def list_page(shelf: Shelf) -> Page:
    """The list of all lists: editions and fields, from which every case can be reached."""
    without = tuple(shelf.cards[case.id] for case in shelf.published.cases if not case.editions)
    terms = shelf.published.programme.taxonomies.applications
    applications = tuple((feed_of("applications", term.code), shelf.room.text(term.name)) for term in terms)
    context = {
        "groups": term_groups(shelf),
        "tiles": shelf.tiles(),
        "cards": without,
        "count": len(shelf.published.cases),
        "application_feeds": applications,
    }
    return Page(shelf.place("cases/"), "browse", "list.html", shelf.room.words("list_title"), context, feed=ALL)
