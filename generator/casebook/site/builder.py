"""The door for the command line: builds the site with MkDocs, and fills it again without."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from casebook.site.errors import SiteError
from casebook.site.plugin import run_mkdocs
from casebook.site.reading import read_source
from casebook.site.request import Request
from casebook.site.source import Built
from casebook.site.whole import write_site

CONFIGURATION = "mkdocs.yml"


def build_site(
    root: Path,
    *,
    date: dt.date | None = None,
    catalogues: Mapping[str, Path] | None = None,
    keep_going: bool = False,
    jobs: int | None = None,
    strict: bool = False,
    locked: bool = False,
    search: bool = True,
) -> Path:
    """Build the site of a project and put it in place; returns its folder. Raises SiteError, the site untouched.

    `catalogues` names finished PDFs; None takes those of `.casebook/artefacts` that still fit. `locked` says that the
    caller holds `staging.build_lock`.
    """
    request = Request(date, keep_going, jobs, catalogues, locked=locked, search=search)
    return run_mkdocs(_configuration(root), request, strict=strict).folder


def build_beside(root: Path, folder: Path, *, date: dt.date | None, address: str) -> Built:
    """Build the site into a folder of its own, for serving at an address; raises SiteError."""
    return run_mkdocs(_configuration(root), Request(date, into=folder, address=address, locked=True))


def fill_again(built: Built, *, date: dt.date | None, search: bool) -> Built:
    """Read the casebook anew and fill the frames of a build again, without MkDocs; raises SiteError.

    Written pages, the theme and the programme's settings are as they were: a change in them wants a new build.
    """
    root, out = built.source.root, built.folder
    source = read_source(root, date=date, keep_going=False, jobs=built.source.jobs, catalogues=None)
    source = replace(source, address=built.source.address)
    shown = {case.id for case in source.published.cases} | {case.id for case in source.published.withdrawn}
    for language in source.languages:
        for page in sorted((out / language.prefix / "cases").glob("*/index.html")):
            if page.parent.name not in shown:
                shutil.rmtree(page.parent)
    write_site(source, built.rendered, out, search=search)
    return replace(built, source=source)


def _configuration(root: Path) -> Path:
    path = root.resolve() / CONFIGURATION
    if not path.is_file():
        raise SiteError(f"there is no {CONFIGURATION} beside casebook.yml; `casebook init` shows what it holds")
    return path


__all__ = ["SiteError", "build_beside", "build_site", "fill_again"]
