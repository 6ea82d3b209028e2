"""A new casebook: copies the example project, which lies as real files in the folder `example` beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path


class ExistsError(Exception):
    """The folder is not empty, and nothing in it may be written over."""


def write_example(folder: Path) -> int:
    """Write the example project into a new or empty folder, and give the number of files; raises ExistsError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExistsError(f"{folder} is not an empty folder. Name a new one, so that nothing of yours is written over.")
    files = list(_files(resources.files(__package__) / "example", ()))
    for parts, file in files:
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    return len(files)


def _files(folder: Traversable, parts: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Traversable]]:
    """Every file under a folder with its path in parts, sorted."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _files(entry, (*parts, entry.name))
        else:
            yield (*parts, entry.name), entry
