"""Writes what an import made: settings and registry extended, then case files, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.intake.append import Item, append_items

Addition = tuple[Sequence[str], Sequence[Item]]
"""A list by its keys, and what is added to it."""
_MARK = "\ufeff"


def extended(file: Path, path: str, additions: Sequence[Addition]) -> str | Diagnostic:
    """The file's text with entries added to its lists, or the reason why that cannot be done; nothing is written."""
    text = file.read_bytes().decode("utf-8") if file.exists() else ""
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(_MARK)
    for keys, items in additions:
        longer = append_items(text, keys, items)
        if longer is None:
            name = ": ".join(keys) or path
            return diagnose(path, (1, 1), "list-not-extended", list=name, number=len(items))
        text = longer
    return mark + text
