"""Is this file the picture it says it is? Read to its end, within fixed limits of memory and time.

What a fault means for a case, and whether a picture is large enough for print, is left to the rules.
"""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from PIL import Image, TiffImagePlugin

from casebook.pictures.jpeg import segments
from casebook.pictures.limits import (
    MAX_COEFFICIENTS,
    MAX_DECODED,
    MAX_FILE,
    MAX_PIXELS,
    MAX_PIXELS_WEBP,
    MAX_SCANNED,
    MAX_SCANS,
    MAX_TIFF,
)
from casebook.pictures.png import check_png
from casebook.pictures.svg import read_svg
from casebook.pictures.values import PictureFacts, PictureFault, fault

FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".svg": "SVG",
}
"""Endings of file names, and the formats they promise."""
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "TIFF": ".tif", "SVG": ".svg"}
BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, MemoryError,
    struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow raises on broken files."""

_PIECE = 1 << 20
_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
_MAGIC = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"%!PS", "EPS"),
    (b"8BPS", "PSD"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "ZIP"),
)


def digest_of(path: Path) -> str | None:
    """BLAKE2b of a file, 32 hexadecimal digits; None where it is no regular file or cannot be read."""
    if not path.is_file():
        return None
    made = blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                made.update(piece)
    except OSError:
        return None
    return made.hexdigest()


def inspect(path: Path) -> PictureFacts | PictureFault:
    """Read a picture file to its end and say what it is, or what is wrong with it."""
    if not path.is_file():
        return fault("picture-unreadable")
    return _too_long(path) or judge(path, digest_of(path) or "")


def judge(path: Path, digest: str) -> PictureFacts | PictureFault:
    """As `inspect`, for a file whose digest is known already."""
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError:
        return fault("picture-unreadable")
    found = _kind(head)
    expected = FORMATS.get(path.suffix.lower())
    if found is None:
        return fault("picture-unreadable")
    if found not in FORMATS.values():
        return fault("picture-format", found=found)
    if found != expected:
        return fault("picture-mislabelled", found=found, expected=_ENDINGS[found])
    if found == "SVG":
        drawn = read_svg(path)
        return drawn if isinstance(drawn, PictureFault) else PictureFacts(digest, *drawn, "SVG", "")
    return _too_long(path) or _raster(path, digest, found)


def _too_long(path: Path) -> PictureFault | None:
    size = path.stat().st_size
    if size <= MAX_FILE:
        return None
    return fault("picture-too-large", found=size // 1_000_000, limit=MAX_FILE // 1_000_000)


def _kind(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return "AVIF" if head[8:11] == b"avi" else "HEIC"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "SVG" if text.startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE svg")) else None


@contextmanager
def opened(path: Path, kind: str) -> Iterator[Image.Image]:
    """A picture opened as one format alone, Pillow's warnings on sizes and metadata set aside."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path, formats=(kind, "MPO") if kind == "JPEG" else (kind,)) as image:
            yield image


def _raster(path: Path, digest: str, kind: str) -> PictureFacts | PictureFault:
    try:
        with opened(path, kind) as image:
            width, height = image.size
            mode = image.mode
            problem = _too_large(image, kind) or _read_through(path, image, kind)
            if problem is not None:
                return problem
            if _known_orientation(image, kind) in _TURNED:
                width, height = height, width
    except Image.DecompressionBombError as error:  # its sentence is the only place that has the number
        numbers = [int(number) for number in re.findall(r"\d+", str(error))]
        return _too_many_pixels(max(numbers, default=0), MAX_PIXELS)
    except BROKEN as error:
        return fault("picture-truncated" if _cut_short(path, kind, error) else "picture-unreadable")
    return PictureFacts(digest, width, height, kind, mode)


def orientation(image: Image.Image) -> int:
    """The rotation that EXIF asks for, 1 to 8; 1 where it says nothing or is broken."""
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except BROKEN:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _known_orientation(image: Image.Image, kind: str) -> int:
    # Asking a large PNG for EXIF would decode it whole in search of a block behind the pixels.
    large = kind == "PNG" and _decoded(image) > MAX_DECODED
    return 1 if large and "exif" not in image.info else orientation(image)


def _too_many_pixels(pixels: int, limit: int) -> PictureFault:
    return fault("picture-bomb", found=pixels // 1_000_000, limit=limit // 1_000_000, unit="megapixels")


def _too_large(image: Image.Image, kind: str) -> PictureFault | None:
    """By the header alone, before anything is decoded."""
    pixels = image.width * image.height
    limit = MAX_PIXELS_WEBP if kind == "WEBP" else MAX_PIXELS
    if pixels > limit:
        return _too_many_pixels(pixels, limit)
    if kind == "TIFF" and _decoded(image) + _largest_strip(image) > MAX_TIFF:
        return _too_many_pixels(pixels, MAX_TIFF // 8)
    return None


def _decoded(image: Image.Image) -> int:
    wide = 1 if image.mode in {"1", "L", "P"} else 2 if image.mode.startswith("I;16") else 4
    return image.width * image.height * wide


def _largest_strip(image: Image.Image) -> int:
    if not isinstance(image, TiffImagePlugin.TiffImageFile) or image.tag_v2.get(259, 1) == 1:
        return 0
    bits = image.tag_v2.get(258, (8,))
    depth = sum(bits) if isinstance(bits, tuple) else int(bits)
    rows = min(int(image.tag_v2.get(278, image.height)), image.height)
    tile = int(image.tag_v2.get(322, 0)) * int(image.tag_v2.get(323, 0))
    return max((tile or rows * image.width) * max(depth, 8) // 8, 0)


def _read_through(path: Path, image: Image.Image, kind: str) -> PictureFault | None:
    if kind == "JPEG":
        return _read_jpeg(path, image)
    if kind == "PNG" and _decoded(image) > MAX_DECODED:
        with path.open("rb") as file:
            return check_png(file)
    image.load()
    return None


def _read_jpeg(path: Path, image: Image.Image) -> PictureFault | None:
    """Decode at an eighth of the size: the whole stream is read, for a sixty-fourth of the memory."""
    pixels = image.width * image.height
    scans = segments(path).scans
    if scans > MAX_SCANS or scans * pixels > MAX_SCANNED:
        return fault("picture-bomb", found=scans, limit=min(MAX_SCANS, MAX_SCANNED // max(pixels, 1)), unit="scans")
    bands = len(image.getbands())
    if scans > 1 and 2 * bands * pixels > MAX_COEFFICIENTS:
        return _too_many_pixels(pixels, MAX_COEFFICIENTS // (2 * bands))
    image.draft(image.mode, (max(image.width // 8, 1), max(image.height // 8, 1)))
    image.load()
    return None


def _cut_short(path: Path, kind: str, error: BaseException) -> bool:
    """Whether a file that could not be read ends too soon, by its end mark or the length it announces."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(16)
        file.seek(max(size - 65_536, 0))
        tail = file.read()
    if kind == "PNG":
        return b"IEND\xaeB`\x82" not in tail and head[12:16] in {b"", b"IHDR"}
    if kind == "WEBP":
        return int.from_bytes(head[4:8], "little") + 8 > size
    if kind == "JPEG":
        return not segments(path).ended
    return (
        "truncated" in str(error).lower() or int.from_bytes(head[4:8], "little" if head[:1] == b"I" else "big") >= size
    )
