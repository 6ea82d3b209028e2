"""The only door to Typst: a folder with a book's templates and data becomes a PDF, or an error that names the case."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from casebook.catalogue.fonts import FontSet
from casebook.catalogue.profiles import STANDARDS, Profile
from casebook.diagnostics.values import Diagnostic

VERSION: str = getattr(typst, "__version__", "")
_MARKS = """
(query(heading) + query(metadata)).filter(found => found.at("label", default: none) != none).map(found => {
  let position = found.location().position()
  (str(found.label), position.page, position.x / 1pt, position.y / 1pt)
})
"""
_CASE = re.compile(r"case:([a-z0-9-]{3,64})")


class CatalogueError(Exception):
    """A book that cannot be set. `case` is the id of the case it failed at, '' where that is not known."""

    def __init__(self, catalogue: str, message: str, case: str = "", diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(catalogue, message, case, diagnostics)
        self.catalogue = catalogue
        self.message = message
        self.case = case
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        where = f"catalogue {self.catalogue}" + (f", case {self.case}" if self.case else "")
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Setting:
    """A compiler that keeps what it has laid out, so that the passes of one book after the first are cheap."""

    name: str
    compiler: typst.Compiler

    def marks(self) -> list[tuple[str, int, float, float]]:
        """Every labelled heading and mark in the order of the book: label, page, x and y in points.

        They are asked for from outside: a book that looks up its own places is laid out once more to find them, and
        twice if they move. Raises CatalogueError.
        """
        try:
            return [tuple(mark) for mark in json.loads(self.compiler.eval(_MARKS))]
        except RuntimeError as error:
            raise _catalogue_error(self.name, error) from error

    def pdf(self, timestamp: int, profile: Profile) -> bytes:
        """The PDF for a profile. Raises CatalogueError, for warnings too: they are fonts that were not found."""
        try:
            data, warnings = self.compiler.compile_with_warnings(
                format="pdf",
                pdf_standards=list(STANDARDS[profile]),
                timestamp=timestamp,
                pdf_tags=profile == "web",
            )
        except RuntimeError as error:
            raise _catalogue_error(self.name, error) from error
        if warnings:
            raise CatalogueError(self.name, "; ".join(sorted({warning.message for warning in warnings})))
        if not isinstance(data, bytes):
            raise CatalogueError(self.name, "Typst gave no file")
        return data

    def pictures(self, resolution: int) -> list[bytes]:
        """The pages as PNG, at so many pixels an inch. Raises CatalogueError."""
        try:
            data = self.compiler.compile(format="png", ppi=resolution)
        except RuntimeError as error:
            raise _catalogue_error(self.name, error) from error
        return data if isinstance(data, list) else [data] if data else []


def open_setting(name: str, root: Path, main: str, fonts: FontSet) -> Setting:
    """A compiler for the file `main` in a folder; nothing outside the folder and the fonts' folders is read."""
    folders: Sequence[str] = [str(folder) for folder in fonts.folders]
    compiler = typst.Compiler(str(root / main), root=str(root), font_paths=list(folders), ignore_system_fonts=True)
    return Setting(name, compiler)


def _catalogue_error(name: str, error: RuntimeError) -> CatalogueError:
    """The error in plain words; its place names the case where a label of one is near."""
    if not isinstance(error, typst.TypstError):
        return CatalogueError(name, str(error))
    text = " ".join([error.message, *error.hints])
    found = _CASE.search(" ".join([text, error.diagnostic, *error.trace]))
    return CatalogueError(name, text, found.group(1) if found else "")
