"""From sRGB to the inks of a printer's ICC profile, never above its ink limit; what is neutral stands on black alone.

Pixels go through a cube of 33 colours a side: between its corners the sum of the inks cannot exceed theirs, so that a
limit that holds at the corners holds everywhere.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageChops, ImageCms, ImageFilter

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, from 0 to 100 each."""
_SIDE = 33
_RESERVE = 3.0
"""Per cent by which the limit is undercut, for rounding and for what JPEG adds."""
_NEUTRAL = 6
"""By how much the channels of a pixel may differ that counts as grey in a drawing."""
_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})\Z")


@dataclass(frozen=True, slots=True)
class Separation:
    """A printer's profile and the most ink that its paper takes."""

    profile: bytes
    """The ICC profile, of the colour space CMYK."""
    limit: int
    """Per cent, all four inks together."""

    def separate(self, image: Image.Image, *, drawing: bool) -> Image.Image:
        """A picture in sRGB (RGB or L) as CMYK; of a drawing, black and greys stand on the black plate alone."""
        colours = image.convert("RGB")
        inks = colours.filter(_cube(self.profile, self.limit))
        if not drawing:
            return inks
        black = ImageChops.invert(colours.convert("L"))
        empty = Image.new("L", colours.size, 0)
        neutral = Image.merge("CMYK", (empty, empty, empty, black))
        return Image.composite(neutral, inks, _neutral_parts(colours))

    def inks(self, colour: str) -> Inks:
        """The inks of a colour #rrggbb; a grey is a tint of black. Raises ValueError for anything else."""
        found = _HEX.match(colour)
        if not found:
            raise ValueError(colour)
        red, green, blue = (int(part, 16) for part in found.groups())
        if red == green == blue:
            return (0.0, 0.0, 0.0, round((255 - red) / 2.55, 1))
        made = Image.new("RGB", (1, 1), (red, green, blue)).filter(_cube(self.profile, self.limit)).tobytes()
        cyan, magenta, yellow, black = (round(part / 2.55, 1) for part in made)
        return (cyan, magenta, yellow, black)


def _neutral_parts(colours: Image.Image) -> Image.Image:
    """White where the channels of a pixel are nearly equal, black elsewhere."""
    red, green, blue = colours.split()
    highest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    lowest = ImageChops.darker(ImageChops.darker(red, green), blue)
    return ImageChops.difference(highest, lowest).point([255 if step <= _NEUTRAL else 0 for step in range(256)])


@cache
def _cube(profile: bytes, limit: int) -> ImageFilter.Color3DLUT:
    steps = [round(step * 255 / (_SIDE - 1)) for step in range(_SIDE)]
    corners = bytes(part for blue in steps for green in steps for red in steps for part in (red, green, blue))
    image = Image.frombytes("RGB", (_SIDE, _SIDE * _SIDE), corners)
    made = ImageCms.profileToProfile(
        image,
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    if made is None:
        raise ValueError("the profile gives no inks")
    inks = made.tobytes()
    table = [part for start in range(0, len(inks), 4) for part in _within(inks[start : start + 4], limit - _RESERVE)]
    return ImageFilter.Color3DLUT(_SIDE, table, channels=4, target_mode="CMYK")


def _within(inks: bytes, limit: float) -> list[float]:
    """Four inks from 0 to 1, of which the colours give way until all together keep the limit in per cent."""
    *colours, black = (part / 255 for part in inks)
    room = max(limit / 100 - black, 0.0)
    total = sum(colours)
    scale = min(1.0, room / total) if total else 1.0
    return [*(part * scale for part in colours), black]
