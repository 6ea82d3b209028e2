"""`casebook fit`: by how many lines each case is over or under its pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from casebook.cli.options import date_option, jobs_option, open_casebook, open_root, project_option, today
from casebook.diagnostics.report import as_text as as_report


@click.command()
@project_option
@date_option
@jobs_option
@click.option(
    "--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True, help="How to report."
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
def fit(root: Path, date: dt.date | None, jobs: int | None, *, form: str, names: tuple[str, ...]) -> None:
    """Say how the cases of these catalogues, or of all, fit their two pages.

    For each case: by how many lines it is over or how many more would fit, in which section the room ends, its
    characters and how many would fill the room, and what was tightened. Nothing is printed. A case that fits at no
    step ends the command with status 1, unless its catalogue lets cases flow over.
    """
    from casebook.catalogue.compiler import CatalogueError
    from casebook.catalogue.fit_report import as_json, as_text, fit_catalogues

    root = open_root(root)
    day = today(root, date)
    casebook = open_casebook(root, date=day, jobs=jobs)
    known = casebook.programme.catalogues
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"casebook.yml has no catalogue “{unknown[0]}”; it has {', '.join(known) or 'none'}.")
    if casebook.errors:
        click.echo(as_report(casebook.errors), err=True, nl=False)
        raise click.ClickException("Nothing was fitted, because of the errors above.")
    try:
        found = fit_catalogues(casebook, names, date=day, jobs=jobs)
    except CatalogueError as error:
        click.echo(as_report(error.diagnostics), err=True, nl=False)
        raise click.ClickException(str(error)) from None
    click.echo(as_json(found) if form == "json" else as_text(found), nl=False)
    if not all(each.passes for each in found):
        raise SystemExit(1)
