"""From any kind of pixels to upright RGB or RGBA in sRGB, eight bits a channel, with nothing else attached."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageCms

from casebook.pictures.inspect import BROKEN, FORMATS, opened, orientation

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_WITH_ALPHA = frozenset({"RGBA", "LA", "PA", "La", "RGBa"})


def read_pixels(path: Path, *, least: int | None = None) -> Image.Image:
    """The pixels of a picture that was found whole, RGB or RGBA. Raises one of `inspect.BROKEN`.

    With `least`, a JPEG may come smaller, with at least that many pixels along its shorter side.
    """
    kind = FORMATS[path.suffix.lower()]
    with opened(path, kind) as image:
        if least is not None:
            scale = max(min(image.size) // least, 1)
            image.draft(image.mode, (image.width // scale, image.height // scale))
        image.load()
        turn = _TURNS.get(orientation(image))
        profile = image.info.get("icc_profile")
        upright = image.transpose(turn) if turn is not None else image
        return _bare(_in_srgb(_eight_bits(upright), profile))


def on_white(image: Image.Image) -> Image.Image:
    """The picture without transparency, laid on white."""
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def average_colour(image: Image.Image) -> str:
    """The average colour as #rrggbb."""
    pixel = on_white(image).resize((1, 1), Image.Resampling.BOX, reducing_gap=1.0).getpixel((0, 0))
    return "#{:02x}{:02x}{:02x}".format(*pixel) if isinstance(pixel, tuple) else "#ffffff"


def _eight_bits(image: Image.Image) -> Image.Image:
    """Wide greys and palettes in a mode that a colour profile can be applied to."""
    if image.mode.startswith("I;16"):
        return _scaled(image, 0, 255 * 256)  # the higher byte of each value
    if image.mode in {"I", "F"}:
        low, high = image.getextrema()
        return _scaled(image, float(low), float(high))  # type: ignore[arg-type]
    if image.mode == "1":
        return image.convert("L")
    if image.mode == "P" or "transparency" in image.info:
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image


def _scaled(image: Image.Image, low: float, high: float) -> Image.Image:
    factor = 255 / (high - low) if high > low else 0.0
    return image.convert("F").point(lambda value: value * factor + -low * factor).convert("L")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    alpha = image.convert("RGBA").getchannel("A") if image.mode in _WITH_ALPHA else None
    colours = image.convert({"LA": "L", "La": "L"}.get(image.mode, "RGB")) if alpha is not None else image
    converted = _by_profile(colours, profile) if isinstance(profile, bytes) and profile else None
    made = converted or _by_default(colours)
    if alpha is not None and alpha.getextrema() != (255, 255):
        made.putalpha(alpha)
    return made


def _by_default(image: Image.Image) -> Image.Image:
    if image.mode == "LAB":
        return ImageCms.profileToProfile(
            image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
        ) or image.convert("RGB")
    return image.convert("RGB")


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Converted by its profile; None where the profile is broken, does not fit, or is sRGB already."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(source):
            return None
        return ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, *BROKEN):
        return None


def _bare(image: Image.Image) -> Image.Image:
    """Without the comments, profiles and resolutions that some formats would write from here."""
    bare = image.copy()
    bare.info = {}
    return bare


def resized(image: Image.Image, width: int) -> Image.Image:
    """At a smaller width, of the same shape; the picture itself where it is no wider."""
    if width >= image.width:
        return image
    height = max(round(image.height * width / image.width), 1)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
