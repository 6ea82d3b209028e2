"""The pictures of a book: each brought to what its placed size needs, and named by its content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.catalogue.profiles import SHARPNESS, Profile
from casebook.catalogue.written import CoverArt
from casebook.model.formats import Space
from casebook.pictures.derive import Source
from casebook.pictures.printing import PrintJob, all_for_print, pixels_for
from casebook.pictures.values import PictureFault
from casebook.project.values import Picture
from casebook.publication.values import PublicCase

FOLDER = "pictures"
_FILE = re.compile(r'"file":"[^"]*"')
"""In JSON as `data.as_json` writes it; what a text says is escaped there and never looks like this."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The largest places that pictures of a case can have, width and height in millimetres."""

    first: tuple[float, float]
    other: tuple[float, float]
    ppi: int = 300


def boxes_of(format_name: str, space: Space, size: tuple[float, float]) -> Boxes:
    """The places in a format on pages of a size, as its templates have them."""
    width, height = size[0] / 210, size[1] / 297
    if format_name.startswith("poster"):
        return Boxes((size[0] - 60, size[1] * 0.42), (size[0] * 0.3, size[1] * 0.2), 150)
    if space in {"page", "flow"} and not format_name.startswith("handout"):
        return Boxes((172 * width, 150 * height), (172 * width, 150 * height))
    return Boxes((129 * width, 97 * height), (83.5 * width, 66 * height))


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture at its place in a book."""

    case: str
    job: PrintJob

    @property
    def name(self) -> str:
        """Its name in the book's folder."""
        return f"{FOLDER}/{self.job.name}"


def place_picture(case: PublicCase, place: int, boxes: Boxes, profile: Profile) -> Placed:
    """The picture at a place of a case, from 0, as sharp as the largest size it can be set in asks for."""
    picture = case.pictures[place]
    side = _longer_side(picture, boxes.other if place else boxes.first) * boxes.ppi / 300
    return Placed(case.id, _job(Source(picture.path, picture.digest), side, profile))


def place_art(art: CoverArt, side: float, profile: Profile) -> Placed:
    """A picture of the cover, as sharp as its longer side in millimetres asks for."""
    return Placed("", _job(Source(art.path, art.digest), side, profile))


def _job(source: Source, side: float, profile: Profile) -> PrintJob:
    return PrintJob(source, pixels_for(side * SHARPNESS[profile]), small=profile == "web")


def without_files(data: str) -> str:
    """A case's data as JSON without the names of its pictures' files, which say nothing of its layout."""
    return _FILE.sub('"file":""', data)


def _longer_side(picture: Picture, box: tuple[float, float]) -> float:
    """In millimetres."""
    width, height = box
    scale = min(width / picture.width, height / picture.height)
    return scale * max(picture.width, picture.height)


def make_pictures(
    placed: tuple[Placed, ...], folder: Path, *, processes: int
) -> tuple[Mapping[str, Path], Mapping[str, PictureFault]]:
    """Name in the book's folder → the file made for it, and case → what is wrong with a picture of it."""
    made = all_for_print([each.job for each in placed], folder, processes=processes)
    files = {each.name: folder / name for each in placed if isinstance(name := made[each.job], str)}
    faults = {each.case: found for each in placed if isinstance(found := made[each.job], PictureFault)}
    return files, faults
