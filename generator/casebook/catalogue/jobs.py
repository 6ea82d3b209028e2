"""A catalogue on its way to the press: its plan, its data, the hash of all that its pages depend on, its folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from casebook.catalogue.case_cache import code_digest
from casebook.catalogue.case_data import Data
from casebook.catalogue.characters import uncovered_in_book
from casebook.catalogue.choice import choose_cases
from casebook.catalogue.compiler import VERSION, CatalogueError
from casebook.catalogue.cover_data import sheet_data
from casebook.catalogue.data import as_json, book_data
from casebook.catalogue.fit import Fit, tightest_step
from casebook.catalogue.fits import read_fits
from casebook.catalogue.fonts import FontSet, how_to_get, with_families
from casebook.catalogue.pictures import make_pictures
from casebook.catalogue.plan import Plan, language_of, plan_catalogue
from casebook.catalogue.press_files import press_digest, read_press_profile, with_inks
from casebook.catalogue.profiles import STANDARDS, Profile, file_stem
from casebook.catalogue.sealed import SealedCase, groups_as_json, layout_digest, seal_cases
from casebook.catalogue.setting import Task
from casebook.catalogue.volumes import Volume, plan_volumes
from casebook.catalogue.workspace import find_templates, template_digest, write_workspace
from casebook.catalogue.written import read_written
from casebook.diagnostics.values import Diagnostic
from casebook.press.profile import PressProfile
from casebook.publication.values import Preview, Published
from casebook.staging import WORK

_DAY = 86_400
_EPOCH = 719_163 * _DAY
POINTS = 72 / 25.4
"""To the millimetre."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where catalogues are made, and with what."""

    root: Path
    artefacts: Path
    fonts: FontSet
    jobs: int

    @property
    def shelf(self) -> Path:
        """Where finished catalogues lie."""
        return self.artefacts / "catalogues"

    @property
    def machinery(self) -> str:
        """All but the content that decides how a page looks: templates, fonts, Typst, and the code that fits cases."""
        standards = [standard for held in STANDARDS.values() for standard in held]
        templates = template_digest(find_templates(self.root))
        return "|".join([templates, *self.fonts.described, VERSION, *standards, code_digest()])


@dataclass(frozen=True, slots=True)
class Job:
    """A catalogue on its way."""

    plan: Plan
    book: dict[str, Any]
    settings: tuple[str, ...]
    """All beside the data that its pages depend on."""
    content: str
    """The hash of both."""
    timestamp: int
    profile: Profile
    press: PressProfile | None
    """What it is printed for; None for a screen."""
    volumes: tuple[Volume, ...]
    """Its volumes; none where it is one file."""
    sealed: Mapping[str, SealedCase]
    """The data of its cases, of which the book then has no more than names; none in formats that are not bound."""
    sheet: Data | None
    """What stands on its cover sheet beside the front; None where it has none."""

    @property
    def stem(self) -> str:
        """The name of its file without the ending."""
        return file_stem(self.plan.name, self.profile)

    @property
    def fits_file(self) -> str:
        """Where the fits of its cases are remembered, below the shelf; those of both profiles are the same."""
        return f"fits/{self.plan.name}.json"


def prepare_job(name: str, published: Published, shop: Workshop, profile: Profile) -> Job:
    """Everything about a catalogue that can be known before it is set. Raises CatalogueError."""
    catalogue = published.programme.catalogues[name]
    shop = replace(shop, fonts=with_families(shop.fonts, [catalogue.fonts.sans, catalogue.fonts.serif]))
    if not set(catalogue.channels) <= published.channels:
        lacking = ", ".join(sorted(set(catalogue.channels) - published.channels))
        raise CatalogueError(name, f"it needs the channels {lacking}, for which the cases were not released")
    written = read_written(name, catalogue, published.programme, shop.root)
    cases = choose_cases(name, catalogue, published, language_of(catalogue, published))
    plan = plan_catalogue(name, cases, published, written, profile)
    if lacking_fonts := shop.fonts.missing(plan.languages):
        raise CatalogueError(name, f"no fonts for {', '.join(lacking_fonts)}: {how_to_get(lacking_fonts)}")
    volumes = plan_volumes(plan)
    _check_names(name, volumes, published.programme.catalogues)
    sealed = _sealed(plan, published, shop)
    named = (lambda case: [sealed[case.id].named]) if sealed else None
    book = book_data(plan, published, shop.fonts, named)
    press = read_press_profile(name, published.programme, shop.root) if profile == "press" else None
    if press:
        book = with_inks(book, plan, published.programme, press)
    check_characters(name, _uncovered(book, sealed, shop.fonts))
    day = plan.edition.date if plan.edition and plan.edition.date else published.date
    timestamp = day.toordinal() * _DAY - _EPOCH
    bounds = f"{tightest_step(catalogue.tighten)} {catalogue.overflow}"
    settings = (shop.machinery, str(timestamp), bounds, press_digest(press))
    texts = (each.digest for each in sealed.values())
    sheet = sheet_data(plan, published)
    cover = as_json(sheet) + str(catalogue.paper) if sheet else ""
    content = digest_of(as_json(book), *texts, *settings, *(str(volume.start) for volume in volumes), cover)
    return Job(plan, book, settings, content, timestamp, profile, press, volumes, sealed, sheet)


