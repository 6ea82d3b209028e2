"""Writes the case pages, on all cores where there are many; each worker is told which, and makes all else itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from casebook.publication.values import PublicCase, WithdrawnCase
from casebook.site.cards import Card
from casebook.site.case_page import case_view
from casebook.site.citation import citation
from casebook.site.filling import Filler, Page
from casebook.site.languages import Place, SiteLanguage
from casebook.site.linked_data import case_head
from casebook.site.pictures import PictureSet
from casebook.site.similar import Near
from casebook.workers import share

TEMPLATE = "case.html"

Cards = Mapping[str, Mapping[str, Card]]
"""Language tag → case id → card."""


@dataclass(frozen=True, slots=True)
class Task:
    """A case with all that its pages need."""

    case: PublicCase
    cards: dict[str, tuple[Card, Card | None, Card | None, tuple[Card, ...]]]
    """Per language: its own card, those before and after it, the similar ones."""
    pictures: dict[str, PictureSet]


@dataclass(frozen=True, slots=True)
class Work:
    """All that tasks are made from."""

    cases: Sequence[PublicCase]
    cards: Cards
    near: Mapping[str, Near]
    pictures: Mapping[str, PictureSet]

    def task(self, index: int) -> Task:
        """The task for the case of a number, made only when it is asked for."""
        case = self.cases[index]
        place = self.near[case.id]
        related = {
            tag: (
                own[case.id],
                own.get(place.before),
                own.get(place.after),
                tuple(own[other] for other in place.similar),
            )
            for tag, own in self.cards.items()
        }
        files = {each.digest: self.pictures[each.digest] for each in case.pictures if each.digest in self.pictures}
        return Task(case, related, files)


def case_page(task: Task, language: SiteLanguage, filler: Filler) -> Page:
    """A case's page in a language; where it shows the original, search engines are sent to that one."""
    case, room = task.case, filler.rooms[language.tag]
    card, before, after, similar = task.cards[language.tag]
    view = case_view(case, card, room, task.pictures)
    place = Place(language, f"cases/{case.id}/")
    original = next((each for each in filler.source.languages if each.tag == case.language), None)
    canonical = place.sibling(original) if original and view.state == "untranslated" else None
    preferred, address = canonical or place, filler.source.address
    context = {
        "case": view,
        "citation": citation(view, room, address + preferred.address if address else ""),
        "before": before,
        "after": after,
        "similar": similar,
        "data": filler.source.data.address(case.id) if filler.source.data else "",
        "original": place.to(place.sibling(original)) if original else "",
    }
    head = case_head(case, view, room, filler.source, preferred)
    return Page(place, "deep", TEMPLATE, card.title, context, card.summary, canonical, head)


def withdrawn_page(case: WithdrawnCase, language: SiteLanguage, filler: Filler) -> Page:
    """What remains of a withdrawn case."""
    room = filler.rooms[language.tag]
    context = {"id": case.id, "editions": tuple(room.edition(code) for code in case.editions)}
    place = Place(language, f"cases/{case.id}/")
    return Page(place, "deep", "withdrawn.html", room.words("withdrawn_title"), context)


def write_cases(work: Work, filler: Filler, out: Path, jobs: int | None) -> None:
    """Write every case in every language."""
    filler.environment.get_template(TEMPLATE)  # compiled before the work is shared, so that nobody does it again
    share(partial(_write_part, work, filler, out), len(work.cases), jobs)


def _write_part(work: Work, filler: Filler, out: Path, part: range) -> None:
    for index in part:
        write_case(work.task(index), filler, out)


def write_case(task: Task, filler: Filler, out: Path) -> None:
    """Write the pages of one case."""
    for language in filler.source.languages:
        filler.write(case_page(task, language, filler), out)
