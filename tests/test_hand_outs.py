"""Hand-outs on the site: a case's page leads to its sheet among all, by a name that stays when others are added."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from benchmarks.project import make_project
from pypdf import PdfReader

from casebook.catalogue.book import make_catalogues
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.site.builder import build_site
from casebook.site.catalogues import CatalogueFile, hand_outs

DAY = dt.date(2026, 11, 1)
SHEETS = """
catalogues:
  sheets: {format: handout-a4, languages: [en], where: "not id = case-00001"}
  sheets-ja: {format: handout-a4, languages: [ja], where: "id = case-00002"}
  posters: {format: poster-a1, cases: [case-00001]}
"""


def _file(name: str, language: str, *sheets: str) -> CatalogueFile:
    return CatalogueFile(
        name, Path(name), {}, "", 1, 1, 2_340_000, format="handout-a4", language=language, sheets=sheets
    )


def test_each_language_gets_its_own_hand_out_or_else_another() -> None:
    files = (
        _file("english", "en", "a", "b"),
        _file("japanese", "ja", "b"),
        CatalogueFile("book", Path(), {}, "", 1, 1, 9),
    )
    found = hand_outs(files, ["en", "ja", "zh-Hans"])
    assert {tag: {case: sheet.language for case, sheet in held.items()} for tag, held in found.items()} == {
        "en": {"a": "en", "b": "en"}, "ja": {"a": "en", "b": "ja"}, "zh-Hans": {"a": "en", "b": "en"},
    }  # fmt: skip
    assert found["ja"]["b"].address == "catalogues/japanese.pdf#nameddest=case:b"
    assert found["ja"]["b"].size == "2.3\u00a0MB"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with hand-outs in two languages."""
    root = tmp_path_factory.mktemp("sheets") / "project"
    make_project(root, 4, languages=3, pictures=False)
    settings = root / "casebook.yml"
    text = re.sub(r"(?ms)^catalogues:\n(?: .*\n)*", "", settings.read_text("utf-8"))
    settings.write_text(text + SHEETS, "utf-8")
    published = publish(load(root, date=DAY, use_cache=False), channels={"web", "print"}, date=DAY)
    made = make_catalogues(published, root, artefacts=root / ".casebook" / "artefacts")
    return build_site(root, date=DAY, jobs=2, search=False, catalogues={each.name: each.path for each in made})


def test_a_page_leads_to_the_place_of_its_case_and_says_what_comes(site: Path) -> None:
    for prefix, name, language in (("", "sheets", ""), ("ja/", "sheets-ja", ""), ("zh/", "sheets", "en")):
        page = (site / f"{prefix}cases/case-00002/index.html").read_text("utf-8")
        [link] = re.findall(r'<a href="([^"]+\.pdf#[^"]+)"([^>]*)>', page)
        assert link[0].endswith(f"catalogues/{name}.pdf#nameddest=case:case-00002")
        assert (f'hreflang="{language}"' in link[1]) == bool(language)
        assert re.search(r"\d\u00a0[kM]B", page)
        reader = PdfReader(site / "catalogues" / f"{name}.pdf")
        assert "case:case-00002" in reader.named_destinations


def test_a_case_without_a_hand_out_has_no_link(site: Path) -> None:
    page = (site / "cases/case-00001/index.html").read_text("utf-8")
    assert ".pdf#" not in page
