"""The search: folding, plans and ranks as values; and that the browser folds, plans, finds and ranks as Python does."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from casebook.cli import main
from casebook.diagnostics.report import as_text
from casebook.project.golden import GoldenQueries, read_golden
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.values import Published
from casebook.site.errors import SiteError
from casebook.site.facets import browse_order
from casebook.site.search.coding import Entry, decode_numbers, encode_numbers, read_places, read_words, write_shard
from casebook.site.search.engine import Index, search
from casebook.site.search.folding import CJK, fold, index_words, split
from casebook.site.search.golden import check_golden
from casebook.site.search.index import FOLDER, case_places, write_texts
from casebook.site.search.query import Phrase, plan_query
from casebook.site.search.texts import texts_by_rank
from tests.conftest import CHECKOUT, DAY, ServedSite

ELSEWHERE = [
    Path(__file__).parents[2] / "shared" / "data" / name
    for name in ("k8s_cases_multilingual.jsonl", "kubeedge_12.jsonl")
]
RUN = re.compile(f"[{CJK}]+")


@pytest.fixture(scope="module")
def published(sample_site: ServedSite) -> Published:
    """What the sample site shows."""
    return publish(load(sample_site.root, date=DAY), channels={"web"}, date=DAY)


def _words(text: str) -> list[str]:
    return [word for token in split(fold(text)) for word in index_words(token)]


def _texts(published: Published) -> list[str]:
    return [text for case in published.cases for texts in texts_by_rank(case, published) for text in texts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("めっき", "メッキ"),
        ("ﾒｯｷ", "メッキ"),
        ("０．５ µm", "0.5 μm"),
        ("0.50 mm", "0.5 mm"),
        ("軸承與車床", "轴承与车床"),
        ("鋳鉄の検査", "铸铁の检查"),
        ("Façade", "facade"),
        ("1,350 MPa", "1350 mpa"),
        ("aluminium moulds", "aluminum mold"),
        ("vulcanised fibres", "vulcanized fiber"),
        ("analysers, centred", "analyzer centered"),
        ("sulphide catalogues", "sulfide catalog"),
        ("batteries and processes", "battery and process"),
        ("lenses", "lens"),
        ("SCM-420H", "SCM420H"),
    ],
)
def test_the_same_words_fold_to_the_same(one: str, other: str) -> None:
    assert _words(one) == _words(other)


@pytest.mark.parametrize(("one", "other"), [("つい", "づい"), ("horizon", "horse"), ("0.5", "5")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert _words(one) != _words(other)


def test_numbers_units_and_pairs() -> None:
    assert _words("10nm, 0.5 µm and C++") == ["10", "nm", "0.5", "um", "and", "c", "plusplus"]
    assert _words("储氢材料") == ["储氢", "氢材", "材料", "料"]


def test_numbers_that_share_a_unit_each_have_it() -> None:
    assert _words("0.4 × 0.2 mm") == ["0.4", "0.2", "mm"]
    (titles,) = case_places([["chips of 0.4 × 0.2 mm"]])
    assert titles["0.4"] == [2]
    assert titles["mm"] == [3, 5]


def test_a_query_is_planned_in_parts() -> None:
    parts = plan_query('"heat treatment" of 0.5 µm micro-pumps 储氢材料')
    assert [part.typed for part in parts] == ['"heat treatment"', "0.5 µm", "micro-pumps", "储氢材料"]
    assert [part.ways for part in parts] == [
        ((Phrase(("heat", "treatment"), open=True),),),
        ((Phrase(("0.5", "um")),),),
        ((Phrase(("micro", "pump"), open=True),), (Phrase(("micropump",), open=True),)),
        ((Phrase(("储氢", "氢材", "材料")),),),
    ]
    assert plan_query("  ") == plan_query("…!") == ()
    assert [part.typed for part in plan_query("of the")] == ["of", "the"]


def test_synonyms_open_further_ways_and_the_typed_one_stays_first() -> None:
    synonyms = [["plating", "めっき"], ["additive manufacturing", "3D printing"], ["plating", "coating"]]
    (plating,) = plan_query("Platings", synonyms)
    assert [way[0].words for way in plating.ways] == [("plating",), ("めっ", "っき"), ("coating",)]
    (printing, metal) = plan_query("additive manufacturing metal", synonyms)
    assert printing.typed == "additive manufacturing"
    assert [[phrase.words for phrase in way] for way in printing.ways] == [
        [("additive",), ("manufacturing",)],
        [("additive", "manufacturing")],
        [("3", "d", "printing")],
    ]
    assert metal.ways == (((Phrase(("metal",), open=True)),),)


@pytest.mark.parametrize(("typed", "begun"), [("alumini", "alumin"), ("colou", "colo"), ("steel", "steel")])
def test_a_word_half_typed_finds_all_its_spellings(typed: str, begun: str) -> None:
    assert plan_query(typed)[0].ways == ((Phrase((begun,), open=True),),)


def test_numbers_and_shards_are_read_as_they_were_written(tmp_path: Path) -> None:
    numbers = [0, 1, 127, 128, 16_383, 16_384, 5_000_000]
    assert list(decode_numbers(encode_numbers(numbers))) == numbers
    write_shard(tmp_path, "0", [Entry("a", b"\x04", b"\x01\x02"), Entry("储氢", b"\x05\x06", b"\x03")])
    assert read_words(tmp_path, "0") == [("a", b"\x04", 0, 2), ("储氢", b"\x05\x06", 2, 3)]
    assert read_places(tmp_path, "0") == b"\x01\x02\x03"


def _asked(browser: Browser, site: ServedSite, function: str, values: list[str]) -> Any:
    """What a function of the site's scripts gives for values: its module stands before it, `base` is the site."""
    module, body = function.split(": ", 1)
    assets = next(site.folder.glob("assets/casebook-*")).relative_to(site.folder).as_posix()
    page = browser.new_page()
    page.goto(site.address)
    found = page.evaluate(
        f"async ([module, base, values]) => {{ const it = await import(module); {body} }}",
        [f"{site.address}{assets}/{module}", site.address, values],
    )
    page.close()
    return found


