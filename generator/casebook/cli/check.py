"""`casebook check`: every problem of every file, in one run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from casebook.cli.options import date_option, jobs_option, open_casebook, open_root, project_option, today
from casebook.diagnostics.report import as_github, as_json, as_text, summary
from casebook.diagnostics.values import Diagnostic, Severity
from casebook.project.golden import GOLDEN, read_golden
from casebook.project.values import Casebook

_REPORTS = {"text": as_text, "json": as_json, "github": as_github}


@click.command()
@project_option
@date_option
@jobs_option
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option(
    "--format", "form", type=click.Choice(sorted(_REPORTS)), default="text", show_default=True, help="How to report."
)
@click.option("--no-cache", is_flag=True, help="Read every file again, changed or not.")
@click.option("--search", is_flag=True, help="Ask the built site the queries of golden_queries.yml, too.")
@click.option(
    "--site", type=click.Path(path_type=Path), help="Where the built site lies, for --search (default: site)."
)
@click.argument("paths", nargs=-1)
def check(
    root: Path,
    date: dt.date | None,
    jobs: int | None,
    *,
    strict: bool,
    form: str,
    no_cache: bool,
    search: bool,
    site: Path | None,
    paths: tuple[str, ...],
) -> None:
    """Check every file of the casebook and report every problem with its place.

    Name files or folders (cases/2019/foo.yml) to see only their problems; all the same everything is checked.
    """
    root = open_root(root)
    wanted = [_within(root, path) for path in paths]
    casebook = open_casebook(root, date=today(root, date), jobs=jobs, use_cache=not no_cache)
    problems = casebook.diagnostics
    if search:
        problems = tuple(sorted({*problems, *_golden_problems(casebook, site or root / "site")}))
    found = [each for each in problems if not wanted or any(_lies_in(each.path, path) for path in wanted)]
    click.echo(_REPORTS[form](found), nl=False)
    if form == "text":
        click.echo(summary(found, len(casebook.cases)))
    if any(each.severity is Severity.ERROR or strict for each in found):
        raise SystemExit(1)


def _golden_problems(casebook: Casebook, site: Path) -> list[Diagnostic]:
    """What the built site does not find; status 2 where there is no site or no query to ask."""
    from casebook.site.errors import SiteError
    from casebook.site.search.golden import check_golden

    golden = read_golden(casebook.root, {entry.id for entry in casebook.cases})
    if not golden.queries:
        raise click.UsageError(
            f"There are no queries in {casebook.root / GOLDEN}; the handbook's page “Search” says how."
        )
    try:
        return check_golden(golden, site)
    except SiteError as error:
        raise click.UsageError(f"{error}.") from None


def _within(root: Path, path: str) -> str:
    """A path of the command line as diagnostics name it: seen from here, else from the project's folder."""
    for base in (Path.cwd(), root):
        file = (base / path.replace("\\", "/")).resolve()
        if file.exists() and file.is_relative_to(root):
            return file.relative_to(root).as_posix()
    raise click.UsageError(f"There is no {path} in {root}.")


def _lies_in(path: str, folder: str) -> bool:
    return folder in {".", path} or path.startswith(f"{folder}/")
