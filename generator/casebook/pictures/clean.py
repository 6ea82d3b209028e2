"""A picture as plain pixels: upright, in sRGB, eight bits, and nothing else of what the camera or the editor wrote."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageCms, ImageOps

from casebook.pictures.svg import inspect_svg

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_DROPPED = frozenset({"metadata", "title", "desc"})
"""Elements in which editors keep names, paths and dates; the case's own alternative text stands in for them."""


def upright(path: Path, *, least: int) -> Image.Image:
    """The pixels in RGB or RGBA; a JPEG may come at a half or a quarter, yet at least `least` pixels wide."""
    with Image.open(path) as opened:
        if opened.format == "JPEG" and min(opened.size) > least:
            opened.draft(None, (least, least))
        image = ImageOps.exif_transpose(opened)
        profile = opened.info.get("icc_profile")
        image = _in_srgb(image, profile) if profile else image
    return Image.frombytes(*_plain(image))


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    if image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        pixels = image.convert("RGB") if alpha else image
        turned = ImageCms.profileToProfile(pixels, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image  # a broken profile: the plain numbers are the best guess
    if turned is None:
        return image
    if alpha:
        turned.putalpha(alpha)
    return turned


def _plain(image: Image.Image) -> tuple[str, tuple[int, int], bytes]:
    """Mode, size and bytes: what is left when all else is gone."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L") if image.mode != "I;16" else _eight_bits(image)
    has_alpha = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    plain = image.convert("RGBA" if has_alpha else "RGB")
    if has_alpha and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    return plain.mode, plain.size, plain.tobytes()


def _eight_bits(image: Image.Image) -> Image.Image:
    high = image.tobytes()[1::2]
    return Image.frombytes("L", image.size, high)


def clean_svg(data: bytes) -> tuple[bytes, int, int]:
    """The drawing without comments, metadata and what editors left; with its width and height in CSS pixels."""
    size = inspect_svg(data)
    if isinstance(size, str):
        raise ValueError(f"not a sound SVG: {size}")
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    root = ElementTree.fromstring(data)
    _strip(root)
    root.set("viewBox", root.get("viewBox") or f"0 0 {size[0]} {size[1]}")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True), size[0], size[1]


def _strip(element: ElementTree.Element) -> None:
    foreign = [key for key in element.attrib if key.startswith("{") and not key.startswith(f"{{{_XLINK}}}")]
    for key in (*foreign, "data-name", "inkscape:label"):
        element.attrib.pop(key, None)
    for child in list(element):
        space, _, name = str(child.tag).rpartition("}")
        if space.removeprefix("{") not in {_SVG, ""} or name.lower() in _DROPPED:
            element.remove(child)
        else:
            _strip(child)


def write_whole(file: Path, content: Image.Image | bytes, form: str = "", **options: object) -> None:
    """Write beside the place and move in when whole, so that nobody ever finds half a file."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as stream:
            if isinstance(content, bytes):
                stream.write(content)
            else:
                content.save(stream, form, **options)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
