"""Writes the case pages, on all cores where there are many; each worker holds the programme and a handful of cases."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from casebook.publication.values import PublicCase, WithdrawnCase
from casebook.site.cards import Card
from casebook.site.case_page import case_view
from casebook.site.filling import Filler, Page
from casebook.site.languages import Place, SiteLanguage
from casebook.site.pictures import PictureSet
from casebook.site.similar import Near
from casebook.workers import cores, pool_context

FEW = 200
"""Up to so many cases are written by this process; starting others would take longer."""
CHUNK = 40

Cards = Mapping[str, Mapping[str, Card]]
"""Language tag → case id → card."""


@dataclass(frozen=True, slots=True)
class Task:
    """A case with all that its pages need."""

    case: PublicCase
    cards: dict[str, tuple[Card, Card | None, Card | None, tuple[Card, ...]]]
    """Per language: its own card, those before and after it, the similar ones."""
    pictures: dict[str, PictureSet]


def tasks(
    cases: Sequence[PublicCase], cards: Cards, near: Mapping[str, Near], pictures: Mapping[str, PictureSet]
) -> Iterator[Task]:
    """A task for each case, made only when it is asked for."""
    for case in cases:
        place = near[case.id]
        related = {
            tag: (
                own[case.id],
                own.get(place.before),
                own.get(place.after),
                tuple(own[other] for other in place.similar),
            )
            for tag, own in cards.items()
        }
        files = {each.digest: pictures[each.digest] for each in case.pictures if each.digest in pictures}
        yield Task(case, related, files)


def case_page(task: Task, language: SiteLanguage, filler: Filler) -> Page:
    """A case's page in a language; where it shows the original, search engines are sent to that one."""
    case, room = task.case, filler.rooms[language.tag]
    card, before, after, similar = task.cards[language.tag]
    view = case_view(case, card, room, task.pictures)
    place = Place(language, f"cases/{case.id}/")
    original = next((each for each in filler.source.languages if each.tag == case.language), None)
    canonical = place.sibling(original) if original and view.state == "untranslated" else None
    context = {
        "case": view,
        "before": before,
        "after": after,
        "similar": similar,
        "original": place.to(place.sibling(original)) if original else "",
    }
    return Page(place, "deep", "case.html", card.title, context, card.summary, canonical)


def withdrawn_page(case: WithdrawnCase, language: SiteLanguage, filler: Filler) -> Page:
    """What remains of a withdrawn case."""
    room = filler.rooms[language.tag]
    context = {"id": case.id, "editions": tuple(room.edition(code) for code in case.editions)}
    place = Place(language, f"cases/{case.id}/")
    return Page(place, "deep", "withdrawn.html", room.words("withdrawn_title"), context)


def write_cases(all_tasks: Iterator[Task], count: int, filler: Filler, out: Path, jobs: int | None) -> None:
    """Write every case in every language."""
    jobs = jobs or cores()
    if count <= FEW or jobs == 1:
        for task in all_tasks:
            write_case(task, filler, out)
        return
    source = replace(filler.source, published=replace(filler.source.published, cases=(), withdrawn=()))
    frames = {key: frame for key, frame in filler.frames.items() if key[1] == "deep"}
    # Forked workers share this process' memory until somebody writes to it, and a garbage collection writes everywhere.
    gc.freeze()
    with ProcessPoolExecutor(
        jobs, mp_context=pool_context(), initializer=_begin, initargs=(Filler(source, frames), out)
    ) as pool:
        # A few chunks ahead of the workers, and no more: submitting all at once would hold every case twice.
        waiting = []
        while chunk := list(islice(all_tasks, CHUNK)):
            waiting.append(pool.submit(_write_chunk, chunk))
            if len(waiting) > jobs * 2:
                waiting.pop(0).result()
        for future in waiting:
            future.result()
    gc.unfreeze()


def write_case(task: Task, filler: Filler, out: Path) -> None:
    """Write the pages of one case."""
    for language in filler.source.languages:
        filler.write(case_page(task, language, filler), out)


_mine: list[tuple[Filler, Path]] = []
"""What a worker process fills, handed over once when it starts."""


def _begin(filler: Filler, out: Path) -> None:
    _mine[:] = [(filler, out)]


def _write_chunk(chunk: Sequence[Task]) -> None:
    filler, out = _mine[0]
    for task in chunk:
        write_case(task, filler, out)
