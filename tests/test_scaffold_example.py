"""The example project of `casebook init`: whole, free of errors, and small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

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
    assert found == [("cases/2025/spindle-bearing-sound.yml", Severity.WARNING, "missing-section")]
    assert [each.id for each in casebook.cases] == [
        "flux-free-cooling-plate", "printed-core-impeller", "spindle-bearing-sound",
    ]  # fmt: skip


def test_all_it_shows_is_marked_as_invented(tmp_path: Path) -> None:
    write_example(tmp_path)
    casebook = read(tmp_path)
    assert all(organisation.fictional for organisation in casebook.organisations.values())
    shown = publish(casebook, channels={"web", "print"}, date=DATE).cases
    assert [case.id for case in shown] == ["flux-free-cooling-plate", "printed-core-impeller"]
    assert len(shown[0].pictures) == 1


def test_its_picture_is_small_enough_for_a_repository_and_large_enough_for_print() -> None:
    (picture,) = EXAMPLE.rglob("*.png")
    assert picture.stat().st_size < 60_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example project, built by the command as its reader would."""
    root = tmp_path_factory.mktemp("example") / "new"
    for words in (["init", str(root)], ["build", "--project", str(root), "--date", "2026-11-01"]):
        subprocess.run([sys.executable, "-m", "casebook", *words], check=True, capture_output=True, timeout=300)
    return root


def test_it_builds_at_once(built: Path) -> None:
    assert (built / "site/index.html").is_file()
    assert sorted(page.parent.name for page in (built / "site/cases").glob("*/index.html")) == [
        "flux-free-cooling-plate", "printed-core-impeller",
    ]  # fmt: skip
    book = PdfReader(built / "site/catalogues/casebook.pdf")
    text = "".join(page.extract_text() for page in book.pages)
    assert "Cooling plates brazed without flux" in " ".join(text.split())
    assert "Hallbeck Thermal" in text


def test_its_draft_is_nowhere_on_the_site(built: Path) -> None:
    words = (b"spindle-bearing-sound", b"worn spindle bearing")
    files = [file for file in (built / "site").rglob("*") if file.is_file()]
    assert [file for file in files if any(word in file.read_bytes() for word in words)] == []


def test_its_schemas_lie_ready_for_editors(built: Path) -> None:
    assert (built / ".casebook/schema/case.schema.json").is_file()
