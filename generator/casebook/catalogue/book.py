"""Makes the catalogues of a programme: plans, sets and keeps them, and sets nothing again that has not changed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from casebook.catalogue.bound import keep_volumes
from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.cover_sheet import CoverSheet, cover_of_book, keep_covers
from casebook.catalogue.crew import apart
from casebook.catalogue.fits import write_fits
from casebook.catalogue.fonts import find_fonts, with_own
from casebook.catalogue.jobs import (
    Job,
    Workshop,
    bring_pictures,
    case_keys,
    fill_folder,
    known_fits,
    prepare_job,
    task_for,
)
from casebook.catalogue.made import MadeCatalogue, is_current, keep_note, last_pages, made_catalogue
from casebook.catalogue.paging import read_volume_pages
from casebook.catalogue.plan import Plan
from casebook.catalogue.press_files import press_file
from casebook.catalogue.profiles import Profile
from casebook.catalogue.setting import Result, Task
from casebook.catalogue.sheets import set_catalogue
from casebook.catalogue.trials import fill_parts
from casebook.catalogue.volume_setting import set_in_volumes
from casebook.publication.gate import key
from casebook.publication.values import Published
from casebook.staging import write_whole
from casebook.workers import cores

_MOST_BOOKS_AT_ONCE = 2


def make_catalogues(
    published: Published,
    root: Path,
    *,
    artefacts: Path,
    names: Sequence[str] | None = None,
    profile: Profile = "web",
    jobs: int | None = None,
    anew: bool = False,
    loose: bool = False,
) -> list[MadeCatalogue]:
    """Make the named catalogues, or all, in `artefacts`; those whose content has not changed stay as they are.

    With `anew` they do not: Typst shall have laid them out in this process, for what comes after is quick then. With
    `loose` a book for the screen is not packed: it is there sooner, and `made.pack_loose` does it later.
    Raises CatalogueError where a book cannot be set: fonts or characters are missing, a file is unreadable.
    """
    shop = _workshop(root, artefacts, jobs)
    prepared = [prepare_job(name, published, shop, profile) for name in _wanted(published, names)]
    wanted = [job for job in prepared if job.plan.cases]
    stale = [job for job in wanted if anew or not is_current(job, shop.shelf)]
    _make_books([job for job in stale if not job.volumes], published, shop, jobs, loose=loose)
    for job in stale:
        if job.volumes:
            keep_volumes(job, set_in_volumes(job, shop), published.programme, shop)
    gate = key(published)
    return [made_catalogue(job, shop.shelf, gate, fresh=job in stale) for job in wanted]


def prepare_catalogue(name: str, published: Published, root: Path, artefacts: Path, *, jobs: int | None = None) -> Task:
    """A catalogue whose folder is filled, ready to be laid out. Raises CatalogueError."""
    shop = _workshop(root, artefacts, jobs)
    job = prepare_job(name, published, shop, "web")
    return _task(job, shop, case_keys(job, shop))


def prepare_parts(
    name: str, published: Published, root: Path, artefacts: Path, *, jobs: int
) -> tuple[Plan, list[Task]]:
    """A catalogue and its cases in parts of some each, to be measured side by side. Raises CatalogueError."""
    shop = _workshop(root, artefacts, jobs)
    job = prepare_job(name, published, shop, "web")
    return job.plan, fill_parts(job, shop)


def _workshop(root: Path, artefacts: Path, jobs: int | None) -> Workshop:
    return Workshop(root, artefacts, with_own(find_fonts(), root), jobs or cores())


def _wanted(published: Published, names: Sequence[str] | None) -> list[str]:
    """The names in the programme's order. Raises CatalogueError for one that the programme does not have."""
    held = published.programme.catalogues
    for name in names or ():
        if name not in held:
            raise CatalogueError(
                name, f"casebook.yml has no catalogue of this name; it has {', '.join(held) or 'none'}"
            )
    return [name for name in held if names is None or name in names]


def _make_books(books: Sequence[Job], published: Published, shop: Workshop, jobs: int | None, *, loose: bool) -> None:
    """Make the catalogues that are one file each."""
    keys = [case_keys(job, shop) for job in books]
    tasks = [replace(_task(job, shop, each), loose=loose) for job, each in zip(books, keys, strict=True)]
    for job, task, result, each in zip(books, tasks, _set_all(tasks, jobs), keys, strict=True):
        pages = _pages_of(job, result)
        covers = cover_of_book(job, pages, shop, published.programme)
        _keep(job, task, replace(_finished(job, result, published), pages=pages), covers, shop, each)


def _task(job: Job, shop: Workshop, keys: Mapping[str, str]) -> Task:
    folder = shop.shelf / "work" / job.stem
    fill_folder(folder, job.book, bring_pictures(job, shop), shop, job.sealed)
    task = task_for(job, folder, tuple(keys), known_fits(job, keys, shop), shop)
    return replace(task, foretold=last_pages(shop.shelf / f"{job.stem}.json"))


def _set_all(tasks: Sequence[Task], jobs: int | None) -> list[Result]:
    """Set the books: one in this process, several in processes of their own, for Typst gives no memory back."""
    if len(tasks) < 2:
        return [set_catalogue(task) for task in tasks]
    return apart(set_catalogue, tasks, max(1, min(len(tasks), jobs or cores(), _MOST_BOOKS_AT_ONCE)))


def _finished(job: Job, result: Result, published: Published) -> Result:
    """The file as it will lie there. Raises CatalogueError where a printer would refuse it."""
    if job.press is None:
        return result
    pdf, warnings = press_file(result.pdf, job.plan, published.programme, job.press)
    return replace(result, pdf=pdf, warnings=warnings)


def _pages_of(job: Job, result: Result) -> int:
    """The pages of the file, those included that only fill it up."""
    fill_to = job.plan.catalogue.fill_to or 1
    return -(-result.pages // fill_to) * fill_to


def _keep(
    job: Job, task: Task, result: Result, covers: Sequence[CoverSheet], shop: Workshop, keys: Mapping[str, str]
) -> None:
    """Put the finished book in place, then its note, so that a note never speaks of a file that is not there."""
    write_whole(shop.shelf / f"{job.stem}.pdf", result.pdf)
    write_fits(shop.shelf / job.fits_file, result.fits, keys)
    warnings = [*result.warnings, *(line for cover in covers for line in cover.warnings)]
    stood = read_volume_pages(result.marks, task.space, blank=result.blank).as_data() if result.places else None
    note = {
        "file": f"{job.stem}.pdf",
        "stood": stood,
        "pages": result.pages,
        "long_cases": {case: result.places[case].pages for case, fit in sorted(result.fits.items()) if fit.flows},
        **({"warnings": warnings} if warnings else {}),
        **keep_covers(covers, shop.shelf),
    }
    keep_note(job, shop.shelf, note, loose=task.loose and job.press is None)
    shutil.rmtree(task.folder, ignore_errors=True)
