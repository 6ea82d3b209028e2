"""The tree of casebook.yml once more, for the place of a problem that is found after the settings were typed."""

from __future__ import annotations

from pathlib import Path

from casebook.source.reader import read_source
from casebook.source.tree import MappingNode, Node


def settings_tree(root: Path) -> Node:
    """The tree; an empty one where the file can no longer be read."""
    return read_source(root / "casebook.yml", "casebook.yml", max_values=1_000_000).root or MappingNode({}, (1, 1))
