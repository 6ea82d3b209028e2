"""Blocks of rich text → paragraphs, lists, tables and links in a cell of a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from casebook.intake.forms import document_parts as parts
from casebook.intake.forms.blocks import Block, Grid, Paragraph, Run

_BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")


def write_blocks(cell: _Cell, blocks: Sequence[Block], size: float) -> None:
    """Write the blocks into a cell that is still empty."""
    paragraph: WordParagraph | None = cell.paragraphs[0]
    count = 0
    for block in blocks:
        if isinstance(block, Grid):
            _grid(cell, block, size)
            paragraph = cell.paragraphs[-1]
            continue
        count = count + 1 if block.list == "ol" else 0
        paragraph = paragraph or cell.add_paragraph()
        _paragraph(paragraph, block, count, size)
        paragraph = None


def _paragraph(paragraph: WordParagraph, block: Paragraph, count: int, size: float) -> None:
    if block.heading:
        paragraph.style = "Heading 4"
    elif block.list == "ul":
        paragraph.style = _BULLETS[min(block.level, len(_BULLETS)) - 1]
    paragraph.paragraph_format.space_after = Pt(4)
    head = f"{count}. " if count else f"[^{block.note}]: " if block.note else ""
    _runs(paragraph, [*([Run(head)] if head else []), *block.runs], size)


def _grid(cell: _Cell, grid: Grid, size: float) -> None:
    width = max(len(row) for row in grid.rows)
    table = cell.add_table(len(grid.rows), width)
    parts.set_lines(table, "C5CCD3")
    for row, cells in zip(table.rows, grid.rows, strict=True):
        for target, runs in zip(row.cells, cells, strict=False):
            _runs(target.paragraphs[0], runs, size - 1)


def _runs(paragraph: WordParagraph, runs: Iterable[Run], size: float) -> None:
    for run in runs:
        text = f"[^{run.note}]" if run.note else f"`{run.text}`" if "code" in run.marks else run.text
        made = paragraph.add_run(text)
        made.font.size = Pt(size)
        _mark(made, run)
        if run.url:
            parts.link(paragraph, run.url).append(made._r)


def _mark(made: WordRun, run: Run) -> None:
    font = made.font
    font.bold, font.italic, font.underline = (
        "strong" in run.marks or None,
        "em" in run.marks or None,
        bool(run.url) or None,
    )
    if "sup" in run.marks:
        font.superscript = True
    elif "sub" in run.marks:
        font.subscript = True
