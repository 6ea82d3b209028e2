"""`casebook import`: tables of cases that somebody has, through a mapping, and exports that come back."""

from __future__ import annotations

from pathlib import Path

import click

from casebook.cli.options import open_root, project_option
from casebook.diagnostics.report import as_text


@click.command("import")
@project_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map", "mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The mapping: which column goes where. What casebook export wrote needs none.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Write over case files that are already there.")
@click.option("--dry-run", is_flag=True, help="Show what an export that came back would change, and write nothing.")
def import_(root: Path, file: Path, mapping: Path | None, *, overwrite: bool, dry_run: bool) -> None:
    """Write case files from FILE: a table with a mapping, or an export with changes in it."""
    root = open_root(root)
    if mapping is not None:
        if dry_run:
            raise click.UsageError("--dry-run is for exports that come back; a table with a mapping makes new files.")
        _import_table(root, file, mapping, overwrite=overwrite)
        return
    from casebook.intake.exported import is_export

    if not is_export(file):
        raise click.UsageError(f"{file.name} is no export of Casebook; name a mapping with --map.")
    _take_back(root, file, dry_run=dry_run)


def _import_table(root: Path, file: Path, mapping: Path, *, overwrite: bool) -> None:
    from casebook.intake.bulk import import_table

    report = import_table(root, file, mapping, overwrite=overwrite)
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
