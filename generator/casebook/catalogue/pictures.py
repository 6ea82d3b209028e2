"""The pictures of a book: each brought to what its placed size needs, and named by its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.pictures.derive import Source
from casebook.pictures.printing import PrintJob, all_for_print, pixels_for
from casebook.pictures.values import PictureFault
from casebook.project.values import Picture
from casebook.publication.values import PublicCase

FIRST = (129.0, 97.0)
"""Millimetres, width and height, of the largest place a case's first picture can have."""
OTHER = (83.5, 66.0)
"""The same for the others, which stand over six of the twelve columns."""
FOLDER = "pictures"


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture at its place in a book."""

    case: str
    job: PrintJob

    @property
    def name(self) -> str:
        """Its name in the book's folder."""
        return f"{FOLDER}/{self.job.name}"


def place_picture(case: PublicCase, place: int) -> Placed:
    """The picture at a place of a case, from 0, at 300 dpi of the largest size it can be set in."""
    picture = case.pictures[place]
    return Placed(case.id, PrintJob(Source(picture.path, picture.digest), pixels_for(_longer_side(picture, place))))


def _longer_side(picture: Picture, place: int) -> float:
    """In millimetres."""
    width, height = FIRST if place == 0 else OTHER
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
