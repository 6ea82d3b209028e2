"""What people write and draw for a catalogue: foreword, pages of its own, logo and cover picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from casebook.catalogue.compiler import CatalogueError
from casebook.model.catalogue import Catalogue
from casebook.model.programme import Programme
from casebook.pictures.inspect import inspect
from casebook.pictures.values import PictureFacts
from casebook.richtext.markdown import render

_HEAD = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
"""What a page of the site says of itself before its text."""
_TITLE_SAID = re.compile(r"^title: *[\"']?(.+?)[\"']? *$", re.MULTILINE)
_TITLE = re.compile(r"\s*# +(.+?)\s*\n")


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page in Markdown: the heading it begins with, and the rest as sanitised HTML."""

    title: str
    html: str


@dataclass(frozen=True, slots=True)
class CoverArt:
    """A picture for the cover."""

    path: Path
    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Written:
    """All that belongs to a catalogue beside its cases."""

    foreword: WrittenPage | None = None
    before: tuple[WrittenPage, ...] = ()
    after: tuple[WrittenPage, ...] = ()
    logo: CoverArt | None = None
    picture: CoverArt | None = None


def read_written(name: str, catalogue: Catalogue, programme: Programme, root: Path) -> Written:
    """Everything that a catalogue names. Raises CatalogueError for a file that cannot be read from the project."""
    logo = catalogue.logo or programme.publisher.logo
    return Written(
        _page(name, root, catalogue.foreword) if catalogue.foreword else None,
        tuple(_page(name, root, file) for file in catalogue.before),
        tuple(_page(name, root, file) for file in catalogue.after),
        _art(name, root, logo) if logo else None,
        _art(name, root, catalogue.cover_picture.file) if catalogue.cover_picture else None,
    )


def _page(name: str, root: Path, file: str) -> WrittenPage:
    try:
        text = _inside(root, file).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise CatalogueError(name, f"{file} cannot be read from the project") from error
    head = _HEAD.match(text)
    said = _TITLE_SAID.search(head.group(1)) if head else None
    text = text[head.end() :] if head else text
    titled = _TITLE.match(text)
    title = titled.group(1) if titled else said.group(1) if said else ""
    return WrittenPage(title, render(text[titled.end() :] if titled else text).html)


def _art(name: str, root: Path, file: str) -> CoverArt:
    try:
        path = _inside(root, file)
    except ValueError as error:
        raise CatalogueError(name, f"{file} cannot be read from the project") from error
    seen = inspect(path)
    if not isinstance(seen, PictureFacts):
        raise CatalogueError(name, f"{file} cannot be used as a picture: {seen.code}")
    return CoverArt(path, seen.digest, seen.width, seen.height)


def _inside(root: Path, file: str) -> Path:
    """The path of a file of the project. Raises ValueError for one that lies outside."""
    path = (root / file).resolve()
    if not path.is_relative_to(root.resolve()):
        raise ValueError(file)
    return path
