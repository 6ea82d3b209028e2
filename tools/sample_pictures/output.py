"""Owns the files: a small PNG with a palette, or a JPEG, the same bytes at every run."""

from pathlib import Path

from PIL import Image

COLOURS = 160
QUALITY = 88
ORIENTATION = 0x0112
"""The EXIF tag that says how a camera was held; 6 asks for a quarter turn clockwise."""


def write_picture(image: Image.Image, path: Path, *, full_colour: bool = False, turned: bool = False) -> None:
    """Write a picture in the format of the file's suffix.

    ``full_colour`` keeps a PNG in RGB instead of a palette; ``turned`` stores a JPEG as a camera
    held upright does: its pixels turned a quarter, with the orientation that turns them back.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".jpg":
        exif = Image.Exif()
        if turned:
            image = image.transpose(Image.Transpose.ROTATE_90)
            exif[ORIENTATION] = 6
        image.save(path, "JPEG", quality=QUALITY, optimize=True, progressive=True, exif=exif)
    elif full_colour:
        image.save(path, "PNG", optimize=True)
    else:
        with_palette(image).save(path, "PNG", optimize=True)


def with_palette(image: Image.Image) -> Image.Image:
    """The picture in a palette of its commonest colours, in which white stays white."""
    small = image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = small.getpalette() or []
    best = max(range(0, len(palette), 3), key=lambda i: sum(palette[i : i + 3]))
    palette[best : best + 3] = [255, 255, 255]
    small.putpalette(palette)
    return small
