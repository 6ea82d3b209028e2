"""A page for every term of every facet, listing its cases, so that nothing needs a script to be found.

Fields and editions have richer pages of their own; all others are made here, in pages of a few hundred rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from casebook.site.cards import Card
from casebook.site.facets import FACETS, FacetKey, browse_order, found_under, terms
from casebook.site.feeds import feed_of
from casebook.site.filling import Page
from casebook.site.pages import Shelf
from casebook.site.room import Tag

ROWS = 250
"""So many cases stand on one page."""
OWN_PAGES = frozenset({"field", "edition"})
WITH_FEED = frozenset({"application"})


@dataclass(frozen=True, slots=True)
class TermGroup:
    """A facet's terms with the number of cases of each."""

    name: str
    terms: tuple[tuple[Tag, int], ...]


def term_groups(shelf: Shelf) -> tuple[TermGroup, ...]:
    """Every facet with those of its terms that a case has; fields stand elsewhere, as tiles."""
    return tuple(
        TermGroup(shelf.room.words(facet.label), tuple((tag, counts[tag.code]) for tag in tags))
        for facet in FACETS
        if facet.key != "field"
        for counts in (_counts(shelf, facet),)
        if (tags := terms(facet, shelf.room, shelf.published, counts))
    )


def _counts(shelf: Shelf, facet: FacetKey) -> Counter[str]:
    return Counter(str(value) for each in shelf.traits.values() for value in {*each.get(facet.key, ())})


def term_pages(shelf: Shelf, row: Callable[[Card], Markup]) -> Iterator[Page]:
    """The pages of every term, also of those without a case, whose addresses others may have kept."""
    order = browse_order(shelf.published)
    rows = {case.id: row(shelf.cards[case.id]) for case in order}
    for facet in FACETS:
        if facet.key in OWN_PAGES:
            continue
        held: dict[str, list[str]] = {}
        for case in order:
            for value in dict.fromkeys(shelf.traits[case.id].get(facet.key, ())):
                held.setdefault(str(value), []).append(case.id)
        for tag in _all_terms(shelf, facet):
            yield from _pages_of(shelf, facet, tag, [rows[each] for each in held.get(tag.code, ())])


def _all_terms(shelf: Shelf, facet: FacetKey) -> tuple[Tag, ...]:
    known = {term.code for term in shelf.room.programme.taxonomies.terms(facet.taxonomy)} if facet.taxonomy else set()
    return terms(facet, shelf.room, shelf.published, known | found_under(facet.key, shelf.traits.values()))


def _pages_of(shelf: Shelf, facet: FacetKey, tag: Tag, rows: list[Markup]) -> Iterator[Page]:
    numbers = range(1, max(1, -(-len(rows) // ROWS)) + 1)
    addresses = [tag.link if number == 1 else f"{facet.folder}/{tag.code}.{number}/" for number in numbers]
    term = shelf.published.term(facet.taxonomy, tag.code) if facet.taxonomy else None
    group = shelf.room.words(facet.label)
    for number, address in zip(numbers, addresses, strict=True):
        context = {
            "group": group,
            "name": tag.name,
            "description": shelf.room.text(term.description) if term else "",
            "count": len(rows),
            "rows": rows[(number - 1) * ROWS : number * ROWS],
            "pages": tuple(zip(numbers, addresses, strict=True)) if len(addresses) > 1 else (),
            "number": number,
            "narrow": f"browse/?{facet.key}={tag.code}",
        }
        title = shelf.room.words("term_title", group=group, name=tag.name)
        feed = feed_of(facet.folder, tag.code) if facet.key in WITH_FEED else ""
        yield Page(shelf.place(address), "deep", "term.html", title, context, feed=feed)
