"""Says of each case of a catalogue by how much it is over or under its two pages, and what was done about it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from casebook.catalogue.book import prepare_parts
from casebook.catalogue.fit import LADDER, STANDARD, Fit
from casebook.catalogue.measuring import Room, line_count
from casebook.catalogue.plan import Plan
from casebook.catalogue.printing import artefact_shelf
from casebook.catalogue.trials import Measured, measure_parts
from casebook.model.case import SECTIONS
from casebook.project.values import Casebook
from casebook.publication.gate import publish
from casebook.publication.values import PublicCase
from casebook.richtext.markdown import visible_text
from casebook.workers import cores


@dataclass(frozen=True, slots=True)
class CaseFit:
    """How one case fits."""

    case: str
    fits: bool
    """Whether it is on its two pages."""
    lines_over: int
    """Lines of the standard size by which it is over its pages; below zero: so many more would fit."""
    section: str
    """The section in which the room ends."""
    characters: int
    """Of its running text: all sections but the points of success, which stand in a box."""
    budget: int
    """So many characters would fill its room at the standard size."""
    step: dict[str, float] | None
    """Pictures (1: as large as usual), size and line in points that it was set with; none where it fits at no step."""
    lines_still_over: int
    """Lines over at the tightest step; 0 where it fits."""


@dataclass(frozen=True, slots=True)
class CatalogueFit:
    """How the cases of a catalogue fit."""

    name: str
    may_flow: bool
    cases: tuple[CaseFit, ...]

    @property
    def passes(self) -> bool:
        """Whether a book can be made of them."""
        return self.may_flow or all(case.fits for case in self.cases)


def fit_catalogues(
    casebook: Casebook, names: Sequence[str], *, date: dt.date, jobs: int | None = None
) -> list[CatalogueFit]:
    """The fit of the named catalogues, or of all, that give a case two pages. Raises CatalogueError."""
    jobs = jobs or cores()
    held = casebook.programme.catalogues
    wanted = [name for name in held if (not names or name in names) and held[name].room == "two-pages"]
    found = []
    for name in wanted:
        published = publish(casebook, channels=held[name].channels, date=date)
        plan, tasks = prepare_parts(name, published, casebook.root, artefact_shelf(casebook.root), jobs=jobs)
        if plan.cases:
            found.append(
                CatalogueFit(name, held[name].overflow == "flow", _case_fits(plan, measure_parts(tasks, jobs)))
            )
        for task in tasks:
            shutil.rmtree(task.folder, ignore_errors=True)
    return found


def _case_fits(plan: Plan, measured: Measured) -> tuple[CaseFit, ...]:
    cases = {case.id: case for case in plan.cases}
    return tuple(
        _case_fit(case, plan.language, measured.standard[name], measured.fits[name], measured.tight.get(name))
        for name, case in sorted(cases.items())
    )


def _case_fit(case: PublicCase, language: str, room: Room, fit: Fit, tight: Room | None) -> CaseFit:
    characters = sum(
        len(visible_text(item))
        for key in SECTIONS
        if key != "success_factors"
        for item in case.section(language, key)[0]
    )
    return CaseFit(
        case.id, not fit.flows, room.lines_over, room.section, characters, room.budget(characters),
        None if fit.flows else asdict(LADDER[fit.step]), max(1, tight.lines_over) if tight else 0,
    )  # fmt: skip


def as_json(found: Iterable[CatalogueFit]) -> str:
    """For machines."""
    data: list[dict[str, Any]] = [{**asdict(each), "passes": each.passes} for each in found]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_text(found: Iterable[CatalogueFit]) -> str:
    """For readers: a line a case."""
    return "".join(f"{each.name}\n" + "".join(_line(case, each) for case in each.cases) for each in found)


def _line(case: CaseFit, catalogue: CatalogueFit) -> str:
    lines = line_count(abs(case.lines_over))
    by = f"over by {lines}, in {case.section}" if case.lines_over > 0 else f"room for {lines} more"
    said = [by, f"{case.characters:,} characters where {case.budget:,} fill the room"]
    standard = asdict(LADDER[STANDARD])
    if case.step is None:
        kept = "takes further pages" if catalogue.may_flow else "DOES NOT FIT"
        said.append(f"{kept}: at its tightest still over by {line_count(case.lines_still_over)}")
    elif case.step != standard:
        step = case.step
        said.append(f"set with pictures at {step['picture']:.0%}, {step['size']} pt on {step['line']} pt")
    return f"  {case.case}: {'; '.join(said)}\n"
