"""The tree: every text as text, every place right."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from casebook.source.reader import parse_source
from casebook.source.tree import Text, find, locate, texts, to_plain

WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn"), blacklist_characters="\u2028\u2029\ufffd"),
    max_size=30,
)
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=12
)


@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=6))
def test_what_a_dumper_writes_is_read_back_as_it_was(value: dict[str, object]) -> None:
    written = yaml.safe_dump(value, allow_unicode=True, default_style='"').encode()
    source = parse_source(written, "x.yml")
    assert not source.diagnostics
    assert source.root is not None
    assert to_plain(source.root) == value


@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=6))
def test_every_place_lies_in_its_file(value: dict[str, object]) -> None:
    written = yaml.safe_dump(value, allow_unicode=True)
    root = parse_source(written.encode(), "x.yml").root
    if root is None:
        return
    lines = written.split("\n")
    for path, text in texts(root):
        line, column = text.position
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert locate(root, path) == text.position


@pytest.mark.parametrize("written", ["no", "08", "1e3", "2019-07", "0x1F", "true", "1_000", "12:30", "null"])
def test_every_scalar_is_text(written: str) -> None:
    root = parse_source(f"key: {written}\n".encode(), "x.yml").root
    assert root is not None
    assert to_plain(root) == {"key": written}


def test_places_of_keys_and_values() -> None:
    root = parse_source("a:\n  - {b: 薄, c: d}\n".encode(), "x.yml").root
    assert root is not None
    assert locate(root, ("a", 0, "c")) == (2, 15)
    assert locate(root, ("a", 0, "c"), of_key=True) == (2, 12)
    assert locate(root, ("a", 0, "nothing")) == (2, 5)
    found = find(root, ("a", 0, "b"))
    assert isinstance(found, Text)
    assert found.value == "薄"


def test_line_ends_of_every_system_are_the_same() -> None:
    unix = parse_source(b"a: |\n  x\n  y\n", "x.yml").root
    for ending in (b"\r\n", b"\r"):
        other = parse_source(b"\xef\xbb\xbf" + b"a: |\n  x\n  y\n".replace(b"\n", ending), "x.yml").root
        assert other is not None
        assert unix is not None
        assert to_plain(other) == to_plain(unix)
