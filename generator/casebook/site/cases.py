"""The pages of the cases, each with all that it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casebook.publication.values import PublicCase, WithdrawnCase
from casebook.site.cards import Card
from casebook.site.case_page import case_view
from casebook.site.catalogues import HandOut
from casebook.site.citation import citation
from casebook.site.filling import Filler, Page
from casebook.site.languages import Place, SiteLanguage, language_name
from casebook.site.linked_data import case_head
from casebook.site.open_data import DataFiles
from casebook.site.pictures import PictureSet
from casebook.site.pieces import Piece
from casebook.site.similar import Near

TEMPLATE = "case.html"

Cards = Mapping[str, Mapping[str, Card]]
"""Language tag → case id → card."""


@dataclass(frozen=True, slots=True)
class Task:
    """A case with all that its page in a language needs."""

    case: PublicCase
    language: SiteLanguage
    card: Card
    before: Card | None
    """The case before it in its field."""
    after: Card | None
    similar: tuple[Card, ...]
    pictures: dict[str, PictureSet]
    data: str
    """Where its file among the open data lies; '' for none."""
    hand_out: HandOut | None


@dataclass(frozen=True, slots=True)
class Work:
    """All that tasks are made from."""

    cases: Sequence[PublicCase]
    cards: Cards
    near: Mapping[str, Near]
    pictures: Mapping[str, PictureSet]
    data: DataFiles | None
    hand_outs: Mapping[str, Mapping[str, HandOut]]
    """Language tag → case id → its hand-out."""

    def task(self, case: PublicCase, language: SiteLanguage) -> Task:
        """The task for a case in a language."""
        near, own = self.near[case.id], self.cards[language.tag]
        similar = tuple(own[other] for other in near.similar)
        files = {each.digest: self.pictures[each.digest] for each in case.pictures if each.digest in self.pictures}
        data = self.data.address(case.id) if self.data else ""
        sheet = self.hand_outs[language.tag].get(case.id)
        return Task(
            case, language, own[case.id], own.get(near.before), own.get(near.after), similar, files, data, sheet
        )


def case_page(task: Task, filler: Filler) -> Page:
    """A case's page in a language; where it shows the original, search engines are sent to that one."""
    case, card, language, room = task.case, task.card, task.language, filler.rooms[task.language.tag]
    view = case_view(case, card, room, task.pictures)
    place = Place(language, f"cases/{case.id}/")
    original = next((each for each in filler.source.languages if each.tag == case.language), None)
    canonical = place.sibling(original) if original and view.state == "untranslated" else None
    preferred, address = canonical or place, filler.source.address
    context = {
        "case": view,
        "citation": citation(view, room, address + preferred.address if address else ""),
        "before": task.before,
        "after": task.after,
        "similar": tuple(filler.card(each, language) for each in task.similar),
        "data": task.data,
        "hand_out": task.hand_out,
        "hand_out_language": _other_language(task),
        "original": place.to(place.sibling(original)) if original else "",
    }
    head = case_head(case, view, room, filler.source, preferred)
    return Page(place, "deep", TEMPLATE, card.title, context, card.summary, canonical, head)


def _other_language(task: Task) -> str:
    """The name of the hand-out's language where it is not the reader's; '' where it is."""
    other = task.hand_out is not None and task.hand_out.language != task.language.tag
    return language_name(task.hand_out.language, task.language.tag) if task.hand_out and other else ""


def withdrawn_page(case: WithdrawnCase, language: SiteLanguage, filler: Filler) -> Page:
    """What remains of a withdrawn case."""
    room = filler.rooms[language.tag]
    context = {"id": case.id, "editions": tuple(room.edition(code) for code in case.editions)}
    place = Place(language, f"cases/{case.id}/")
    return Page(place, "deep", "withdrawn.html", room.words("withdrawn_title"), context)


def case_pieces(work: Work, languages: Sequence[SiteLanguage]) -> Iterator[Piece]:
    """The page of every case in every language."""
    for case in work.cases:
        for language in languages:
            yield Piece(Place(language, f"cases/{case.id}/").file, _case_text, work.task(case, language))


def _case_text(task: Task, filler: Filler) -> str:
    return filler.page(case_page(task, filler))
