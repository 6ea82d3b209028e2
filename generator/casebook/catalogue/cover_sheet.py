"""Sets the cover of a bound book as one sheet, back, spine and front, when the number of its pages is known."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.catalogue.case_data import Data
from casebook.catalogue.characters import uncovered_in_book
from casebook.catalogue.compiler import open_setting
from casebook.catalogue.jobs import Job, Workshop, check_characters, fill_folder
from casebook.catalogue.paging import Paging
from casebook.catalogue.pictures import make_pictures
from casebook.catalogue.press_files import press_cover
from casebook.catalogue.volumes import Binding
from casebook.model.programme import Programme
from casebook.staging import write_whole

_TEMPLATE = "cover-sheet.typ"
_INSIDE: Data = {
    **{"groups": [], "indexes": [], "before": [], "after": [], "volumes": []},
    **{"foreword": None, "overview": None, "listed": None},
}
"""What a cover shows nothing of."""
_NARROW = 5.0
"""Millimetres; a spine narrower than this bears no words. The template holds to the same."""


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """A cover sheet that was set."""

    file: str
    pdf: bytes
    spine: float
    """Its width in millimetres."""
    warnings: tuple[str, ...]
    """What the printer should be asked about."""


def cover_of_book(job: Job, pages: int, shop: Workshop, programme: Programme) -> tuple[CoverSheet, ...]:
    """The cover of a book of so many pages; none where it has no sheet of its own. Raises CatalogueError."""
    return _covers(job, [(f"{job.stem}-cover.pdf", job.book, pages)], shop, programme)


def covers_of_volumes(job: Job, paging: Paging, shop: Workshop, programme: Programme) -> tuple[CoverSheet, ...]:
    """The cover of each volume. Raises CatalogueError."""
    binding = Binding(job.plan, job.book, job.volumes, "")
    bodies = []
    for volume in job.volumes:
        first, last = paging.span(volume.number)
        bodies.append((volume.file(f"{job.stem}-cover"), binding.data(volume, paging), last - first + 1))
    return _covers(job, bodies, shop, programme)


def keep_covers(covers: Sequence[CoverSheet], shelf: Path) -> dict[str, Any]:
    """Write the sheets; what the note of their catalogue says of them."""
    for cover in covers:
        write_whole(shelf / cover.file, cover.pdf)
    return {"covers": [{"file": cover.file, "spine": cover.spine} for cover in covers]} if covers else {}


def _covers(
    job: Job, bodies: Iterable[tuple[str, Data, int]], shop: Workshop, programme: Programme
) -> tuple[CoverSheet, ...]:
    return tuple(_cover(job, *body, shop, programme) for body in bodies) if job.sheet is not None else ()


def _cover(job: Job, file: str, book: Data, pages: int, shop: Workshop, programme: Programme) -> CoverSheet:
    plan, spine = job.plan, job.plan.spine(pages)
    # Without paper, or for a screen, there is no sheet.
    assert spine is not None
    assert job.press is not None
    data = {**book, **_INSIDE, "sheet": {**(job.sheet or {}), "spine": spine}}
    check_characters(plan.name, uncovered_in_book(data, shop.fonts))
    folder = shop.shelf / "work" / Path(file).stem
    pictures, _ = make_pictures(tuple(plan.cover_art.values()), shop.artefacts / "print", processes=1)
    fill_folder(folder, data, pictures, shop, {})
    setting = open_setting(plan.name, folder, _TEMPLATE, shop.fonts)
    bare = any(label == "spine-bare" for label, *_ in setting.marks())
    folds = (plan.size[0], plan.size[0] + spine)
    pdf, warnings = press_cover(setting.pdf(job.timestamp, job.profile), file, folds, plan, programme, job.press)
    shutil.rmtree(folder, ignore_errors=True)
    return CoverSheet(file, pdf, spine, (*warnings, *_said_of_spine(file, spine, bare=bare)))


def _said_of_spine(file: str, spine: float, *, bare: bool) -> tuple[str, ...]:
    if not bare:
        return ()
    why = f"it is narrower than {_NARROW:g} mm" if spine < _NARROW else "they do not fit"
    return (f"{file}: the spine bears no words: {why}",)
