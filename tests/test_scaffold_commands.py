"""The commands to begin with: what they write, what they refuse, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casebook.cli import main
from casebook.diagnostics.values import Severity
from casebook.scaffold.example import write_example
from tests.projects import read


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_example(tmp_path / "project")
    return tmp_path / "project"


def test_init_makes_a_casebook_and_says_what_is_next(tmp_path: Path) -> None:
    found = _run("init", str(tmp_path / "new"))
    assert found.exit_code == 0
    assert "10 files written. Next: cd" in found.output
    assert (tmp_path / "new/.casebook/schema/casebook.schema.json").is_file()


def test_init_writes_over_nothing(project: Path) -> None:
    found = _run("init", str(project))
    assert found.exit_code == 2
    assert "is not an empty folder" in found.output


def test_new_writes_a_draft_that_only_warns(project: Path) -> None:
    found = _run("new", "--project", str(project), "Vessels from one piece")
    assert found.exit_code == 0
    case = project / "cases/2025/vessels-from-one-piece.yml"
    assert 'title: "Vessels from one piece"' in case.read_text("utf-8")
    schema = case.read_text("utf-8").split("\n")[0].partition("$schema=")[2]
    assert (case.parent / schema).resolve().is_file()
    problems = [each for each in read(project).diagnostics if each.path.endswith("one-piece.yml")]
    assert {each.severity for each in problems} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["薄肉容器"], "No id can be made from this title"),
        (["A vessel", "--id", "../../vessel"], "cannot be a case"),
        (["A vessel", "--id", "A_vessel"], "cannot be a case"),
        (["A vessel", "--edition", "../2025"], "cannot be a case"),
        (["Printed core impeller"], "is taken"),
    ],
)
def test_new_refuses_what_cannot_be_a_case(project: Path, words: list[str], said: str) -> None:
    before = sorted(project.rglob("*"))
    found = _run("new", "--project", str(project), *words)
    assert found.exit_code == 2
    assert said in " ".join(found.output.split())
    assert sorted(project.rglob("*")) == before


def test_new_takes_language_and_id(project: Path) -> None:
    found = _run("new", "--project", str(project), "薄肉容器", "--id", "thin-wall-vessel", "--language", "ja")
    assert found.exit_code == 0
    assert "language: ja" in (project / "cases/2025/thin-wall-vessel.yml").read_text("utf-8")


def test_schema_names_what_it_wrote(project: Path, tmp_path: Path) -> None:
    assert ".casebook/schema/case.schema.json" in _run("schema", "--project", str(project)).output.replace("\\", "/")
    _run("schema", "--project", str(project), "--out", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").glob("*.schema.json"))) == 4


def test_migrate_ends_well_where_there_is_nothing_to_lift(project: Path) -> None:
    found = _run("migrate", "--project", str(project))
    assert found.exit_code == 0
    assert "nothing to lift" in found.output


def test_migrate_refuses_a_newer_format(project: Path) -> None:
    (project / "casebook.yml").write_text("format: 9\ntitle: x\n", encoding="utf-8")
    found = _run("migrate", "--project", str(project))
    assert found.exit_code == 1
    assert "Install a newer Casebook" in found.output
