"""Sanitised HTML as a small tree of plain dictionaries, which print takes as data.

A node is a dictionary with its kind under `t`:

- blocks with children `c`: `p`, `h` (with `level`), `blockquote`, `ul`, `ol` (with `start`), `li`, `notes`,
  `note` (with `n`)
- `table`: `align` per column (`left`, `right`, `center` or empty), and `rows`, each with `header` and `cells`,
  a cell being a list of nodes
- blocks without children: `pre` (text `v`), `rule`
- inline: `text` (`v`), `code` (`v`), `br`, `note-ref` (`n`), and with children `c`: `strong`, `em`, `sub`, `sup`,
  `link` (`url`)

White space is folded as a browser folds it: runs become one space, none stands at the ends of a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from casebook.richtext.escape import unescape

Node = dict[str, Any]

_TOKEN = re.compile(r'<(/?)([a-z0-9]+)([^<>"]*(?:"[^"]*"[^<>"]*)*)>|([^<]+)')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_SPACE = re.compile(r"[ \t\n\r\f]+")
_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup"}
_SPLICED = {"thead", "tbody"}
_CELLS = {"td", "th"}
_VOID = {"br", "hr"}
_ROOMS = frozenset({"p", "h", "cell", "li", "blockquote", "note", "root"})
"""Nodes at whose ends, and beside whose blocks, white space has no meaning."""
_BLOCK_KINDS = _ROOMS | {"ul", "ol", "pre", "rule", "table", "row", "notes"}


def nodes(html: str) -> list[Node]:
    """The blocks of sanitised HTML as nodes; text that stands in no block stays inline among them."""
    root: Node = {"t": "root", "c": []}
    open_nodes: list[tuple[str, Node]] = [("", root)]
    for found in _TOKEN.finditer(html):
        closing, tag, attributes, text = found.groups()
        if text is not None:
            open_nodes[-1][1]["c"].append({"t": "text", "v": unescape(text)})
        elif closing:
            _close(open_nodes, tag)
        else:
            _open(open_nodes, tag, dict(_ATTRIBUTE.findall(attributes)))
    blocks: list[Node] = _finished(root)["c"]
    return blocks


def _open(open_nodes: list[tuple[str, Node]], tag: str, attributes: dict[str, str]) -> None:
    made = _node(tag, {name: unescape(value) for name, value in attributes.items()})
    open_nodes[-1][1]["c"].append(made)
    if tag not in _VOID:
        open_nodes.append((tag, made))


def _close(open_nodes: list[tuple[str, Node]], tag: str) -> None:
    if len(open_nodes) > 1 and open_nodes[-1][0] == tag:
        open_nodes.pop()


def _node(tag: str, attributes: dict[str, str]) -> Node:
    """An element as a node with raw children; `_finished` gives it its final form."""
    if tag in _INLINE:
        return {"t": _INLINE[tag], "c": []}
    if tag == "a":
        return {"t": "link", "url": attributes.get("href", ""), "class": attributes.get("class", ""), "c": []}
    if tag[0] == "h" and tag[1:].isdigit():
        return {"t": "h", "level": int(tag[1:]), "c": []}
    if tag == "ol":
        return {"t": "ol", "start": int(attributes.get("start", "1")), "c": []}
    if tag in _CELLS:
        align = attributes.get("class", "").removeprefix("align-")
        return {"t": "cell", "header": tag == "th", "align": align, "c": []}
    if tag == "section":
        return {"t": "notes", "c": []}
    return {"t": {"tr": "row", "hr": "rule"}.get(tag, tag), "c": []}


def _finished(node: Node) -> Node:
    kind = node["t"]
    if kind in {"code", "pre"}:
        text = _text(node)
        return {"t": kind, "v": text.rstrip("\n") if kind == "pre" else _SPACE.sub(" ", text)}
    if kind in {"br", "rule"}:
        return {"t": kind}
    if kind == "table":
        return _table(node)
    if kind == "notes":
        return _notes(node)
    children = [made for child in node["c"] for made in _spliced(child)]
    if kind in _ROOMS:
        children = _trimmed(_folded(children, [True]))
    elif kind in {"ul", "ol"}:
        children = [child for child in children if child["t"] == "li"]
    return {**node, "c": children}


def _spliced(node: Node) -> Iterator[Node]:
    """A node's final form; what has no meaning in print is replaced by its children or left out."""
    if node["t"] == "text":
        yield node
    elif node["t"] == "link":
        yield from _link(node)
    elif node["t"] == "sup" and node["c"] and node["c"][0].get("class") == "footnote-ref":
        yield {"t": "note-ref", "n": int(_text(node) or 0)}
    else:
        yield _finished(node)


def _link(node: Node) -> Iterator[Node]:
    if node["class"] == "footnote-backref":
        return
    children = [made for child in node["c"] for made in _spliced(child)]
    if not node["url"] or node["url"].startswith("#"):
        yield from children
    else:
        yield {"t": "link", "url": node["url"], "c": children}


def _table(node: Node) -> Node:
    rows = [row for row in _within(node, "row") if row["c"]]
    made = []
    align: list[str] = []
    for row in rows:
        cells = [cell for cell in row["c"] if cell["t"] == "cell"]
        align = align or [cell["align"] for cell in cells]
        header = bool(cells) and all(cell["header"] for cell in cells)
        made.append({"header": header, "cells": [_finished(cell)["c"] for cell in cells]})
    return {"t": "table", "align": align, "rows": made}


def _notes(node: Node) -> Node:
    items = [item for found in _within(node, "ol") for item in found["c"] if item["t"] == "li"]
    made = [{"t": "note", "n": number, "c": _finished(item)["c"]} for number, item in enumerate(items, 1)]
    return {"t": "notes", "c": made}


def _within(node: Node, kind: str) -> Iterator[Node]:
    for child in node["c"]:
        if child["t"] == kind:
            yield child
        elif child["t"] in _SPLICED:
            yield from _within(child, kind)


def _text(node: Node) -> str:
    if node["t"] == "text":
        return str(node["v"])
    return "".join(map(_text, node.get("c", ())))


def _folded(children: list[Node], after_space: list[bool]) -> list[Node]:
    """Fold white space over the borders of inline nodes; `after_space` says whether a space would be one too many."""
    made: list[Node] = []
    for child in children:
        if child["t"] == "text":
            text = _SPACE.sub(" ", child["v"])
            text = text[1:] if after_space[0] and text.startswith(" ") else text
            if text:
                after_space[0] = text.endswith(" ")
                _append_text(made, text)
            continue
        if child["t"] in _BLOCK_KINDS or child["t"] == "br":
            _trim_end(made)
            after_space[0] = True
            made.append(child)
        elif "c" in child:
            made.append({**child, "c": _folded(child["c"], after_space)})
        else:
            after_space[0] = child["t"] == "code" and child["v"].endswith(" ")
            made.append(child)
    return made


def _append_text(made: list[Node], text: str) -> None:
    if made and made[-1]["t"] == "text":
        made[-1] = {"t": "text", "v": made[-1]["v"] + text}
    else:
        made.append({"t": "text", "v": text})


def _trimmed(children: list[Node]) -> list[Node]:
    _trim_end(children)
    return children


def _trim_end(children: list[Node]) -> None:
    if not children:
        return
    last = children[-1]
    if last["t"] == "text":
        text = last["v"].rstrip(" \xa0")
        if text:
            children[-1] = {"t": "text", "v": text}
        else:
            children.pop()
    elif "c" in last and last["t"] not in _BLOCK_KINDS:
        _trim_end(last["c"])
