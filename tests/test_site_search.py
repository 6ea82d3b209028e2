"""The search: folding, plans and ranks as values; and that the browser folds, plans, finds and ranks as Python does."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

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
from casebook.site.search.index import FOLDER, case_places
from casebook.site.search.query import Phrase, plan_query
from casebook.site.search.texts import texts_by_rank
from tests.conftest import CHECKOUT, DAY, ServedSite

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


def _found_in_browser(browser: Browser, site: ServedSite, queries: list[str]) -> list[list[int]]:
    body = """const found = [];
      for (const query of values) found.push([...((await it.search(query, base))?.scores ?? new Map()).keys()]);
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


def test_parts_of_words_are_found_exactly(sample_site: ServedSite, browser: Browser, published: Published) -> None:
    """200 pieces of two to four characters from Japanese and Chinese texts: the cases that have them, no others."""
    dice = random.Random(3)
    folded = [
        [fold(text) for texts in texts_by_rank(case, published) for text in texts] for case in browse_order(published)
    ]
    runs = [run for texts in folded for text in texts for run in RUN.findall(text) if len(run) > 3]
    pieces = []
    for run in dice.sample(runs, 220):
        length = dice.randint(2, 4)
        start = dice.randint(0, len(run) - length)
        pieces.append(run[start : start + length])
    synonyms = {fold(word) for group in published.programme.search.synonyms for word in group}
    pieces = [piece for piece in pieces if piece not in synonyms][:200]
    expected = [
        [place for place, texts in enumerate(folded) if any(piece in text for text in texts)] for piece in pieces
    ]
    found = _found_in_browser(browser, sample_site, pieces)
    assert [
        (piece, one, other) for piece, one, other in zip(pieces, found, expected, strict=True) if sorted(one) != other
    ] == []
