"""What no gate has decided on for the web is never written into a folder that is published as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from casebook.cli import main
from tests.projects import make_project, plain_case

CALLS = (
    ("archive", "2019", "--out", "{}/edition.zip"),
    ("export", "--out", "{}/data/cases.xlsx"),
    ("form", "--format", "xlsx", "--language", "en", "--case", "plain", "--out", "{}/form.xlsx"),
    ("print", "--format", "handout-a4", "--out", "{}/print"),
    ("progress", "--format", "html", "--out", "{}/board.html"),
    ("proof", "plain", "--out", "{}/proofs"),
    ("proof-pack", "plain", "--out", "{}"),
    ("translate-status", "--out", "{}/texts.xlsx"),
)


@pytest.mark.parametrize("call", CALLS, ids=[call[0] for call in CALLS])
@pytest.mark.parametrize("folder", ["site", "docs"])
def test_a_command_refuses_to_write_below_a_published_folder(
    call: tuple[str, ...], folder: str, tmp_path: Path
) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    command, *words = (word.format(root / folder) for word in call)
    done = CliRunner().invoke(main, [command, "-C", str(root), *words])
    assert done.exit_code == 2, done.output
    assert f"never lies under {folder}/" in " ".join(done.output.replace("│", " ").split())
    assert not (root / folder).exists()
