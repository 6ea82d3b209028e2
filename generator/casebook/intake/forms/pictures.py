"""Gives the pictures of a form their files: those that are already there keep them, new ones get names of their own."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from casebook.intake.forms.answers import Attached, Note, Place, note
from casebook.intake.forms.interpret import Meaning
from casebook.intake.forms.plan import IMAGE_NAME

_ENDINGS = {"jpeg": "jpg", "tif": "tiff"}


@dataclass(slots=True)
class Placed:
    """The pictures of a case after a form was read."""

    names: list[str] = field(default_factory=list)
    """The file of each entry of `images`; '' where an entry has none."""
    written: dict[str, bytes] = field(default_factory=dict)
    """New files by their names."""
    notes: list[Note] = field(default_factory=list)


def place_pictures(meaning: Meaning, folder: Path) -> Placed:
    """Name the file of every entry of `images` in the meaning; `folder` holds the pictures that are there."""
    placed = Placed()
    entries = meaning.values.get("images", [])
    taken = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    for number, entry in enumerate(entries):
        picture = meaning.pictures.get(number)
        named = str(entry.get("file", ""))
        place = meaning.places.get(("images", number), Place())
        if picture and not (named in taken and _alike(picture.content, folder / named)):
            named = _fresh(picture, number, taken | set(placed.written))
            placed.written[named] = picture.content
            width, height = _size(picture.content)
            placed.notes.append(note(place, "picture", file=named, width=width, height=height))
        if named:
            entries[number] = {"file": named, **{key: value for key, value in entry.items() if key != "file"}}
        placed.names.append(named)
    return placed


def _fresh(picture: Attached, number: int, taken: set[str]) -> str:
    ending = _ENDINGS.get(picture.ending, picture.ending)
    counts = range(number + 1, number + len(taken) + 3)
    return next(name for each in counts if (name := f"{IMAGE_NAME}-{each}.{ending}") not in taken)


def _alike(content: bytes, file: Path) -> bool:
    """Whether a picture shows what a file shows, whatever a program did to its coding."""
    own = file.read_bytes()
    if own == content:
        return True
    try:
        with Image.open(io.BytesIO(content)) as one, Image.open(io.BytesIO(own)) as other:
            return one.size == other.size and one.convert("RGB").tobytes() == other.convert("RGB").tobytes()
    except (UnidentifiedImageError, OSError, ValueError):
        return False


def _size(content: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(content)) as image:
            return image.size
    except (UnidentifiedImageError, OSError, ValueError):
        return 0, 0
