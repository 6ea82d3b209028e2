"""Finished catalogues: found by the note that lies beside each, taken only where the gate decided the same for both.

The catalogue's room writes `<name>.json` with the keys file, key, title, edition, pages and cases beside the PDF.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.model.scalars import in_language
from casebook.staging import artefact_folder


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A PDF that may stand on the site."""

    name: str
    path: Path
    titles: Mapping[str, str]
    edition: str
    pages: int
    cases: int
    size: int
    """In bytes."""

    @property
    def address(self) -> str:
        """Its address below the site's root."""
        return f"catalogues/{self.name}.pdf"

    def title(self, language: str) -> str:
        """Its title in a language."""
        return in_language(dict(self.titles), language) or self.name


def find_catalogues(
    root: Path, keys: Callable[[], frozenset[str]], names: tuple[str, ...]
) -> tuple[CatalogueFile, ...]:
    """The programme's catalogues that were made from the same decision of the gate, in the programme's order.

    The keys of that decision are asked for only where there is a catalogue at all.
    """
    folder = artefact_folder(root, "catalogues")
    present = [name for name in names if (folder / f"{name}.json").is_file()]
    if not present:
        return ()
    wanted = keys()
    found = [read_catalogue(name, folder / f"{name}.json", wanted) for name in present]
    return tuple(catalogue for catalogue in found if catalogue is not None)


def read_catalogue(
    name: str, note: Path, keys: frozenset[str] | None, path: Path | None = None
) -> CatalogueFile | None:
    """A catalogue by its note; None where note or file is missing, unreadable, or of another key."""
    try:
        said: dict[str, Any] = json.loads(note.read_text("utf-8"))
        path = path or note.parent / Path(str(said["file"])).name
        if (keys is not None and said["key"] not in keys) or not path.is_file():
            return None
        titles = said.get("title") or {}
        return CatalogueFile(
            name,
            path,
            titles if isinstance(titles, dict) else {"": str(titles)},
            str(said.get("edition") or ""),
            int(said.get("pages") or 0),
            int(said.get("cases") or 0),
            path.stat().st_size,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
