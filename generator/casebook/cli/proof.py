"""`casebook proof`: the pages of one case as they would be printed, drafts too."""

from __future__ import annotations

import datetime as dt
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casebook.cli.options import date_option, keep_off_the_site, open_root, project_option, today
from casebook.diagnostics.report import as_text
from casebook.model.formats import FORMATS
from casebook.watching import PROMPT, Seen, seen, until_saved

if TYPE_CHECKING:
    from casebook.catalogue.proof import Proof, Proofreader


@click.command()
@project_option
@date_option
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="book-a4", show_default=True)
@click.option("--language", metavar="TAG", help="The language of its readers (default: the case's own).")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder the files are written to (default: .casebook/proofs); never under site/.",
)
@click.option("--watch", is_flag=True, help="Go on, and make the proof again whenever a file is saved.")
@click.argument("case", metavar="ID")
def proof(
    root: Path, date: dt.date | None, *, form: str, language: str | None, out: Path | None, watch: bool, case: str
) -> None:
    """Set the pages of the case ID as PDF and PNG, marked as a draft, whatever its status.

    Problems in its file are shown; what can be read of it is set all the same.
    """
    from casebook.catalogue.proof import PROOFS, Proofreader

    root = open_root(root)
    out = (out or root / PROOFS).resolve()
    keep_off_the_site(root, out)
    paths = sorted(root.glob(f"cases/*/{case}.yml"))
    if not paths:
        raise click.UsageError(f"There is no case “{case}” under cases/.")
    reader = Proofreader(root, case, form, language or "", out)
    look = partial(_seen, root, paths[0])
    before = look()
    sound = _proof(reader, today(root, date))
    while watch:
        # What is saved while a proof is made is seen after it.
        before = until_saved(look, before, PROMPT)
        _proof(reader, today(root, date))
    if not sound:
        raise SystemExit(1)


def _proof(reader: Proofreader, day: dt.date) -> bool:
    """Make the proof once and say how it went; False where the case could not be set or its file has errors."""
    from casebook.catalogue.compiler import CatalogueError
    from casebook.project.load import load_case

    start = time.perf_counter()
    casebook = load_case(reader.root, reader.case, date=day)
    click.echo(as_text(casebook.diagnostics), err=True, nl=False)
    if not casebook.cases:
        click.echo("The case cannot be read, because of the errors above.", err=True)
        return False
    if not reader.language:
        own = casebook.cases[0].case.language
        reader.language = own if own in casebook.programme.languages else casebook.programme.language
    try:
        made = reader.proof(casebook, date=day)
    except CatalogueError as error:
        click.echo(as_text(error.diagnostics) + str(error), err=True)
        return False
    for path in made.files:
        click.echo(str(path))
    click.echo(f"  {_said(made)} ({time.perf_counter() - start:.1f} s)")
    return not casebook.errors


def _said(made: Proof) -> str:
    """How the case fits."""
    from casebook.catalogue.fit import LADDER, STANDARD
    from casebook.catalogue.measuring import line_count

    pages = len(made.files) - 1
    said = f"{pages} page{'s' if pages != 1 else ''}"
    if made.room is None:
        return said
    lines = made.room.lines_over
    by = f"over by {line_count(lines)}, in {made.room.section}" if lines > 0 else f"room for {line_count(-lines)} more"
    if made.fit.flows:
        return f"{said}; {by}; too long for two pages, however tightly set"
    step = LADDER[made.fit.step]
    tight = f"; set with pictures at {step.picture:.0%}, {step.size} pt on {step.line} pt"
    return f"{said}; {by}{tight if made.fit.step > STANDARD else ''}"


def _seen(root: Path, case: Path) -> Seen:
    """The files that the proof depends on."""
    return seen(root, ("casebook.yml", "organisations.yml", "templates/print", str(case), str(case.with_suffix(""))))
