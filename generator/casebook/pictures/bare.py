"""Pictures of written pages: the same file, but for what a camera or an editor has said in it.

Only a picture that tells more than it shows is written anew. What moves is left alone, and so is what is no picture.
"""

from __future__ import annotations

import io
from pathlib import Path

from casebook.pictures.inspect import BROKEN, FORMATS, opened
from casebook.pictures.pixels import read_pixels
from casebook.pictures.svg import clean_svg

_QUALITY = 92
_OF_PIXELS = frozenset({
    "adobe", "adobe_transform", "aspect", "background", "chromaticity", "compression", "dpi", "duration", "gamma",
    "interlace", "jfif", "jfif_density", "jfif_unit", "jfif_version", "loop", "progression", "progressive",
    "resolution", "srgb", "timestamp", "transparency",
})  # fmt: skip
"""What Pillow tells of a picture that says nothing of anybody."""


def bare_picture(path: Path) -> bytes | None:
    """The picture without metadata; None where it may stay as it is, or is none that can be written anew."""
    kind = FORMATS.get(path.suffix.lower())
    if kind == "SVG":
        copy = clean_svg(path)
        return copy if isinstance(copy, bytes) else None
    if kind is None:
        return None
    try:
        return _written(path, kind) if _tells(path, kind) else None
    except BROKEN:
        return None


def _written(path: Path, kind: str) -> bytes:
    out = io.BytesIO()
    read_pixels(path).save(out, kind, **({"quality": _QUALITY} if kind in {"JPEG", "WEBP"} else {}))
    return out.getvalue()


def _tells(path: Path, kind: str) -> bool:
    with opened(path, kind) as image:
        if getattr(image, "n_frames", 1) > 1 and kind != "JPEG":
            return False
        image.load()
        return kind == "TIFF" or not set(image.info) <= _OF_PIXELS