def _sealed(plan: Plan, published: Published, shop: Workshop) -> dict[str, SealedCase]:
    """The data of the cases of a bound book. Those of a proof are not remembered: no draft is kept anywhere."""
    if not plan.catalogue.kind.bound:
        return {}
    cache = None if isinstance(published, Preview) else shop.root / WORK / "cache" / "print.sqlite"
    return seal_cases(plan, published, shop.fonts, jobs=shop.jobs, cache=cache)


def _check_names(name: str, volumes: Sequence[Volume], catalogues: Collection[str]) -> None:
    for volume in volumes:
        file = volume.file(name)
        if file.removesuffix(".pdf") in catalogues:
            raise CatalogueError(name, f"its volume {volume.number} would be {file}, which is another catalogue's file")


def _uncovered(book: Mapping[str, Any], sealed: Mapping[str, SealedCase], fonts: FontSet) -> tuple[Diagnostic, ...]:
    """The characters that no font covers."""
    if not sealed:
        return uncovered_in_book(book, fonts)
    around = {**book, "groups": [{**group, "cases": []} for group in book["groups"]]}
    of_cases = {each for case in sealed.values() for each in case.uncovered}
    return tuple(sorted({*uncovered_in_book(around, fonts), *of_cases}))


def check_characters(name: str, found: tuple[Diagnostic, ...]) -> None:
    """Raises CatalogueError where a character was found that no font covers."""
    if found:
        first = dict(found[0].arguments)
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise CatalogueError(
            name, f"no font covers {first['described']} in {first['place']}{more}", first["case"], found
        )


def digest_of(*parts: str) -> str:
    """The hash of texts."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def case_keys(job: Job, shop: Workshop) -> dict[str, str]:
    """Case id → the hash of what its pages depend on, under which its fit is remembered."""
    machinery = f"{shop.machinery}{job.plan.language}{tightest_step(job.plan.catalogue.tighten)}"
    cases = [case for group in job.book["groups"] for case in group["cases"]]
    texts = {case: each.layout for case, each in job.sealed.items()} or {
        case["id"]: layout_digest(as_json(case)) for case in cases
    }
    return {case: digest_of(text, machinery) for case, text in texts.items()}


def known_fits(job: Job, keys: Mapping[str, str], shop: Workshop) -> dict[str, Fit]:
    """The fits that were found before."""
    return read_fits(shop.shelf / job.fits_file, keys)


def bring_pictures(job: Job, shop: Workshop) -> Mapping[str, Path]:
    """The pictures of the whole catalogue as they are printed: name in its folder → file. Raises CatalogueError."""
    files, faults = make_pictures(job.plan.pictures, shop.artefacts / "print", processes=shop.jobs)
    for case, fault in sorted(faults.items()):
        raise CatalogueError(job.plan.name, f"a picture cannot be used for print: {fault.code}", case)
    return files


def fill_folder(
    folder: Path,
    book: Mapping[str, Any],
    pictures: Mapping[str, Path],
    shop: Workshop,
    sealed: Mapping[str, SealedCase],
) -> None:
    """Fill a book's folder; what was in it goes. `sealed` are the data of its cases, where it has only names."""
    groups = groups_as_json(book["groups"], sealed) if sealed else None
    write_workspace(folder, find_templates(shop.root), book, pictures, groups)


def task_for(job: Job, folder: Path, cases: Sequence[str], known: Mapping[str, Fit], shop: Workshop) -> Task:
    """What is to be set in a folder that was filled."""
    illustrated = frozenset(case.id for case in job.plan.cases if case.pictures)
    catalogue, height = job.plan.catalogue, job.plan.size[1] * POINTS
    form = (catalogue.template, catalogue.room, height, job.profile)
    bounds = (tightest_step(catalogue.tighten), catalogue.overflow == "flow")
    known = {case: known[case] for case in cases if case in known}
    return Task(
        job.plan.name, *form, folder, shop.fonts, job.timestamp, tuple(cases), illustrated & set(cases), known, *bounds
    )
