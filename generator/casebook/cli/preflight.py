"""`casebook preflight`: what a printer would send a file back for."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True, help="How to report."
)
@click.option("--ink", default=300, show_default=True, type=click.IntRange(100, 400), help="The most ink, per cent.")
@click.option("--resolution", default=300, show_default=True, type=click.IntRange(1), help="Pixels an inch wanted.")
@click.option("--text", "smallest", default=6.0, show_default=True, help="The smallest text, in points.")
@click.option("--line", default=0.25, show_default=True, help="The thinnest line, in points.")
@click.option("--pages", default=1, show_default=True, type=click.IntRange(1), help="Its pages are a multiple of this.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def preflight(file: Path, *, form: str, ink: int, resolution: int, smallest: float, line: float, pages: int) -> None:
    """Check whether a printer can take FILE, and name each fault with its page and case.

    Boxes, bleed, colours, ink, typefaces, black text, thin lines, small text, missing characters, transparency,
    resolution of pictures, number of pages and metadata are checked. Warnings do not fail the check.
    """
    from casebook.press.faults import Limits
    from casebook.press.preflight import preflight as check
    from casebook.press.report import as_json, as_text

    limits = Limits(ink=ink, resolution=resolution, text=smallest, line=line, pages=pages)
    found = check(file, limits)
    click.echo(as_json(found) if form == "json" else as_text(found), nl=False)
    if not found.passes:
        raise SystemExit(1)
