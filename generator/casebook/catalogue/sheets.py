"""Sets catalogues whose cases do not lie on spreads: each on its page or half of one, or flowing over many.

A page made of short sentences fits itself, and says where it cannot; a page of whole texts is tightened step by step.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from casebook.catalogue.compiler import CatalogueError, Setting, open_setting
from casebook.catalogue.fit import LADDER, Fit
from casebook.catalogue.places import LOWER_MARGIN, MIDDLE, TOP, Mark, last_page
from casebook.catalogue.setting import Result, Task, finished_pdf, set_book


def set_catalogue(task: Task) -> Result:
    """Set a catalogue in whatever format it has. Raises CatalogueError."""
    return set_book(task) if task.space == "two-pages" else set_sheets(task)


def set_sheets(task: Task) -> Result:
    """Make the PDF. Raises CatalogueError that names each case that does not fit, and by how many lines."""
    setting = open_setting(task.name, task.folder, task.template, task.fonts)
    whole_texts = task.template == "flow.typ"
    fits = {case: task.known.get(case, Fit()) for case in task.cases} if whole_texts else {}
    marks = _lay_out(task, setting, fits)
    while task.space == "page" and whole_texts and (over := _over(marks)):
        tighter = {case: Fit(fits[case].step + 1) for case in over if fits[case].step < task.tightest}
        if not tighter:
            raise CatalogueError(task.name, _too_long(_lines_over(marks, over, fits, task.page_height)), min(over))
        fits |= tighter
        marks = _lay_out(task, setting, fits)
    if task.space == "flow" and (carried := parted(marks)):
        marks = _lay_out(task, setting, fits, carried)
    if said := _said_over(marks):
        raise CatalogueError(task.name, _too_long(said), min(said))
    return Result(finished_pdf(setting, task), last_page(marks), fits, {}, marks)


def _lay_out(task: Task, setting: Setting, fits: Mapping[str, Fit], carried: Collection[str] = ()) -> list[Mark]:
    layout = {case: {**fit.as_layout(), "carry": case in carried} for case, fit in fits.items()}
    (task.folder / "layout.json").write_text(json.dumps(layout, sort_keys=True), "utf-8")
    return setting.marks()


def _over(marks: Iterable[Mark]) -> list[str]:
    """The cases that take more than one page."""
    page = {label: page for label, page, _, _ in marks}
    ends = {label.removeprefix("end:"): page for label, page in page.items() if label.startswith("end:")}
    return [case for case, end in ends.items() if end > page[f"case:{case}"]]


def parted(marks: Iterable[Mark]) -> set[str]:
    """The cases whose closing blocks stand on a page without text and pictures."""
    page = {label: page for label, page, _, _ in marks}
    pictured = {page for label, page in page.items() if label.startswith("picture:")}
    ends = {label.removeprefix("text:"): page for label, page in page.items() if label.startswith("text:")}
    return {case for case, end in ends.items() if page[f"foot:{case}"] not in {end, *pictured}}


def _lines_over(
    marks: Iterable[Mark], over: Iterable[str], fits: Mapping[str, Fit], page_height: float
) -> dict[str, int]:
    """Case → how many lines of text it is over at the tightest step; what closes it may take some more."""
    place = {label: (page, x, y) for label, page, x, y in marks}
    lines = {}
    for case in over:
        first, (page, x, y) = place[f"case:{case}"][0], place[f"text:{case}"]
        column = page_height - LOWER_MARGIN - TOP
        length = (2 * (page - first - 1) + (x > MIDDLE)) * column + y - TOP if page > first else 0.0
        lines[case] = max(1, round(length / LADDER[fits[case].step].line))
    return lines


def _said_over(marks: Iterable[Mark]) -> dict[str, int]:
    """Case → the lines by which its template found it too long."""
    parts = [label.split(":") for label, *_ in marks if label.startswith("over:")]
    return {case: int(lines) for _, case, lines in parts}


def _too_long(lines: Mapping[str, int]) -> str:
    said = ", ".join(f"{case} by {count} {'line' if count == 1 else 'lines'}" for case, count in sorted(lines.items()))
    return f"too long for the room they have: {said}; shorten them, or give them more room with `space`"
