"""The pages beside the cases: home, browse, fields, editions, organisations, catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casebook.model.organisation import Organisation
from casebook.publication.values import Published
from casebook.site.cards import Card
from casebook.site.catalogues import CatalogueFile
from casebook.site.facets import Traits, editions
from casebook.site.feeds import ALL, feed_of
from casebook.site.filling import Page
from casebook.site.languages import Place
from casebook.site.room import Room, Tag
from casebook.wording.languages import comma

NEWEST = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """A field on the home page, with the number of its cases."""

    field: Tag
    count: int


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation with its cases."""

    id: str
    name: str
    details: str
    url: str
    fictional: bool
    leads: tuple[Card, ...]
    joins: tuple[Card, ...]


@dataclass(frozen=True)
class Shelf:
    """What the pages of one language are made from."""

    published: Published
    room: Room
    cards: Mapping[str, Card]
    catalogues: tuple[CatalogueFile, ...]
    written: str
    """What the language's index.md says, as HTML."""
    traits: Mapping[str, Traits]
    """What each case can be narrowed down by, by its id."""
    data: bool = False
    """Whether there are open data."""
    scripts: tuple[str, ...] = ()
    """Addresses of the browse page's scripts, below the site's root."""

    def place(self, path: str) -> Place:
        """A page of this language."""
        return Place(self.room.language, path)

    def tiles(self) -> tuple[Tile, ...]:
        """The fields in force today with their counts."""
        return tuple(Tile(self.room.field(code), len(cases)) for code, cases in self.published.by_field.items())

    def of_edition(self, code: str) -> tuple[Card, ...]:
        """The cards of an edition's cases."""
        return tuple(self.cards[case.id] for case in self.published.cases if code in case.editions)


def all_pages(shelf: Shelf) -> Iterator[Page]:
    """Every page of a language that is not a case's."""
    yield home_page(shelf)
    yield shortlist_page(shelf)
    yield from field_pages(shelf)
    yield from edition_pages(shelf)
    yield organisations_page(shelf)
    yield catalogues_page(shelf)


def home_page(shelf: Shelf) -> Page:
    """The home page: search, fields, three doors, the newest cases, the programme in four numbers."""
    published, room = shelf.published, shelf.room
    practical = {stage.code for stage in room.programme.taxonomies.stages if stage.counts_as}
    companies = {case.lead.name("") for case in published.cases if case.lead}
    numbers = (
        (len(published.cases), room.words("number_cases")),
        (len(companies), room.words("number_companies")),
        (len(editions(published)), room.words("number_editions")),
        (sum(1 for case in published.cases if case.stage in practical), room.words("number_practical")),
    )
    title, subtitle = room.text(room.programme.title), room.text(room.programme.subtitle)
    context = {
        "tiles": shelf.tiles(),
        "newest": newest(shelf),
        "numbers": numbers,
        "written": shelf.written,
        "catalogues": shelf.catalogues,
        "title": title,
        "subtitle": subtitle,
    }
    return Page(shelf.place(""), "home", "home.html", title, context, subtitle, feed=ALL)


def newest(shelf: Shelf) -> tuple[Card, ...]:
    """Cases of the latest edition, one of each field in turn, those with pictures first."""
    latest = next(iter(reversed(editions(shelf.published))), "")
    cards = sorted(shelf.of_edition(latest), key=lambda card: (card.picture is None, -(card.adopted or 0), card.id))
    seen: set[str] = set()
    first = [card for card in cards if not (_field(card) in seen or seen.add(_field(card)))]  # type: ignore[func-returns-value]
    return tuple([*first, *(card for card in cards if card not in first)][:NEWEST])


def _field(card: Card) -> str:
    return card.field.code if card.field else ""


def shortlist_page(shelf: Shelf) -> Page:
    """The page of kept cases; a script fills it, since only the reader's browser knows them."""
    title = shelf.room.words("shortlist_title")
    context = {"comma": comma(shelf.room.language.tag)}
    return Page(
        shelf.place("shortlist/"), "browse", "shortlist.html", title, context, shelf.room.words("shortlist_lead")
    )


