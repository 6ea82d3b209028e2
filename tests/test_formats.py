"""The catalogues of the sample beside its books, set for real: sizes, codes, languages, numbers; what does not fit."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from casebook.catalogue.book import make_catalogues
from casebook.catalogue.choice import choose_cases
from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.data import book_data
from casebook.catalogue.fit import Fit
from casebook.catalogue.fonts import find_fonts
from casebook.catalogue.made import MadeCatalogue
from casebook.catalogue.places import Mark
from casebook.catalogue.plan import plan_catalogue
from casebook.catalogue.sheets import parted
from casebook.catalogue.sorting import initial, sort_key
from casebook.catalogue.written import CoverArt, Written, WrittenPage
from casebook.cli import main
from casebook.model.case import Short
from casebook.model.catalogue import Catalogue
from casebook.model.formats import FORMATS, PAPERS
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.values import Published

CHECKOUT = Path(__file__).parent.parent
DAY = dt.date(2026, 11, 1)
POINTS = 72 / 25.4
BY_VALUE = {"labels", "words", "fonts", "names", "inks", "items", "nodes", "foreword"}
"""Keys whose mappings have no fixed keys, or hold nodes of text."""


@pytest.fixture(scope="session")
def released() -> Published:
    return publish(load(CHECKOUT, date=DAY, use_cache=False), channels={"web", "print"}, date=DAY)


def _set(released: Published, folder: Path, **keys: Any) -> tuple[MadeCatalogue, list[str]]:
    """A catalogue with these keys, and the text of each of its pages."""
    programme = released.programme.model_copy(update={"catalogues": {"made": Catalogue.model_validate(keys)}})
    [made] = make_catalogues(replace(released, programme=programme), CHECKOUT, artefacts=folder)
    text = subprocess.run(["pdftotext", "-raw", str(made.path), "-"], capture_output=True, check=True).stdout.decode()
    return made, text.split("\f")[:-1]


def _size(path: Path) -> tuple[int, int]:
    box = PdfReader(path).pages[0].mediabox
    return round(float(box.width) / POINTS), round(float(box.height) / POINTS)


def _joined(page: str) -> str:
    return re.sub(r"\s+", "", page)


@pytest.mark.parametrize("name", ["kansai-ja", "energy-zh", "posters"])
def test_the_samples_catalogues_have_what_their_settings_say(released: Published, tmp_path: Path, name: str) -> None:
    keys = released.programme.catalogues[name].model_dump(exclude_unset=True)
    made, pages = _set(released, tmp_path, **keys)
    width, height = PAPERS[FORMATS[keys["format"]].paper]
    assert _size(made.path) == (round(width), round(height))
    assert made.pages == len(pages)
    assert made.pages % keys.get("fill_to", 1) == 0
    assert made.long_cases == ()
    assert made.cases >= {"kansai-ja": 8, "energy-zh": 4, "posters": 2}[name]


def test_no_short_sentence_of_a_case_is_missing_from_the_hand_outs(released: Published, tmp_path: Path) -> None:
    keys = released.programme.catalogues["hand-outs"].model_dump(exclude_unset=True)
    made, pages = _set(released, tmp_path, **keys)
    assert made.cases == len(pages) == len(released.cases)
    text = [_joined(page) for page in pages]
    for case in released.cases:
        [page] = [page for page in text if _joined(case.title("en")) in page]
        said = [case.summary("en"), *(case.short("en", key) for key in ("problem", "solution", "result"))]
        assert [each for each in said if _joined(each) not in page] == [], case.id


def test_the_contents_of_a_brochure_name_the_pages_that_hold_the_cases(released: Published, tmp_path: Path) -> None:
    _, pages = _set(
        released, tmp_path, format="brochure-a5", where="edition = 2019", languages="en",
        parts=["contents", "organisations", "keywords"],
    )  # fmt: skip
    contents = "\n".join(page for page in pages[:2])
    for case in (case for case in released.cases if "2019" in case.editions):
        title = _joined(case.title("en"))
        [held] = [number for number, page in enumerate(pages, 1) if number > 2 and title in _joined(page)]
        assert case.short("en", "result") == "" or _joined(case.short("en", "result")) in _joined(pages[held - 1])
        assert re.search(rf"(?m)^\s*{held}\s*$", pages[held - 1]), case.id
        assert re.search(rf"(?<!\d){held}(?!\d)", contents), case.id
        keyword = next(iter(case.case.keywords), None)
        index = "\n".join(pages[-2:])
        assert keyword is None or re.search(rf"{re.escape(keyword)}[\s\S]{{0,60}}?\b{held}\b", index), (
            case.id,
            keyword,
        )


def test_a_hand_out_has_its_second_language_on_the_back(released: Published, tmp_path: Path) -> None:
    made, pages = _set(
        released, tmp_path, format="handout-a4", cases="square-holes-guide-plate", languages=["ja", "en"]
    )
    [case] = [case for case in released.cases if case.id == "square-holes-guide-plate"]
    assert made.pages == 2
    for page, language in zip(pages, ("ja", "en"), strict=True):
        assert _joined(case.title(language)) in _joined(page)
        for key in ("problem", "solution", "result"):
            assert _joined(case.short(language, key))[:12] in _joined(page)


def test_a_poster_carries_a_code_of_sixty_millimetres(released: Published, tmp_path: Path) -> None:
    made, _ = _set(released, tmp_path, format="poster-a1", cases="hydride-compact-tank", languages="en")
    drawn = subprocess.run(
        ["pdftoppm", "-r", "25.4", "-gray", "-x", "480", "-y", "735", "-W", "114", "-H", "106", str(made.path)],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    head, _, pixels = drawn.partition(b"255\n")
    width = int(head.split()[1])
    dark = [place % width for place, value in enumerate(pixels) if value < 80]
    assert abs(max(dark) - min(dark) + 1 - 60) <= 2


def test_text_too_long_for_its_room_stops_the_catalogue_and_is_named(released: Published, tmp_path: Path) -> None:
    [case] = [case for case in released.cases if case.id == "hydride-compact-tank"]
    long = Short(problem="x " * 900, solution="y " * 900, result="z " * 900)
    spoilt = replace(case, held=case.case.model_copy(update={"short": long, "translations": {}}))
    with pytest.raises(CatalogueError, match=r"hydride-compact-tank by \d+ lines") as caught:
        _set(replace(released, cases=(spoilt,)), tmp_path, format="brochure-a5", space="half-page")
    assert caught.value.case == case.id
    assert not list(tmp_path.glob("catalogues/*.pdf"))


def test_texts_that_flow_are_whole_on_any_size_of_page(released: Published, tmp_path: Path) -> None:
    made, pages = _set(
        released, tmp_path, format="flow-a4", size=[210, 285], cases=["gate-valve-without-sliding"], parts=["contents"],
        languages="en", group_by="none",
    )  # fmt: skip
    assert _size(made.path) == (210, 285)
    [case] = [case for case in released.cases if case.id == "gate-valve-without-sliding"]
    held = set(re.findall(r"\w+", " ".join(pages).replace("-\n", "")))
    words = re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]+>", " ", " ".join(case.section("en", "solutions")[0])))
    pieces = "".join(_joined(page) for page in pages)
    assert [word for word in words if word not in held and word not in pieces and word[:3] not in pieces] == []


def test_a_word_that_no_column_holds_is_broken_and_not_cut_off(released: Published, tmp_path: Path) -> None:
    [case] = [case for case in released.cases if case.id == "gate-valve-without-sliding"]
    name = "guidelines_for_the_detection_of_resistance_mechanisms_" + "x" * 70 + "_121222.pdf"
    texts = {**case.texts, "en": {**case.texts["en"], "results": (f"<p>See {name} of the year.</p>",)}}
    _, pages = _set(
        replace(released, cases=(replace(case, texts=texts),)), tmp_path, format="flow-a4", parts=["contents"],
        languages="en", group_by="none",
    )  # fmt: skip
    assert f"See{name}oftheyear." in "".join(_joined(page) for page in pages).replace("\u200b", "")


def test_a_book_can_have_every_part_and_names_its_spine(released: Published, tmp_path: Path) -> None:
    made, pages = _set(
        released, tmp_path, format="book-a4", cases=["metal-micro-pump", "hollow-plastic-microneedles"], languages="en",
        space="page", foreword="docs/forewords/2019.md", after="docs/about.md", fill_to=16,
        paper={"sheet": "0.1", "cover": "0.3"},
        parts=[
            "cover", "half-title", "foreword", "how-to-read", "contents", "dividers",
            "organisations", "keywords", "colophon",
        ],
    )  # fmt: skip
    assert made.pages == 16
    assert made.spine == 1.4
    text = "\n".join(pages)
    for heading in (
        "Foreword",
        "How to read a case",
        "Contents",
        "Index of organisations",
        "Index of keywords",
        "Notes",
    ):
        assert heading in text
    assert re.search(r"(?m)^[ivx]{1,4}$", text)


def _keys(value: Any) -> set[str]:
    """Every key of a book's data that a template can ask for; those that are languages or colours are values."""
    if isinstance(value, list):
        return set().union(*(_keys(each) for each in value))
    if not isinstance(value, dict):
        return set()
    inner = {key: held for key, held in value.items() if key not in BY_VALUE}
    return set(value) | set().union(*(_keys(held) for held in inner.values()))


