"""The tree: every text as text, every place right."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from casebook.source.characters import MOST
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


MARK = "\ue000"
PIECES = st.text(st.sampled_from(list("ab薄 é'\"\\:#-\n")), max_size=12).map(lambda words: words + MARK)
MARKED = st.lists(PIECES, min_size=1, max_size=4).map("".join)


@given(st.dictionaries(st.sampled_from(["one", "two", "three"]), MARKED, min_size=1), st.sampled_from([None, *"'\"|>"]))
def test_a_character_is_found_where_it_stands(value: dict[str, str], style: str | None) -> None:
    """Through folding, quotes, escapes and indentation that a dumper chooses."""
    written = yaml.safe_dump({"above": [value]}, allow_unicode=True, default_style=style, width=12)
    assume(yaml.safe_load(written) == {"above": [value]})  # the dumper loses a space now and then
    source = parse_source(written.encode(), "x.yml")
    lines = written.split("\n")
    places = [(each.line, each.column) for each in source.diagnostics if each.code == "unprintable-character"]
    assert [lines[line - 1][column - 1] for line, column in places] == [MARK] * len(places)
    assert len(set(places)) == written.count(MARK) == sum(text.count(MARK) for text in value.values())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_places_in_every_style_and_with_every_line_end(ending: str, start: str) -> None:
    """One character in each way of writing a text; tabs and wide characters are one column each."""
    lines = [
        f"plain: A b\tc {MARK}",
        "folded: >-  # a remark", "", "    薄肉", f"    の{MARK}壁",
        "literal: |2+", f"     - {MARK}",
        "quoted: 'It''s", "", f"  \\''{MARK}'",
        'double: "\\x41\\u8584\\t\\', f'  \\"\\n {MARK}"',
        "flow: [a, {b: x,", f'  "c": {MARK}}}]',
        "list:", f"- - {MARK}",
    ]  # fmt: skip
    expected = [(row, line.index(MARK) + 1) for row, line in enumerate(lines, 1) if MARK in line]
    source = parse_source((start + ending.join(lines)).encode(), "x.yml")
    assert [(each.line, each.column) for each in source.diagnostics] == expected


def test_every_character_that_yaml_cannot_carry_is_refused() -> None:
    for number in [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF]:
        if chr(number) in "\t\n\r":
            continue
        for written in (f"a: b{chr(number)}", f'a: "b\\U{number:08x}"'):
            codes = {each.code for each in parse_source(written.encode(), "x.yml").diagnostics}
            assert codes <= {"control-character", "line-separator", "nul-byte"}, hex(number)
            assert codes, hex(number)


@pytest.mark.parametrize("seed", range(3))
def test_a_thousand_odd_characters_take_no_time(seed: int) -> None:
    character = ["\x01", "\u2028", MARK][seed]
    start = time.monotonic()
    source = parse_source(b"title: |\n  " + (character * 3 + "\n  ").encode() * 100_000, "x.yml")
    assert len(source.diagnostics) == MOST
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("written", "place", "code"),
    [
        ("title: A thin: wall\n", (1, 14), "yaml-colon"),
        ("a:\n\tb: 1\n", (2, 1), "yaml-tab"),
        ("a:\n  b: 1\n\tc: 2\n", (3, 1), "yaml-tab"),
        ("a: |\n\tx\n", (2, 1), "yaml-tab"),
        ("a: @x\n", (1, 4), "yaml-mark"),
        ("a: `x`\n", (1, 4), "yaml-mark"),
        ("a: *bold* text\n", (1, 4), "yaml-mark"),
        ("a: & b\n", (1, 4), "yaml-mark"),
        ("a: %x\n", (1, 4), "yaml-mark"),
        ("a: - b\n", (1, 4), "yaml-mark"),
        ("a: ? b\n", (1, 4), "yaml-mark"),
        ("a: , b\n", (1, 4), "yaml-mark"),
        ('a: "x\nb: 2\n', (1, 4), "yaml-quote"),
        ("a: 'x\nb: 2\n", (1, 4), "yaml-quote"),
        ('a: "x" y\n', (1, 8), "yaml-after"),
        ("a: [x]]\n", (1, 7), "yaml-after"),
        ('a: "C:\\temp\\q"\n', (1, 12), "yaml-escape"),
        ('a: "\\xZZ"\n', (1, 5), "yaml-escape"),
        ('a: "\\ud800"\n', (1, 5), "yaml-escape"),
        ("a: [x, z\nb: 2\n", (1, 4), "yaml-bracket"),
        ("a: {x: 1\nb: 2\n", (1, 4), "yaml-bracket"),
        ("a: [x, z", (1, 4), "yaml-bracket"),
        ("title: [\n", (1, 8), "yaml-bracket"),
        ("a: 1\njust text\nb: 2\n", (2, 1), "yaml-key"),
        ("a: 1\n  b: 2\n", (2, 4), "yaml-indent"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "yaml-indent"),
        ("a:\n- x\n b: 2\n", (3, 3), "yaml-indent"),
        ("a: | text\n", (1, 6), "yaml-block"),
        ("a: >x\n", (1, 5), "yaml-block"),
        ("a: |0\n x\n", (1, 5), "yaml-syntax"),
        ("a: !x!y z\n", (1, 4), "yaml-syntax"),
    ],
)
def test_what_is_no_yaml_is_said_in_plain_words(written: str, place: tuple[int, int], code: str) -> None:
    source = parse_source(written.encode(), "x.yml")
    assert source.root is None
    assert [((each.line, each.column), each.code) for each in source.diagnostics] == [(place, code)]
