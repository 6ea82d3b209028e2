"""`casebook progress`, `mark` and `approve`: the office's year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NoReturn

import click

from casebook.cli.options import (
    date_option,
    jobs_option,
    keep_off_the_site,
    open_casebook,
    open_root,
    project_option,
    today,
)
from casebook.diagnostics.report import as_text

STEPS = ("sent", "returned", "proof")


@click.command()
@project_option
@date_option
@jobs_option
@click.option("--edition", help="One edition's cases alone.")
@click.option("--format", "kind", type=click.Choice(["text", "html", "xlsx"]), default="text", show_default=True)
@click.option("--language", help="The board's language (default: the programme's first).")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to (default: the terminal, or progress.FORMAT).",
)
def progress(
    root: Path,
    date: dt.date | None,
    jobs: int | None,
    edition: str | None,
    kind: str,
    language: str | None,
    out: Path | None,
) -> None:
    """Show how far every expected case has come, the late ones first."""
    from casebook.labels.catalogue import labels
    from casebook.office.board import board
    from casebook.office.files import read_office
    from casebook.office.show_board import render_html, render_text, render_xlsx
    from casebook.staging import write_whole

    root = open_root(root)
    day = today(root, date)
    casebook = open_casebook(root, date=day, jobs=jobs)
    office, found = read_office(root)
    words = labels("office", language or casebook.programme.language)
    lines = board(casebook, office, date=day, edition=edition)
    title = f"{words('board_heading')} {edition or ''} {day.isoformat()}".replace("  ", " ")
    if kind == "text" and out is None:
        click.echo(render_text(lines, words), nl=False)
    else:
        target = out or Path(f"progress.{'txt' if kind == 'text' else kind}")
        keep_off_the_site(root, target)
        made = {
            "text": lambda: render_text(lines, words).encode("utf-8"),
            "html": lambda: render_html(lines, words, title=title, language=words.language).encode("utf-8"),
            "xlsx": lambda: render_xlsx(lines, words, title=title, day=day),
        }
        write_whole(target, made[kind]())
        click.echo(f"{target}: {len(lines)} cases")
    click.echo(as_text(found), err=True, nl=False)
    if found:
        raise SystemExit(1)


@click.command()
@project_option
@date_option
@jobs_option
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option(
    "--step", type=click.Choice(STEPS), required=True, help="What was done: form sent, form returned, proof sent."
)
@click.option("--edition", help="The edition of cases that have no file yet.")
def mark(
    root: Path, date: dt.date | None, jobs: int | None, ids: tuple[str, ...], step: str, edition: str | None
) -> None:
    """Note in office.yml that a form or a proof was sent, or a form came back."""
    from casebook.intake.changes import write_changes
    from casebook.office.files import NotFoundError, edition_of, plan_mark, read_office

    root = open_root(root)
    day = today(root, date)
    casebook = open_casebook(root, date=day, jobs=jobs)
    for case_id in ids:
        office, found = read_office(root)
        if found:
            click.echo(as_text(found), err=True, nl=False)
            raise SystemExit(1)
        try:
            change = plan_mark(root, office, case_id, edition_of(casebook, office, case_id, edition), step, day)
        except NotFoundError as error:
            _refuse(error)
        if change is None:
            raise click.ClickException(
                "office.yml cannot be changed by machine; mend what casebook progress says of it."
            )
        write_changes(root, [change])
        click.echo(f"office.yml: {case_id}, {step} {day.isoformat()}")


@click.command()
@project_option
@date_option
@jobs_option
@click.argument("case_id", metavar="ID")
@click.option("--by", required=True, metavar="ORGANISATION", help="Who approved: the id of a member of the consortium.")
def approve(root: Path, date: dt.date | None, jobs: int | None, case_id: str, by: str) -> None:
    """Write into the case that an organisation has approved its present text; --date says when."""
    from casebook.intake.changes import write_changes
    from casebook.office.approvals import plan_approval
    from casebook.office.files import NotFoundError, entry_of

    root = open_root(root)
    day = today(root, date)
    casebook = open_casebook(root, date=day, jobs=jobs)
    try:
        entry = entry_of(casebook, case_id)
        changes = plan_approval(casebook, entry, by=by, date=day)
    except NotFoundError as error:
        _refuse(error)
    write_changes(root, changes)
    click.echo(f"{entry.path}: approved by {by} on {day.isoformat()}")


@click.command("proof-pack")
@project_option
@date_option
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--format", "form", default="book-a4", show_default=True, help="The format of the printed page.")
@click.option("--language", help="The company's language (default: the case's).")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder (default: proof-packs).")
@click.option("--zip", "as_zip", is_flag=True, help="One ZIP file a case instead of a folder.")
def proof_pack(
    root: Path,
    date: dt.date | None,
    ids: tuple[str, ...],
    *,
    form: str,
    language: str | None,
    out: Path | None,
    as_zip: bool,
) -> None:
    """Make for each case what its company needs to approve it: printed page, web page, and a sheet to sign."""
    from casebook.catalogue.compiler import CatalogueError
    from casebook.model.formats import FORMATS
    from casebook.office.files import NotFoundError, entry_of
    from casebook.office.proof_pack import make_pack, pack_folder
    from casebook.office.web_page import find_browser
    from casebook.site.errors import SiteError
    from casebook.staging import write_whole
    from casebook.zips import zipped

    root = open_root(root)
    if form not in FORMATS:
        raise click.UsageError(f"“{form}” is no format; there are {', '.join(sorted(FORMATS))}.")
    day = today(root, date)
    casebook = open_casebook(root, date=day, jobs=None)
    folder = out or pack_folder(root)
    keep_off_the_site(root, folder / "pack")
    browser = find_browser()
    for case_id in ids:
        try:
            entry = entry_of(casebook, case_id)
            pack = make_pack(casebook, entry, date=day, form=form, language=language, browser=browser)
        except NotFoundError as error:
            _refuse(error)
        except (CatalogueError, SiteError, OSError) as error:
            raise click.ClickException(f"{case_id}: {error}") from None
        if as_zip:
            write_whole(folder / f"{case_id}.zip", zipped(sorted(pack.files.items())))
        else:
            for name, content in pack.files.items():
                write_whole(folder / case_id / name, content)
        click.echo(f"{folder / case_id}{'.zip' if as_zip else '/'}: {', '.join(sorted(pack.files))}")
        for reason in pack.without:
            click.echo(f"{case_id}: without {reason}", err=True)


def _refuse(error: Exception) -> NoReturn:
    raise click.UsageError(str(error)) from None
