"""The road from the start of research to sales: dated marks in the order of time."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.labels.catalogue import Labels
from casebook.model.case import Case, Observation
from casebook.model.programme import Programme
from casebook.model.scalars import in_language
from casebook.wording.dates import date
from casebook.wording.money import money


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark on the road."""

    date: str
    when: str
    """The date in the reader's words."""
    title: str
    notes: tuple[str, ...]
    remark: str
    """What the observer wrote, in the original's language."""
    kind: str
    """start, end, practical, commercial or seen: how the mark is drawn."""


def road(case: Case, programme: Programme, language: str, words: Labels) -> tuple[Mark, ...]:
    """The marks of a case, oldest first; none where less than two are known."""
    marks: list[Mark] = []
    period = case.period
    if period and period.start:
        marks.append(Mark(period.start, date(period.start, language), words("road_start"), (), "", "start"))
    if period and period.end:
        stage = stage_name(programme, case.stage, language)
        marks.append(
            Mark(period.end, date(period.end, language), words("road_end"), (stage,) if stage else (), "", "end")
        )
    marks += [_seen(each, programme, language, words) for each in case.follow_up]
    return tuple(sorted(marks, key=lambda mark: mark.date)) if len(marks) > 1 else ()


def stage_name(programme: Programme, code: str | None, language: str) -> str:
    """A stage in the reader's words; '' for none."""
    term = programme.taxonomies.find("stages", code)
    return in_language(term.name, language) if term else code or ""


def _seen(seen: Observation, programme: Programme, language: str, words: Labels) -> Mark:
    notes = []
    if seen.sales:
        notes.append(words("road_sales", amount=money(seen.sales.amount, seen.sales.currency, language)))
    if seen.jobs:
        notes.append(words("road_jobs_one" if seen.jobs == 1 else "road_jobs", count=seen.jobs))
    for code in seen.effects:
        effect = programme.taxonomies.find("effects", code)
        notes.append(in_language(effect.name, language) if effect else code)
    stage = next((stage for stage in programme.taxonomies.stages if stage.code == seen.stage), None)
    counts = stage.counts_as if stage else ()
    kind = "commercial" if "commercial" in counts else "practical" if "practical" in counts else "seen"
    title = stage_name(programme, seen.stage, language) or words("road_seen")
    return Mark(seen.date, date(seen.date, language), title, tuple(notes), seen.note or "", kind)
