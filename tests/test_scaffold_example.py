"""The example project of `casebook init`: whole, free of errors, and small."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.diagnostics.values import Severity
from casebook.publication.gate import publish
from casebook.scaffold.example import ExistsError, write_example
from tests.projects import DATE, read

EXAMPLE = Path(__file__).parent.parent / "generator/casebook/scaffold/example"


def test_every_file_is_written_as_it_lies(tmp_path: Path) -> None:
    count = write_example(tmp_path / "new")
    written = sorted(file for file in (tmp_path / "new").rglob("*") if file.is_file())
    assert len(written) == count == 10
    for file in written:
        assert file.read_bytes() == (EXAMPLE / file.relative_to(tmp_path / "new")).read_bytes()


def test_it_holds_no_code() -> None:
    endings = {file.suffix for file in EXAMPLE.rglob("*") if file.is_file()}
    assert endings <= {".yml", ".md", ".png", ""}


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExistsError, match="not an empty folder"):
        write_example(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(ExistsError):
        write_example(tmp_path / "mine.txt")


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert write_example(tmp_path) == 10


def test_it_is_sound_and_shows_a_warning_where_the_draft_has_a_gap(tmp_path: Path) -> None:
    write_example(tmp_path)
    casebook = read(tmp_path)
    found = [(each.path, each.severity, each.code) for each in casebook.diagnostics]
    assert found == [("cases/2026/spindle-bearing-sound.yml", Severity.WARNING, "missing-section")]
    assert [each.id for each in casebook.cases] == [
        "flux-free-cooling-plate", "printed-core-impeller", "spindle-bearing-sound",
    ]  # fmt: skip


def test_all_it_shows_is_marked_as_invented(tmp_path: Path) -> None:
    write_example(tmp_path)
    casebook = read(tmp_path)
    assert all(organisation.fictional for organisation in casebook.organisations.values())
    shown = publish(casebook, channels={"web", "print"}, date=DATE.replace(year=2027)).cases
    assert [case.id for case in shown] == ["flux-free-cooling-plate", "printed-core-impeller"]
    assert len(shown[0].pictures) == 1


def test_its_picture_is_small_enough_for_a_repository_and_large_enough_for_print() -> None:
    (picture,) = EXAMPLE.rglob("*.png")
    assert picture.stat().st_size < 60_000
