"""Puts the volumes of a catalogue in place: for a screen a file each, for the press all in one."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Any

from casebook.catalogue.cover_sheet import covers_of_volumes, keep_covers
from casebook.catalogue.fits import write_fits
from casebook.catalogue.jobs import Job, Workshop, case_keys
from casebook.catalogue.made import keep_note
from casebook.catalogue.paging import Paging, plan_paging
from casebook.catalogue.press_files import press_volumes
from casebook.catalogue.volume_setting import BoundVolume
from casebook.catalogue.volumes import volume_names
from casebook.catalogue.workspace import bring
from casebook.model.programme import Programme


def keep_volumes(job: Job, volumes: Sequence[BoundVolume], programme: Programme, shop: Workshop) -> None:
    """The files, and then the note that speaks of them. Raises CatalogueError where a printer would refuse them."""
    paging = plan_paging([each.held.pages for each in volumes], job.plan.catalogue.fill_to or 1)
    covers = covers_of_volumes(job, paging, shop, programme)
    warnings = [*_keep_files(job, volumes, programme, shop), *(line for cover in covers for line in cover.warnings)]
    fits = {case: fit for each in volumes for case, fit in each.held.fits.items()}
    write_fits(shop.shelf / job.fits_file, fits, case_keys(job, shop))
    lengths = {case: last - first + 1 for each in volumes for case, (first, last) in each.held.pages.cases.items()}
    files = [each.volume.file(job.stem) for each in volumes]
    note = {
        "file": f"{job.stem}.pdf" if job.press else files[0],
        "pages": paging.span(len(volumes))[1],
        "long_cases": {case: lengths[case] for case, fit in sorted(fits.items()) if fit.flows},
        "volumes": [_said(job, each, paging) for each in volumes],
        **({"warnings": warnings} if warnings else {}),
        **keep_covers(covers, shop.shelf),
    }
    keep_note(job, shop.shelf, note)
    shutil.rmtree(shop.shelf / "work" / job.stem, ignore_errors=True)


def _said(job: Job, bound: BoundVolume, paging: Paging) -> dict[str, Any]:
    """What the note says of a volume."""
    volume = bound.volume
    first, last = paging.span(volume.number)
    file = {} if job.press else {"file": volume.file(job.stem)}
    cases = len(bound.held.pages.cases)
    return {**file, "names": volume_names(job.plan, volume), "first": first, "pages": last - first + 1, "cases": cases}


def _keep_files(job: Job, volumes: Sequence[BoundVolume], programme: Programme, shop: Workshop) -> tuple[str, ...]:
    """Bring the files to the shelf; the lines of what a printer should be asked about."""
    if job.press:
        paths = [each.path for each in volumes]
        return press_volumes(paths, shop.shelf / f"{job.stem}.pdf", job.plan, programme, job.press)
    for each in volumes:
        target = shop.shelf / each.volume.file(job.stem)
        if target.is_file() and target.samefile(each.path):
            continue
        part = target.with_name(f"{target.name}.part")
        part.unlink(missing_ok=True)
        bring(each.path, part)
        part.replace(target)
    return ()
