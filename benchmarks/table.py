"""The table of results, as plain text that is Markdown too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("stage", "", "number", "s", "a second", "process s", "CPU s", "peak MB")


@dataclass(frozen=True, slots=True)
class Row:
    """One measured run."""

    stage: str
    state: str
    """cold or again."""
    items: int
    unit: str
    """cases, pictures or pages."""
    seconds: float
    """Of the stage itself."""
    process_seconds: float
    """Of its process, with Python's start and what the stage needs."""
    cpu_seconds: float
    peak_mb: float

    @property
    def rate(self) -> float:
        """Items a second."""
        return self.items / self.seconds if self.seconds else math.inf


def table(rows: Sequence[Row]) -> str:
    """All rows under their heads, columns aligned."""
    cells = [list(HEAD), ["---", "---", *["--:"] * 6], *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    lines = []
    for line in cells:
        padded = [_padded(cell, width, column) for column, (cell, width) in enumerate(zip(line, widths, strict=True))]
        lines.append(f"| {' | '.join(padded)} |\n")
    return "".join(lines)


def _padded(cell: str, width: int, column: int) -> str:
    if set(cell) <= set("-:") and cell:
        return cell.replace("-", "-" * (width - len(cell) + 1), 1)
    return cell.ljust(width) if column < 2 else cell.rjust(width)


def _cells(row: Row) -> list[str]:
    return [
        row.stage,
        row.state,
        f"{row.items:,} {row.unit}",
        number(row.seconds),
        number(row.rate),
        number(row.process_seconds),
        number(row.cpu_seconds),
        f"{row.peak_mb:,.0f}",
    ]


def number(value: float) -> str:
    """Three digits at least, a dash for what was not measured."""
    if math.isnan(value):
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
