"""`casebook print`: catalogues of casebook.yml, or one described on the command line, as files in a folder."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
from pydantic import ValidationError

from casebook.cli.options import (
    date_option,
    jobs_option,
    keep_off_the_site,
    open_casebook,
    open_root,
    project_option,
    today,
)
from casebook.diagnostics.messages import hint, sentence
from casebook.diagnostics.report import as_text
from casebook.model.catalogue import Catalogue
from casebook.model.formats import FORMATS, Space
from casebook.watching import PAUSE, seen, until_saved

if TYPE_CHECKING:
    from casebook.catalogue.made import MadeVolume
    from casebook.catalogue.printing import Printed
    from casebook.catalogue.profiles import Profile
    from casebook.project.values import Casebook

WATCHED = ("casebook.yml", "organisations.yml", "register.csv", "cases", "docs", "templates", "fonts")
"""Files and folders of a project that a catalogue may be made from."""


@click.command("print")
@project_option
@date_option
@jobs_option
@click.option(
    "--profile",
    type=click.Choice(["web", "press"]),
    default="web",
    show_default=True,
    help="For the screen, or for the printer.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="print",
    show_default=True,
    help="The folder the files are written to.",
)
@click.option("--where", metavar="CHOICE", help='Print these cases: "region = kansai".')
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), help="In this format.")
@click.option("--space", type=click.Choice(get_args(Space)), help="With this much room for each case.")
@click.option("--language", "languages", multiple=True, metavar="TAG", help="In this language; a second adds to it.")
@click.option("--title", help="Under this title.")
@click.option("--watch", is_flag=True, help="Go on, and print again whenever a file is saved.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
def print_(
    root: Path,
    date: dt.date | None,
    jobs: int | None,
    *,
    profile: Profile,
    out: Path,
    where: str | None,
    form: str | None,
    space: Space | None,
    languages: tuple[str, ...],
    title: str | None,
    watch: bool,
    names: tuple[str, ...],
) -> None:
    """Print the catalogues with these names, or all of them.

    With --where, --format, --space, --language or --title a catalogue is printed that has no entry in casebook.yml,
    and no NAME is given.
    """
    root = open_root(root)
    keys: dict[str, object] = {"where": where, "format": form, "space": space, "languages": languages, "title": title}
    described = _described(names, keys)
    keep_off_the_site(root, out)
    if watch and not described and len(names) != 1:
        raise click.UsageError("--watch follows one catalogue: give its name.")

    def once(*, anew: bool = False) -> list[Printed]:
        return _print(root, today(root, date), jobs, names, described, profile, out, anew, watch)

    if watch:
        _follow(root, out, once)
    else:
        once()


def _follow(root: Path, out: Path, once: Callable[..., list[Printed]]) -> None:
    """Print, and again at each saving; what cannot be printed is said, and waited for until it is mended.

    A file is there as soon as it is readable, and packed while it is looked at.
    """
    from casebook.catalogue.printing import pack_printed

    look = partial(seen, root, WATCHED)
    before = look()
    anew = True
    while True:
        start = time.perf_counter()
        try:
            printed = once(anew=anew)
            anew = False
            click.echo(f"  {time.perf_counter() - start:.1f} s")
            pack_printed(printed, out)
        except click.ClickException as problem:
            problem.show()
        before = until_saved(look, before, PAUSE)


def _print(
    root: Path,
    day: dt.date,
    jobs: int | None,
    names: tuple[str, ...],
    described: tuple[str, Catalogue] | None,
    profile: Profile,
    out: Path,
    anew: bool,
    loose: bool,
) -> list[Printed]:
    """Print once and say what was printed."""
    from casebook.catalogue.compiler import CatalogueError
    from casebook.catalogue.printing import print_catalogues

    casebook = open_casebook(root, date=day, jobs=jobs)
    _check(casebook, names, described)
    try:
        printed = print_catalogues(
            casebook,
            date=day,
            out=out,
            names=names,
            described=described,
            profile=profile,
            jobs=jobs,
            anew=anew,
            loose=loose,
        )
    except CatalogueError as error:
        click.echo(as_text(error.diagnostics), err=True, nl=False)
        raise click.ClickException(str(error)) from None
    for each in printed:
        _report(each)
    if not printed:
        raise click.ClickException("No published case is among those chosen; nothing was printed.")
    return printed


def _described(names: tuple[str, ...], keys: dict[str, object]) -> tuple[str, Catalogue] | None:
    """The catalogue that the options describe, under the name of its format; None where there are none."""
    given = {key: value for key, value in keys.items() if value}
    if not given:
        return None
    if names:
        raise click.UsageError("Give names of casebook.yml, or describe a catalogue with options; not both.")
    try:
        made = Catalogue.model_validate({**given, "channels": ("print",)})
    except ValidationError:
        # All but the tags of languages was checked by the command line.
        raise click.UsageError("--language takes the tag of a language: en, ja or zh-Hans.") from None
    if made.room not in made.kind.spaces:
        raise click.UsageError(f"{made.format} has no room “{made.room}”; it has {', '.join(made.kind.spaces)}.")
    return made.format, made


def _check(casebook: Casebook, names: tuple[str, ...], described: tuple[str, Catalogue] | None) -> None:
    """Stop at errors in the files, at unknown names and at a choice that cannot be read."""
    from casebook.where.parser import parse

    known = casebook.programme.catalogues
    if unknown := [name for name in names if name not in known]:
        raise click.UsageError(f"casebook.yml has no catalogue “{unknown[0]}”; it has {', '.join(known) or 'none'}.")
    if described and described[1].where:
        found = parse(described[1].where, casebook.programme, casebook.organisations)
        if isinstance(found, list):
            from casebook.diagnostics.values import diagnose

            problem = diagnose("--where", (1, found[0].column), found[0].code, **dict(found[0].arguments))
            raise click.UsageError(f"--where: {sentence(problem)}; {hint(problem)}.")
    if casebook.errors:
        click.echo(as_text(casebook.errors), err=True, nl=False)
        raise click.ClickException("Nothing was printed, because of the errors above.")


def _report(printed: Printed) -> None:
    made = printed.made
    parted = [each for each in made.volumes if each.path]
    for place, path in enumerate(printed.files):
        click.echo(f"{path}: {volume_line(parted[place])}" if parted else str(path))
    if made.volumes and not parted:
        for each in made.volumes:
            click.echo(f"  volume {each.number}: {volume_line(each)}")
    for path, cover in zip(printed.covers, made.covers, strict=True):
        click.echo(f"{path}: cover of {cover.width:g} × {cover.height:g} mm, spine of {cover.spine:g} mm")
    click.echo(f"  {made.cases} {'case' if made.cases == 1 else 'cases'} on {made.pages} pages")
    for line in made.warnings:
        click.echo(f"  {line}")
    if made.spine is not None and not made.covers:
        click.echo(f"  spine of {made.spine:g} mm")
    for case in made.long_cases:
        click.echo(f"  {case.id} takes {case.pages} pages")


def volume_line(volume: MadeVolume) -> str:
    """What is said of a volume."""
    spine = f", spine of {volume.spine:g} mm" if volume.spine is not None else ""
    cases = f"{volume.cases} {'case' if volume.cases == 1 else 'cases'}"
    return f"{cases} on pages {volume.first} to {volume.last}{spine}"
