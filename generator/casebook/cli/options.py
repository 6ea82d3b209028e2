"""Options that several commands share, and how a project is opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from casebook.diagnostics.report import as_text
from casebook.diagnostics.values import Diagnostic, Severity
from casebook.project.load import NotAProjectError, load
from casebook.project.settings import SETTINGS, read_programme
from casebook.project.values import Casebook
from casebook.rules.programme import time_zone

if TYPE_CHECKING:
    from casebook.publication.selection import WhereError

F = TypeVar("F", bound=Callable[..., Any])


def _date(_context: click.Context, _option: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a day; write it as 2026-07-20") from None


def project_option(function: F) -> F:
    """--project: where casebook.yml lies."""
    return click.option(
        "-C", "--project", "root", default=".", show_default="this folder", metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path), help="The folder that holds casebook.yml.",
    )(function)  # fmt: skip


def date_option(function: F) -> F:
    """--date: the only clock."""
    return click.option(
        "--date",
        callback=_date,
        metavar="DAY",
        help="The day as of which to judge embargo and consent (default: today).",
    )(function)


def jobs_option(function: F) -> F:
    """--jobs: how many processes."""
    return click.option("--jobs", type=click.IntRange(1, 256), help="How many processes to use (default: one a core).")(
        function
    )


def open_root(root: Path) -> Path:
    """The project's folder. Ends the command with status 2 where it holds no casebook.yml."""
    if not (root / SETTINGS).is_file():
        raise click.UsageError(
            f"There is no {SETTINGS} in {root}. Go to the casebook's folder, or name it with --project; "
            "`casebook init DIR` makes a new one."
        )
    return root.resolve()


def keep_off_the_site(root: Path, target: Path) -> None:
    """End the command with status 2 where what it writes would be published without a decision for the web."""
    for folder in ("site", "docs"):
        if target.resolve().is_relative_to((root / folder).resolve()):
            raise click.UsageError(
                f"This never lies under {folder}/, which is published as it is; choose another place with --out."
            )


def today(root: Path, date: dt.date | None) -> dt.date:
    """The day given, else today in the programme's time zone."""
    if date is not None:
        return date
    programme, _ = read_programme(root)
    zone = time_zone(programme.timezone) if programme else None
    return dt.datetime.now(zone or dt.UTC).date()


def open_casebook(root: Path, *, date: dt.date, jobs: int | None, use_cache: bool = True) -> Casebook:
    """The loaded casebook. Ends the command with status 2 where there is none."""
    try:
        return load(root, date=date, jobs=jobs, use_cache=use_cache)
    except NotAProjectError:
        raise click.UsageError(f"There is no {SETTINGS} in {root}.") from None


def where_problems(error: WhereError) -> str:
    """What is wrong with a choice of cases, each problem at its column."""
    return as_text(
        Diagnostic("--where", 1, each.column + 1, each.code, Severity.ERROR, each.arguments) for each in error.problems
    ).rstrip("\n")
