"""Writes blocks as Markdown in which every character that was read means itself.

The rich text's own door is the judge: a paragraph is written without backslashes where it renders the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from casebook.intake.escape import escape, escape_every
from casebook.intake.forms.blocks import Block, Grid, Paragraph, Run, joined
from casebook.richtext.markdown import render

_HUGGED = re.compile(r"[\w+\-−–±()=.,·′]{1,40}\Z")
_MARKS = (("strong", "**"), ("em", "*"))
_OUTER = re.compile(r"(\s*)(.*?)(\s*)\Z", re.DOTALL)


def written(blocks: Sequence[Block]) -> str:
    """The Markdown of an answer; '' where it holds nothing."""
    pieces: list[str] = []
    root = ""
    """The kind of the list that goes on, 'ul' or 'ol'; '' where none does."""
    count = 0
    for block in blocks:
        if isinstance(block, Grid):
            text, tight, listed = _grid(block), False, ""
        else:
            count = count + 1 if block.list == "ol" else 0
            text = _paragraph(block, count)
            tight = bool(block.list and root) and (block.level > 1 or block.list == root)
            listed = root if block.level > 1 and root else block.list
        if text.strip():
            pieces.append(("\n" if tight else "\n\n") + text)
            root = listed
    return "".join(pieces).strip("\n")


def _paragraph(block: Paragraph, count: int) -> str:
    runs = joined(block.runs)
    if block.list:
        head = "    " * (max(block.level, 1) - 1) + (f"{count}. " if block.list == "ol" else "- ")
        return head + _inline(runs).replace("\n", "\n" + " " * 4 * max(block.level, 1))
    if block.note:
        return f"[^{block.note}]: {_inline(runs)}"
    if block.heading:
        return "### " + _inline(tuple(Run(run.text, run.marks - {"strong"}, run.url, run.note) for run in runs))
    if all(not (run.marks or run.url or run.note) for run in runs) and "\n" not in block.text:
        return escape(block.text.strip(), Counter())
    return _inline(runs)


def _grid(grid: Grid) -> str:
    width = max((len(row) for row in grid.rows), default=0)
    lines = []
    for number, row in enumerate(grid.rows):
        cells = [_inline(joined(cell)).replace("\\\n", " ").replace("|", "\\|").replace("\\\\|", "\\|") for cell in row]
        lines.append("| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |")
        if number == 0:
            lines.append("|" + "---|" * width)
    return "\n".join(lines)


def _inline(runs: Iterable[Run]) -> str:
    """Runs as Markdown, without backslashes where they change nothing."""
    held = tuple(runs)
    safe = "".join(_run(run, escaped=True) for run in held).strip()
    bare = "".join(_run(run, escaped=False) for run in held).strip()
    if bare == safe:
        return bare
    same, sure = render(bare), render(safe)
    return bare if same.html == sure.html and not same.findings else safe


def _run(run: Run, *, escaped: bool) -> str:
    if run.note:
        return f"[^{run.note}]"
    found = _OUTER.match(run.text)
    assert found is not None
    before, text, after = found.groups()
    if not text:
        return _breaks(before)
    if "code" in run.marks:
        return f"{before}`{text}`{after}"
    made = _breaks(escape_every(text) if escaped else text)
    for kind, mark in (("sup", "^"), ("sub", "~")):
        if kind in run.marks:
            made = f"{mark}{made}{mark}" if _HUGGED.match(text) else f"<{kind}>{made}</{kind}>"
    for kind, mark in _MARKS:
        if kind in run.marks:
            made = f"{mark}{made}{mark}"
    if run.url:
        made = f"[{made}]({run.url})"
    return _breaks(before) + made + _breaks(after)


def _breaks(text: str) -> str:
    return text.replace("\n", "\\\n")
