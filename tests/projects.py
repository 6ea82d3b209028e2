"""Makes small projects to test with, and reads what an input file expects of itself."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from functools import cache
from pathlib import Path
from string import Formatter

from casebook.diagnostics.messages import messages
from casebook.diagnostics.values import Diagnostic
from casebook.project.load import load
from casebook.project.read_case import Surroundings
from casebook.project.settings import read_organisations, read_programme
from casebook.project.values import Casebook

INPUTS = Path(__file__).parent / "cases"
DATE = dt.date(2026, 1, 1)
EXPECTED = re.compile(r"^(?:# )?(error|warning): (\d+):(\d+) ([a-z-]+)$", re.MULTILINE)

Expectation = tuple[str, int, int, str]
"""Severity, line, column, code."""


def make_project(folder: Path) -> Path:
    """A project with settings and organisations, and no case yet."""
    (folder / "cases" / "2019").mkdir(parents=True)
    for name in ("casebook.yml", "organisations.yml"):
        shutil.copy(INPUTS / "project" / name, folder / name)
    return folder


def add_case(root: Path, file: Path) -> None:
    """Put a case file of the inputs, and its folder of pictures if it has one, into a project."""
    shutil.copy(file, root / "cases" / "2019" / file.name)
    if file.with_suffix("").is_dir():
        shutil.copytree(file.with_suffix(""), root / "cases" / "2019" / file.stem)


def plain_case(root: Path, name: str = "plain") -> Path:
    """A sound case in a project."""
    target = root / "cases" / "2019" / f"{name}.yml"
    shutil.copy(INPUTS / "ok" / "case" / "plain.yml", target)
    return target


def read(root: Path) -> Casebook:
    """Load a project as of the tests' date, without its cache."""
    return load(root, date=DATE, jobs=1, use_cache=False)


@cache
def surroundings() -> Surroundings:
    """The settings and the registry of the test project."""
    programme, problems = read_programme(INPUTS / "project")
    assert programme is not None
    organisations, more = read_organisations(INPUTS / "project", programme)
    assert not problems + more
    return Surroundings(programme, organisations, DATE)


def lacking_words(diagnostic: Diagnostic) -> set[str]:
    """The names that a problem's sentence or hint asks for and that the problem does not carry."""
    message = messages()[diagnostic.code]
    carried = {name for name, _ in diagnostic.arguments}
    hint = message.near if message.near and "near" in carried else message.hint
    asked = {name for words in (message.says, hint) for _, name, _, _ in Formatter().parse(words) if name}
    return asked - carried


def expected_of(text: str) -> set[Expectation]:
    """What an input names as its problems."""
    return {(severity, int(line), int(column), code) for severity, line, column, code in EXPECTED.findall(text)}


def found_in(diagnostics: tuple[Diagnostic, ...], path: str) -> set[Expectation]:
    """The problems of one file, in the same form."""
    return {(str(each.severity), each.line, each.column, each.code) for each in diagnostics if each.path == path}
