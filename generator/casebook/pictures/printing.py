"""Pictures for print: upright, sRGB, without metadata, no larger than the paper needs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from casebook.pictures.derive import Source
from casebook.pictures.files import key, write_file
from casebook.pictures.inspect import BROKEN, FORMATS
from casebook.pictures.pixels import on_white, read_pixels
from casebook.pictures.pool import spread
from casebook.pictures.svg import clean_svg
from casebook.pictures.values import PictureFault, fault

_VERSION = 1
_QUALITY, _SMALL_QUALITY = 92, 82
_FEW_COLOURS = 4_096
"""A drawing has no more; a photograph has more in a corner of its sky."""
_HARDLY_SMALLER = 0.75
_MM_PER_INCH = 25.4


def pixels_for(millimetres: float, *, dpi: int = 300) -> int:
    """How many pixels a length on paper needs."""
    return round(millimetres / _MM_PER_INCH * dpi)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A picture and how large it will be."""

    source: Source
    max_px: int
    """Pixels along the longer side that its placed size needs; it is never enlarged to them."""
    small: bool = False
    """Whether it is for a screen, in a file that should be small."""

    @property
    def name(self) -> str:
        """The name of the file made for it."""
        begin = key(self.source.digest, f"{self.kind} print {_VERSION} {_SMALL_QUALITY if self.small else _QUALITY}")
        if self.kind == "SVG":
            return f"{begin}-print.svg"
        return f"{begin}-print-{self.max_px}.{'png' if self.kind == 'PNG' else 'jpg'}"

    @property
    def kind(self) -> str:
        """The original's format."""
        return FORMATS[self.source.path.suffix.lower()]


def for_print(job: PrintJob, folder: Path) -> str | PictureFault:
    """The name of the picture's file for print in a folder, made where it is missing: JPEG, PNG or SVG."""
    name = job.name
    if (folder / name).is_file():
        return name
    folder.mkdir(parents=True, exist_ok=True)
    try:
        content = clean_svg(job.source.path) if job.kind == "SVG" else _encoded(job)
    except BROKEN:
        return fault("picture-unreadable")
    if isinstance(content, PictureFault):
        return content
    write_file(folder, name, content)
    return name


def all_for_print(jobs: Sequence[PrintJob], folder: Path, *, processes: int) -> dict[PrintJob, str | PictureFault]:
    """The names of many pictures' files for print, made on several processes where they are missing."""
    folder.mkdir(parents=True, exist_ok=True)
    present = {entry.name for entry in folder.iterdir()}
    missing = [job for job in dict.fromkeys(jobs) if job.name not in present]
    made = dict(zip(missing, spread(_made, [(job, folder) for job in missing], jobs=processes, few=1), strict=True))
    return {job: made.get(job, job.name) for job in jobs}


def _made(task: tuple[PrintJob, Path]) -> str | PictureFault:
    return for_print(*task)


def _encoded(job: PrintJob) -> bytes:
    image = _reduced(on_white(read_pixels(job.source.path, least=job.max_px)), job)
    out = io.BytesIO()
    if job.kind == "PNG":
        image.save(out, "PNG", compress_level=6)
    elif job.small:
        image.save(out, "JPEG", quality=_SMALL_QUALITY, optimize=True)
    else:
        image.save(out, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    return out.getvalue()


def _reduced(image: Image.Image, job: PrintJob) -> Image.Image:
    """The picture at the size that is asked for, or as it is where it is no larger.

    A drawing for a screen is averaged area by area: its flat colours stay flat, which makes the file less than half as
    large as sharpened edges would; and it is left as it is where it would get hardly smaller.
    """
    scale = job.max_px / max(image.size)
    if scale >= 1:
        return image
    drawn = job.small and job.kind == "PNG" and image.getcolors(_FEW_COLOURS) is not None
    if drawn and scale > _HARDLY_SMALLER:
        return image
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.BOX if drawn else Image.Resampling.LANCZOS, reducing_gap=3.0)
