"""A catalogue for readers at a screen: accessible, fit for an archive, and read aloud in the order of its page."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from casebook.catalogue.book import make_catalogues
from casebook.catalogue.made import pack_loose
from casebook.catalogue.spacing import tied
from casebook.labels.catalogue import labels
from casebook.model.case import SECTIONS
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.values import PublicCase, Published
from casebook.richtext.markdown import visible_text

CHECKOUT = Path(__file__).parent.parent
NAME = "casebook-2019"
CASE = "square-holes-guide-plate"


@dataclass(frozen=True)
class WebFile:
    """A catalogue of one case."""

    case: PublicCase
    path: Path
    reader: PdfReader


@pytest.fixture(scope="module")
def chosen() -> Published:
    """The programme with one catalogue, of one case."""
    day = dt.date(2026, 11, 1)
    published = publish(load(CHECKOUT, date=day, use_cache=False), channels={"web", "print"}, date=day)
    catalogue = published.programme.catalogues[NAME].model_copy(update={"where": f"id = {CASE}"})
    return replace(published, programme=published.programme.model_copy(update={"catalogues": {NAME: catalogue}}))


@pytest.fixture(scope="module")
def web_file(chosen: Published, tmp_path_factory: pytest.TempPathFactory) -> WebFile:
    [made] = make_catalogues(chosen, CHECKOUT, artefacts=tmp_path_factory.mktemp("web"))
    [case] = [each for each in chosen.cases if each.id == CASE]
    return WebFile(case, made.path, PdfReader(made.path))


def test_the_file_says_that_it_is_accessible_and_fit_for_an_archive(web_file: WebFile) -> None:
    root: Any = web_file.reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    for said in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"):
        assert said in xmp
    assert str(root["/Lang"]).startswith("en")


def test_a_case_is_read_in_the_order_of_its_page(web_file: WebFile) -> None:
    told = subprocess.run(["pdfinfo", "-struct-text", str(web_file.path)], capture_output=True, check=True)
    lines = re.findall(r'^\s*"(.*)"$', told.stdout.decode("utf-8", "replace"), re.MULTILINE)
    text = _squeezed("".join(lines))
    text = text[text.rindex(_squeezed(web_file.case.title("en"))) :]
    places = [text.find(_squeezed(part)[:14]) for part in _parts(web_file.case)]
    assert -1 not in places
    assert places == sorted(places), list(zip(places, _parts(web_file.case), strict=True))


def test_a_hyphen_is_found_as_a_hyphen_though_words_are_divided_at_line_ends(web_file: WebFile) -> None:
    fonts = {font for page in web_file.reader.pages for font in _meanings(page)}
    assert any("<002D>" in font for font in fonts)
    assert not any("<00AD>" in font for font in fonts)


def test_the_file_describes_its_structure_in_little_room(web_file: WebFile) -> None:
    held = web_file.path.read_bytes()
    assert b"/ObjStm" in held
    assert b"/StructElem" not in held
    root: Any = web_file.reader.trailer["/Root"]
    assert len(root["/StructTreeRoot"]["/K"]) > 0


def test_a_file_packed_later_is_the_file_packed_at_once(chosen: Published, web_file: WebFile, tmp_path: Path) -> None:
    [made] = make_catalogues(chosen, CHECKOUT, artefacts=tmp_path, loose=True)
    assert made.path.stat().st_size > web_file.path.stat().st_size
    assert pack_loose(made)
    assert made.path.read_bytes() == web_file.path.read_bytes()
    assert not pack_loose(made)
    [again] = make_catalogues(chosen, CHECKOUT, artefacts=tmp_path)
    assert not again.fresh


def test_a_file_left_loose_is_not_taken_for_a_finished_one(chosen: Published, tmp_path: Path) -> None:
    make_catalogues(chosen, CHECKOUT, artefacts=tmp_path, loose=True)
    [again] = make_catalogues(chosen, CHECKOUT, artefacts=tmp_path)
    assert again.fresh


def _meanings(page: Any) -> list[str]:
    """What the glyphs of a page's fonts mean, as each font says."""
    fonts = page["/Resources"].get("/Font", {}).values()
    return [font["/ToUnicode"].get_data().decode("latin-1") for font in fonts]


def _parts(case: PublicCase) -> list[str]:
    """The beginnings of what a reader hears, in order."""
    label = labels("catalogue", "en")
    sections = [section for section in SECTIONS if section != "success_factors" and case.section("en", section)[0]]
    texts = [visible_text(case.section("en", section)[0][0]) for section in sections]
    return [case.title("en"), case.summary("en"), label("who"), *texts, label("contact")]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", text)


def test_its_bookmarks_are_the_field_and_the_case(web_file: WebFile) -> None:
    outline: Any = web_file.reader.outline
    titles = [[str(each.title) for each in entry] for entry in outline if isinstance(entry, list)]
    assert [tied(web_file.case.title("en"))] in titles
