"""`casebook fonts`: what the languages of the programme need to be set in print, and how to get it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casebook.cli.options import open_root, project_option
from casebook.project.settings import read_programme

if TYPE_CHECKING:
    from casebook.catalogue.fonts import FontSet


@click.command()
@project_option
@click.option("--fetch", is_flag=True, help="Fetch what is missing into your own folder of fonts (needs npm).")
def fonts(root: Path, *, fetch: bool) -> None:
    """Say which typefaces are there for the casebook's languages, and what is missing."""
    from casebook.catalogue.fonts import fetch_fonts, find_fonts, how_to_get

    programme, _ = read_programme(open_root(root))
    languages = programme.languages if programme else ("en",)
    found = find_fonts()
    if (missing := found.missing(languages)) and fetch:
        try:
            for path in fetch_fonts(missing):
                click.echo(f"fetched {path.name}")
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise click.ClickException(f"npm could not fetch them: {error}") from None
        found = find_fonts()
    for language in languages:
        click.echo(f"{language}: {_families(found, language)}")
    if missing := found.missing(languages):
        click.echo(how_to_get(missing), err=True)
        raise SystemExit(1)


def _families(found: FontSet, language: str) -> str:
    from casebook.catalogue.fonts import REGIONS

    if found.missing((language,)):
        return "missing"
    region = REGIONS.get(language, "")
    return ", ".join(sorted({face.family for face in found.faces if face.region in {"", region}}))
