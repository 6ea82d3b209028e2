"""The pictures of a book: each brought to what its placed size needs, and named by its content."""

from __future__ import annotations

from pathlib import Path

from casebook.pictures.derive import Original, for_print
from casebook.publication.values import PublicCase

WIDEST = 172.0
"""Millimetres of the largest place a picture can have, the page's whole measure."""
HALF = 83.5
"""Millimetres of six of the twelve columns, where all but a case's first picture stand."""


PPI = 300
"""Pixels an inch that printers ask for."""


class Pictures:
    """Collects the pictures that a book's data names."""

    def __init__(self, root: Path, artefacts: Path) -> None:
        self._root = root
        self._artefacts = artefacts
        self.files: dict[str, Path] = {}
        """Name in the book's folder → the file that is brought there."""

    def place(self, case: PublicCase, place: int) -> str:
        """The name, in the book's folder, of the picture at a place of a case, from 0."""
        picture = case.pictures[place]
        widest = round((WIDEST if place == 0 else HALF) / 25.4 * PPI)
        path = for_print(Original(picture.path, picture.digest, picture.format), self._artefacts, widest=widest)
        name = f"pictures/{path.name}"
        self.files[name] = path
        return name
