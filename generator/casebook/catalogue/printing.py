"""Prints catalogues into a folder of one's own: those of casebook.yml, or one that only the command line describes."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casebook.catalogue.book import make_catalogues
from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.made import MadeCatalogue, pack_loose
from casebook.catalogue.profiles import Profile
from casebook.model.catalogue import Catalogue
from casebook.project.values import Casebook
from casebook.publication.gate import publish
from casebook.staging import WORK


@dataclass(frozen=True, slots=True)
class Printed:
    """A catalogue and the files that were brought into the folder."""

    made: MadeCatalogue
    files: tuple[Path, ...]
    covers: tuple[Path, ...] = ()
    """Its cover sheets."""


def print_catalogues(
    casebook: Casebook,
    *,
    date: dt.date,
    out: Path,
    names: Sequence[str] = (),
    described: tuple[str, Catalogue] | None = None,
    profile: Profile = "web",
    jobs: int | None = None,
    anew: bool = False,
    loose: bool = False,
) -> list[Printed]:
    """Print the named catalogues, all where none is named, or the one described. Raises CatalogueError.

    With `anew` what has not changed is set once more, so that this process has laid it out; with `loose` the files are
    there sooner, and `pack_printed` must follow.
    """
    programme = casebook.programme
    shelf = artefact_shelf(casebook.root)
    wanted = dict([described]) if described else _named(programme.catalogues, names)
    printed = []
    for name, catalogue in wanted.items():
        published = publish(casebook, channels=catalogue.channels, date=date)
        held = programme.model_copy(update={"catalogues": {name: catalogue}})
        allowed = replace(published, programme=held)
        made = make_catalogues(
            allowed, casebook.root, artefacts=shelf, profile=profile, jobs=jobs, anew=anew, loose=loose
        )
        out.mkdir(parents=True, exist_ok=True)
        printed += [_brought(each, out) for each in made]
    return printed


def pack_printed(printed: Sequence[Printed], out: Path) -> None:
    """Give loose files the form, and so the size, that they have without haste."""
    for each in printed:
        if pack_loose(each.made):
            _brought(each.made, out)


def artefact_shelf(root: Path) -> Path:
    """Where what was printed is kept, apart from what lies on the site: other channels may have decided on it."""
    return root / WORK / "artefacts" / "printed"


def _named(held: dict[str, Catalogue], names: Sequence[str]) -> dict[str, Catalogue]:
    for name in names:
        if name not in held:
            known = ", ".join(held) or "none"
            raise CatalogueError(name, f"casebook.yml has no catalogue of this name; it has {known}")
    return {name: catalogue for name, catalogue in held.items() if not names or name in names}


def _brought(made: MadeCatalogue, out: Path) -> Printed:
    files = tuple(_bring(path, out) for path in made.files)
    return Printed(made, files, tuple(_bring(cover.path, out) for cover in made.covers))


def _bring(path: Path, out: Path) -> Path:
    """Copy a finished file beside its place, then swap it in."""
    target = out / path.name
    part = target.with_name(target.name + ".part")
    shutil.copyfile(path, part)
    part.replace(target)
    return target
