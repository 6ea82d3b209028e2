"""What is known of a picture file, and what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture that was read to its end and found whole."""

    digest: str
    """BLAKE2b of the file, 32 hexadecimal digits."""
    width: int
    """In pixels, after the rotation that EXIF asks for; of an SVG, the units of its viewBox."""
    height: int
    format: str
    """JPEG, PNG, WEBP, TIFF or SVG."""
    mode: str
    """Pillow's name for its kind of pixels: RGB, RGBA, L, P, CMYK, I;16 …; empty for SVG."""


@dataclass(frozen=True, slots=True)
class PictureFault:
    """Why a file cannot be used as a picture.

    Codes: `picture-unreadable`, `picture-truncated`, `picture-mislabelled` (expected, found), `picture-format` (found),
    `picture-too-large` (found, limit; megabytes), `picture-bomb` (found, limit, unit), `svg-unsafe` (found).
    """

    code: str
    arguments: tuple[tuple[str, str], ...] = ()


def fault(code: str, **arguments: object) -> PictureFault:
    """Make a fault; arguments become text, sorted by name."""
    return PictureFault(code, tuple(sorted((name, str(value)) for name, value in arguments.items())))
