"""`casebook import`: tables of cases that somebody already has, through a mapping, to case files."""

from __future__ import annotations

from pathlib import Path

import click

from casebook.cli.options import open_root, project_option
from casebook.diagnostics.report import as_text


@click.command("import")
@project_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map", "mapping", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The mapping: which column goes where.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Write over case files that are already there.")
def import_(root: Path, file: Path, mapping: Path, *, overwrite: bool) -> None:
    """Write a case file for each record of FILE (.jsonl or .csv)."""
    from casebook.intake.bulk import import_table

    report = import_table(open_root(root), file, mapping, overwrite=overwrite)
    click.echo(as_text(report.diagnostics), err=True, nl=False)
    for line in report.lines:
        click.echo(line)
    if not report.complete:
        raise SystemExit(1)
