"""`casebook check` as it is called: what it prints, for whom, and with which exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import casebook
from tests.projects import DATE, INPUTS, make_project, plain_case


def run(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "casebook", "check", "--date", DATE.isoformat(), *words]
    package = {"PYTHONPATH": str(Path(casebook.__file__).parent.parent)}
    return subprocess.run(command, capture_output=True, cwd=folder, env=os.environ | package | environment, check=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one sound case, one with an error and one with a warning."""
    root = make_project(tmp_path / "事例")
    plain_case(root)
    shutil.copy(INPUTS / "bad/case/unknown-key.yml", root / "cases/2019/wrong.yml")
    shutil.copy(INPUTS / "warn/case/not-registered.yml", root / "cases/2019/loose.yml")
    return root


def test_the_exit_status_says_how_it_went(root: Path, tmp_path: Path) -> None:
    assert run(folder=root).returncode == 1
    (root / "cases/2019/wrong.yml").unlink()
    done = run(folder=root)
    assert done.returncode == 0
    assert done.stdout.decode().endswith("2 cases checked: 0 errors, 2 warnings.\n")
    assert run("--strict", folder=root).returncode == 1
    assert run(folder=tmp_path).returncode == 2
    assert run("--format", "xml", folder=root).returncode == 2
    assert run("--date", "tomorrow", folder=root).returncode == 2


def test_paths_choose_what_is_shown_wherever_one_stands(root: Path) -> None:
    def shown(*words: str, folder: Path = root) -> set[str]:
        return {each["path"] for each in json.loads(run("--format", "json", *words, folder=folder).stdout)}

    assert shown() == shown("cases") == {"cases/2019/loose.yml", "cases/2019/wrong.yml"}
    assert shown("cases/2019/loose.yml") == shown(str(root / "cases/2019/loose.yml")) == {"cases/2019/loose.yml"}
    assert shown("-C", "../..", "loose.yml", folder=root / "cases/2019") == {"cases/2019/loose.yml"}
    assert shown("cases/2019/plain.yml") == set()
    assert run("cases/2019/plain.yml", folder=root).returncode == 0
    missing = run("cases/2019/plian.yml", folder=root)
    assert missing.returncode == 2
    assert "plian.yml" in missing.stderr.decode()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp932", "utf-8"])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_terminal_can_show_a_report(form: str, encoding: str, root: Path) -> None:
    (root / "cases/2019/wide.yml").write_text("薄い壁: 薄い壁\nstatus: 公開\n", encoding="utf-8")
    done = run("--format", form, folder=root, PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert done.stderr == b""
    if form == "json":
        assert "unknown key “薄い壁”" in [each["message"] for each in json.loads(done.stdout)]
    if encoding == "utf-8" and form != "json":
        assert "unknown key “薄い壁”" in done.stdout.decode()


def test_json_has_the_same_keys_for_every_problem(root: Path) -> None:
    rows = json.loads(run("--format", "json", folder=root).stdout)
    assert {tuple(row) for row in rows} == {("path", "line", "column", "severity", "code", "message", "hint")}
    assert rows == sorted(rows, key=lambda row: (row["path"], row["line"], row["column"]))
