"""The folder that Typst may read: templates, data and pictures of one book, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import casebook
from casebook.catalogue.data import as_json

GROWING = ("groups", "indexes", "foreword", "before", "after", "overview", "volumes", "listed")
"""Keys of a book's data that grow with its cases."""
_PACKAGE = Path(casebook.__file__).parent


def find_templates(root: Path) -> dict[str, Path]:
    """The print templates by name; a project's own `templates/print` goes before the package's."""
    shipped = _PACKAGE / "templates" / "print"
    beside = _PACKAGE.parent.parent / "templates" / "print"
    folders = [shipped if shipped.is_dir() else beside, root / "templates" / "print"]
    return {path.name: path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.typ"))}


def template_digest(templates: Mapping[str, Path]) -> str:
    """The hash of all templates together."""
    digest = blake2b(digest_size=16)
    for name in sorted(templates):
        digest.update(f"{name}\0".encode() + templates[name].read_bytes() + b"\0")
    return digest.hexdigest()


def write_workspace(
    folder: Path,
    templates: Mapping[str, Path],
    book: Mapping[str, Any],
    pictures: Mapping[str, Path],
    groups: str | None = None,
) -> None:
    """Fill an empty folder with a book's templates, data and pictures.

    What holds for the whole book and what grows with its cases lie in files of their own: Typst hashes the first
    with each function that reads it. The layout says nothing yet. `groups` are those of the book as text, where they
    are there already.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, path in templates.items():
        shutil.copyfile(path, folder / name)
    growing = {key: book[key] for key in GROWING if key != "groups"}
    groups = as_json(book["groups"]) if groups is None else groups
    around = {key: value for key, value in book.items() if key not in GROWING}
    (folder / "cases.json").write_text(f'{as_json(growing)[:-1]},"groups":{groups}}}', "utf-8")
    (folder / "book.json").write_text(as_json(around), "utf-8")
    (folder / "layout.json").write_text("{}", "utf-8")
    for name, path in pictures.items():
        bring(path, folder / name)


def bring(source: Path, target: Path) -> None:
    """A hard link where the file system has them: pictures are many and large."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source.resolve(), target)
    except OSError:
        shutil.copyfile(source, target)
