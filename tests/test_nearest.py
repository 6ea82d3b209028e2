"""Suggestions for misspelt words: the nearest one, quickly, and none where nothing is near."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.diagnostics.nearest import Suggestions, nearest
from casebook.diagnostics.values import LONGEST_ARGUMENT, diagnose, visible

KNOWN = ["commercialisation", "precision-machining", "on-sale", "first-prototype", "title", "goals"]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("comercialisation", "commercialisation"),
        ("Precision_Machining", "precision-machining"),
        ("ON SALE", "on-sale"),
        ("goal", "goals"),
        ("tilte", "title"),
        ("colour", None),
        ("", None),
        ("title" * 100, None),
    ],
)
def test_the_nearest_word(word: str, found: str | None) -> None:
    assert nearest(word, KNOWN) == found
    assert nearest(word, reversed(KNOWN)) == found


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=80))
def test_a_word_that_is_known_is_its_own_nearest(word: str, known: list[str]) -> None:
    assert nearest(word, known) in {None, *known}
    if word.strip():
        assert nearest(word, [*known, word]) is not None


def test_many_known_words_take_no_time() -> None:
    known = [f"organisation-{number:05d}" for number in range(20_000)]
    start = time.process_time()
    assert nearest("organisation-12345x", known) == "organisation-12345"
    assert time.process_time() - start < 1


def test_suggestions_come_to_an_end() -> None:
    suggestions = Suggestions()
    asked = [suggestions.near("tilte", KNOWN) for _ in range(10_000)]
    assert asked[0] == {"near": "title"}
    assert asked[-1] == {}


def test_what_is_shown_of_a_file_cannot_write_over_the_report() -> None:
    assert visible("a\x1b[31mb\r\nc\u202ed") == "a\ufffd[31mb\ufffd c\ufffdd"
    assert visible("薄い 壁 e\u0301") == "薄い 壁 e\u0301"
    found = diagnose("x.yml", (1, 1), "bad-date", found="x" * 5_000)
    assert len(dict(found.arguments)["found"]) == LONGEST_ARGUMENT
