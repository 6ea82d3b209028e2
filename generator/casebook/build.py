"""The whole build: check, catalogues into the artefacts, then the site, swapped in when it is whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from casebook.catalogue.book import CatalogueError, MadeCatalogue, make_catalogues
from casebook.diagnostics.values import Diagnostic, Severity
from casebook.project.load import WORK, load
from casebook.publication.gate import publish
from casebook.site.builder import SiteError, build_site


class BuildError(Exception):
    """The build stopped, and nothing was swapped in."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build came to."""

    cases: int
    published: int
    withheld: int
    left_out: tuple[str, ...]
    """Paths of faulty cases, with `keep_going`."""
    catalogues: tuple[MadeCatalogue, ...]
    diagnostics: tuple[Diagnostic, ...]


def build_all(
    root: Path, *, date: dt.date, jobs: int | None = None, strict: bool = False, keep_going: bool = False,
    with_catalogues: bool = True,
) -> BuildReport:  # fmt: skip
    """Build everything as of a date. Raises BuildError where a problem stops it; the last site then stays."""
    casebook = load(root, date=date, jobs=jobs)
    faulty = tuple(entry.path for entry in casebook.cases if entry.faulty)
    stopping = [each for each in casebook.errors if not (keep_going and each.path.startswith("cases/"))]
    if stopping:
        raise BuildError("Nothing was built, because of the errors above.", casebook.diagnostics)
    if strict and any(each.severity is Severity.WARNING for each in casebook.diagnostics):
        raise BuildError("Nothing was built, because of the warnings above (--strict).", casebook.diagnostics)
    catalogues: tuple[MadeCatalogue, ...] = ()
    if with_catalogues and casebook.programme.catalogues:
        try:
            catalogues = tuple(make_catalogues(casebook, root, date=date, artefacts=root / WORK / "artefacts", jobs=jobs))
        except CatalogueError as error:
            raise BuildError(f"{error}", error.diagnostics) from error
    try:
        build_site(root, date=date, keep_going=keep_going, jobs=jobs)
    except SiteError as error:
        raise BuildError(str(error), error.diagnostics) from error
    published = publish(casebook, channels={"web"}, date=date)
    withheld = len(casebook.cases) - len(published.cases) - len(faulty)
    return BuildReport(
        len(casebook.cases), len(published.cases), withheld, faulty, catalogues, casebook.diagnostics
    )
