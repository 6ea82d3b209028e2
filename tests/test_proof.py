"""Proofs of one case: drafts too, marked as such, again as soon as the file is saved, and never under the site."""

from __future__ import annotations

import datetime as dt
import importlib
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from pypdf import PdfReader

from casebook.catalogue.proof import Proofreader
from casebook.cli import main
from casebook.project.load import load_case
from casebook.watching import Seen, until_saved
from tests.conftest import copy_sample

DAY = dt.date(2026, 11, 1)
DRAFT = "rubber-mould-laser-cleaning"
SAVED = "servo-pump-press-brake"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sample(tmp_path_factory.mktemp("proof") / "project")


def _text(path: Path) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()


def _proof(root: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["proof", "--project", str(root), "--date", DAY.isoformat(), *words])
    return done.exit_code, done.output


def test_a_draft_is_set_and_marked(root: Path) -> None:
    status, said = _proof(root, DRAFT)
    assert status == 0, said
    folder = root / ".casebook" / "proofs"
    assert sorted(path.name for path in folder.glob(f"{DRAFT}*")) == [
        f"{DRAFT}-1.png", f"{DRAFT}-2.png", f"{DRAFT}.pdf",
    ]  # fmt: skip
    text = _text(folder / f"{DRAFT}.pdf")
    [title] = [each.case.title for each in load_case(root, DRAFT, date=DAY).cases]
    assert title is not None
    assert title.split()[0] in text
    with Image.open(folder / f"{DRAFT}-1.png") as page:
        assert page.size == (909, 1286)


@pytest.mark.parametrize("form", ["book-a4", "flow-a4", "brochure-a4", "handout-a4", "poster-a1"])
def test_every_page_of_every_format_bears_the_mark(root: Path, tmp_path: Path, form: str) -> None:
    status, said = _proof(root, "servo-pump-press-brake", "--format", form, "--out", str(tmp_path))
    assert status == 0, said
    pages = [page.extract_text() for page in PdfReader(tmp_path / "servo-pump-press-brake.pdf").pages]
    assert any(pages)
    assert all("DRAFT" in text for text in pages if text)


def test_a_proof_of_any_format_says_how_many_pages(root: Path, tmp_path: Path) -> None:
    status, said = _proof(root, "servo-pump-press-brake", "--format", "handout-a4", "--out", str(tmp_path))
    assert status == 0, said
    assert "1 page" in said
    assert (tmp_path / "servo-pump-press-brake.pdf").is_file()


def test_a_proof_never_lies_under_the_site(root: Path) -> None:
    status, said = _proof(root, DRAFT, "--out", str(root / "site" / "drafts"))
    assert status == 2
    assert "never lies under site/" in said
    assert not (root / "site").exists()


def test_an_unknown_case_is_wrong_use(root: Path) -> None:
    assert _proof(root, "no-such-case")[0] == 2


def test_a_case_that_cannot_be_read_is_a_problem_with_its_place(root: Path) -> None:
    path = root / "cases" / "2020" / "tea-picker-low-vibration.yml"
    before = path.read_text("utf-8")
    path.write_text("title: [\n", "utf-8")
    status, said = _proof(root, path.stem)
    path.write_text(before, "utf-8")
    assert status == 1
    assert "cases/2020/tea-picker-low-vibration.yml:" in said


def test_the_same_compiler_sees_what_was_saved(root: Path, tmp_path: Path) -> None:
    path = root / "cases" / "2020" / "servo-pump-press-brake.yml"
    reader = Proofreader(root, path.stem, "book-a4", "en", tmp_path)
    before = reader.proof(load_case(root, path.stem, date=DAY), date=DAY)
    again = reader.proof(load_case(root, path.stem, date=DAY), date=DAY)
    assert again == before
    first = before.files[0].read_bytes()
    text = path.read_text("utf-8")
    path.write_text(text.replace("results: |\n", "results: |\n" + 8 * "  Planted words.\n\n", 1), "utf-8")
    after = reader.proof(load_case(root, path.stem, date=DAY), date=DAY)
    path.write_text(text, "utf-8")
    assert "Planted words" in _text(after.files[0])
    assert after.files[0].read_bytes() != first
    assert before.room is not None
    assert after.room is not None
    assert after.room.lines_over > before.room.lines_over


@pytest.mark.parametrize(
    ("module", "words", "made"),
    [
        ("casebook.cli.proof", ["proof", SAVED, "--watch"], f"{SAVED}.pdf"),
        ("casebook.cli.printing", ["print", "--where", f"id = {SAVED}", "--watch"], "book-a4.pdf"),
    ],
)
def test_watching_sets_the_pages_again_when_a_file_is_saved(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, words: list[str], made: str
) -> None:
    path = root / "cases" / "2020" / f"{SAVED}.yml"
    text = path.read_text("utf-8")
    saving = threading.Timer(0.3, path.write_text, (text.replace("title: ", "title: Saved ", 1), "utf-8"))
    waited: list[float] = []

    def wait_once(look: Callable[[], Seen], before: Seen, pause: float) -> Seen:
        if waited:
            raise KeyboardInterrupt
        saving.start()
        start = time.perf_counter()
        now = until_saved(look, before, pause)
        waited.append(time.perf_counter() - start)
        return now

    monkeypatch.setattr(importlib.import_module(module), "until_saved", wait_once)
    CliRunner().invoke(main, [words[0], "-C", str(root), "--date", DAY.isoformat(), "--out", str(tmp_path), *words[1:]])
    saving.join()
    path.write_text(text, "utf-8")
    assert waited
    assert "Saved" in _text(tmp_path / made)


def test_watching_a_book_wants_its_name(root: Path) -> None:
    assert CliRunner().invoke(main, ["print", "-C", str(root), "--watch"]).exit_code == 2
