"""Rich text between the file formats: paragraphs of runs, and grids of them.

What a cell or a paragraph of a form holds is read into blocks; Markdown is written from them (`markdown`), and a case
file's Markdown becomes blocks to be shown in a form (`shown`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from casebook.richtext.markdown import render
from casebook.richtext.nodes import nodes

Marks = frozenset[str]
"""Of strong, em, sup, sub, code."""
PLAIN: Marks = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike; a line break is a run of its own, “\\n”."""

    text: str
    marks: Marks = PLAIN
    url: str = ""
    note: int = 0
    """The number of the footnote that this run refers to; it has no text then."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, an entry of a list, or a heading."""

    runs: tuple[Run, ...]
    list: str = ""
    """'ul' or 'ol' for an entry of a list."""
    level: int = 0
    heading: bool = False
    note: int = 0
    """The number of the footnote whose text this is."""
    number: int = 0
    """Its place in the answer as a person counts, from 1; 0 where nobody counts."""

    @property
    def text(self) -> str:
        """Its characters alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its first row is the head."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]


Block = Paragraph | Grid


def shown(markdown: str) -> list[Block]:
    """The blocks of a case file's Markdown."""
    return list(_blocks(nodes(render(markdown).html)))


def _blocks(found: Iterable[dict[str, Any]], *, listed: str = "", level: int = 0) -> Iterator[Block]:
    inline: list[dict[str, Any]] = []
    for node in found:
        if node["t"] in _INLINE:
            inline.append(node)
            continue
        if inline:
            yield Paragraph(tuple(_runs(inline)), listed, level)
            inline, listed = [], ""
        yield from _block(node, listed=listed, level=level)
        if node["t"] == "p":
            listed = ""
    if inline:
        yield Paragraph(tuple(_runs(inline)), listed, level)


_INLINE = {"text", "strong", "em", "sub", "sup", "code", "link", "br", "note-ref"}


def _block(node: dict[str, Any], *, listed: str, level: int) -> Iterator[Block]:
    kind = node["t"]
    if kind in {"ul", "ol"}:
        for item in node["c"]:
            yield from _blocks(item["c"], listed=kind, level=level + 1 if listed or level else 1)
    elif kind == "table":
        yield Grid(tuple(tuple(tuple(_runs(cell)) for cell in row["cells"]) for row in node["rows"]))
    elif kind == "notes":
        for note in node["c"]:
            yield from (replace(each, note=note["n"]) for each in _blocks(note["c"]) if isinstance(each, Paragraph))
    elif kind == "pre":
        yield Paragraph((Run(node["v"], frozenset({"code"})),))
    elif kind in {"p", "h"}:
        yield Paragraph(tuple(_runs(node["c"])), listed, level, heading=kind == "h")
    elif kind != "rule":
        yield from _blocks(node.get("c", ()), listed=listed, level=level)


def _runs(found: Iterable[dict[str, Any]], marks: Marks = PLAIN, url: str = "") -> Iterator[Run]:
    for node in found:
        kind = node["t"]
        if kind == "text":
            yield Run(node["v"], marks, url)
        elif kind == "br":
            yield Run("\n", marks, url)
        elif kind == "code":
            yield Run(node["v"], marks | {"code"}, url)
        elif kind == "note-ref":
            yield Run("", marks, url, node["n"])
        elif kind == "link":
            yield from _runs(node["c"], marks, node["url"])
        else:
            yield from _runs(node.get("c", ()), marks | ({kind} & {"strong", "em", "sub", "sup"}), url)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with neighbours that look alike made one, empty ones left out."""
    made: list[Run] = []
    for run in runs:
        last = made[-1] if made else None
        if not run.text and not run.note:
            continue
        if last and (last.marks, last.url, last.note, run.note) == (run.marks, run.url, 0, 0):
            made[-1] = replace(last, text=last.text + run.text)
        else:
            made.append(run)
    return tuple(made)


def as_lines(blocks: Iterable[Block]) -> list[tuple[Run, ...]]:
    """The blocks as a cell shows them, a tuple of runs a line: marks before the entries of lists, bars between cells.

    An empty line parts blocks, but not the entries of a list.
    """
    lines: list[tuple[Run, ...]] = []
    count = 0
    listed = False
    for block in blocks:
        entry = isinstance(block, Paragraph) and block.list != ""
        if lines and not (entry and listed):
            lines.append(())
        listed = entry
        if isinstance(block, Grid):
            for number, row in enumerate(block.rows):
                lines.append(joined(_in_bars(row)))
                lines += [(Run("|" + "---|" * len(row)),)] if number == 0 else []
            continue
        count = count + 1 if block.list == "ol" else 0
        head = Run({"ul": "• ", "ol": f"{count}. "}.get(block.list, "### " if block.heading else ""))
        if block.note:
            head = Run(f"[^{block.note}]: ")
        indent = Run("    " * max(block.level - 1, 0))
        lines += _split((indent, head, *map(_literal, block.runs)))
    return lines


def _in_bars(row: Iterable[tuple[Run, ...]]) -> Iterator[Run]:
    yield Run("|")
    for cell in row:
        yield Run(" ")
        yield from map(_literal, cell)
        yield Run(" |")


def _literal(run: Run) -> Run:
    """A run with what a cell cannot carry, links, references and code, spelt out."""
    if run.note:
        return Run(f"[^{run.note}]", run.marks)
    text = f"`{run.text}`" if "code" in run.marks else run.text
    return Run(f"[{text}]({run.url})" if run.url else text, run.marks - {"code"})


def _split(runs: Iterable[Run]) -> list[tuple[Run, ...]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    return [joined(line) for line in lines]
