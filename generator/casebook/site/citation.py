"""How a case is cited: its lead, its title, the casebook and edition, its permanent address."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.site.case_page import CaseView
from casebook.site.room import Room


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in parts, since the title may be in another language than the rest."""

    author: str
    title: str
    source: str
    address: str
    """'' where the site has no address."""


def citation(view: CaseView, room: Room, address: str) -> Citation:
    """The citation of a case for readers of a language, ending with the address that search engines keep."""
    words, card = room.words, view.card
    casebook = room.text(room.programme.title)
    edition = view.editions[0].name if view.editions else ""
    return Citation(
        words("cite_author", author=card.company) if card.company else "",
        words("cite_title", title=card.title.rstrip(".")),
        words("cite_edition", casebook=casebook, edition=edition)
        if edition
        else words("cite_casebook", casebook=casebook),
        address,
    )
