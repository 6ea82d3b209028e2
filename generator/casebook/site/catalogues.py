"""Finished catalogues: found by the note that lies beside each, taken only where the gate decided the same for both.

The catalogue's room writes `<name>.json` with the keys file, key, title, edition, pages and cases beside the PDF; for a
catalogue in volumes it has `volumes` too, each with file, names, first and pages; for sheets, one for each case, it has
format, language and the ids in their order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.model.scalars import in_language
from casebook.staging import artefact_folder
from casebook.wording.numbers import file_size

_HAND_OUT = "handout"


@dataclass(frozen=True, slots=True)
class VolumeFile:
    """One volume of a catalogue."""

    number: int
    path: Path
    names: Mapping[str, str]
    first: int
    """The number of its first page."""
    pages: int
    size: int
    """In bytes."""

    @property
    def address(self) -> str:
        """Its address below the site's root."""
        return f"catalogues/{self.path.name}"

    @property
    def last(self) -> int:
        """The number of its last page."""
        return self.first + self.pages - 1

    def name(self, language: str) -> str:
        """What it is called in a language."""
        return in_language(dict(self.names), language)


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A catalogue that may stand on the site: a PDF, or one for each of its volumes."""

    name: str
    path: Path
    """Its PDF, or that of the first volume."""
    titles: Mapping[str, str]
    edition: str
    pages: int
    cases: int
    size: int
    """In bytes, of all its files."""
    volumes: tuple[VolumeFile, ...] = ()
    """None where it is one file."""
    format: str = ""
    language: str = ""
    """Of sheets: the language that they are in, or begin in."""
    sheets: tuple[str, ...] = ()
    """The ids of the cases that have a sheet of their own in it."""

    @property
    def address(self) -> str:
        """Its address below the site's root, or that of the first volume."""
        return self.volumes[0].address if self.volumes else f"catalogues/{self.name}.pdf"

    @property
    def files(self) -> tuple[tuple[Path, str], ...]:
        """Every file and its address."""
        return tuple((each.path, each.address) for each in self.volumes) or ((self.path, self.address),)

    def title(self, language: str) -> str:
        """Its title in a language."""
        return in_language(dict(self.titles), language) or self.name


@dataclass(frozen=True, slots=True)
class HandOut:
    """The sheet of a case among the hand-outs of all."""

    address: str
    """Below the site's root, with the place in the file."""
    size: str
    """Of the whole file, in words."""
    language: str


def hand_outs(catalogues: Iterable[CatalogueFile], languages: Sequence[str]) -> dict[str, dict[str, HandOut]]:
    """Language → case id → its hand-out: in that language where there is one, else in the first that there is.

    The place has a name, not a number: so a case's page stays as it is when others are added to the file.
    """
    files = [each for each in catalogues if each.format.startswith(_HAND_OUT)]
    found: dict[str, dict[str, HandOut]] = {}
    for language in languages:
        own = found.setdefault(language, {})
        for file in sorted(files, key=lambda each: each.language != language):
            size = file_size(file.size)
            for case in file.sheets:
                own.setdefault(case, HandOut(f"{file.address}#nameddest=case:{case}", size, file.language))
    return found


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
    """A catalogue by its note; None where note or a file is missing, unreadable, or of another key."""
    try:
        said: dict[str, Any] = json.loads(note.read_text("utf-8"))
        path = path or note.parent / Path(str(said["file"])).name
        if (keys is not None and said["key"] not in keys) or not path.is_file():
            return None
        titles = said.get("title") or {}
        volumes = tuple(_volume(note.parent, number, each) for number, each in enumerate(said.get("volumes") or (), 1))
        return CatalogueFile(
            name,
            path,
            titles if isinstance(titles, dict) else {"": str(titles)},
            str(said.get("edition") or ""),
            int(said.get("pages") or 0),
            int(said.get("cases") or 0),
            sum(volume.size for volume in volumes) or path.stat().st_size,
            volumes,
            str(said.get("format") or ""),
            str(said.get("language") or ""),
            tuple(map(str, said.get("sheets") or ())),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _volume(folder: Path, number: int, said: Mapping[str, Any]) -> VolumeFile:
    path = folder / Path(str(said["file"])).name
    return VolumeFile(number, path, said["names"], int(said["first"]), int(said["pages"]), path.stat().st_size)