def field_pages(shelf: Shelf) -> Iterator[Page]:
    """A page for each field in force today."""
    for code, cases in shelf.published.by_field.items():
        tag = shelf.room.field(code)
        term = shelf.published.term("fields", code)
        cards = tuple(shelf.cards[case.id] for case in cases)
        main = tuple(card for card in cards if _field(card) == code)
        context = {
            "field": tag,
            "description": shelf.room.text(term.description) if term else "",
            "cards": main,
            "further": tuple(card for card in cards if _field(card) != code),
            "tiles": shelf.tiles(),
            "former": _former(shelf, code),
        }
        title = shelf.room.words("field_title", name=tag.name)
        place = shelf.place(tag.link or f"fields/{code}/")
        yield Page(place, "deep", "field.html", title, context, feed=feed_of("fields", code))


def _former(shelf: Shelf, code: str) -> tuple[str, ...]:
    """The names of former fields that this one stands for today."""
    return tuple(
        shelf.room.text(term.name) for term in shelf.room.programme.taxonomies.fields if code in term.replaced_by
    )


def edition_pages(shelf: Shelf) -> Iterator[Page]:
    """A page for each edition, its cases grouped by today's field."""
    for code in editions(shelf.published):
        cards = shelf.of_edition(code)
        groups = tuple(
            (tile.field, found)
            for tile in shelf.tiles()
            if (found := tuple(card for card in cards if _field(card) == tile.field.code))
        )
        loose = tuple(card for card in cards if not card.field or not card.field.number)
        edition = shelf.published.edition(code)
        tag = shelf.room.edition(code)
        context = {
            "edition": tag,
            "projects": (edition.projects if edition else "") or "",
            "groups": groups,
            "loose": loose,
            "count": len(cards),
            "catalogues": tuple(each for each in shelf.catalogues if each.edition == code),
        }
        yield Page(shelf.place(tag.link), "deep", "edition.html", tag.name, context)


def organisations_page(shelf: Shelf) -> Page:
    """Every organisation of a published case, with its cases."""
    views = tuple(organisation_views(shelf))
    context = {"organisations": views, "fictional": any(view.fictional for view in views)}
    return Page(
        shelf.place("organisations/"),
        "organisations",
        "organisations.html",
        shelf.room.words("organisations_title"),
        context,
    )


def organisation_views(shelf: Shelf) -> Iterator[OrganisationView]:
    """The registered organisations that lead or join a published case, sorted by reading or name."""
    leads: dict[str, list[Card]] = {}
    joins: dict[str, list[Card]] = {}
    for case in shelf.published.cases:
        for member in case.members:
            if member.organisation:
                group = leads if member.role == "lead" else joins
                group.setdefault(member.organisation.id, []).append(shelf.cards[case.id])
    room = shelf.room
    known = [shelf.published.organisations[each] for each in {*leads, *joins} if each in shelf.published.organisations]
    for each in sorted(known, key=lambda each: (not leads.get(each.id), _sorted_by(each, room), each.id)):
        parts = (room.name("organisation_kinds", each.kind), room.text(each.place), room.name("regions", each.region))
        yield OrganisationView(
            each.id,
            room.text(each.names),
            " · ".join(part for part in parts if part),
            each.url if each.url and each.url.startswith(("https://", "http://")) else "",
            each.fictional,
            tuple(leads.get(each.id, ())),
            tuple(joins.get(each.id, ())),
        )


def _sorted_by(organisation: Organisation, room: Room) -> str:
    """The reading of its name where the language has one, else the name."""
    return (organisation.reading.get(room.language.tag) or room.text(organisation.names)).casefold()


def catalogues_page(shelf: Shelf) -> Page:
    """The print catalogues that can be had."""
    rows = tuple((each, each.title(shelf.room.language.tag)) for each in shelf.catalogues)
    tags = {code: shelf.room.edition(code) for code in editions(shelf.published)}
    context = {"rows": rows, "editions": tags, "data": shelf.data}
    return Page(
        shelf.place("catalogues/"), "catalogues", "catalogues.html", shelf.room.words("catalogues_title"), context
    )