def test_every_variable_of_a_print_template_is_documented(released: Published) -> None:
    page = (CHECKOUT / "docs/handbook/print-templates.md").read_text("utf-8")
    fonts = find_fonts()
    held: set[str] = set()
    for name, catalogue in released.programme.catalogues.items():
        cases = choose_cases(name, catalogue, released, "en")
        art = CoverArt(CHECKOUT / "docs/pictures/site.png", "0" * 32, 100, 100)
        written = Written(None, (WrittenPage("A", "<p>b</p>"),), (), art, art)
        held |= _keys(book_data(plan_catalogue(name, cases, released, written), released, fonts))
    held |= {"group_count"} | set(Fit().as_layout())
    assert "more_figures" in held
    assert sorted(key for key in held if f"`{key}`" not in page) == []


def test_cases_without_groups_are_in_the_catalogues_own_colour(released: Published) -> None:
    catalogue = Catalogue.model_validate({"group_by": "none", "accent": "#123456"})
    programme = released.programme.model_copy(update={"catalogues": {"one": catalogue}})
    plan = plan_catalogue("one", released.cases, replace(released, programme=programme))
    assert [group.colour for group in plan.groups] == ["#123456"]


@pytest.mark.parametrize("form", ["book-a4", "flow-a4", "brochure-a5"])
def test_a_catalogue_needs_no_part_beside_its_cases(released: Published, tmp_path: Path, form: str) -> None:
    made, pages = _set(released, tmp_path, format=form, cases=["copper-sinter-joining"], parts=[], languages=["en"])
    assert made.pages == len(pages)
    [bookmark] = [str(entry.title) for entry in PdfReader(made.path).outline if not isinstance(entry, list)]
    assert bookmark.endswith("Joining and mounting")


