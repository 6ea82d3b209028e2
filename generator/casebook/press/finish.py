"""Makes a set book ready for the printer: inks, boxes, crop marks, output intent, nothing that is for screens alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Name

from casebook.pictures.separation import Separation
from casebook.press.geometry import BLEED, Box, points
from casebook.press.marks import MARGIN, crop_marks
from casebook.press.metadata import write_metadata
from casebook.press.profile import PressProfile
from casebook.press.recolour import Recolouring

VERSION = 1
"""Of what is done here to a book: a file finished under another is made again."""
_SAVING: dict[str, Any] = {
    "force_version": "1.6",
    "deterministic_id": True,
    "object_stream_mode": pikepdf.ObjectStreamMode.generate,
    "compress_streams": True,
}
_FOR_SCREENS = ("/StructTreeRoot", "/MarkInfo", "/OpenAction", "/AA", "/AcroForm", "/Threads", "/URI")
_FOR_SCREENS_ON_PAGES = ("/Annots", "/AA", "/StructParents", "/Tabs", "/CropBox", "/ArtBox", "/Group")
_MARKS = Name("/CropMarks")


def finish(book: bytes, profile: PressProfile, folds: Sequence[float] = ()) -> bytes:
    """The press file of a book that was set untagged, with its bleed. Bookmarks and named places stay.

    `folds` are millimetres from the left cut at which its pages are folded; they are marked like the cut.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(book)) as pdf:
        _finish(pdf, profile, blake2b(book, digest_size=16).hexdigest(), folds)
        pdf.save(out, **_SAVING)
    return out.getvalue()


def finish_file(source: Path, target: Path, profile: PressProfile) -> None:
    """The same from file to file, for what is too large to be held twice."""
    digest = blake2b(digest_size=16)
    with source.open("rb") as held:
        while part := held.read(1 << 20):
            digest.update(part)
    with pikepdf.open(source) as pdf:
        _finish(pdf, profile, digest.hexdigest())
        pdf.save(target, **_SAVING)


def _finish(pdf: pikepdf.Pdf, profile: PressProfile, identity: str, folds: Sequence[float] = ()) -> None:
    recolouring = Recolouring(pdf, Separation(profile.icc, profile.ink_limit))
    marks = _Marks(pdf, folds)
    moves = {page.obj.objgen: _finish_page(page, recolouring, marks) for page in pdf.pages}
    _remove(pdf.Root, _FOR_SCREENS)
    _move_places(pdf, moves)
    write_metadata(pdf, profile, identity)


class _Marks:
    """The marks of a file, for each size of its pages once."""

    def __init__(self, pdf: pikepdf.Pdf, folds: Sequence[float]) -> None:
        self._pdf = pdf
        self._folds = [points(fold) for fold in folds]
        self._made: dict[Box, pikepdf.Object] = {}

    def of(self, trim: Box, media: Box) -> pikepdf.Object:
        """Those of a page of this size."""
        if trim not in self._made:
            self._made[trim] = crop_marks(self._pdf, trim, media, self._folds)
        return self._made[trim]


def _finish_page(page: pikepdf.Page, recolouring: Recolouring, marks: _Marks) -> tuple[float, float]:
    """Finish a page and say how far what is on it has moved, in points."""
    recolouring.page(page)
    cut = Box(*(float(part) for part in page.trimbox))
    margin = points(MARGIN)
    trim = Box(margin, margin, margin + cut.width, margin + cut.height)
    media = Box(0.0, 0.0, cut.width + 2 * margin, cut.height + 2 * margin)
    right, up = trim.left - cut.left, trim.bottom - cut.bottom
    page.contents_add(f"q 1 0 0 1 {right:.4f} {up:.4f} cm\n".encode("ascii"), prepend=True)
    page.contents_add(f"\nQ q {_MARKS} Do Q\n".encode("ascii"))
    page.add_resource(marks.of(trim, media), Name.XObject, _MARKS)
    _remove(page.obj, _FOR_SCREENS_ON_PAGES)
    page.obj.MediaBox = Array(media.as_list())
    page.obj.BleedBox = Array(trim.grown(points(BLEED)).as_list())
    page.obj.TrimBox = Array(trim.as_list())
    return right, up


def _remove(holder: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _move_places(pdf: pikepdf.Pdf, moves: dict[tuple[int, int], tuple[float, float]]) -> None:
    """Let bookmarks and named places point to where their matter now is."""
    moved: set[tuple[int, int]] = set()
    with pdf.open_outline() as outline:
        for item in _flat(outline.root):
            if isinstance(item.destination, Array):
                _move(item.destination, moves, moved)
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        for place in pikepdf.NameTree(pdf.Root.Names.Dests).values():
            _move(place.D if isinstance(place, pikepdf.Dictionary) else place, moves, moved)


def _flat(items: Any) -> list[Any]:
    return [each for item in items for each in (item, *_flat(item.children))]


def _move(place: Any, moves: dict[tuple[int, int], tuple[float, float]], moved: set[tuple[int, int]]) -> None:
    if len(place) < 4 or place[1] != Name.XYZ or place.objgen in moved:
        return
    if place.objgen != (0, 0):
        moved.add(place.objgen)
    right, up = moves.get(place[0].objgen, (0.0, 0.0))
    place[2] = round(float(place[2]) + right, 4)
    place[3] = round(float(place[3]) + up, 4)
