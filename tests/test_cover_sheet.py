"""The cover of a glued book as one sheet: made once from the sample casebook, and looked into as a printer would."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from casebook.catalogue.book import make_catalogues
from casebook.catalogue.cover_data import sheet_data
from casebook.catalogue.made import MadeCatalogue
from casebook.catalogue.plan import plan_catalogue
from casebook.cli import main
from casebook.model.catalogue import Catalogue
from casebook.press.geometry import millimetres
from casebook.press.painted import Painted, Shape, Words
from casebook.press.spaces import Space
from casebook.press.walk import Walk
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.values import Published

CHECKOUT = Path(__file__).parent.parent
DAY = dt.date(2026, 11, 1)
WIDTH, HEIGHT = 148.0, 210.0
BROCHURE = {
    "format": "brochure-a5",
    "title": {"en": "Two cases", "ja": "関西の「事例」2026年12号"},
    "cases": ["metal-micro-pump", "hollow-plastic-microneedles"],
    "parts": ["cover", "half-title", "contents", "colophon"],
    "isbn": "978-4-00-000000-0",
    "channels": ["print"],
}


@dataclass(frozen=True)
class Made:
    """A brochure with its cover sheet, opened."""

    made: MadeCatalogue
    page: pikepdf.Page
    painted: tuple[Painted, ...]
    words: str

    @property
    def spine(self) -> float:
        """In millimetres."""
        return self.made.covers[0].spine


@pytest.fixture(scope="module")
def released() -> Published:
    return publish(load(CHECKOUT, date=DAY, use_cache=False), channels={"print"}, date=DAY)


def _make(released: Published, artefacts: Path, keys: Mapping[str, Any]) -> MadeCatalogue:
    catalogue = Catalogue.model_validate({**BROCHURE, **keys})
    programme = released.programme.model_copy(update={"catalogues": {"two": catalogue}})
    [made] = make_catalogues(replace(released, programme=programme), CHECKOUT, artefacts=artefacts, profile="press")
    return made


@pytest.fixture(scope="module")
def thick(released: Published, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    back = {"en": "What two companies have measured."}
    keys = {"languages": ["en"], "paper": {"sheet": "1.8", "cover": "0.3"}, "cover_sheet": {"back": back}}
    made = _make(released, tmp_path_factory.mktemp("cover"), keys)
    [cover] = made.covers
    with pikepdf.open(cover.path) as pdf:
        [page] = pdf.pages
        yield Made(made, page, tuple(Walk({}).page(page)), _text(cover.path))


def _text(path: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True).stdout.decode()


def test_the_sheet_is_two_pages_and_the_spine_wide(thick: Made) -> None:
    assert thick.spine == round(-(-thick.made.pages // 2) * 1.8 + 0.6, 2)
    trim, bleed = (
        [millimetres(float(part)) for part in box] for box in (thick.page.obj.TrimBox, thick.page.obj.BleedBox)
    )
    assert trim[2] - trim[0] == pytest.approx(2 * WIDTH + thick.spine, abs=0.01)
    assert trim[3] - trim[1] == pytest.approx(HEIGHT, abs=0.01)
    assert [trim[0] - bleed[0], bleed[2] - trim[2]] == pytest.approx([3, 3], abs=0.01)


def test_cut_and_folds_are_marked_outside_the_bleed(thick: Made) -> None:
    marks = [each for each in thick.painted if isinstance(each, Shape) and each.ink.space is Space.ALL]
    left = float(thick.page.obj.TrimBox[0])
    upright = sorted(
        {
            round(millimetres((each.box.left + each.box.right) / 2 - left), 2)
            for each in marks
            if each.box.height > each.box.width
        }
    )
    assert upright == pytest.approx([0, WIDTH, WIDTH + thick.spine, 2 * WIDTH + thick.spine], abs=0.02)
    assert len(marks) == 12


def test_back_spine_and_front_bear_their_words(thick: Made) -> None:
    for words in ("What two companies have measured.", "ISBN 978-4-00-000000-0", "office@example.org", "All cases"):
        assert words in thick.words
    left = float(thick.page.obj.TrimBox[0])
    on_spine = [
        each
        for each in thick.painted
        if isinstance(each, Words) and WIDTH < millimetres(each.box.left - left) < WIDTH + thick.spine
    ]
    assert on_spine
    assert all(millimetres(each.box.right - left) < WIDTH + thick.spine for each in on_spine)
    # Turned: its lines run down the page.
    assert all(each.box.height > each.box.width for each in on_spine if each.glyphs > 3)


def test_all_that_the_template_gets_is_documented(released: Published) -> None:
    catalogue = Catalogue.model_validate({**BROCHURE, "paper": {"sheet": 1}, "cover_sheet": {}})
    held = replace(released, programme=released.programme.model_copy(update={"catalogues": {"two": catalogue}}))
    sheet = sheet_data(plan_catalogue("two", held.cases[:1], held, profile="press"), held)
    page = (CHECKOUT / "docs/handbook/print-templates.md").read_text("utf-8")
    assert sheet is not None
    assert [key for key in ("sheet", "spine", *sheet) if f"`{key}`" not in page] == []


def test_the_sheet_is_ready_for_the_press(thick: Made) -> None:
    [cover] = thick.made.covers
    done = CliRunner().invoke(main, ["preflight", str(cover.path)])
    assert done.exit_code == 0, done.output
    assert "1 page, 0 errors, 0 warnings: ready for the press." in done.output
    assert (
        "No syntax or stream encoding errors found"
        in subprocess.run(["qpdf", "--check", str(cover.path)], capture_output=True, check=True).stdout.decode()
    )


def test_the_book_itself_begins_with_its_half_title_and_a_title_page(thick: Made) -> None:
    first, third = (_text(thick.made.path, "-f", number, "-l", number) for number in ("1", "3"))
    assert "Two cases" in first
    assert "Sample Programme Office" not in first
    assert "Sample Programme Office" in third
    with pikepdf.open(thick.made.path) as pdf:
        for page in pdf.pages[:3]:
            grounds = [
                each for each in Walk({}).page(page) if isinstance(each, Shape) and each.ink.space is not Space.ALL
            ]
            assert not [each for each in grounds if each.box.width > 100 and not each.ink.is_paper]


def test_a_thin_spine_bears_no_words_and_the_cover_may_stay_in_the_book(released: Published, tmp_path: Path) -> None:
    keys = {"languages": ["ja"], "paper": {"sheet": "0.1"}, "cover_sheet": {"first_page": "cover"}}
    made = _make(released, tmp_path, keys)
    [cover] = made.covers
    assert cover.spine < 1
    assert made.warnings == ("two.press-cover.pdf: the spine bears no words: it is narrower than 5 mm",)
    assert _text(cover.path).count("「事例」") == 1
    with pikepdf.open(made.path) as pdf:
        grounds = [each for each in Walk({}).page(pdf.pages[0]) if isinstance(each, Shape) and not each.ink.is_paper]
        assert max(millimetres(each.box.width) for each in grounds) > WIDTH
    assert not _make(released, tmp_path, keys).fresh
    wider = _make(released, tmp_path, {**keys, "paper": {"sheet": "2"}})
    assert wider.covers[0].spine > 5
    assert wider.warnings == ()
    # Each character stands below the one before it.
    assert "関\n西\nの" in _text(wider.covers[0].path)
    gone = _make(released, tmp_path, {**keys, "cover_sheet": None})
    assert gone.covers == ()
    assert not cover.path.exists()
