"""Makes the catalogues of a programme: plans, sets and keeps them, and sets nothing again that has not changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from casebook.catalogue.characters import uncovered_in_book
from casebook.catalogue.choice import choose_cases
from casebook.catalogue.compiler import VERSION, CatalogueError
from casebook.catalogue.data import Plan, as_json, book_data, language_of, plan_catalogue
from casebook.catalogue.fit import tightest_step
from casebook.catalogue.fits import read_fits, write_fits
from casebook.catalogue.fonts import FontSet, find_fonts, how_to_get, with_own
from casebook.catalogue.pictures import make_pictures
from casebook.catalogue.press_files import press_digest, press_file, read_press_profile, with_inks
from casebook.catalogue.profiles import STANDARDS, Profile, file_stem
from casebook.catalogue.setting import Result, Task
from casebook.catalogue.sheets import set_catalogue
from casebook.catalogue.workspace import find_templates, template_digest, write_workspace
from casebook.catalogue.written import read_written
from casebook.press.profile import PressProfile
from casebook.publication.gate import key
from casebook.publication.values import Published
from casebook.workers import cores

_DAY = 86_400
_EPOCH = 719_163 * _DAY
_MOST_BOOKS_AT_ONCE = 2
POINTS = 72 / 25.4
"""To the millimetre."""


@dataclass(frozen=True, slots=True)
class LongCase:
    """A case that takes more than its two pages because nothing of it may be cut."""

    id: str
    pages: int


@dataclass(frozen=True, slots=True)
class MadeCatalogue:
    """A catalogue as it lies among the artefacts."""

    name: str
    path: Path
    title: Mapping[str, str]
    edition: str
    pages: int
    cases: int
    long_cases: tuple[LongCase, ...]
    fresh: bool
    """Whether it was set in this run."""
    warnings: tuple[str, ...] = ()
    """Of a file for the press: the lines of what the printer should be asked about."""

    spine: float | None = None
    """How wide its spine is in millimetres; None where the paper is not known."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of it, the book first."""
        return (self.path,)


@dataclass(frozen=True, slots=True)
class _Job:
    """A catalogue on its way: its plan, its data and the hash of all that its pages depend on."""

    plan: Plan
    book: dict[str, Any]
    content: str
    timestamp: int
    profile: Profile
    press: PressProfile | None
    """What it is printed for; None for a screen."""

    @property
    def stem(self) -> str:
        """The name of its file without the ending."""
        return file_stem(self.plan.name, self.profile)


def make_catalogues(
    published: Published,
    root: Path,
    *,
    artefacts: Path,
    names: Sequence[str] | None = None,
    profile: Profile = "web",
    jobs: int | None = None,
) -> list[MadeCatalogue]:
    """Make the named catalogues, or all, in `artefacts`; those whose content has not changed stay as they are.

    Raises CatalogueError where a book cannot be set: fonts or characters are missing, a file is unreadable.
    """
    fonts = with_own(find_fonts(), root)
    prepared = [_prepare(name, published, root, fonts, profile) for name in _wanted(published, names)]
    wanted = [job for job in prepared if job.plan.cases]
    stale = [job for job in wanted if not _is_current(job, artefacts)]
    tasks = [_task(job, root, artefacts, fonts, jobs) for job in stale]
    for job, task, result in zip(stale, tasks, _set_all(tasks, jobs), strict=True):
        _keep(job, task, _finished(job, result, published), artefacts, _case_keys(job, root, fonts))
    gate = key(published)
    return [_made(job, artefacts, gate, fresh=job in stale) for job in wanted]


def prepare_catalogue(
    name: str, published: Published, root: Path, artefacts: Path, *, jobs: int | None = None
) -> tuple[Plan, Task]:
    """A catalogue whose folder is filled, ready to be laid out. Raises CatalogueError."""
    fonts = with_own(find_fonts(), root)
    job = _prepare(name, published, root, fonts, "web")
    return job.plan, _task(job, root, artefacts, fonts, jobs)


def _wanted(published: Published, names: Sequence[str] | None) -> list[str]:
    """The names in the programme's order. Raises CatalogueError for one that the programme does not have."""
    held = published.programme.catalogues
    for name in names or ():
        if name not in held:
            raise CatalogueError(
                name, f"casebook.yml has no catalogue of this name; it has {', '.join(held) or 'none'}"
            )
    return [name for name in held if names is None or name in names]


def _prepare(name: str, published: Published, root: Path, fonts: FontSet, profile: Profile) -> _Job:
    catalogue = published.programme.catalogues[name]
    if not set(catalogue.channels) <= published.channels:
        lacking = ", ".join(sorted(set(catalogue.channels) - published.channels))
        raise CatalogueError(name, f"it needs the channels {lacking}, for which the cases were not released")
    written = read_written(name, catalogue, published.programme, root)
    cases = choose_cases(name, catalogue, published, language_of(catalogue, published))
    plan = plan_catalogue(name, cases, published, written)
    if lacking_fonts := fonts.missing(plan.languages):
        raise CatalogueError(name, f"no fonts for {', '.join(lacking_fonts)}: {how_to_get(lacking_fonts)}")
    book = book_data(plan, published, fonts, profile)
    press = read_press_profile(name, published.programme, root) if profile == "press" else None
    if press:
        book = with_inks(book, plan, published.programme, press)
    if found := uncovered_in_book(book, fonts):
        first = dict(found[0].arguments)
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise CatalogueError(
            name, f"no font covers {first['described']} in {first['place']}{more}", first["case"], found
        )
    day = plan.edition.date if plan.edition and plan.edition.date else published.date
    timestamp = day.toordinal() * _DAY - _EPOCH
    bounds = f"{tightest_step(catalogue.tighten)} {catalogue.overflow}"
    content = _content(book, root, fonts, timestamp, bounds, press_digest(press))
    return _Job(plan, book, content, timestamp, profile, press)


