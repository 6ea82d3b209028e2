"""`casebook export` and `casebook archive`: data for others, and an edition for the shelf."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from casebook.cli.options import (
    date_option,
    jobs_option,
    keep_off_the_site,
    open_casebook,
    open_root,
    project_option,
    today,
    where_problems,
)
from casebook.diagnostics.report import as_text

FORMATS = ("json", "jsonl", "csv", "xlsx", "jsonld", "datapackage")
ZIPPED = {"csv", "datapackage"}


@click.command()
@project_option
@date_option
@jobs_option
@click.option("--where", help="Which cases, as in casebook.yml: region = kansai and stage >= on-sale.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    default="xlsx",
    show_default=True,
    help="csv and datapackage: a ZIP.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write (default: cases.FORMAT)."
)
def export(root: Path, date: dt.date | None, jobs: int | None, where: str | None, kind: str, out: Path | None) -> None:
    """Write published cases as data, for as much as the channel data may show."""
    from casebook.exports.write import render_export
    from casebook.publication.gate import publish
    from casebook.publication.selection import WhereError, select
    from casebook.staging import write_whole

    root = open_root(root)
    day = today(root, date)
    casebook = open_casebook(root, date=day, jobs=jobs)
    published = publish(casebook, channels={"data"}, date=day)
    try:
        chosen = select(published, where)
    except WhereError as error:
        raise click.UsageError(where_problems(error)) from None
    target = out or Path(f"cases-{kind}.zip" if kind in ZIPPED else f"cases.{kind}")
    keep_off_the_site(root, target)
    write_whole(target, render_export(replace(published, cases=chosen), kind))
    click.echo(as_text(casebook.errors), err=True, nl=False)
    click.echo(f"{target}: {len(chosen)} cases")
    if casebook.errors:
        raise SystemExit(1)


@click.command()
@project_option
@date_option
@jobs_option
@click.argument("edition")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write (default: EDITION.zip)."
)
def archive(root: Path, date: dt.date | None, jobs: int | None, edition: str, out: Path | None) -> None:
    """Put everything that EDITION was made from and made into in one ZIP file, with checksums."""
    from casebook.exports.archive import edition_archive
    from casebook.publication.gate import publish
    from casebook.staging import write_whole

    root = open_root(root)
    day = today(root, date)
    casebook = open_casebook(root, date=day, jobs=jobs)
    known = sorted({code for entry in casebook.cases for code in entry.editions})
    if edition not in known:
        raise click.UsageError(f"There is no case of the edition {edition}; there are {', '.join(known) or 'none'}.")
    target = out or Path(f"{edition}.zip")
    keep_off_the_site(root, target)
    content = edition_archive(casebook, publish(casebook, channels={"data"}, date=day), edition)
    write_whole(target, content)
    click.echo(f"{target}: {len(content):,} bytes")
