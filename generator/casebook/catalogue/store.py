"""Volumes that were set, each under the hash of its content: what is there, is not set again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.catalogue.data import as_json
from casebook.catalogue.fit import Fit
from casebook.catalogue.paging import VolumePages, from_data
from casebook.staging import write_whole


@dataclass(frozen=True, slots=True)
class SetVolume:
    """A volume that was set."""

    matter: str
    """The hash of its content but for the numbers of pages."""
    pages: VolumePages
    fits: Mapping[str, Fit]
    """Case → its fit; none where nothing is fitted."""


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of a catalogue's volumes."""

    folder: Path

    def path(self, content: str) -> Path:
        """Where the file of a volume lies."""
        return self.folder / f"{content}.pdf"

    def read(self, content: str) -> SetVolume | None:
        """What is known of a volume; None where its file or its note is missing or broken."""
        try:
            said = json.loads((self.folder / f"{content}.json").read_text("utf-8"))
            fits = {case: Fit(**fit) for case, fit in said["fits"].items()}
            found = SetVolume(str(said["matter"]), from_data(said["pages"]), fits)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if self.path(content).is_file() else None

    def all(self) -> list[SetVolume]:
        """Every volume that is there."""
        found = [self.read(path.stem) for path in sorted(self.folder.glob("*.json"))]
        return [each for each in found if each is not None]

    def keep(self, content: str, pdf: Path, volume: SetVolume) -> None:
        """Take a file in, and then its note."""
        self.folder.mkdir(parents=True, exist_ok=True)
        pdf.replace(self.path(content))
        fits = {case: fit.as_data() for case, fit in volume.fits.items()}
        said: dict[str, Any] = {"matter": volume.matter, "pages": volume.pages.as_data(), "fits": fits}
        write_whole(self.folder / f"{content}.json", as_json(said).encode())

    def forget_others(self, contents: Collection[str]) -> None:
        """Delete all volumes but these."""
        for path in sorted(self.folder.iterdir()):
            if path.stem not in contents:
                path.unlink()
