"""Folding texts for the search: values, and that the browser folds as Python does."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from playwright.sync_api import Browser

from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.site.normalise import characters, fold, index_words
from casebook.site.search_index import case_texts
from tests.conftest import ServedSite


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("めっき", "メッキ"),
        ("ﾒｯｷ", "メッキ"),
        ("０．５ µm", "0.5 μm"),
        ("軸承與車床", "轴承与车床"),
        ("Façade", "facade"),
        ("1,350 MPa", "1350 mpa"),
    ],
)
def test_the_same_words_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_marks_of_kana_are_kept_apart() -> None:
    assert fold("つい") != fold("づい")


def test_numbers_units_and_pairs() -> None:
    assert index_words("10nm, 0.5 µm and C++") == ["10", "nm", "0dot5", "um", "and", "c", "plusplus"]
    assert index_words("储氢材料") == ["储氢", "氢材", "材料", "料"]
    assert characters(index_words("储氢 氢 a")) == ["储", "氢"]


def test_browser_and_python_fold_alike(sample_site: ServedSite, browser: Browser) -> None:
    published = publish(load(sample_site.root, date=dt.date(2026, 11, 1)), channels={"web"}, date=dt.date(2026, 11, 1))
    texts = [word for case in published.cases for word in case_texts(case, published)]
    texts += [case.title(language) for case in published.cases for language in case.languages]
    dice = random.Random(7)
    blocks = [(0x20, 0x24F), (0x370, 0x3FF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF), (0x2000, 0x22FF)]
    for _ in range(300):
        first, last = dice.choice(blocks)
        texts.append("".join(chr(dice.randint(first, last)) for _ in range(12)))
    page = browser.new_page()
    page.goto(sample_site.address)
    module = next(sample_site.folder.glob("assets/casebook-*/normalise.js")).relative_to(sample_site.folder).as_posix()
    found = page.evaluate(
        "async ([module, texts]) => { const { indexWords } = await import(module); return texts.map(indexWords); }",
        [sample_site.address + module, texts],
    )
    page.close()
    different = [text for text, words in zip(texts, found, strict=True) if words != index_words(text)]
    assert different == []