def _content(book: Mapping[str, Any], root: Path, fonts: FontSet, timestamp: int, *settings: str) -> str:
    digest = blake2b(digest_size=16)
    for part in (as_json(book), _machinery(root, fonts), str(timestamp), *settings):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def _machinery(root: Path, fonts: FontSet) -> str:
    """All but the content that decides how a page looks: templates, fonts, Typst."""
    faces = [f"{face.family}/{face.weight}/{face.path.name}/{face.path.stat().st_size}" for face in fonts.faces]
    faces += [f"{path.name}/{path.stat().st_size}" for path in fonts.own]
    standards = [standard for held in STANDARDS.values() for standard in held]
    return "|".join([template_digest(find_templates(root)), *faces, VERSION, *standards])


def _is_current(job: _Job, artefacts: Path) -> bool:
    note = _read_note(artefacts / "catalogues" / f"{job.stem}.json")
    return note.get("content") == job.content and (artefacts / "catalogues" / f"{job.stem}.pdf").is_file()


def _read_note(path: Path) -> dict[str, Any]:
    """The note beside a catalogue; empty where it is missing or broken, which makes the catalogue anew."""
    try:
        note = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _task(job: _Job, root: Path, artefacts: Path, fonts: FontSet, jobs: int | None) -> Task:
    folder = artefacts / "catalogues" / "work" / job.stem
    files, faults = make_pictures(job.plan.pictures, artefacts / "print", processes=jobs or cores())
    for case, fault in sorted(faults.items()):
        raise CatalogueError(job.plan.name, f"a picture cannot be used for print: {fault.code}", case)
    write_workspace(folder, find_templates(root), job.book, files)
    keys = _case_keys(job, root, fonts)
    known = read_fits(artefacts / "catalogues" / "fits" / f"{job.plan.name}.json", keys)
    illustrated = frozenset(case.id for case in job.plan.cases if case.pictures)
    catalogue, height = job.plan.catalogue, job.plan.size[1] * POINTS
    form = (catalogue.template, catalogue.room, height, job.profile)
    bounds = (tightest_step(catalogue.tighten), catalogue.overflow == "flow")
    return Task(job.plan.name, *form, folder, fonts, job.timestamp, tuple(keys), illustrated, known, *bounds)


def _case_keys(job: _Job, root: Path, fonts: FontSet) -> dict[str, str]:
    """Case id → the hash of what its pages depend on, under which its fit is remembered."""
    machinery = f"{_machinery(root, fonts)}{job.plan.language}{tightest_step(job.plan.catalogue.tighten)}"
    cases = [case for group in job.book["groups"] for case in group["cases"]]
    return {case["id"]: blake2b((as_json(case) + machinery).encode(), digest_size=16).hexdigest() for case in cases}


def _set_all(tasks: Sequence[Task], jobs: int | None) -> list[Result]:
    """Set the books: one in this process, several in processes of their own, for Typst gives no memory back."""
    if len(tasks) < 2:
        return [set_catalogue(task) for task in tasks]
    workers = max(1, min(len(tasks), jobs or cores(), _MOST_BOOKS_AT_ONCE))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        return list(pool.map(set_catalogue, tasks))


def _finished(job: _Job, result: Result, published: Published) -> Result:
    """The file as it will lie there. Raises CatalogueError where a printer would refuse it."""
    if job.press is None:
        return result
    pdf, warnings = press_file(result.pdf, job.plan, published.programme, job.press)
    return replace(result, pdf=pdf, warnings=warnings)


def _keep(job: _Job, task: Task, result: Result, artefacts: Path, keys: Mapping[str, str]) -> None:
    """Put the finished book in place, then its note, so that a note never speaks of a file that is not there."""
    folder = artefacts / "catalogues"
    _write_whole(folder / f"{job.stem}.pdf", result.pdf)
    write_fits(folder / "fits" / f"{job.plan.name}.json", result.fits, keys)
    long_cases = {case: result.places[case].pages for case, fit in sorted(result.fits.items()) if fit.flows}
    fill_to = job.plan.catalogue.fill_to or 1
    pages = -(-result.pages // fill_to) * fill_to
    note = {"file": f"{job.stem}.pdf", "content": job.content, "pages": pages, "long_cases": long_cases}
    note |= {"warnings": list(result.warnings)} if result.warnings else {}
    _write_whole(folder / f"{job.stem}.json", as_json(note).encode())
    shutil.rmtree(task.folder, ignore_errors=True)


def _made(job: _Job, artefacts: Path, gate: str, *, fresh: bool) -> MadeCatalogue:
    """The catalogue as it now lies there; its note is brought up to the gate's present decision."""
    path = artefacts / "catalogues" / f"{job.stem}.json"
    edition = job.plan.edition.code if job.plan.edition else ""
    said = {"key": gate, "title": dict(job.plan.titles), "edition": edition, "cases": len(job.plan.cases)}
    old = _read_note(path)
    note = {**old, **said}
    if note != old:
        _write_whole(path, (as_json(note) + "\n").encode())
    long_cases = tuple(LongCase(case, pages) for case, pages in sorted(note["long_cases"].items()))
    return MadeCatalogue(
        job.plan.name,
        path.with_name(f"{job.stem}.pdf"),
        job.plan.titles,
        edition,
        note["pages"],
        len(job.plan.cases),
        long_cases,
        fresh,
        tuple(note.get("warnings", ())),
        job.plan.spine(note["pages"]),
    )


def _write_whole(path: Path, data: bytes) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
