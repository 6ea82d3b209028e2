"""Commands to begin with: a new casebook, a blank case, schemas for editors, lifting an older format."""

from __future__ import annotations

import re
from pathlib import Path

import click

from casebook.cli.options import open_root, project_option
from casebook.model.scalars import IDENTIFIER
from casebook.project.settings import read_programme
from casebook.staging import WORK


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new casebook in FOLDER: settings, pages and three example cases, ready to build."""
    from casebook.scaffold.example import ExistsError, write_example

    try:
        written = write_example(folder)
    except ExistsError as error:
        raise click.UsageError(str(error)) from None
    _write_schemas(folder)
    click.echo(f"{folder}: {written} files written. Next: cd {folder}, then casebook build.")


@click.command()
@project_option
@click.argument("title")
@click.option("--edition", help="The edition's folder (default: the newest edition).")
@click.option("--id", "case_id", help="The id (default: made from the title).")
@click.option("--language", help="The language of the case (default: the programme's first).")
def new(root: Path, title: str, edition: str | None, case_id: str | None, language: str | None) -> None:
    """Write a blank case for TITLE, with a comment on every key."""
    from casebook.scaffold.blank import blank_case, id_from_title

    root = open_root(root)
    programme, _ = read_programme(root)
    if programme is None:
        raise click.UsageError("casebook.yml cannot be read; run casebook check.")
    folder = edition or (programme.editions[-1].code if programme.editions else "")
    if not folder:
        raise click.UsageError("casebook.yml has no edition yet: add one, or name the folder with --edition.")
    name = case_id or id_from_title(title)
    if not name:
        raise click.UsageError("No id can be made from this title; give one of 3 to 64 a–z, 0–9 and hyphens with --id.")
    if not re.fullmatch(IDENTIFIER, name) or Path(folder).name != folder or folder in {".", ".."}:
        rule = "an id has 3 to 64 a–z, 0–9 and hyphens, an edition is one folder"
        raise click.UsageError(f"cases/{folder}/{name}.yml cannot be a case: {rule}.")
    if any(root.glob(f"cases/*/{name}.yml")):
        raise click.UsageError(f"The id “{name}” is taken; give another with --id.")
    file = root / "cases" / folder / f"{name}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        blank_case(programme, title, language or programme.language, edition=folder), encoding="utf-8", newline="\n"
    )
    _write_schemas(root)
    click.echo(f"cases/{folder}/{name}.yml written, as a draft. Its pictures belong in cases/{folder}/{name}/.")


def _write_schemas(root: Path) -> None:
    """Write the schemas to which a blank case points, so that editors complete it from the first line."""
    from casebook.scaffold.schema import write_schemas

    programme, _ = read_programme(root)
    if programme is not None:
        write_schemas(programme, root / WORK / "schema")


@click.command()
@project_option
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where to write them (default: .casebook/schema)."
)
def schema(root: Path, out: Path | None) -> None:
    """Write JSON Schemas by which editors complete and check the files."""
    from casebook.scaffold.schema import write_schemas

    root = open_root(root)
    programme, _ = read_programme(root)
    if programme is None:
        raise click.UsageError("casebook.yml cannot be read; run casebook check.")
    for file in write_schemas(programme, out or root / WORK / "schema"):
        click.echo(str(file.relative_to(root)) if file.is_relative_to(root) else str(file))


@click.command()
@project_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def migrate(root: Path, *, dry_run: bool) -> None:
    """Lift an older casebook to the format that this Casebook reads; the old files are kept beside it."""
    from casebook.scaffold.migrate import migrate_project

    report = migrate_project(open_root(root), dry_run=dry_run)
    for line in report.lines:
        click.echo(line)
    if report.failed:
        raise SystemExit(1)
