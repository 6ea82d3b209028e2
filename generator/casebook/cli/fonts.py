"""`casebook fonts`: what the languages of the programme need to be set in print, and how to get it."""

from __future__ import annotations

from pathlib import Path

import click

from casebook.catalogue.fonts import fetch_fonts, find_fonts
from casebook.cli.options import open_root, project_option
from casebook.project.settings import read_programme


@click.command()
@project_option
@click.option("--fetch", is_flag=True, help="Fetch what is missing into your own folder of fonts.")
def fonts(root: Path, *, fetch: bool) -> None:
    """Say which typefaces are there for the casebook's languages, and what is missing."""
    programme, _ = read_programme(open_root(root))
    languages = programme.languages if programme else ("en",)
    found = find_fonts(languages)
    if found.missing and fetch:
        for line in fetch_fonts(found.missing):
            click.echo(line)
        found = find_fonts(languages)
    for language, faces in sorted(found.faces.items()):
        click.echo(f"{language}: {', '.join(faces)}")
    for language, advice in sorted(found.missing.items()):
        click.echo(f"{language}: missing. {advice}")
    if found.missing:
        raise SystemExit(1)
