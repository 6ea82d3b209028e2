"""What an import does to texts: entities, control characters, line breaks, marks of Markdown, leads."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.intake.clean import clean, one_line
from casebook.intake.escape import escape
from casebook.intake.lead import divide
from casebook.intake.unwrap import unwrap
from casebook.richtext.markdown import plain_paragraphs, render

MARKS = (
    *"\\`*_[]()^~|<>&;#-+=.!:/1a \n", "http://a.b", "&amp;", "<b>", "[1]: x", "[^1]", "---", "1. ", "| a | b |", "\n\n",
    "1) ", "    x", "  \n", "~~", "a@b.c",
)  # fmt: skip
pieces = st.one_of(st.sampled_from(MARKS), st.characters(exclude_categories=["Cs", "Cc"]))
plain = st.lists(pieces, max_size=25).map("".join)


def joined(text: str) -> str:
    return "\n\n".join(unwrap(text, Counter()))


def words(text: str) -> Counter[str]:
    return Counter(text.split())


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("&#163;5 &amp; &#8212; &lt;10&gt; &eacute;", "£5 & — <10> é"),
        ("&amp;lt; stays one level", "&lt; stays one level"),
        ("a?x=1&copy=2 &G; &unknown;", "a?x=1&copy=2 &G; &unknown;"),
        ("a\r\nb\rc\u2028d\x85e\x0cf", "a\nb\nc\nd\ne\nf"),
    ],
)
def test_cleaning(text: str, cleaned: str) -> None:
    assert clean(text).text == cleaned


def test_cleaning_names_what_it_removes() -> None:
    result = clean("a\x07b\ufffec\ud800d&#233;\te\r\nf\uf0b7")
    assert result.text == "abcdé   e\nf\uf0b7"
    assert result.removed == ("U+0007", "U+FFFE", "U+D800")
    assert result.unreadable == ("U+F0B7",)
    assert result.counts == Counter({"entity": 1, "line-end": 1, "tab": 1})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n  Two lines\n     of a title \n", "Two lines of a title"),
        ("薄肉容器の\n一体成形", "薄肉容器の一体成形"),
        ("ends in post-\nconflict", "ends in post- conflict"),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


def test_wrapped_lines_are_joined_and_meant_breaks_stay() -> None:
    text = (
        "The wall of the vessel was ironed in three passes, and the blank was held\n"
        "at a constant force. This alone saved a third of the material that post-\n"
        "machining had taken away before the project began in that plant.\n"
        "A second series followed.\n"
        "It had these aims:\n"
        "1. A wall of 0.1 mm\n"
        "2. A cycle of less than a minute for every vessel, the change of the tool\n"
        "included\n"
    )
    counts: Counter[str] = Counter()
    assert unwrap(text, counts) == [
        "The wall of the vessel was ironed in three passes, and the blank was held at a constant force. "
        "This alone saved a third of the material that post-\n"
        "machining had taken away before the project began in that plant.",
        "A second series followed.",
        "It had these aims:",
        "1. A wall of 0.1 mm",
        "2. A cycle of less than a minute for every vessel, the change of the tool included",
    ]
    assert counts == Counter({"joined": 2, "hyphen": 1})


def test_indentation_of_first_lines_separates_paragraphs() -> None:
    text = (
        "\n    Our research has shown that coatings grown on medical steels can\n"
        "      enhance the surface and give a platform for implants.\n"
        "    Key researchers\n"
        "    A second paragraph stands under it, and is long enough to need\n"
        "      another line.\n    "
    )
    assert unwrap(text, Counter()) == [
        "Our research has shown that coatings grown on medical steels can enhance the surface and give a platform "
        "for implants.",
        "Key researchers",
        "A second paragraph stands under it, and is long enough to need another line.",
    ]


def test_references_stay_apart() -> None:
    text = (
        "[1] A first author and a second, On the ironing of thin walls, Journal of\n"
        "Forming 12, 2009, 33-41.\n"
        "[2] A third author, Vessels.\n"
    )
    assert unwrap(text, Counter()) == [
        "[1] A first author and a second, On the ironing of thin walls, Journal of Forming 12, 2009, 33-41.",
        "[2] A third author, Vessels.",
    ]


def test_japanese_lines_are_joined_without_a_space() -> None:
    text = "壁を一体で成形する技術を開発した。従来は切削に\n頼り、素材の大半が切りくずになっていた。\n　次に量産した。"
    assert unwrap(text, Counter()) == [
        "壁を一体で成形する技術を開発した。従来は切削に頼り、素材の大半が切りくずになっていた。",
        "次に量産した。",
    ]


@settings(deadline=None)
@given(plain)
def test_no_word_changes_when_lines_are_joined(text: str) -> None:
    cleaned = clean(text).text
    # Between Chinese and Japanese characters a break is no space, so that only the characters can be compared.
    assert re.sub(r"\s", "", joined(cleaned)) == re.sub(r"\s", "", cleaned)
    if cleaned.isascii():
        assert words(joined(cleaned)) == words(cleaned)


@settings(deadline=None)
@given(plain)
def test_escaped_text_shows_what_the_plain_text_says(text: str) -> None:
    source = joined(clean(text).text)
    shown = render(escape(source, Counter()))
    assert not shown.findings
    assert shown.text in {plain_paragraphs(source).text, plain_paragraphs(re.sub("<([^<>]+)>", r"\1", source)).text}


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. First", r"1\. First"),
        ("- an item", r"\- an item"),
        ("# of parts", r"\# of parts"),
        ("5 * 3 * 2 at p<0.05 [3], see file_name_x", "5 * 3 * 2 at p<0.05 [3], see file_name_x"),
        ("*starred* and _lined_", r"\*starred* and \_lined\_"),
        ("[A]: http://example.org", r"\[A]: http://example.org"),
        ("<Available from: there>", r"<Available from: there\>"),
        ("<https://example.org/a_b>", "<https://example.org/a_b>"),
        ("&lt; as such", "&amp;lt; as such"),
        (r"a\b", r"a\b"),
    ],
)
def test_as_few_backslashes_as_it_takes(text: str, escaped: str) -> None:
    assert escape(text, Counter()) == escaped


@pytest.mark.parametrize(
    ("paragraphs", "limit", "lead", "rest"),
    [
        (["One. Two is here. Three."], 10, "One.", ["Two is here. Three."]),
        (["One. Two is here. Three."], 17, "One. Two is here.", ["Three."]),
        (["Dr. A. B et al. (2009) did it. Then e.g. this."], 5, "Dr. A. B et al. (2009) did it.", ["Then e.g. this."]),
        (["It has:", "1) a first. Part."], 20, "It has: 1) a first.", ["Part."]),
        (["It has:", "1) one"], 40, "It has: 1) one", []),
        (["壁を薄くした。次に量産した。"], 3, "壁を薄くした。", ["次に量産した。"]),
        (["word " * 500], 100, ("word " * 400).strip(), [("word " * 100).strip()]),
    ],
)
def test_leads(paragraphs: list[str], limit: int, lead: str, rest: list[str]) -> None:
    assert divide(paragraphs, limit) == (lead, rest)


@settings(deadline=None)
@given(st.lists(st.text("aB1.!?。 \n)", min_size=1).filter(str.strip), min_size=1, max_size=5), st.integers(1, 60))
def test_no_word_is_lost_between_lead_and_rest(paragraphs: list[str], limit: int) -> None:
    lead, rest = divide(paragraphs, limit)
    assert re.sub(r"\s", "", "".join([lead, *rest])) == re.sub(r"\s", "", "".join(paragraphs))