def test_a_choice_can_be_printed_without_an_entry(tmp_path: Path) -> None:
    run = CliRunner()
    project = ["print", "-C", str(CHECKOUT), "--date", "2026-11-01", "--out", str(tmp_path / "out")]
    done = run.invoke(main, [*project, "--format", "poster-a1", "--where", "organisation = tanrei", "--language", "ja"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "poster-a1.pdf").is_file()
    for wrong in (
        ["--where", "regio = kansai"],
        ["nothing"],
        ["--language", "japanese"],
        ["kansai-ja", "--title", "A"],
    ):
        assert run.invoke(main, [*project, *wrong]).exit_code == 2, wrong
    assert run.invoke(main, [*project, "--where", "organisation = tanrei and edition = 2010"]).exit_code == 1


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Ångström", "Zeta"]),
        ("zh-Hans", ["ABC", "安川", "北京", "上海", "中山", "重工"]),
        ("ja", ["abc", "あさひ", "カナメ", "さくら"]),
    ],
)
def test_names_are_sorted_as_each_language_sorts(language: str, names: list[str]) -> None:
    assert sorted(names, key=lambda name: sort_key(name, language)) == names


def test_names_stand_under_the_letter_they_are_looked_for() -> None:
    assert [initial(name, "zh-Hans") for name in ("安川", "北京", "上海", "ABC", "3M")] == ["A", "B", "S", "A", ""]
    assert initial("東京工業", "ja", "とうきょうこうぎょう") == "た"
    assert [initial(name, "ja") for name in ("ガラス", "ぱん", "東京")] == ["か", "は", ""]
    assert sort_key("玦川", "zh-Hans", "Juechuan") < sort_key("上海", "zh-Hans")


def test_columns_of_a_table_do_not_run_into_each_other(released: Published, tmp_path: Path) -> None:
    """Long headings over short values: the first column keeps room for its words."""
    keys = {"format": "book-a4", "cases": ["blind-bore-carburising"], "languages": ["en"], "parts": ["contents"]}
    programme = released.programme.model_copy(update={"catalogues": {"one": Catalogue.model_validate(keys)}})
    [made] = make_catalogues(replace(released, programme=programme), CHECKOUT, artefacts=tmp_path)
    told = subprocess.run(["pdftotext", "-bbox", str(made.path), "-"], capture_output=True, check=True).stdout.decode()
    words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]* xMax="([\d.]+)"[^>]*>([^<]*)</word>', told)
    [(place, head, end)] = [(float(left), top, float(right)) for left, top, right, word in words if word == "Place"]
    in_line = [float(left) for left, top, _, word in words if top == head and float(left) > place]
    assert min(in_line) > end
    assert "Bottom" in {word for *_, word in words}


def test_what_closes_a_case_takes_the_end_of_its_text_along() -> None:
    marks: list[Mark] = []
    for case, text, foot in (("one", 3, 3), ("two", 6, 7), ("pictured", 9, 10)):
        marks += [(f"text:{case}", text, 50.0, 700.0), (f"foot:{case}", foot, 50.0, 600.0)]
    assert parted([*marks, ("picture:pictured:0", 10, 50.0, 80.0)]) == {"two"}


def test_no_line_ends_within_a_unit(released: Published, tmp_path: Path) -> None:
    cases = ["gate-valve-without-sliding", "blind-bore-carburising", "deep-bore-composite-plating"]
    cases.append("tea-picker-low-vibration")
    for format_name in ("flow-a4", "handout-a4"):
        _, pages = _set(released, tmp_path / format_name, format=format_name, cases=cases)
        lines = [line for page in pages for line in page.splitlines()]
        assert len(lines) > 200
        assert not [line for line in lines if re.search(r"(?:^|\s)(?:N|A|m|g|W|[0-9.]+ ?[a-zA-Z]{1,3})/$", line)]
