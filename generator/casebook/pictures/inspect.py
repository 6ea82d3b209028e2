"""Opens a picture once and decodes it fully: its facts, or why it cannot be shown.

Only the header is read before the size is known, so that an image bomb is never decoded.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from casebook.pictures.svg import inspect_svg

MAX_PIXELS = 100_000_000
MAX_BYTES = 200_000_000
ENDINGS = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "TIFF": (".tif", ".tiff"),
    "SVG": (".svg",),
}
_TURNED = {5, 6, 7, 8}
"""EXIF orientations that swap width and height."""
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture that was decoded to its end and found whole."""

    digest: str
    """The content's hash, 32 hexadecimal digits."""
    width: int
    """In pixels, after the rotation that EXIF asks for."""
    height: int
    format: str
    """JPEG, PNG, WEBP, TIFF or SVG."""
    mode: str
    """Pillow's mode of the pixels; '' for SVG."""


@dataclass(frozen=True, slots=True)
class PictureFault:
    """Why a picture cannot be shown."""

    code: str
    arguments: tuple[tuple[str, str], ...] = ()


def inspect(path: Path) -> PictureFacts | PictureFault:
    """The facts of a picture file, decoded once to its end."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return PictureFault("picture-too-large")
        data = path.read_bytes()
    except OSError:
        return PictureFault("picture-unreadable")
    return inspect_bytes(data, path.suffix.lower())


def inspect_bytes(data: bytes, ending: str) -> PictureFacts | PictureFault:
    """The facts of a picture in memory; `ending` is its file's, with the dot, in small letters."""
    digest = hashlib.blake2b(data, digest_size=16).hexdigest()
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE svg")):
        found = inspect_svg(data)
        if isinstance(found, str):
            return PictureFault("svg-unsafe", (("found", found),)) if found else PictureFault("picture-unreadable")
        facts = PictureFacts(digest, *found, "SVG", "")
    else:
        raster = _raster(data, digest)
        if isinstance(raster, PictureFault):
            return raster
        facts = raster
    if ending not in ENDINGS[facts.format]:
        names = (("expected", ENDINGS[facts.format][0]), ("found", facts.format))
        return PictureFault("picture-mislabelled", names)
    return facts


def _raster(data: bytes, digest: str) -> PictureFacts | PictureFault:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP", "TIFF"]) as image:
                return _decoded(image, digest)
        except UnidentifiedImageError:
            return _unidentified(data)
        except Image.DecompressionBombError:
            return PictureFault("picture-bomb", (("height", "?"), ("width", "?")))
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            cut = "truncat" in str(error).lower() or isinstance(error, EOFError)
            return PictureFault("picture-truncated" if cut else "picture-unreadable")


def _decoded(image: Image.Image, digest: str) -> PictureFacts | PictureFault:
    width, height = image.size
    if width * height > MAX_PIXELS:
        return PictureFault("picture-bomb", (("height", f"{height:,}"), ("width", f"{width:,}")))
    name = "JPEG" if image.format == "MPO" else str(image.format)
    turned = image.getexif().get(_ORIENTATION) in _TURNED
    image.load()
    return PictureFacts(digest, height if turned else width, width if turned else height, name, image.mode)


def _unidentified(data: bytes) -> PictureFault:
    """Tell a damaged picture of a format we read from a file of another kind."""
    starts = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"II*\0", b"MM\0*")
    return PictureFault("picture-unreadable" if data.startswith(starts) else "picture-format")
