"""The door for the command line: builds the site with MkDocs, and fills it again without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from casebook.site.errors import SiteError
from casebook.site.memory import Memory
from casebook.site.plugin import run_mkdocs
from casebook.site.reading import read_again
from casebook.site.request import Request
from casebook.site.source import Built
from casebook.site.whole import write_again

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


def build_beside(root: Path, folder: Path, *, date: dt.date | None, address: str, memory: Memory) -> Built:
    """Build the site into a folder of its own, for serving at an address; raises SiteError."""
    return run_mkdocs(_configuration(root), Request(date, into=folder, address=address, locked=True, memory=memory))


def fill_again(built: Built, memory: Memory, *, date: dt.date | None, shown: Callable[[], None]) -> Built:
    """Read the casebook anew and write what has changed, without MkDocs; raises SiteError.

    Written pages, the theme and the programme's settings are as they were: a change in them wants a new build. The
    search index stays as it was. `shown` is called when the cases' own pages are there; the lists follow.
    """
    source = read_again(built.source, date=date, decisions=memory.decisions)
    write_again(source, built.rendered, built.folder, memory, shown=shown)
    return replace(built, source=source)


def _configuration(root: Path) -> Path:
    path = root.resolve() / CONFIGURATION
    if not path.is_file():
        raise SiteError(f"there is no {CONFIGURATION} beside casebook.yml; `casebook init` shows what it holds")
    return path


__all__ = ["SiteError", "build_beside", "build_site", "fill_again"]
