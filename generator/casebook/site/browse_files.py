"""The files that the browse page reads: columns first, and everything else when a reader asks for it.

`columns.json` serves every language and is all that narrowing down and counting need: a column holds, for each case
in the browse order, the places of its terms. Names of terms are a file of each language; titles, summaries and all
else that a card shows lie in slices, read as cards come into view; figures lie in a file for each quantity.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casebook.publication.values import Published
from casebook.site.cards import Card
from casebook.site.facets import FACETS, RANGES, Traits, browse_order, found_under, terms
from casebook.site.room import Room, Tag
from casebook.where.expressions import Value
from casebook.where.keys import IMPROVED

SLICE = 40
"""So many cases are in one slice of cards."""
FORMAT = 2
FOLDER = "browse"
ORGANISATION = "organisation"
"""A facet of thousands of terms, read only when a reader opens it."""


def shared_files(
    published: Published, room: Room, cards: Mapping[str, Card], traits: Mapping[str, Traits]
) -> Iterator[tuple[str, str]]:
    """The files that serve every language: names below the site's root, and texts; the cards' words are not used."""
    cases = browse_order(published)
    ordered = [traits[case.id] for case in cases]
    yield f"{FOLDER}/columns.json", _compact(_columns(published, room, ordered))
    yield f"{FOLDER}/ids.json", _compact([case.id for case in cases])
    improved = [cards[case.id].improvement for case in cases]
    yield f"{FOLDER}/changes.json", _compact([None if each is None else float(each) for each in improved])
    for code in _quantities(published, ordered):
        yield f"{FOLDER}/figures/{code}.json", _compact(_figures(code, ordered))
    yield f"{FOLDER}/organisations.json", _compact(_column(ORGANISATION, _organisations(published, ordered), ordered))


def language_files(
    published: Published, room: Room, cards: Mapping[str, Card], traits: Mapping[str, Traits]
) -> Iterator[tuple[str, str]]:
    """The files of one language: names below the language's root, and texts."""
    ordered = [cards[case.id] for case in browse_order(published)]
    known = list(traits.values())
    yield f"{FOLDER}/names.json", _compact(_names(published, room, known))
    organisations = [room.text(published.organisations[each].names) for each in _organisations(published, known)]
    yield f"{FOLDER}/organisation-names.json", _compact(organisations)
    yield f"{FOLDER}/titles.json", _compact([[card.title for card in ordered], [card.company for card in ordered]])
    for number, start in enumerate(range(0, len(ordered), SLICE)):
        yield f"{FOLDER}/cards-{number}.json", _compact([_shown(card) for card in ordered[start : start + SLICE]])


def _columns(published: Published, room: Room, traits: Sequence[Traits]) -> dict[str, Any]:
    facets = [(facet.key, [tag.code for tag in _tags(facet.key, published, room, traits)]) for facet in FACETS]
    ranges = [(key, sorted(int(value) for value in found_under(key, traits))) for key in RANGES]
    measured = _quantities(published, traits)
    places = {code: place for place, code in enumerate(measured)}
    return {
        "format": FORMAT,
        "count": len(traits),
        "slice": SLICE,
        "facets": [_column(key, codes, traits) for key, codes in facets if codes],
        "ranges": [_column(key, numbers, traits) for key, numbers in ranges if numbers],
        "quantities": {
            "terms": measured,
            "column": [[place for code, place in places.items() if _has(code, each)] for each in traits],
        },
    }


def _column(key: str, values: Sequence[Value], traits: Sequence[Traits]) -> dict[str, Any]:
    """A key with its values and, for each case, the places of its own among them."""
    order = {value: place for place, value in enumerate(values)}
    column = [sorted({order[value] for value in each.get(key, ()) if value in order}) for each in traits]
    return {"key": key, "terms": list(values), "column": column}


def _tags(key: str, published: Published, room: Room, traits: Sequence[Traits]) -> tuple[Tag, ...]:
    facet = next(facet for facet in FACETS if facet.key == key)
    return terms(facet, room, published, found_under(key, traits))


def _names(published: Published, room: Room, traits: Sequence[Traits]) -> dict[str, Any]:
    """The words of the columns: each facet's name and its terms' names in the columns' order, with fields' colours."""
    facets: dict[str, dict[str, Any]] = {}
    for facet in FACETS:
        tags = _tags(facet.key, published, room, traits)
        shown = [[tag.name, tag.shade, tag.number] if tag.number else [tag.name] for tag in tags]
        facets[facet.key] = {"name": room.words(facet.label), "terms": shown}
    count = len(_organisations(published, traits))
    facets[ORGANISATION] = {"name": room.words("facet_organisation"), "count": count, "terms": []}
    taxonomies = published.programme.taxonomies
    quantities = [taxonomies.quantity(code) for code in _quantities(published, traits)]
    return {
        "facets": facets,
        "ranges": {key: room.words(f"range_{key}") for key in RANGES},
        "quantities": [[room.text(each.name), each.unit, each.better or ""] for each in quantities if each],
    }


def _organisations(published: Published, traits: Sequence[Traits]) -> list[str]:
    """The ids of the registered organisations that take part in a case."""
    return sorted(str(each) for each in found_under(ORGANISATION, traits) if each in published.organisations)


def _quantities(published: Published, traits: Sequence[Traits]) -> list[str]:
    """The codes of the quantities that were measured in a case."""
    found = {key.removesuffix(IMPROVED) for each in traits for key in each}
    return [quantity.code for quantity in published.programme.taxonomies.quantities if quantity.code in found]


def _has(code: str, traits: Traits) -> bool:
    return code in traits or code + IMPROVED in traits


def _figures(code: str, traits: Sequence[Traits]) -> dict[str, Any]:
    """What was reached of a quantity, in its unit, and by how much it was improved: the cases' places beside both."""
    places = [place for place, each in enumerate(traits) if _has(code, each)]
    return {
        "places": places,
        "reached": [_numbers(traits[place].get(code, ())) for place in places],
        "improved": [_numbers(traits[place].get(code + IMPROVED, ())) for place in places],
    }


def _numbers(values: Sequence[Value]) -> list[float]:
    return [float(value) for value in values]


def _shown(card: Card) -> dict[str, Any]:
    """What a card or a row of the table shows; what a case does not have is left out."""
    figure = [card.figure.headline, card.figure.name] if card.figure and card.figure.headline else None
    shown = {
        "id": card.id,
        "title": card.title,
        "language": card.title_language,
        "summary": card.summary,
        "company": card.company,
        "region": card.region,
        "field": [card.field.name, card.field.shade, card.field.number] if card.field else None,
        "edition": card.edition_code,
        "stage": card.stage,
        "figure": figure,
        "picture": card.picture.small if card.picture else "",
        "fictional": card.fictional,
    }
    return {key: value for key, value in shown.items() if value}


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
