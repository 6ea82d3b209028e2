"""`casebook build` and `casebook serve`: the site with its catalogues, once, or again at each change."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casebook.cli.options import date_option, jobs_option, open_root, project_option, today
from casebook.diagnostics.report import as_text, summary

if TYPE_CHECKING:
    from casebook.catalogue.made import MadeCatalogue


@click.command()
@project_option
@date_option
@jobs_option
@click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
@click.option("--keep-going", is_flag=True, help="Leave faulty cases out instead of stopping.")
@click.option(
    "--no-catalogues", is_flag=True, help="Build the site alone; catalogues that are still right stay linked."
)
def build(
    root: Path, date: dt.date | None, jobs: int | None, *, strict: bool, keep_going: bool, no_catalogues: bool
) -> None:
    """Check the files, then write the site and the catalogues to site/."""
    from casebook.build import BuildError, build_all

    root = open_root(root)
    try:
        report = build_all(
            root,
            date=today(root, date),
            jobs=jobs,
            strict=strict,
            keep_going=keep_going,
            with_catalogues=not no_catalogues,
        )
    except BuildError as error:
        click.echo(as_text(error.diagnostics), err=True, nl=False)
        click.echo(f"{error} The last site was left as it was.", err=True)
        raise SystemExit(1) from None
    click.echo(as_text(report.diagnostics), err=True, nl=False)
    click.echo(summary(report.diagnostics, report.cases))
    for made in report.catalogues:
        files = " to ".join(dict.fromkeys(path.name for path in (made.files[0], made.files[-1])))
        click.echo(f"site/catalogues/{files}: {made.cases} cases on {made.pages} pages{_longer(made)}")
    if report.left_out:
        click.echo(f"Left out for their errors: {', '.join(report.left_out)}")
    click.echo(f"site/index.html: {report.published} cases published, {report.withheld} held back")


def _longer(made: MadeCatalogue) -> str:
    """Which cases take more than their two pages; nothing of them is cut."""
    if not made.long_cases:
        return ""
    return "; longer than two pages: " + ", ".join(f"{each.id} ({each.pages})" for each in made.long_cases)


@click.command()
@project_option
@date_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
def serve(root: Path, date: dt.date | None, address: str) -> None:
    """Show the site while it is written: an edited case appears at once, an error on the page itself."""
    from casebook.site.serve import serve_site

    root = open_root(root)
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise click.UsageError(f"“{address}” is not an address; write it as 127.0.0.1:8000")
    serve_site(root, date=today(root, date), host=host, port=int(port), say=click.echo)
