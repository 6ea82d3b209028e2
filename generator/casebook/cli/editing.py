"""`casebook fmt`, `rename` and `translate-status`: help for those who edit case files."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from casebook.intake.translating import ToTranslate

ID = re.compile(r"[a-z0-9-]{3,64}\Z")


@click.command()
@project_option
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say which files are not in the house form.")
def fmt(root: Path, files: tuple[Path, ...], *, only_check: bool) -> None:
    """Put case files (FILES, or all) into the house form, without changing a value or a comment."""
    from casebook.intake.house_form import house_form
    from casebook.model.case import Case
    from casebook.project.files import find_case_files
    from casebook.staging import write_whole

    root = open_root(root)
    wanted = files or tuple(root / path for path in find_case_files(root).paths)
    changed, left = [], []
    for file in wanted:
        text = file.read_bytes().decode("utf-8", "replace")
        made = house_form(text, tuple(Case.model_fields))
        if made is None:
            left.append(file.name)
        elif made != text:
            changed.append(file.name)
            if not only_check:
                write_whole(file, made.encode("utf-8"))
    for name in left:
        click.echo(f"{name}: left alone; casebook check says what is wrong with it", err=True)
    for name in changed:
        click.echo(f"{name}: {'not in the house form' if only_check else 'formatted'}")
    click.echo(f"{len(wanted) - len(changed) - len(left)} of {len(wanted)} files were in the house form.")
    if left or (only_check and changed):
        raise SystemExit(1)


@click.command()
@project_option
@date_option
@click.argument("old")
@click.argument("new")
def rename(root: Path, date: dt.date | None, old: str, new: str) -> None:
    """Give the case OLD the id NEW; its old address leads to the new one for ever."""
    from casebook.intake.renaming import RenameError, plan_renaming, write_renaming
    from casebook.office.files import NotFoundError, entry_of

    root = open_root(root)
    if not ID.match(new):
        raise click.UsageError(f"“{new}” cannot be an id: 3 to 64 of a–z, 0–9 and hyphen.")
    casebook = open_casebook(root, date=today(root, date), jobs=None)
    try:
        plan = plan_renaming(casebook, entry_of(casebook, old), new)
    except (RenameError, NotFoundError) as error:
        raise click.UsageError(str(error)) from None
    write_renaming(root, plan)
    for change in plan.changes:
        click.echo(f"{change.path}: {'changed' if change.before is not None else 'written'}")
    for place in plan.named_in:
        click.echo(f"{place}: still names {old}; change it by hand if the case is meant")


@click.command("translate-status")
@project_option
@date_option
@jobs_option
@click.option("--language", help="One language alone.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="An Excel sheet for a translator.")
def translate_status(
    root: Path, date: dt.date | None, jobs: int | None, language: str | None, out: Path | None
) -> None:
    """List what is not translated, and what is older than its source; with --out as a sheet for a translator."""
    from casebook.intake.translating import render_sheet, to_translate
    from casebook.labels.catalogue import labels
    from casebook.staging import write_whole

    root = open_root(root)
    day = today(root, date)
    casebook = open_casebook(root, date=day, jobs=jobs)
    if language is not None and language not in casebook.programme.languages:
        raise click.UsageError(f"casebook.yml offers {', '.join(casebook.programme.languages)}, not {language}.")
    texts = to_translate(casebook, language=language)
    if out is not None:
        words = labels("office", language or casebook.programme.language)
        keep_off_the_site(root, out)
        write_whole(out, render_sheet(texts, words, day=day))
        click.echo(f"{out}: {len(texts)} texts; fill in the column “{words('translate_target')}” and import the file")
        return
    for (case, tongue), group in _grouped(texts).items():
        click.echo(f"{case} → {tongue}: " + ", ".join(f"{number} {state}" for state, number in sorted(group.items())))
    click.echo(f"{len({each.case for each in texts})} of {len(casebook.cases)} cases have texts to translate.")


def _grouped(texts: Iterable[ToTranslate]) -> dict[tuple[str, str], Counter[str]]:
    groups: dict[tuple[str, str], Counter[str]] = {}
    for each in texts:
        groups.setdefault((each.case, each.language), Counter())[each.state] += 1
    return groups
