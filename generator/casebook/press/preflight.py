"""The press gate: reads a finished PDF file and names everything that a printer would send it back for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from casebook.diagnostics.values import Severity
from casebook.press.faults import Fault, Limits, fault
from casebook.press.file_checks import check_boxes, check_file, read_box
from casebook.press.glyphs import Font
from casebook.press.ink import InkError, check_ink, find_ghostscript
from casebook.press.page_checks import check_fonts, check_page, sums_above
from casebook.press.places import cases_by_page
from casebook.press.walk import Walk

_BROKEN = (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError)
"""What reading a page raises whose instructions, fonts or forms are not what the format asks for."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What was found in a file."""

    file: str
    pages: int
    faults: tuple[Fault, ...]
    unchecked: str = ""
    """Why the ink was not checked; '' where it was."""

    @property
    def passes(self) -> bool:
        """Whether the printer can take it: warnings do not count."""
        return not any(each.severity is Severity.ERROR for each in self.faults)


def preflight(path: Path, limits: Limits) -> Preflight:
    """Check a file. What is no PDF is a fault as well."""
    try:
        with pikepdf.open(path) as pdf:
            return _checked(path, pdf, limits)
    except pikepdf.PasswordError:
        return Preflight(path.name, 0, (fault(0, "press-metadata", what="the file is encrypted"),))
    except pikepdf.PdfError as error:
        return Preflight(path.name, 0, (fault(0, "press-unreadable", reason=error),))


def _checked(path: Path, pdf: pikepdf.Pdf, limits: Limits) -> Preflight:
    found = list(check_file(pdf, limits))
    rich: list[int] = []
    fonts: dict[tuple[int, int], Font] = {}
    for number, page in enumerate(pdf.pages, start=1):
        on_page, may_be_rich = _check(page, number, limits, fonts)
        found += on_page
        rich += [number] if may_be_rich else []
    cut = [number for number, page in enumerate(pdf.pages, start=1) if read_box(page, "/TrimBox")]
    inked, unchecked = _ink(path, [number for number in rich if number in cut], limits)
    if len(cut) < len(pdf.pages):
        unchecked = unchecked or "pages without a TrimBox do not say what is cut away"
    places = cases_by_page(pdf)
    named = [replace(each, cases=places.get(each.page, ())) for each in [*found, *inked]]
    return Preflight(path.name, len(pdf.pages), tuple(sorted(named)), unchecked)


def _check(
    page: pikepdf.Page, number: int, limits: Limits, fonts: dict[tuple[int, int], Font]
) -> tuple[list[Fault], bool]:
    """The faults of a page, and whether its ink must be looked at."""
    walk = Walk(fonts)
    try:
        painted = list(walk.page(page))
    except _BROKEN as error:
        return [*check_boxes(page, number, limits), fault(number, "press-unreadable", reason=error)], False
    found: Iterator[Fault] = check_page(painted, read_box(page, "/TrimBox"), number, limits)
    faults = [*check_boxes(page, number, limits), *found, *check_fonts(walk.fonts, number)]
    return faults, sums_above(painted, limits.ink)


def _ink(path: Path, pages: list[int], limits: Limits) -> tuple[list[Fault], str]:
    ghostscript = find_ghostscript()
    if not pages:
        return [], ""
    if ghostscript is None:
        return [], "Ghostscript is not installed"
    try:
        return check_ink(path, pages, limits.ink, ghostscript), ""
    except InkError as error:
        return [], str(error)
