"""`casebook form`, and the part of `casebook import` that reads forms back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from casebook.cli.options import keep_off_the_site, open_root, project_option
from casebook.diagnostics.report import as_text
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.model.scalars import IDENTIFIER
from casebook.project.settings import read_organisations, read_programme
from casebook.rules.names import registered_names
from casebook.staging import write_whole


@click.command()
@project_option
@click.option("--format", "kind", required=True, type=click.Choice(["xlsx", "docx"]), help="Excel or Word.")
@click.option(
    "--language",
    type=click.Choice(["en", "ja", "zh"]),
    help="The language in which the form asks; with --expected, where office.yml and the case name none.",
)
@click.option("--case", "case_id", default="", help="The case, whose file fills the form in; or a new id.")
@click.option("--register", "number", default="", help="The project's number: what register.csv knows is filled in.")
@click.option("--edition", default="", help="The edition of a new case (default: the newest); of --expected, which.")
@click.option("--expected", is_flag=True, help="A form for every case in office.yml that has not come back.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file (default: named after the case); of --expected, a folder."
)
def form(
    root: Path, *, kind: str, language: str | None, case_id: str, number: str, edition: str, expected: bool,
    out: Path | None,
) -> None:  # fmt: skip
    """Make a form in Excel or Word for a company to fill in, or the forms of all who are waited for."""
    root = open_root(root)
    programme = _programme(root)
    editions = [each.code for each in programme.editions]
    if edition and edition not in editions:
        raise click.UsageError(f"There is no edition “{edition}” in casebook.yml.")
    if expected and (case_id or number):
        raise click.UsageError("--expected names the cases itself; leave --case and --register out.")
    folder = (out or root / "forms") if expected else None
    newest = edition or next(reversed(editions), "")
    asked = (
        _expected(root, edition, language) if expected else iter([_Asked(case_id, number, newest, _needed(language))])
    )
    made = 0
    for each in asked:
        name = f"{each.case or each.project or 'form'}.{each.language}.{kind}"
        _write_form(root, programme, each, kind, folder / name if folder else out or Path(name))
        made += 1
    if expected:
        click.echo(f"{made} form{'' if made == 1 else 's'} written.")


class _Asked(NamedTuple):
    """What a form is asked for."""

    case: str
    project: str
    edition: str
    language: str


def _needed(language: str | None) -> str:
    if language is None:
        raise click.UsageError("Name the form's language: --language en, ja or zh.")
    return language


def _expected(root: Path, edition: str, language: str | None) -> Iterator[_Asked]:
    """Those whose form has not come back, each in its language: office.yml's, else the case's, else the one given."""
    from casebook.intake.forms.send import language_of
    from casebook.office.files import read_office

    office, found = read_office(root)
    if found:
        click.echo(as_text(found), err=True, nl=False)
        raise SystemExit(1)
    for each in office.expected:
        if each.returned is None and edition in {"", each.edition}:
            spoken = (each.language or language_of(root, each.case or "") or _needed(language)).split("-")[0]
            yield _Asked(each.case or "", each.project or "", each.edition, spoken)


def _write_form(root: Path, programme: Programme, asked: _Asked, kind: str, target: Path) -> None:
    from casebook.intake.forms.plan import LANGUAGES
    from casebook.intake.forms.send import make_form

    if asked.case and not re.fullmatch(IDENTIFIER, asked.case):
        raise click.UsageError(f"“{asked.case}” cannot be an id: 3 to 64 of a–z, 0–9 and hyphen.")
    if asked.language not in LANGUAGES:
        raise click.UsageError(f"There is no form in “{asked.language}”; name en, ja or zh for {asked.case}.")
    organisations, _ = read_organisations(root, programme)
    content = make_form(
        root, programme, organisations, kind=kind, language=LANGUAGES[asked.language], case_id=asked.case,
        edition=asked.edition, project=_project(root, programme, asked.project),
    )  # fmt: skip
    keep_off_the_site(root, target)
    write_whole(target, content)
    click.echo(f"{target} written.")


def _programme(root: Path) -> Programme:
    programme, _ = read_programme(root)
    if programme is None:
        raise click.UsageError("casebook.yml cannot be read; run casebook check.")
    return programme


def _project(root: Path, programme: Programme, number: str) -> Project | None:
    from casebook.project.register import read_register

    if not number:
        return None
    organisations, _ = read_organisations(root, programme)
    found = read_register(root, programme, organisations).projects.get(number)
    if found is None:
        raise click.UsageError(f"There is no project “{number}” in register.csv.")
    return found


def import_forms(root: Path, sources: Sequence[Path], *, draft: bool, update: bool, reply: bool, dry_run: bool) -> bool:
    """Read forms, write the sound ones as case files, and say what was found; whether all of them were sound."""
    from casebook.cli.options import today
    from casebook.intake.forms.take import Project as FormProject
    from casebook.intake.forms.take import take_form, write_form
    from casebook.intake.forms.values import Names
    from casebook.project.read_case import Surroundings

    programme = _programme(root)
    organisations, _ = read_organisations(root, programme)
    names = registered_names(organisations)
    project = FormProject(root, Surroundings(programme, organisations, today(root, None), names), Names(programme))
    written = sound = 0
    files = _forms(sources)
    if not files:
        raise click.UsageError("There is no form (.xlsx, .docx) among these; a table needs a mapping: --map.")
    for file in files:
        taken = take_form(project, file, draft=draft)
        if not dry_run:
            write_form(project, taken, draft=draft, update=update)
        written += taken.written
        sound += taken.sound and (taken.written or dry_run)
        _say(file, taken, reply=reply)
    click.echo(f"{len(files)} form{'' if len(files) == 1 else 's'} read, {written} case files written.")
    return sound == len(files)


def _forms(sources: Sequence[Path]) -> list[Path]:
    """The forms that are named, and those in folders; what Office keeps beside an open file is none."""
    found: list[Path] = []
    for source in sources:
        inside = sorted(source.iterdir()) if source.is_dir() else [source]
        found += [
            each for each in inside if each.suffix.lower() in {".xlsx", ".docx"} and each.name[:2] not in {"~$", ".~"}
        ]
    return [each for each in found if ".reply." not in each.name]


def _say(file: Path, taken: object, *, reply: bool) -> None:
    from casebook.intake.forms.reply import render_reply, render_reply_document, render_report
    from casebook.intake.forms.take import Taken

    assert isinstance(taken, Taken)
    click.echo(render_report(taken), err=True, nl=False)
    if taken.written:
        click.echo(f"{file}: {taken.path} written.")
    if reply:
        for ending, content in (("txt", render_reply(taken).encode("utf-8")), ("docx", render_reply_document(taken))):
            target = file.with_name(f"{file.stem}.reply.{ending}")
            write_whole(target, content)
            click.echo(f"{target} written.")
