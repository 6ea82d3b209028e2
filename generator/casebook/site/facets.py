"""The data of the browse page: one compact file of columns per language, and the cards' summaries in slices.

A facet's column holds places in its list of terms. The script narrows and counts with sets of bits, so the file is
all that it needs; the slices are read as cards come into view.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from casebook.publication.values import PublicCase
from casebook.site.cards import Card
from casebook.site.pages import Shelf, editions
from casebook.site.room import Tag

SLICE = 100
"""So many cases are in one slice of summaries."""
FORMAT = 1


def browse_data(shelf: Shelf) -> str:
    """The columns of a language as JSON; the cases stand in the order of their ids."""
    cases = shelf.published.cases
    cards = [shelf.cards[case.id] for case in cases]
    companies = sorted({card.company for card in cards})
    figures = [(card.figure.headline, card.figure.name) if card.figure else None for card in cards]
    return _compact(
        {
            "format": FORMAT,
            "slice": SLICE,
            "ids": [card.id for card in cards],
            "titles": [card.title for card in cards],
            "languages": [card.title_language for card in cards],
            "companies": companies,
            "company": _places(cards, companies),
            "figures": figures,
            "fictional": [place for place, card in enumerate(cards) if card.fictional],
            "facets": facets(shelf),
        }
    )


def _places(cards: Sequence[Card], companies: Sequence[str]) -> list[int]:
    order = {name: place for place, name in enumerate(companies)}
    return [order[card.company] for card in cards]


def facets(shelf: Shelf) -> list[dict[str, Any]]:
    """The facets in their order: key, name, terms as code and name, and for each case the places of its terms."""
    room, lists = shelf.room, shelf.room.programme.taxonomies
    fields = [room.field(term.code) for term in lists.fields_of(None)]
    applications = [room.term("applications", term.code) for term in lists.applications]
    regions = [room.term("regions", term.code) for term in lists.regions]
    printed = [room.edition(code) for code in reversed(editions(shelf.published))]
    stages = [room.term("stages", term.code) for term in reversed(lists.stages)]
    wanted: list[tuple[str, str, list[Tag], Callable[[PublicCase], tuple[str, ...]]]] = [
        ("field", "fact_fields", fields, lambda case: case.fields_today),
        ("application", "fact_applications", applications, lambda case: case.outline.applications),
        ("region", "fact_region", regions, lambda case: (case.region,) if case.region else ()),
        ("edition", "fact_editions", printed, lambda case: case.editions),
        ("stage", "fact_stage", stages, lambda case: (case.stage,) if case.stage else ()),
    ]
    made = [_facet(key, room.words(name), tags, values, shelf.published.cases) for key, name, tags, values in wanted]
    return [facet for facet in made if facet["terms"]]


def _facet(
    key: str,
    name: str,
    tags: Sequence[Tag],
    values: Callable[[PublicCase], tuple[str, ...]],
    cases: Sequence[PublicCase],
) -> dict[str, Any]:
    used = {code for case in cases for code in values(case)}
    kept = [tag for tag in tags if tag.code in used]
    order = {tag.code: place for place, tag in enumerate(kept)}
    terms = [[tag.code, tag.name, tag.shade, tag.number] if tag.number else [tag.code, tag.name] for tag in kept]
    column = [[order[code] for code in values(case) if code in order] for case in cases]
    return {"key": key, "name": name, "terms": terms, "column": column}


def card_slices(shelf: Shelf) -> list[str]:
    """Summaries and pictures of the cases, a JSON text for each slice."""
    cards = [shelf.cards[case.id] for case in shelf.published.cases]
    slices = [cards[start : start + SLICE] for start in range(0, len(cards), SLICE)]
    return [_compact([[card.summary, card.picture.small if card.picture else ""] for card in part]) for part in slices]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
