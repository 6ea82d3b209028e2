"""`casebook translated`: notes that a translation is of the present original."""

from __future__ import annotations

from pathlib import Path

import click

from casebook.cli.options import open_root, project_option
from casebook.diagnostics.nearest import nearest


@click.command()
@project_option
@click.argument("case_id", metavar="ID")
@click.option("--language", "languages", multiple=True, help="Only this translation, as ja; may be repeated.")
@click.option("--key", "keys", multiple=True, help="Only this text, as title or results; may be repeated.")
def translated(root: Path, case_id: str, languages: tuple[str, ...], keys: tuple[str, ...]) -> None:
    """Note that the translations of the case ID are of its present texts.

    Their hashes are written into the case file, under `of`; nothing else in it changes. When a text is changed later,
    casebook check names each translation that it left behind.
    """
    from casebook.rules.translations import TRANSLATED
    from casebook.scaffold.translated import NotNotedError, write_noted

    root = open_root(root)
    if unknown := [key for key in keys if key not in TRANSLATED]:
        raise click.UsageError(f"There is no text {unknown[0]} in a case; there are {', '.join(TRANSLATED)}.")
    path = _case_file(root, case_id)
    try:
        noted = write_noted(root, path, languages, keys)
    except NotNotedError as error:
        click.echo(str(error))
        raise SystemExit(1) from None
    for language, changed in noted.keys.items():
        click.echo(f"{path}: {language}: {', '.join(changed)}")
    if not noted.keys:
        click.echo(f"{path}: every hash is that of the present text; nothing was changed.")


def _case_file(root: Path, case_id: str) -> str:
    """The path of a case's file. Ends the command with status 2 where there is none."""
    files = {file.stem: file.relative_to(root).as_posix() for file in sorted(root.glob("cases/*/*.yml"))}
    if case_id not in files:
        near = nearest(case_id, files)
        raise click.UsageError(f"There is no case {case_id}." + (f" Did you mean {near}?" if near else ""))
    return files[case_id]