def test_browser_and_python_fold_alike(sample_site: ServedSite, browser: Browser, published: Published) -> None:
    texts = _texts(published)
    dice = random.Random(7)
    blocks = [(0x20, 0x24F), (0x370, 0x3FF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF), (0x2000, 0x22FF)]
    for _ in range(300):
        first, last = dice.choice(blocks)
        texts.append("".join(chr(dice.randint(first, last)) for _ in range(12)))
    body = "return values.map((text) => it.split(it.fold(text)).flatMap(it.indexWords));"
    found = _asked(browser, sample_site, f"folding.js: {body}", texts)
    assert [text for text, words in zip(texts, found, strict=True) if words != _words(text)] == []


def _golden(published: Published) -> GoldenQueries:
    return read_golden(CHECKOUT, {case.id for case in published.cases})


def test_all_golden_queries_hold(sample_site: ServedSite, published: Published) -> None:
    golden = _golden(published)
    assert len(golden.queries) >= 60
    assert [as_text([each]) for each in (*golden.diagnostics, *check_golden(golden, sample_site.folder))] == []


def test_the_command_asks_the_built_site(sample_site: ServedSite, tmp_path: Path) -> None:
    asked = ["check", "--search", "--date", DAY.isoformat(), "--project", str(sample_site.root)]
    done = CliRunner().invoke(main, asked)
    assert (done.exit_code, "0 errors" in done.output) == (0, True), done.output
    missing = CliRunner().invoke(main, [*asked, "--site", str(tmp_path)])
    assert missing.exit_code == 2
    assert "run `casebook build` first" in missing.output


