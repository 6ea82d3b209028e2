"""What is written as YAML is read back to the same characters, whatever they are."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casebook.intake.emit import Value, emit, scalar
from casebook.source.reader import parse_source
from casebook.source.tree import to_plain

AWKWARD = (
    "---", "...", "%YAML 1.2", "# x", " lead", "trail ", "\t", "\n", "\n\n", "  ", "\u2028", "\u2029", "\x85",
    "\ufeff", "- a", "? b", ": c", "a: b", "a #b", "'", '"', "\\", "|", ">", "@", "`", "!x", "&a", "*a", "{", "}",
    "[", "]", ",", "no", "08", "1e3", "12:30", "2019-07", "~", "null", "true", "漢字", "\U0001f600", "\r", "\x07",
    "\x00", "\ufffe", "\u3000",
)  # fmt: skip
ODD_CHARACTERS = {"line-separator", "control-character", "unprintable-character"}
characters = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
texts = st.lists(st.one_of(st.sampled_from(AWKWARD), characters), max_size=10).map("".join)
keys = texts.filter(lambda key: key != "<<")
values = st.recursive(
    texts, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)), max_leaves=8
)


def check_reading(written: str, value: Any) -> None:
    # Two readers of YAML, neither of them ours.
    assert yaml.load(written, Loader=yaml.CBaseLoader) == value
    assert yaml.load(written, Loader=yaml.BaseLoader) == value
    source = parse_source(written.encode("utf-8"), "x.yml")
    assert source.root is not None, (written, source.diagnostics)
    # Ours reports characters that no text should hold, however they are written, and does not pass them on.
    if source.diagnostics:
        assert {each.code for each in source.diagnostics} <= ODD_CHARACTERS, written
        assert any(not text.isprintable() for text in re.split("[\t\n]", whole_text(value)))
    else:
        assert to_plain(source.root) == value


def whole_text(value: Any) -> str:
    """All texts of a value in one."""
    if isinstance(value, str):
        return value
    pieces = [*value, *value.values()] if isinstance(value, dict) else value
    return "\n".join(map(whole_text, pieces))


@settings(deadline=None)
@given(st.dictionaries(keys, values, min_size=1, max_size=4))
@example({"background": "  indented\n# heading\n---\n%\ttab \n\n trailing \n\n\n"})
@example({"a": {"b": ["\tx\ny", "\n\nx\n", "x\n ", "- | \n"]}})
def test_every_character_comes_back(value: dict[str, Any]) -> None:
    check_reading(emit(value), value)


def test_it_looks_as_an_author_would_write_it() -> None:
    case: dict[str, Value] = {
        "title": "Forged in one piece",
        "adopted": "2015",
        "publish_from": "2019-07-20",
        "fields": ["precision-machining", "biotechnology"],
        "organisations": [{"id": "example-forge", "role": "lead"}],
        "background": "A thin wall.\n\n  Indented.\n",
        "extra": {"note": "no"},
        "results": "No line end\nafter this",
    }
    assert emit(case) == (
        "title: Forged in one piece\n"
        "adopted: 2015\n"
        "publish_from: 2019-07-20\n"
        "fields: [precision-machining, biotechnology]\n"
        "organisations:\n"
        "  - {id: example-forge, role: lead}\n"
        "background: |\n"
        "  A thin wall.\n"
        "\n"
        "    Indented.\n"
        'extra: {note: "no"}\n'
        "results: |-\n"
        "  No line end\n"
        "  after this\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, with a comma", "plain words, with a comma"),
        ("12 times as fast", "12 times as fast"),
        ("a: b", '"a: b"'),
        ("http://example.org/#part", "http://example.org/#part"),
        ("no", '"no"'),
        ("1.5", '"1.5"'),
        ("", '""'),
        ("–60", '"–60"'),
        ("a\tb\u2028c", '"a\\tb\\u2028c"'),
        ("研究目標", "研究目標"),
    ],
)
def test_one_line(text: str, written: str) -> None:
    assert scalar(text) == written
    check_reading(f"key: {written}\n", {"key": text})


def test_a_lone_surrogate_is_refused_before_anything_is_written() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        emit({"title": "\ud800"})
