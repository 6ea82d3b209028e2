"""Sets one book in its folder: copy-fitting, then the PDF. It can run in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.catalogue.compiler import CatalogueError, Setting, open_setting
from casebook.catalogue.fit import Fit, Places, read_places, solve
from casebook.catalogue.fonts import FontSet
from casebook.catalogue.workspace import MAIN


@dataclass(frozen=True, slots=True)
class Task:
    """A book whose folder is filled."""

    name: str
    folder: Path
    fonts: FontSet
    timestamp: int
    """In seconds since 1970; it goes into the file in place of the clock's."""
    cases: tuple[str, ...]
    with_pictures: frozenset[str]
    known: Mapping[str, Fit]


@dataclass(frozen=True, slots=True)
class Result:
    """What was set."""

    pdf: bytes
    pages: int
    fits: Mapping[str, Fit]
    places: Mapping[str, Places]


def set_book(task: Task) -> Result:
    """Fit every case and make the PDF. Raises CatalogueError."""
    setting = open_setting(task.name, task.folder, MAIN, task.fonts)
    press = _Press(task, setting)
    fits = solve(task.cases, task.known, task.with_pictures, press.lay_out)
    found = press.finish(fits)
    places = _places(found)
    _verify(task.name, fits, places)
    return Result(setting.pdf(task.timestamp), int(found["pages"]), fits, places)


class _Press:
    """Lays a book out, pass after pass; the pages are numbered in the last ones alone.

    While cases are still being fitted every number moves with every case before it, and each would be laid out again.

    A blank page, where there must be one, stands before the foreword and not after the contents.
    """

    def __init__(self, task: Task, setting: Setting) -> None:
        self._layout = task.folder / "layout.json"
        self._setting = setting
        self._blank = False
        self._pages: dict[str, int] = {}

    def lay_out(self, fits: Mapping[str, Fit]) -> Mapping[str, Places]:
        """One pass without page numbers."""
        return _places(self._pass(fits, {}))

    def finish(self, fits: Mapping[str, Fit]) -> dict[str, Any]:
        """As many passes as it takes until every page bears its own number."""
        while True:
            printed, blank = dict(self._pages), self._blank
            found = self._pass(fits, self._pages)
            if printed == self._pages and blank == self._blank:
                return found

    def _pass(self, fits: Mapping[str, Fit], pages: Mapping[str, int]) -> dict[str, Any]:
        layout: dict[str, Any] = {case: {**fit.as_layout(), "page": pages.get(case, 0)} for case, fit in fits.items()}
        self._layout.write_text(json.dumps({**layout, "front_blank": self._blank}, sort_keys=True), "utf-8")
        found: dict[str, Any] = self._setting.query("positions")
        self._pages = {case: places.start[0] for case, places in _places(found).items()}
        if not self._blank and found["body"] - found["contents"] > 1:
            self._blank = True
        return found


def _places(found: Mapping[str, Any]) -> dict[str, Places]:
    return {case["id"]: read_places(case) for case in found["cases"]}


def _verify(name: str, fits: Mapping[str, Fit], places: Mapping[str, Places]) -> None:
    """What the search promises must be so on the page, or a reader would find two cases on one spread."""
    for case, place in places.items():
        if place.pages > 2 and not fits[case].flows:
            raise CatalogueError(name, f"takes {place.pages} pages where two were found to do", case)
