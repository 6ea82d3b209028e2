"""Values of a case file are changed; whatever was not meant stays as it was, to the byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.intake.update import update_text
from casebook.model.case import Case
from casebook.source.reader import parse_source
from casebook.source.tree import to_plain

ORDER = tuple(Case.model_fields)
TEXT = """# The vessel, second draft
title: Old title  # agreed with the company
summary: A vessel.
# two fields, the main one first
fields: [precision-machining, joining]
figures:
  # measured in Niigata
  - {quantity: wall-thickness, unit: mm, before: 0.10, after: 08}   # after the second run
  - {quantity: raw-material, change: -60}
background: |
  First.

  Second.
# whom to ask
contact:
  email: a@example.org   # not on Fridays
  phone: +81 6 0000 0000
"""


def plain(text: str) -> object:
    """What a YAML text says."""
    root = parse_source(text.encode("utf-8"), "case.yml").root
    assert root is not None
    return to_plain(root)


def test_one_value_changes_and_every_other_byte_stays() -> None:
    changed = update_text(TEXT, {"summary": "A thin vessel."}, ORDER)
    assert changed == TEXT.replace("A vessel.", "A thin vessel.")


def test_the_same_values_change_nothing() -> None:
    same = plain(TEXT)
    assert isinstance(same, dict)
    assert update_text(TEXT, same, ORDER) == TEXT
    assert update_text(TEXT, {"background": "First.\n\nSecond."}, ORDER) == TEXT
    assert update_text(TEXT, {"title": ["Old title"]}, ORDER) == TEXT


def test_entries_of_a_list_keep_their_comments_and_their_layout() -> None:
    figures = [
        {"quantity": "wall-thickness", "unit": "mm", "before": "0.10", "after": "0.09"},
        {"quantity": "mass", "after": "5"},
        {"quantity": "raw-material", "change": "-60"},
    ]
    changed = update_text(TEXT, {"figures": figures}, ORDER)
    assert changed is not None
    assert "  # measured in Niigata\n  - {quantity: wall-thickness, unit: mm, before: 0.10, after: 0.09} #" in changed
    assert "\n  - {quantity: mass, after: 5}\n  - {quantity: raw-material, change: -60}\n" in changed


def test_new_keys_stand_where_the_format_has_them() -> None:
    changed = update_text(TEXT, {"stage": "on-sale", "adopted": "2015", "keywords": ["no", "a, b"]}, ORDER)
    assert changed is not None
    assert re.findall(r"^(\w+):", changed, re.MULTILINE) == [
        "title", "summary", "adopted", "fields", "keywords", "figures", "background", "stage", "contact",
    ]  # fmt: skip
    assert 'keywords: ["no", "a, b"]\n' in changed


def test_a_key_is_taken_away_with_its_lines_alone() -> None:
    changed = update_text(TEXT, {"fields": None}, ORDER)
    assert changed == TEXT.replace("fields: [precision-machining, joining]\n", "")


def test_windows_lines_and_the_mark_of_byte_order_stay() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    changed = update_text(text, {"title": "New: title"}, ORDER)
    assert changed is not None
    assert changed.startswith("\ufeff# The vessel")
    assert "\n" not in changed.replace("\r\n", "")
    assert 'title: "New: title" # agreed with the company\r\n' in changed


def test_an_empty_file_takes_keys() -> None:
    assert update_text("", {"title": "A title"}, ORDER) == "title: A title\n"


@pytest.mark.parametrize("text", ["title: [", "- a\n- b\n", "title: a\ntitle: b\n"])
def test_a_file_with_no_single_meaning_is_left_alone(text: str) -> None:
    assert update_text(text, {"summary": "x"}, ORDER) is None


WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029\ufeff", exclude_categories=("Cc", "Cs", "Cn"))
)
LINES = st.lists(WORDS.filter(str.strip), min_size=1, max_size=3).map("\n".join)


@given(title=WORDS.filter(str.strip), background=LINES, words=st.lists(WORDS.filter(str.strip), max_size=4))
def test_any_text_arrives_and_nothing_else_changes(title: str, background: str, words: list[str]) -> None:
    changed = update_text(TEXT, {"title": title, "background": background, "keywords": words}, ORDER)
    assert changed is not None
    before, after = plain(TEXT), plain(changed)
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert after["title"] == title
    assert after["background"].rstrip("\n") == background.rstrip("\n")
    assert after.get("keywords", []) == words
    kept = set(before) - {"title", "background", "keywords"}
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    assert changed.count("#") - title.count("#") - background.count("#") - "".join(words).count("#") == TEXT.count("#")


def test_the_sample_cases_survive_a_change_of_title_and_summary() -> None:
    for file in sorted((Path(__file__).parent.parent / "cases").rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        values = plain(text)
        assert isinstance(values, dict)
        assert update_text(text, values, ORDER) == text
        changed = update_text(text, {"summary": "Anders.", "title": "Ein: anderer"}, ORDER)
        assert changed is not None
        old = [line for line in text.split("\n") if not line.startswith(("title:", "summary:", "  "))]
        new = [line for line in changed.split("\n") if not line.startswith(("title:", "summary:", "  "))]
        assert new == old
