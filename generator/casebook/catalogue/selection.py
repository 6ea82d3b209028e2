"""Which cases a catalogue takes."""

from __future__ import annotations

from casebook.publication.selection import select
from casebook.publication.values import PublicCase, Published


def select_cases(name: str, published: Published) -> tuple[PublicCase, ...]:
    """The cases that the catalogue's `where` leaves, in the order of their ids. Raises WhereError."""
    return select(published, published.programme.catalogues[name].where)
