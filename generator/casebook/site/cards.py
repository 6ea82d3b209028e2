"""A case in short: what cards, rows and lists show of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b

from casebook.model.changes import improvement_of
from casebook.publication.values import PublicCase
from casebook.site.figures import FigureView, figure_view
from casebook.site.languages import language_name
from casebook.site.pictures import PictureSet
from casebook.site.room import Room, Tag


@dataclass(frozen=True, repr=False)
class Card:
    """A case on a card, in one language."""

    id: str
    title: str
    title_language: str
    language_name: str
    """The name of that language, for readers of another one."""
    summary: str
    field: Tag | None
    company: str
    company_id: str
    region: str
    edition: str
    """The title of its first edition."""
    edition_code: str
    stage: str
    figure: FigureView | None
    improvement: Decimal | None
    """How much better that figure became, in per cent or points; None where that cannot be said."""
    picture: PictureSet | None
    alt: str
    fictional: bool
    adopted: int | None

    @property
    def link(self) -> str:
        """Its address below the language's root."""
        return f"cases/{self.id}/"

    @cached_property
    def mark(self) -> str:
        """A hash over all that it shows; kept, because a card stands on many pages."""
        values = [getattr(self, each.name) for each in fields(self)]
        return blake2b(repr(values).encode(), digest_size=16).hexdigest()

    def __repr__(self) -> str:
        return f"Card({self.mark})"


def card(case: PublicCase, room: Room, pictures: Mapping[str, PictureSet]) -> Card:
    """The card of a case for readers of a language."""
    tag = room.language.tag
    lead = case.lead
    first = case.pictures[0] if case.pictures else None
    edition = case.editions[0] if case.editions else ""
    figure = next(iter(case.case.figures), None)
    quantity = room.programme.taxonomies.quantity(figure.quantity) if figure else None
    return Card(
        id=case.id,
        title=case.title(tag),
        title_language=case.shown_language(tag),
        language_name=language_name(case.shown_language(tag), tag),
        summary=case.summary(tag),
        field=room.field(case.fields_today[0]) if case.fields_today else None,
        company=lead.name(tag) if lead else "",
        company_id=lead.organisation.id if lead and lead.organisation else "",
        region=room.name("regions", case.region),
        edition=room.edition(edition).name if edition else "",
        edition_code=edition,
        stage=room.name("stages", case.stage),
        figure=figure_view(figure, room.programme, tag, room.words) if figure else None,
        improvement=improvement_of(figure, quantity) if figure and quantity else None,
        picture=pictures.get(first.digest) if first else None,
        alt=case.alternative_text(tag, 0) if first else "",
        fictional=case.fictional,
        adopted=case.case.adopted,
    )