def test_what_a_golden_query_does_not_find_is_named(sample_site: ServedSite, tmp_path: Path) -> None:
    lines = [
        "- {query: pinion vessel, finds: [pinion-divided-flow-forging]}",
        "- {query: copper, first: pinion-divided-flow-forging}",
        "- {query: forging, first: one-piece-vacuum-vessel, finds: [cable-harness-robot]}",
        "- {query: めっき, first: pinion-divided-flow-forging, finds: [deep-bore-composite-plating]}",
    ]
    (tmp_path / "golden_queries.yml").write_text("\n".join(lines), "utf-8")
    known = {path.stem for path in (CHECKOUT / "cases").glob("*/*.yml")}
    found = check_golden(read_golden(tmp_path, known), sample_site.folder)
    assert [(each.line, each.column, each.code) for each in found] == [
        (1, 34, "golden-not-found"),
        (2, 26, "golden-not-found"),
        (3, 27, "golden-not-first"),
        (3, 60, "golden-not-shown"),
        (4, 23, "golden-not-found"),
    ]
    assert "it lacks “vessel”" in as_text(found)


def test_golden_queries_need_a_built_site(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="casebook build"):
        check_golden(GoldenQueries(), tmp_path)


def _found_in_browser(browser: Browser, site: ServedSite, queries: list[str], below: str = "") -> list[list[int]]:
    body = f"""const found = [];
      for (const query of values) {{
        found.push([...((await it.search(query, base + "{below}"))?.scores ?? new Map()).keys()]);
      }}
      return found;"""
    answers: list[list[int]] = _asked(browser, site, f"search.js: {body}", queries)
    return answers


def test_browser_and_python_find_and_rank_alike(
    sample_site: ServedSite, browser: Browser, published: Published
) -> None:
    """All golden queries, and words and beginnings of words drawn from the cases, one and two at a time."""
    dice = random.Random(11)
    words = [word for text in _texts(published) for word in text.split()]
    drawn = [" ".join(dice.sample(words, number)) for number in (1, 1, 2) for _ in range(40)]
    drawn += [dice.choice(words)[: dice.randint(1, 5)] for _ in range(40)]
    queries = [
        *(each.query.query for each in _golden(published).queries),
        *drawn,
        "the",
        "…",
        '"divided flow" of metal',
        "10 to 15 mm",
    ]
    index = Index(sample_site.folder / FOLDER)
    expected = [search(index, query) for query in queries]
    found = _found_in_browser(browser, sample_site, queries)
    assert [each for each in zip(queries, found, expected, strict=True) if each[1] != each[2]] == []
    assert sum(1 for answer in expected if answer) > 150


def _pieces(folded: list[list[str]], number: int, seed: int) -> list[str]:
    """Pieces of two to four characters of Chinese or Japanese, drawn from folded texts."""
    dice = random.Random(seed)
    runs = [run for texts in folded for text in texts for run in RUN.findall(text) if len(run) > 3]
    pieces = []
    for run in dice.sample(runs, number):
        length = dice.randint(2, 4)
        start = dice.randint(0, len(run) - length)
        pieces.append(run[start : start + length])
    return pieces


def _having(folded: list[list[str]], piece: str) -> list[int]:
    return [place for place, texts in enumerate(folded) if any(piece in text for text in texts)]


def test_parts_of_words_are_found_exactly(sample_site: ServedSite, browser: Browser, published: Published) -> None:
    """200 pieces from the sample's texts: the cases that have them, and no others."""
    folded = [
        [fold(text) for texts in texts_by_rank(case, published) for text in texts] for case in browse_order(published)
    ]
    synonyms = {fold(word) for group in published.programme.search.synonyms for word in group}
    pieces = [piece for piece in _pieces(folded, 220, seed=3) if piece not in synonyms][:200]
    assert len(pieces) == 200
    found = _found_in_browser(browser, sample_site, pieces)
    assert [each for each in zip(pieces, found, strict=True) if sorted(each[1]) != _having(folded, each[0])] == []


