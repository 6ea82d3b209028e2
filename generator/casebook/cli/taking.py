"""`casebook take`: cases of another casebook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from casebook.cli.options import date_option, open_root, project_option, today, where_problems
from casebook.diagnostics.report import as_text
from casebook.diagnostics.values import Severity


@click.command()
@project_option
@date_option
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--where", help="Which cases, in the source's terms: region = kansai and stage >= on-sale.")
@click.option("--edition", help="Put all of them into this edition of yours.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
def take(
    root: Path, date: dt.date | None, source: Path, where: str | None, edition: str | None, *, dry_run: bool
) -> None:
    """Bring cases from SOURCE, another casebook's folder or an archive of it, into this casebook."""
    import zipfile

    from casebook.intake.take import plan_take, write_take
    from casebook.intake.take_source import opened, read_take_source
    from casebook.project.load import NotAProjectError
    from casebook.project.settings import read_organisations, read_programme
    from casebook.publication.selection import WhereError

    root = open_root(root)
    day = today(root, date)
    programme, problems = read_programme(root)
    if programme is None:
        click.echo(as_text(problems), err=True, nl=False)
        raise SystemExit(1)
    if edition is not None and programme.edition(edition) is None:
        raise click.UsageError(f"casebook.yml has no edition {edition}.")
    registry, _ = read_organisations(root, programme)
    try:
        with opened(source) as folder:
            offered = read_take_source(folder, where=where, date=day)
    except WhereError as error:
        raise click.UsageError(where_problems(error)) from None
    except (NotAProjectError, zipfile.BadZipFile):
        raise click.UsageError(f"{source} is neither a casebook's folder nor an archive of one.") from None
    plan = plan_take(root, offered, programme, registry, date=day, edition=edition)
    click.echo(as_text(sorted(plan.diagnostics)), err=True, nl=False)
    if not dry_run:
        write_take(root, plan)
    said = "would be " if dry_run else ""
    click.echo(
        f"From {offered.title}: {len(plan.fresh)} cases {said}taken, {len(plan.updated)} {said}updated, "
        f"{len(plan.same)} as they were."
    )
    if any(each.severity is Severity.ERROR for each in plan.diagnostics):
        raise SystemExit(1)
