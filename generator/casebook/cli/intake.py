"""`casebook import`: forms that companies filled in, tables that somebody has, and exports that come back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from casebook.cli.options import open_casebook, open_root, project_option, today
from casebook.diagnostics.report import as_text


@click.command("import")
@project_option
@click.argument("source", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--map", "mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The mapping of a table: which column goes where. What casebook export wrote needs none.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Tables: write case files that are already there anew.")
@click.option("--dry-run", is_flag=True, help="Show what would be changed, and write nothing.")
@click.option("--draft", is_flag=True, help="Forms: write those with errors too, as drafts.")
@click.option("--update", is_flag=True, help="Forms and tables: change in case files that are there what differs.")
@click.option("--reply", is_flag=True, help="Forms: write beside each what to mail back.")
def import_(
    root: Path, source: tuple[Path, ...], mapping: Path | None,
    *, overwrite: bool, dry_run: bool, draft: bool, update: bool, reply: bool,
) -> None:  # fmt: skip
    """Write case files from SOURCE: forms or folders of them, a table with a mapping, or an export that comes back."""
    root = open_root(root)
    only = source[0] if len(source) == 1 and source[0].is_file() else None
    if mapping is not None:
        if only is None:
            raise click.UsageError("A mapping goes with one table.")
        from casebook.intake.office_lists import is_list_mapping

        if is_list_mapping(mapping):
            _import_list(root, only, mapping, dry_run=dry_run)
            return
        _import_table(root, only, mapping, overwrite=overwrite, update=update, dry_run=dry_run)
        return
    from casebook.intake.exported import is_export

    if only is not None and is_export(only):
        _take_back(root, only, dry_run=dry_run)
        return
    from casebook.intake.translating import is_sheet

    if only is not None and is_sheet(only):
        _take_translations(root, only, dry_run=dry_run)
        return
    from casebook.cli.forms import import_forms

    if not import_forms(root, source, draft=draft, update=update, reply=reply, dry_run=dry_run):
        raise SystemExit(1)


def _import_table(root: Path, file: Path, mapping: Path, *, overwrite: bool, update: bool, dry_run: bool) -> None:
    from casebook.intake.bulk import import_table

    hidden = not sys.stderr.isatty()
    with click.progressbar(length=1, label=file.name, file=sys.stderr, show_pos=True, hidden=hidden) as bar:

        def done(number: int, total: int) -> None:
            bar.length = total
            bar.update(number - bar.pos)

        report = import_table(root, file, mapping, overwrite=overwrite, update=update, dry_run=dry_run, done=done)
    click.echo(as_text(report.diagnostics), err=True, nl=False)
    for line in report.lines:
        click.echo(line)
    if not report.complete:
        raise SystemExit(1)


def _take_back(root: Path, file: Path, *, dry_run: bool) -> None:
    from casebook.intake.changes import render_diff, write_changes
    from casebook.intake.taking_back import plan_taking_back

    plan = plan_taking_back(root, file)
    click.echo(as_text(plan.diagnostics), err=True, nl=False)
    if dry_run:
        click.echo(render_diff(plan.changes), nl=False)
    else:
        write_changes(root, plan.changes)
    new = sum(change.before is None for change in plan.changes)
    said = "would be changed" if dry_run else "changed"
    click.echo(f"{len(plan.changes) - new} case files {said}, {new} new, {plan.unchanged} as they were.")
    if not plan.sound:
        raise SystemExit(1)


def _take_translations(root: Path, file: Path, *, dry_run: bool) -> None:
    from casebook.intake.changes import render_diff, write_changes
    from casebook.intake.translating import plan_translations

    changes, found = plan_translations(open_casebook(root, date=today(root, None), jobs=None), file)
    click.echo(as_text(found), err=True, nl=False)
    if dry_run:
        click.echo(render_diff(changes), nl=False)
    else:
        write_changes(root, changes)
    click.echo(f"{len(changes)} case files {'would be changed' if dry_run else 'changed'}.")
    if found:
        raise SystemExit(1)


def _import_list(root: Path, file: Path, mapping: Path, *, dry_run: bool) -> None:
    from casebook.intake.changes import render_diff, write_changes
    from casebook.intake.office_lists import plan_list, sound

    plan = plan_list(root, file, mapping)
    click.echo(as_text(plan.diagnostics), err=True, nl=False)
    if dry_run:
        click.echo(render_diff(plan.changes), nl=False)
    elif sound(plan):
        write_changes(root, plan.changes)
    for line in plan.lines:
        click.echo(line)
    if not sound(plan):
        raise SystemExit(1)
