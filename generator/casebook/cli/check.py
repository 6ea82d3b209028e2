"""`casebook check`: every problem of every file, in one run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from casebook.cli.options import date_option, jobs_option, open_casebook, open_root, project_option, today
from casebook.diagnostics.report import as_github, as_json, as_text, summary
from casebook.diagnostics.values import Severity

_REPORTS = {"text": as_text, "json": as_json, "github": as_github}


@click.command()
@project_option
@date_option
@jobs_option
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option(
    "--format", "form", type=click.Choice(sorted(_REPORTS)), default="text", show_default=True, help="How to report."
)
@click.option("--no-cache", is_flag=True, help="Read every file again, changed or not.")
@click.argument("paths", nargs=-1)
def check(
    root: Path,
    date: dt.date | None,
    jobs: int | None,
    *,
    strict: bool,
    form: str,
    no_cache: bool,
    paths: tuple[str, ...],
) -> None:
    """Check every file of the casebook and report every problem with its place.

    Name files (cases/2019/foo.yml) to see only their problems; all the same everything is checked.
    """
    root = open_root(root)
    casebook = open_casebook(root, date=today(root, date), jobs=jobs, use_cache=not no_cache)
    wanted = {path.replace("\\", "/").removeprefix("./") for path in paths}
    found = [each for each in casebook.diagnostics if not wanted or each.path in wanted]
    click.echo(_REPORTS[form](found), nl=False)
    if form == "text":
        click.echo(summary(found, len(casebook.cases)))
    if any(each.severity is Severity.ERROR or strict for each in found):
        raise SystemExit(1)
