"""Sets a catalogue in volumes: what is not in the store yet, until every number that is printed is the right one.

Where everything will stand is found out with empty pages in place of the cases, which takes a moment. Then the volumes
are set at once, each in a process of its own. If one came out otherwise, those that print its numbers are set again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casebook.catalogue.bare import Bare, lay_bare
from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.crew import apart, set_all
from casebook.catalogue.data import as_json
from casebook.catalogue.fit import Fit
from casebook.catalogue.jobs import (
    Job,
    Workshop,
    bring_pictures,
    case_keys,
    digest_of,
    fill_folder,
    known_fits,
    task_for,
)
from casebook.catalogue.paging import UNKNOWN, Paging, VolumePages, plan_paging, read_volume_pages
from casebook.catalogue.setting import Task
from casebook.catalogue.sheets import set_catalogue
from casebook.catalogue.store import SetVolume, Store
from casebook.catalogue.volumes import Binding, Volume

_MOST_ROUNDS = 6
"""Numbers settle in the first round, or in the second where texts flow over pages that nobody could foretell."""


@dataclass(frozen=True, slots=True)
class BoundVolume:
    """A volume that is ready: its file in the store and all that is known of it."""

    volume: Volume
    path: Path
    held: SetVolume
    fresh: bool
    """Whether it was set in this run."""


def set_in_volumes(job: Job, shop: Workshop) -> tuple[BoundVolume, ...]:
    """All volumes of a catalogue. Raises CatalogueError."""
    return _Run(job, shop).volumes()


def volume_store(job: Job, shop: Workshop) -> Store:
    """Where the volumes of a catalogue are kept."""
    return Store(shop.shelf / "volumes" / job.stem)


class _Run:
    """One run over the volumes of a catalogue."""

    def __init__(self, job: Job, shop: Workshop) -> None:
        self._job = job
        self._shop = shop
        self._store = volume_store(job, shop)
        stem = "" if job.press else job.stem
        self._binding = Binding(job.plan, job.book, job.volumes, stem)
        self._bodies = [self._body(volume) for volume in job.volumes]
        self._matters = [self._content(volume, UNKNOWN) for volume in job.volumes]
        self._pictures: Mapping[str, Path] | None = None
        self._known: Mapping[str, Fit] | None = None

    def _body(self, volume: Volume) -> str:
        """The hash of the groups of a volume with all data of their cases."""
        groups = self._job.book["groups"][volume.start : volume.stop]
        cases = (self._job.sealed[case["id"]].digest for group in groups for case in group["cases"])
        return digest_of(as_json(groups), *cases)

    def volumes(self) -> tuple[BoundVolume, ...]:
        """Set what must be set, again where a number has changed."""
        pages = self._foretell()
        fresh: set[str] = set()
        for _ in range(_MOST_ROUNDS):
            paging = self._paging(pages)
            contents = [self._content(volume, paging) for volume in self._job.volumes]
            stale = [place for place, content in enumerate(contents) if self._store.read(content) is None]
            self._set(stale, contents, paging, pages)
            fresh.update(contents[place] for place in stale)
            held = [found for content in contents if (found := self._store.read(content))]
            if [each.pages for each in held] == pages:
                self._store.forget_others(contents)
                bound = zip(self._job.volumes, contents, held, strict=True)
                return tuple(
                    BoundVolume(each, self._store.path(key), found, key in fresh) for each, key, found in bound
                )
            pages = [each.pages for each in held]
        raise CatalogueError(self._job.plan.name, "the numbers of its pages do not settle")

    def _paging(self, pages: Sequence[VolumePages]) -> Paging:
        return plan_paging(pages, self._job.plan.catalogue.fill_to or 1)

    def _content(self, volume: Volume, paging: Paging) -> str:
        """The hash of all that a volume shows; its cases, the larger part, are written down once."""
        data = self._binding.data(volume, paging)
        around = {key: value for key, value in data.items() if key != "groups"}
        return digest_of(self._bodies[volume.number - 1], as_json(around), *self._job.settings)

    def _foretell(self) -> list[VolumePages]:
        """Where everything will stand: as it did where nothing has changed, else as empty pages tell."""
        seen = {each.matter: each.pages for each in self._store.all()}
        known = [seen.get(matter) for matter in self._matters]
        new = [place for place, pages in enumerate(known) if pages is None]
        if new:
            self._lay_bare(new, known, UNKNOWN)
            # Those that print the numbers of others are laid out once more, with numbers as long as they will be.
            found = [pages for pages in known if pages is not None]
            across = [place for place in new if self._job.volumes[place].is_first or self._job.volumes[place].is_last]
            self._lay_bare(across, known, self._paging(found))
        return [pages for pages in known if pages is not None]

    def _lay_bare(self, places: Sequence[int], known: list[VolumePages | None], paging: Paging) -> None:
        if not places:
            return
        lengths = {
            case: last - first + 1 for each in self._store.all() for case, (first, last) in each.pages.cases.items()
        }
        usual = 2 if self._job.plan.catalogue.room == "two-pages" else 1
        tasks = [self._task(self._job.volumes[place], paging, bare=True) for place in places]
        parts = [Bare(task, {case: lengths.get(case, usual) for case in task.cases}) for task in tasks]
        workers = min(self._shop.jobs, len(parts))
        laid = apart(lay_bare, [parts[number::workers] for number in range(workers)], workers)
        for number, found in enumerate(laid):
            for place, pages in zip(places[number::workers], found, strict=True):
                known[place] = pages

    def _set(
        self, places: Sequence[int], contents: Sequence[str], paging: Paging, pages: Sequence[VolumePages]
    ) -> None:
        if not places:
            return
        tasks = []
        for place in places:
            volume = self._job.volumes[place]
            task = self._task(volume, paging)
            tasks.append(replace(task, offset=paging.span(volume.number)[0] - 1, foretold=pages[place]))
        for place, task, found in zip(places, tasks, set_all(set_volume, tasks, self._shop.jobs), strict=True):
            volume_set = SetVolume(self._matters[place], found.pages, found.fits)
            self._store.keep(contents[place], _file_beside(task), volume_set)

    def _task(self, volume: Volume, paging: Paging, *, bare: bool = False) -> Task:
        """A volume whose folder is filled: bare with the names of its cases, else with all data of them."""
        job, shop = self._job, self._shop
        if self._pictures is None or self._known is None:
            self._pictures = bring_pictures(job, shop)
            self._known = known_fits(job, case_keys(job, shop), shop)
        plan = replace(job.plan, groups=job.plan.groups[volume.start : volume.stop])
        shown = job.plan.cover_art.values() if bare else plan.pictures
        wanted = {each.name for each in shown}
        folder = shop.shelf / "work" / job.stem / f"{'bare-' if bare else ''}{volume.number:02d}"
        pictures = {each: path for each, path in self._pictures.items() if each in wanted}
        fill_folder(folder, self._binding.data(volume, paging), pictures, shop, {} if bare else job.sealed)
        return task_for(job, folder, [case.id for case in plan.cases], self._known, shop)


@dataclass(frozen=True, slots=True)
class _Set:
    """What a worker tells of the volume whose file it has written."""

    pages: VolumePages
    fits: Mapping[str, Fit]


def set_volume(task: Task) -> _Set:
    """Set a volume and write its file beside its folder. Raises CatalogueError."""
    result = set_catalogue(task)
    _file_beside(task).write_bytes(result.pdf)
    return _Set(read_volume_pages(result.marks, task.space, blank=result.blank), result.fits)


def _file_beside(task: Task) -> Path:
    return task.folder.with_name(f"{task.folder.name}.pdf")
