"""Pictures for the web: a few widths of each and the full size behind them, each written anew without metadata.

Made once: a record beside the files says that all of them are there. Only pictures that may be shown come here.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from casebook.pictures.files import key, write_file
from casebook.pictures.inspect import BROKEN, FORMATS
from casebook.pictures.pixels import average_colour, read_pixels, resized
from casebook.pictures.pool import spread
from casebook.pictures.svg import clean_svg, read_svg
from casebook.pictures.values import PictureFault, fault

_VERSION = 1
"""Raised whenever what is made changes, so that the names change with it."""
_QUALITY = {"webp": 80, "avif": 62}
_FULL_QUALITY = 92


@dataclass(frozen=True, slots=True)
class Source:
    """A picture that was found whole."""

    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class WebForms:
    """Which forms of a picture the web gets."""

    widths: tuple[int, ...] = (480, 960, 1600)
    """In pixels; a picture is never enlarged."""
    formats: tuple[str, ...] = ("webp",)
    """webp, avif: the first that a browser knows is taken."""

    @property
    def operation(self) -> str:
        """What is done, as part of the names."""
        return f"web {_VERSION} {self.widths} {[(form, _QUALITY[form]) for form in self.formats]}"


@dataclass(frozen=True, slots=True)
class Derivative:
    """One file made from a picture."""

    width: int
    height: int
    name: str
    format: str


@dataclass(frozen=True, slots=True)
class Derivatives:
    """All files made from a picture for the web."""

    widths: tuple[Derivative, ...]
    """By format in the order of preference, then by width; none for an SVG."""
    full: str
    """The largest of them in the original's format (TIFF becomes JPEG or PNG)."""
    width: int
    """Of the largest file; the web gets no more than the largest of the widths asked for."""
    height: int
    colour: str
    """The average colour, #rrggbb."""
    record: str
    """The file that remembers all this."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every file, for `files.prune`."""
        return (self.full, self.record, *(derivative.name for derivative in self.widths))

    def of_format(self, form: str) -> tuple[Derivative, ...]:
        """The widths in one format."""
        return tuple(derivative for derivative in self.widths if derivative.format == form)


def derive(
    sources: Sequence[Source], folder: Path, *, forms: WebForms = WebForms(), jobs: int = 1
) -> dict[Source, Derivatives | PictureFault]:
    """Make what is missing of each picture's files in a folder, on `jobs` processes."""
    folder.mkdir(parents=True, exist_ok=True)
    present = {entry.name for entry in folder.iterdir()}
    made: dict[Source, Derivatives | PictureFault] = {}
    missing: list[Source] = []
    for source in dict.fromkeys(sources):
        known = _remembered(source, folder, forms, present)
        if known is None:
            missing.append(source)
        else:
            made[source] = known
    tasks = [(source, folder, forms) for source in missing]
    made.update(zip(missing, spread(_derived, tasks, jobs=jobs, few=1), strict=True))
    return {source: made[source] for source in sources}


def _record(source: Source, forms: WebForms) -> str:
    return f"{key(source.digest, f'{_kind(source)} {forms.operation}')}.json"


def _kind(source: Source) -> str:
    return FORMATS[source.path.suffix.lower()]


def _remembered(source: Source, folder: Path, forms: WebForms, present: set[str]) -> Derivatives | None:
    record = _record(source, forms)
    if record not in present:
        return None
    try:
        known = json.loads((folder / record).read_bytes())
        widths = tuple(Derivative(*entry) for entry in known["widths"])
        found = Derivatives(widths, known["full"], known["width"], known["height"], known["colour"], record)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if present.issuperset(found.names) else None


def _derived(task: tuple[Source, Path, WebForms]) -> Derivatives | PictureFault:
    source, folder, forms = task
    record = _record(source, forms)
    name = record.removesuffix(".json")
    try:
        made = _drawn(source, folder, name) if _kind(source) == "SVG" else None
        made = made or _pictured(source, folder, name, forms)
    except BROKEN:
        return fault("picture-unreadable")
    if isinstance(made, Derivatives):
        written = {
            "colour": made.colour, "full": made.full, "height": made.height, "width": made.width,
            "widths": [[entry.width, entry.height, entry.name, entry.format] for entry in made.widths],
        }  # fmt: skip
        write_file(folder, record, json.dumps(written, sort_keys=True).encode())
    return made


def _drawn(source: Source, folder: Path, name: str) -> Derivatives | PictureFault:
    size, copy = read_svg(source.path), clean_svg(source.path)
    if isinstance(size, PictureFault):
        return size
    if isinstance(copy, PictureFault):
        return copy
    write_file(folder, f"{name}-full.svg", copy)
    return Derivatives((), f"{name}-full.svg", *size, "#ffffff", f"{name}.json")


def _pictured(source: Source, folder: Path, name: str, forms: WebForms) -> Derivatives:
    # Nobody needs the camera's twelve megapixels on a page; the printed page has its own files.
    image = resized(read_pixels(source.path, least=2 * max(forms.widths)), max(forms.widths))
    content, ending = encode_full(image, _kind(source))
    full = f"{name}-full.{ending}"
    write_file(folder, full, content)
    widths = sorted({min(width, image.width) for width in forms.widths}, reverse=True)
    made: list[Derivative] = []
    smaller = image
    for width in widths:
        smaller = resized(smaller, width)
        for form in forms.formats:
            file = f"{name}-{width}.{form}"
            write_file(folder, file, _encoded(smaller, form))
            made.append(Derivative(smaller.width, smaller.height, file, form))
    made.sort(key=lambda entry: (forms.formats.index(entry.format), entry.width))
    return Derivatives(tuple(made), full, image.width, image.height, average_colour(smaller), f"{name}.json")


def _encoded(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    options = {"method": 4} if form == "webp" else {"speed": 7}
    image.save(out, form.upper(), quality=_QUALITY[form], **options)
    return out.getvalue()


def encode_full(image: Image.Image, kind: str) -> tuple[bytes, str]:
    """A picture as a file of the original's format, and the ending of its name."""
    out = io.BytesIO()
    if kind == "PNG" or (kind != "WEBP" and image.mode == "RGBA"):
        image.save(out, "PNG", compress_level=6)
        return out.getvalue(), "png"
    if kind == "WEBP":
        image.save(out, "WEBP", quality=_FULL_QUALITY, method=4)
        return out.getvalue(), "webp"
    image.save(out, "JPEG", quality=_FULL_QUALITY)
    return out.getvalue(), "jpg"
