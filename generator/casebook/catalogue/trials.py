"""Cases laid out on trial, outside of any book, to measure them: some at a time, each group in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from casebook.catalogue.compiler import Setting, open_setting
from casebook.catalogue.crew import set_all
from casebook.catalogue.fit import LADDER, STANDARD, Fit
from casebook.catalogue.fitting import solve
from casebook.catalogue.jobs import Job, Workshop, bring_pictures, case_keys, fill_folder, known_fits, task_for
from casebook.catalogue.measuring import Room, measure_room
from casebook.catalogue.places import Places, read_places
from casebook.catalogue.setting import Task

_MOST = 50
"""So many cases are laid out together; what Typst remembers of more would fill the memory."""
_FEW = 20
"""Up to so many are done by this process."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How the cases of a book fit, before any page of it is made."""

    standard: Mapping[str, Room]
    """Case → its room as it is set unless something must be tightened."""
    fits: Mapping[str, Fit]
    """Case → the step it fits at, or that it takes further pages."""
    tight: Mapping[str, Room]
    """The same at the tightest step, for the cases that do not fit at any."""


def fill_parts(job: Job, shop: Workshop) -> list[Task]:
    """The cases of a catalogue in as many folders as can be measured side by side. Raises CatalogueError."""
    keys = case_keys(job, shop)
    count = len(keys) if len(keys) <= _FEW else -(-len(keys) // max(shop.jobs, -(-len(keys) // _MOST)))
    cases = list(keys)
    pictures, known = bring_pictures(job, shop), known_fits(job, keys, shop)
    tasks = []
    for start in range(0, len(cases), max(1, count)):
        part = cases[start : start + count]
        groups = [
            {**group, "cases": [case for case in group["cases"] if case["id"] in part]} for group in job.book["groups"]
        ]
        shown = {each.name for each in job.plan.pictures if each.case in part}
        folder = shop.shelf / "work" / f"{job.stem}-{start:05d}"
        brought = {name: path for name, path in pictures.items() if name in shown}
        fill_folder(folder, {**job.book, "groups": groups}, brought, shop, job.sealed)
        tasks.append(task_for(job, folder, part, known, shop))
    return tasks


def measure_parts(tasks: Sequence[Task], jobs: int) -> Measured:
    """What was measured of all parts. Raises CatalogueError."""
    parts = [measure_cases(task) for task in tasks] if len(tasks) == 1 else set_all(measure_cases, tasks, jobs)
    return Measured(
        {case: room for part in parts for case, room in part.standard.items()},
        {case: fit for part in parts for case, fit in part.fits.items()},
        {case: room for part in parts for case, room in part.tight.items()},
    )


def measure_cases(task: Task) -> Measured:
    """Find the step of every case, and measure what it takes and has. Raises CatalogueError."""
    trial = _Trial(task, open_setting(task.name, task.folder, task.template, task.fonts))
    standard = trial.rooms(task.cases, STANDARD)
    new = [case for case in task.cases if case not in task.known]
    found = solve(new, {}, task.with_pictures, trial.lay_out, task.tightest, steps_alone=True)
    fits = {**task.known, **found}
    return Measured(standard, fits, trial.rooms([case for case in task.cases if fits[case].flows], task.tightest))


@dataclass(slots=True)
class _Trial:
    """Lays cases out, none twice in the same way."""

    task: Task
    setting: Setting
    _known: dict[tuple[str, Fit], Places] = field(default_factory=dict)

    def lay_out(self, fits: Mapping[str, Fit], cases: Collection[str]) -> Mapping[str, Places]:
        """Where these cases come to lie."""
        new = {case: fits[case] for case in sorted(cases) if (case, fits[case]) not in self._known}
        if new:
            layout = {case: {**fit.as_layout(), "page": 0} for case, fit in new.items()}
            (self.task.folder / "layout.json").write_text(json.dumps({**layout, "trial": True}), "utf-8")
            for case, places in read_places(self.setting.marks(), self.task.page_height).items():
                self._known[case, new[case]] = places
        return {case: self._known[case, fits[case]] for case in cases}

    def rooms(self, cases: Collection[str], step: int) -> dict[str, Room]:
        """The room of these cases at a step."""
        places = self.lay_out({case: Fit(step) for case in cases}, cases)
        return {case: measure_room(places[case], LADDER[step].line) for case in cases}
