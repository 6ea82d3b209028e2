"""Which cases a catalogue holds and in which order, after the gate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.index_data import member_sort_key
from casebook.catalogue.sorting import sort_key
from casebook.model.catalogue import Catalogue
from casebook.publication.selection import WhereError, select_for
from casebook.publication.values import PublicCase, Published


def choose_cases(name: str, catalogue: Catalogue, published: Published, language: str) -> tuple[PublicCase, ...]:
    """The cases in the catalogue's order, no more than its limit. Raises CatalogueError for a choice it cannot read."""
    try:
        held = select_for(published, catalogue)
    except WhereError as error:
        raise CatalogueError(name, "its `where` cannot be read; `casebook check` says why") from error
    ordered = sorted(held, key=_order(catalogue, published, language))
    return tuple(ordered[: catalogue.limit])


def _order(catalogue: Catalogue, published: Published, language: str) -> Callable[[PublicCase], Any]:
    """The key by which cases are sorted; ids decide between equals."""
    by_hand = bool(catalogue.cases) and not catalogue.where
    order = catalogue.order or ("listed" if by_hand else "id")
    listed = {case: place for place, case in enumerate(catalogue.cases)}
    keys: dict[str, Callable[[PublicCase], Any]] = {
        "id": lambda case: case.id,
        "title": lambda case: sort_key(case.title(language), language),
        "organisation": lambda case: member_sort_key(case.lead, language) if case.lead else "",
        "stage": lambda case: -published.programme.taxonomies.stage_order(case.stage),
        "newest": lambda case: -(case.case.adopted or 0),
        "oldest": lambda case: case.case.adopted or 9999,
        "listed": lambda case: listed.get(case.id, len(listed)),
    }
    return lambda case: (keys[order](case), case.id)
