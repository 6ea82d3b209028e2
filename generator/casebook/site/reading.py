"""Reads and checks a project for the site; the words of a failed build are made here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from casebook.diagnostics.report import as_text
from casebook.diagnostics.values import Diagnostic
from casebook.project.load import NotAProjectError, load
from casebook.project.settings import read_programme
from casebook.project.values import Casebook
from casebook.publication.gate import Decisions, key, publish
from casebook.rules.programme import time_zone
from casebook.site.catalogues import CatalogueFile, find_catalogues, read_catalogue
from casebook.site.errors import SiteError
from casebook.site.open_data import find_data
from casebook.site.source import SiteSource

CHANNELS = frozenset({"web"})
DATA = frozenset({"data", "web"})
WATCHED = ("casebook.yml", "organisations.yml", "register.csv", "cases", "templates")


def faulty(diagnostics: tuple[Diagnostic, ...]) -> SiteError:
    """The error for a casebook that has errors: each with its place and its hint."""
    number = len(diagnostics)
    return SiteError(
        f"the casebook has {number} error{'s' if number != 1 else ''}:\n{as_text(diagnostics)}"
        "Mend them, or set `keep_going: true` to leave faulty cases out.",
        diagnostics,
    )


def read_source(
    root: Path,
    *,
    date: dt.date | None,
    keep_going: bool,
    jobs: int | None,
    catalogues: Mapping[str, Path] | None,
    decisions: Decisions | None = None,
) -> SiteSource:
    """The published casebook of a project; raises SiteError where it has errors.

    With `keep_going` faulty cases are left out, but a programme that cannot be read still stops the build.
    """
    date = date or today(root)
    casebook = read_casebook(root, date=date, keep_going=keep_going, jobs=jobs)
    published = publish(casebook, channels=CHANNELS, date=date, last=decisions)
    if catalogues is None:
        found = find_catalogues(root, lambda: _keys(casebook, date), tuple(published.programme.catalogues))
    else:
        found = given_catalogues(catalogues)
    data = find_data(root, lambda: key(publish(casebook, channels=DATA, date=date)))
    return SiteSource(root, published, published.programme.address or "", found, data, jobs)


def read_again(source: SiteSource, *, date: dt.date | None, decisions: Decisions) -> SiteSource:
    """The source with the casebook as it is now; catalogues and open data are those it had. Raises SiteError."""
    date = date or today(source.root)
    casebook = read_casebook(source.root, date=date, keep_going=False, jobs=source.jobs)
    return replace(source, published=publish(casebook, channels=CHANNELS, date=date, last=decisions))


def read_casebook(root: Path, *, date: dt.date, keep_going: bool, jobs: int | None) -> Casebook:
    """The casebook of a project; raises SiteError where it has errors that stop a build."""
    try:
        casebook = load(root, date=date, jobs=jobs)
    except NotAProjectError:
        raise SiteError("there is no casebook.yml beside mkdocs.yml; `casebook init` makes one") from None
    blocking = (
        casebook.errors if not keep_going else tuple(e for e in casebook.errors if not e.path.startswith("cases/"))
    )
    if blocking:
        raise faulty(blocking)
    return casebook


def _keys(casebook: Casebook, date: dt.date) -> frozenset[str]:
    """The gate's decisions under which a catalogue may have been made, each with the web among its channels."""
    asked = [frozenset(catalogue.channels) | CHANNELS for catalogue in casebook.programme.catalogues.values()]
    wanted = {*asked, CHANNELS.union(*asked)}
    return frozenset(key(publish(casebook, channels=channels, date=date)) for channels in wanted)


def today(root: Path) -> dt.date:
    """The day it is in the programme's time zone; the site's only look at a clock, for builds without a date."""
    programme, _ = read_programme(root)
    zone = time_zone(programme.timezone) if programme else None
    return dt.datetime.now(zone or dt.UTC).date()


def given_catalogues(paths: Mapping[str, Path]) -> tuple[CatalogueFile, ...]:
    """Catalogues that the caller has just made, with the notes beside them; one without its note is left out."""
    found = [read_catalogue(name, path.with_suffix(".json"), None, path) for name, path in paths.items()]
    return tuple(catalogue for catalogue in found if catalogue is not None)


def watched(root: Path) -> tuple[Path, ...]:
    """What a server has to watch."""
    return tuple(root / name for name in WATCHED if (root / name).exists())
