"""Sets one book in its folder: copy-fitting, then the PDF. It can run in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.catalogue.compiler import CatalogueError, Setting, open_setting
from casebook.catalogue.fit import LADDER, Fit
from casebook.catalogue.fitting import solve
from casebook.catalogue.fonts import FontSet
from casebook.catalogue.measuring import Room, line_count, measure_room
from casebook.catalogue.numbers import Standing, read_numbers
from casebook.catalogue.paging import VolumePages
from casebook.catalogue.places import Mark, Places, last_page, read_places
from casebook.catalogue.profiles import Profile
from casebook.model.formats import Space
from casebook.press.pack import packed

_FEW = 3
"""One in so many: up to this share of a book, its cases are set alone."""


@dataclass(frozen=True, slots=True)
class Task:
    """A catalogue whose folder is filled."""

    name: str
    template: str
    """The file in the folder that Typst begins with."""
    space: Space
    """How much room each case has."""
    page_height: float
    """In points."""
    profile: Profile
    folder: Path
    fonts: FontSet
    timestamp: int
    """In seconds since 1970; it goes into the file in place of the clock's."""
    cases: tuple[str, ...]
    with_pictures: frozenset[str]
    known: Mapping[str, Fit]
    tightest: int
    """The last step of the ladder that a case may be tightened to."""
    may_flow: bool
    """Whether a case that is too long for its two pages may take more."""
    offset: int = 0
    """How many pages stand in the volumes before it; page numbers go on from there."""
    foretold: VolumePages | None = None
    """Where everything will stand, as far as that can be known beforehand."""
    loose: bool = False
    """Whether the file is left as Typst writes it, to be packed later."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was set."""

    pdf: bytes
    pages: int
    fits: Mapping[str, Fit]
    places: Mapping[str, Places]
    marks: Sequence[Mark] = ()
    """Every mark of the templates, with its place."""
    blank: bool = False
    """Whether a blank page stands among those before the cases."""
    warnings: tuple[str, ...] = ()
    """Of a file for the press: what the printer should be asked about."""


def set_book(task: Task) -> Result:
    """Fit every case and make the PDF. Raises CatalogueError."""
    setting = open_setting(task.name, task.folder, task.template, task.fonts)
    press = _Press(task, setting)
    fits = solve(task.cases, task.known, task.with_pictures, press.lay_out, task.tightest, flowing=task.may_flow)
    if not task.may_flow and (long_cases := [case for case, fit in fits.items() if fit.flows]):
        raise _too_long(task, long_cases, press)
    pages = press.finish(fits)
    _verify(task.name, fits, press.places)
    pdf = finished_pdf(setting, task)
    return Result(pdf, pages, fits, press.places, press.marks, press.blank)


def finished_pdf(setting: Setting, task: Task) -> bytes:
    """The PDF as readers get it, or as it goes on to the press. Raises CatalogueError."""
    pdf = setting.pdf(task.timestamp, task.profile)
    return pdf if task.loose or task.profile == "press" else packed(pdf)


def _rooms(press: _Press, cases: Collection[str], step: int) -> dict[str, Room]:
    places = press.lay_out({case: Fit(step) for case in cases}, cases)
    return {case: measure_room(places[case], LADDER[step].line) for case in cases}


class _Press:
    """Lays a book out, pass after pass: whole, or a few of its cases alone while only they are still being fitted.

    Each case fills its pages however the others are set. What page everything stands on is foretold from the last pass
    over the whole book and printed; a book that looked its own numbers up would be laid out twice in every pass.
    """

    def __init__(self, task: Task, setting: Setting) -> None:
        self._layout = task.folder / "layout.json"
        self._page_height = task.page_height
        self._setting = setting
        self._offset = task.offset
        foretold = task.foretold
        # A blank page, where there must be one, stands before the foreword and not after the contents.
        self.blank = self._foreseen = bool(foretold and foretold.blank)
        self._numbers = foretold.numbers if foretold else {}
        self._standing: Standing | None = None
        self._last: tuple[str, list[Mark]] = ("", [])
        self.places: dict[str, Places] = {}

    @property
    def marks(self) -> Sequence[Mark]:
        """What Typst told of the last pass."""
        return self._last[1]

    def lay_out(self, fits: Mapping[str, Fit], cases: Collection[str]) -> Mapping[str, Places]:
        """One pass: over the whole book where many of its cases are wanted, else over those alone."""
        known = bool(self._standing or self._numbers)
        if not known or len(cases) > len(fits) // _FEW:
            self._whole(fits)
        else:
            marks = self._marks({case: fits[case] for case in cases}, trial=True)
            self.places.update(read_places(marks, self._page_height))
        return self.places

    def finish(self, fits: Mapping[str, Fit]) -> int:
        """As many passes as it takes until every printed number is right, and how many pages there are."""
        while True:
            blank = self.blank
            pages = self._whole(fits)
            if self._numbers == read_numbers(self.marks) and blank == self.blank:
                return pages

    def _whole(self, fits: Mapping[str, Fit]) -> int:
        if self._standing:
            self._numbers = self._standing.foretell(self.places)
        marks = self._marks(fits, trial=False)
        self.places = read_places(marks, self._page_height)
        self._standing = Standing.of(marks, self.places)
        if needs_blank(marks):
            # A blank page that was foretold and does no good goes; one that was found to be needed stays.
            self.blank, self._foreseen = not self._foreseen, False
        return last_page(marks)

    def _marks(self, fits: Mapping[str, Fit], *, trial: bool) -> list[Mark]:
        """What Typst tells of a pass; the same pass is not made twice."""
        numbers = {label: page + self._offset for label, page in self._numbers.items()}
        layout: dict[str, Any] = {
            case: {**fit.as_layout(), "page": numbers.get(f"case:{case}", 0)} for case, fit in fits.items()
        }
        known = {"trial": True} if trial else {"numbers": numbers}
        text = json.dumps({**layout, **known, "front_blank": self.blank}, sort_keys=True)
        if self._last[0] != text:
            self._layout.write_text(text, "utf-8")
            self._last = text, self._setting.marks()
        return self._last[1]


def needs_blank(marks: Sequence[Mark]) -> bool:
    """Whether a page was left blank between the contents and the cases."""
    page_of = {label: page for label, page, _, _ in marks}
    body = min(page for label, page, _, _ in marks if label.startswith("group:"))
    return body - page_of.get("contents-end", body - 1) > 1


def _too_long(task: Task, cases: Collection[str], press: _Press) -> CatalogueError:
    """Each case by its lines over at the tightest step."""
    rooms = _rooms(press, sorted(cases), task.tightest)
    said = ", ".join(f"{case} by {line_count(max(1, room.lines_over))}" for case, room in rooms.items())
    return CatalogueError(
        task.name,
        f"too long for two pages, however tightly set: {said}; shorten them, or let them flow over with "
        "`overflow: flow` (`casebook fit` says how much room each has)",
        min(cases),
    )


def _verify(name: str, fits: Mapping[str, Fit], places: Mapping[str, Places]) -> None:
    """What the search promises must be so on the page, or a reader would find two cases on one spread."""
    for case, place in places.items():
        if place.pages > 2 and not fits[case].flows:
            raise CatalogueError(name, f"takes {place.pages} pages where two were found to do", case)
