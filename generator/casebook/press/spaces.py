"""Colour spaces of a PDF file by what they print with: four inks, black, three lights, or a spot colour."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pikepdf


class Space(StrEnum):
    """What a colour space amounts to."""

    CMYK = "CMYK"
    BLACK = "DeviceGray"
    GREY = "a grey that no plate is named for"
    RGB = "RGB"
    LAB = "Lab"
    SPOT = "a spot colour"
    ALL = "the colour All"
    PATTERN = "a pattern"
    UNKNOWN = "an unknown colour space"


_DEVICE = {
    "/DeviceCMYK": Space.CMYK, "/CMYK": Space.CMYK, "/DeviceGray": Space.BLACK, "/G": Space.BLACK,
    "/DeviceRGB": Space.RGB, "/RGB": Space.RGB, "/CalRGB": Space.RGB, "/CalGray": Space.GREY, "/Lab": Space.LAB,
    "/Pattern": Space.PATTERN,
}  # fmt: skip
_BY_COMPONENTS = {1: Space.GREY, 3: Space.RGB, 4: Space.CMYK}
_PLATES = {"/Cyan", "/Magenta", "/Yellow", "/Black"}


def space_of(value: Any) -> Space:
    """What a colour space of the file prints with, seen through ICC profiles, palettes and alternates."""
    if isinstance(value, pikepdf.Name):
        return _DEVICE.get(str(value), Space.UNKNOWN)
    if not isinstance(value, pikepdf.Array) or not len(value):
        return Space.UNKNOWN
    kind = str(value[0])
    if kind == "/ICCBased":
        stream: Any = value[1]
        return _BY_COMPONENTS.get(int(stream.get("/N", 0)), Space.UNKNOWN)
    if kind in {"/Indexed", "/I"}:
        return space_of(value[1])
    if kind == "/Separation":
        name = str(value[1])
        return Space.ALL if name == "/All" else Space.BLACK if name == "/Black" else Space.SPOT
    if kind == "/DeviceN":
        names: Any = value[1]
        return Space.CMYK if {str(name) for name in names} <= _PLATES else Space.SPOT
    return _DEVICE.get(kind, Space.UNKNOWN)
