"""Pictures that tell more than they show: a word in every place where a camera or an editor leaves some."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

from tests.planting import Words

DRAWING = """<?xml version="1.0"?>
<!-- {} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  viewBox="0 0 600 400" inkscape:export-filename="/home/{}/drawing.png" data-owner="{}">
<title>{}</title><desc>{}</desc><metadata>{}</metadata>
<rect inkscape:label="{}" x="10" y="10" width="500" height="300" fill="#{:06x}"/></svg>
"""


def write_picture(file: Path, words: Words) -> None:
    """A picture of the kind that its name says; no two have the same pixels."""
    file.parent.mkdir(parents=True, exist_ok=True)
    colour = len(words.planted) % 250
    if file.suffix == ".svg":
        held = [words.at("an SVG's comment, name, metadata or label") for _ in range(7)]
        file.write_text(DRAWING.format(*held, colour), "utf-8")
        return
    size = (1400, 1050) if file.suffix == ".jpg" else (320, 240)  # the first of a case, sharp enough for the press
    image = Image.new("RGB", size, (colour, 90, 250 - colour))
    image.save(file, **_told(file.suffix, words))


def _told(ending: str, words: Words) -> dict[str, Any]:
    """What is written beside the pixels, as Pillow takes it."""
    if ending == ".tif":
        return {"description": words.at("TIFF, description"), "icc_profile": _profile(words), "compression": "tiff_lzw"}
    exif = Image.Exif()
    exif[0x010E] = words.at("EXIF, description")
    exif[0x9C9C] = words.at("EXIF, comment of Windows").encode("utf-16-le")
    exif.get_ifd(0x8825)[0x1D] = words.at("EXIF, place")
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + words.at("EXIF, user's comment").encode()
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{words.at('XMP')}</a></x:xmpmeta>".encode()
    told: dict[str, Any] = {"exif": exif, "icc_profile": _profile(words)}
    if ending == ".png":
        return told | {"pnginfo": _png_words(words, packet)}
    return told | {"xmp": packet} | ({"comment": words.at("JPEG, comment")} if ending == ".jpg" else {})


def _profile(words: Words) -> bytes:
    """A colour profile; after its end follow words of whoever made it."""
    whole = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return whole + words.at("a colour profile").encode().ljust(64, b"\0")


def _png_words(words: Words, packet: bytes) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", words.at("PNG, tEXt"))
    info.add_text("Comment", words.at("PNG, zTXt") * 20, zip=True)
    info.add_itxt("XML:com.adobe.xmp", packet.decode(), zip=True)
    return info
