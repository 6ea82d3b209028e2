"""The whole build: check, catalogues into the artefacts, then the site, swapped in when it is whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from casebook.catalogue.book import make_catalogues
from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.made import MadeCatalogue
from casebook.diagnostics.values import Diagnostic, Severity
from casebook.exports.write import CHANNELS as DATA
from casebook.exports.write import write_data
from casebook.project.load import load
from casebook.project.values import Casebook
from casebook.publication.gate import publish
from casebook.site.builder import build_site
from casebook.site.errors import SiteError
from casebook.staging import WORK, BuildRunningError, build_lock

WEB = frozenset({"web"})
"""What lies under site/ needs the web among its channels."""


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
    root: Path,
    *,
    date: dt.date,
    jobs: int | None = None,
    strict: bool = False,
    keep_going: bool = False,
    with_catalogues: bool = True,
) -> BuildReport:
    """Build everything as of a date. Raises BuildError where a problem stops it; the last site then stays."""
    try:
        with build_lock(root):
            casebook = load(root, date=date, jobs=jobs)
            _stop_at_problems(casebook, strict=strict, keep_going=keep_going)
            made = _make_catalogues(casebook, date, jobs) if with_catalogues else ()
            write_data(publish(casebook, channels=DATA, date=date), root)
            build_site(root, date=date, keep_going=keep_going, jobs=jobs, strict=strict, locked=True)
    except (SiteError, CatalogueError) as error:
        raise BuildError(str(error), error.diagnostics) from error
    except BuildRunningError as error:
        raise BuildError(f"{error}.") from error
    published = publish(casebook, channels=WEB, date=date)
    sound = sum(1 for entry in casebook.cases if not entry.faulty)
    return BuildReport(
        len(casebook.cases), len(published.cases), sound - len(published.cases), _left_out(casebook), made,
        casebook.diagnostics,
    )  # fmt: skip


def _left_out(casebook: Casebook) -> tuple[str, ...]:
    """The case files with an error, those that could not even be read among them."""
    paths = {each.path for each in casebook.errors if each.path.startswith("cases/")}
    return tuple(sorted(path for path in paths if path.endswith(".yml")))


def _stop_at_problems(casebook: Casebook, *, strict: bool, keep_going: bool) -> None:
    if any(not (keep_going and each.path.startswith("cases/")) for each in casebook.errors):
        raise BuildError("Nothing was built, because of the errors above.", casebook.diagnostics)
    if strict and any(each.severity is Severity.WARNING for each in casebook.diagnostics):
        raise BuildError("Nothing was built, because of the warnings above (--strict).", casebook.diagnostics)


def _make_catalogues(casebook: Casebook, date: dt.date, jobs: int | None) -> tuple[MadeCatalogue, ...]:
    """All catalogues, those that need the same channels together; what is shown on the site needs the web too."""
    groups: dict[frozenset[str], list[str]] = {}
    for name, catalogue in casebook.programme.catalogues.items():
        groups.setdefault(WEB | frozenset(catalogue.channels), []).append(name)
    artefacts = casebook.root / WORK / "artefacts"
    return tuple(
        made
        for channels, names in sorted(groups.items(), key=lambda group: group[1])
        for made in make_catalogues(
            publish(casebook, channels=channels, date=date), casebook.root, artefacts=artefacts, names=names, jobs=jobs
        )
    )