@pytest.mark.skipif(not all(file.is_file() for file in ELSEWHERE), reason="texts from elsewhere, not in the checkout")
def test_parts_of_words_in_texts_from_elsewhere_are_found_exactly(
    sample_site: ServedSite, browser: Browser, tmp_path: Path
) -> None:
    """200 pieces from Japanese and Chinese texts that nobody wrote for us, set in HTML and in Markdown."""
    lines = [json.loads(line) for file in ELSEWHERE for line in file.read_text("utf-8").splitlines()]
    texts = [[text for text in _strings(line) if RUN.search(text)] for line in lines]
    folder = sample_site.folder / "elsewhere" / FOLDER
    write_texts(partial(_untitled, texts), len(texts), (), tmp_path / "parts", folder)
    folded = [[fold(text) for text in own] for own in texts]
    pieces = _pieces(folded, 200, seed=5)
    found = _found_in_browser(browser, sample_site, pieces, below="elsewhere/")
    shutil.rmtree(folder.parent)
    assert [each for each in zip(pieces, found, strict=True) if sorted(each[1]) != _having(folded, each[0])] == []


def _untitled(texts: list[list[str]], number: int) -> list[list[str]]:
    return [[], [], texts[number]]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide window."""
    made = browser.new_page(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.mark.parametrize(
    ("prefix", "query", "case", "marked"),
    [
        ("", "forg metal", "pinion-divided-flow-forging", ["forging", "metal"]),
        ("", "micropump", "metal-micro-pump", []),
        ("", '"1350 MPa"', "pinion-divided-flow-forging", ["1,350 MPa"]),
        ("ja/", "ﾚｰｻﾞ", "square-holes-guide-plate", ["レーザ"]),
        ("zh/", "儲氫", "hydride-compact-tank", ["储氢"]),
        ("", "aluminum mold", "sand-cast-aluminium-composite", ["aluminium", "mould"]),
    ],
)
def test_what_was_found_is_marked_as_it_is_written(
    page: Page, sample_site: ServedSite, prefix: str, query: str, case: str, marked: list[str]
) -> None:
    page.goto(f"{sample_site.address}{prefix}browse/?q={quote(query)}")
    card = page.locator(f"#cb-results [data-case={case}]")
    card.wait_for()
    found = card.locator("mark").all_inner_texts()
    assert {word.lower() for word in marked} <= {word.lower() for word in found}, found
    title = json.loads((sample_site.folder / prefix / "browse/titles.json").read_text("utf-8"))[0]
    assert card.locator("h2").inner_text() in title


def test_an_english_page_says_in_which_language_the_case_is(page: Page, sample_site: ServedSite) -> None:
    page.goto(f"{sample_site.address}browse/?q={quote('手術用ルーペ')}")
    card = page.locator("#cb-results [data-case=surgical-loupe-frame]")
    expect(card.locator(".cb-in-language")).to_have_text("In Japanese")
    expect(card.locator("h2 a")).to_have_attribute("lang", "ja")
    expect(card.locator("h2 mark")).to_have_text("手術用ルーペ")


def test_where_nothing_is_found_the_word_to_drop_is_named(page: Page, sample_site: ServedSite) -> None:
    page.goto(f"{sample_site.address}browse/?q={quote('forging helical zeppelin')}")
    nothing = page.locator(".cb-nothing")
    expect(nothing).to_contain_text("No case has “zeppelin”.")
    nothing.get_by_text("Without “zeppelin”: 1 case", exact=True).click()
    expect(page.locator("#cb-results [data-case]")).to_have_count(1)
    expect(page.locator("#cb-query")).to_have_value("forging helical")
    page.goto(f"{sample_site.address}browse/?q=pinion&field=biotechnology")
    expect(nothing.get_by_text("Without Biotechnology: 1 case", exact=True)).to_be_visible()
