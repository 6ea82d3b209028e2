"""The tree of nodes that print takes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.richtext.markdown import render
from casebook.richtext.nodes import nodes

Node = dict[str, Any]


def text(value: str) -> Node:
    return {"t": "text", "v": value}


def p(*children: Node) -> Node:
    return {"t": "p", "c": list(children)}


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("a <  b &\nc", [p(text("a < b & c"))]),
        ("**a** *b*", [p({"t": "strong", "c": [text("a")]}, text(" "), {"t": "em", "c": [text("b")]})]),
        ("one  \ntwo", [p(text("one"), {"t": "br"}, text("two"))]),
        ("x `a < b`", [p(text("x "), {"t": "code", "v": "a < b"})]),
        ("H~2~O^a^", [p(text("H"), {"t": "sub", "c": [text("2")]}, text("O"), {"t": "sup", "c": [text("a")]})]),
        ("[x](https://a.b/?c&d)", [p({"t": "link", "url": "https://a.b/?c&d", "c": [text("x")]})]),
        ("[x](javascript:1) [y](#here)", [p(text("x y"))]),
        ("## T", [{"t": "h", "level": 3, "c": [text("T")]}]),
        ("- a\n- b", [{"t": "ul", "c": [{"t": "li", "c": [text("a")]}, {"t": "li", "c": [text("b")]}]}]),
        ("3. a", [{"t": "ol", "start": 3, "c": [{"t": "li", "c": [text("a")]}]}]),
        ("> a", [{"t": "blockquote", "c": [p(text("a"))]}]),
        ("a\n\n---", [p(text("a")), {"t": "rule"}]),
        ("    a\n     b", [{"t": "pre", "v": "a\n b"}]),
        (
            "|a|b|\n|---|--:|\n|**c**|d|",
            [
                {
                    "t": "table",
                    "align": ["", "right"],
                    "rows": [
                        {"header": True, "cells": [[text("a")], [text("b")]]},
                        {"header": False, "cells": [[{"t": "strong", "c": [text("c")]}], [text("d")]]},
                    ],
                }
            ],
        ),
        (
            "a[^1]\n\n[^1]: note",
            [
                p(text("a"), {"t": "note-ref", "n": 1}),
                {"t": "notes", "c": [{"t": "note", "n": 1, "c": [p(text("note"))]}]},
            ],
        ),
    ],
)
def test_nodes(source: str, tree: list[Node]) -> None:
    assert nodes(render(source).html) == tree


def seen(node: Node) -> str:
    if node["t"] == "table":
        return " ".join(seen(child) for row in node["rows"] for cell in row["cells"] for child in cell)
    return str(node.get("v", "")) + "".join(seen(child) for child in node.get("c", ()))


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab 1.-#>[]()*_`~^|\\<>/&;:!\n\n日本"), max_size=80))
def test_nothing_visible_is_lost(source: str) -> None:
    made = render(source)
    tree = nodes(made.html)
    assert json.loads(json.dumps(tree)) == tree
    assert "".join(seen({"t": "", "c": tree}).split()) == "".join(made.text.split())
