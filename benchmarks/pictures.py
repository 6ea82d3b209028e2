"""Pictures of 12 megapixels, each with bytes of its own but cheap: a few are drawn, the others carry a comment."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

SIZE = (4000, 3000)
PICTURES_A_CASE = 2
_BASES = 4
_COMMENT = b"\xff\xfe"
"""The JPEG marker of a comment: it changes the file's hash and nothing that is seen."""


class PictureMaker:
    """Draws the few base pictures once, then writes variants."""

    def __init__(self) -> None:
        self._bases = [_drawn(number) for number in range(_BASES)]

    def write(self, folder: Path, place: int) -> list[str]:
        """Write a case's pictures into its folder; their names."""
        folder.mkdir(parents=True, exist_ok=True)
        names = [f"view-{number}.jpg" for number in range(1, PICTURES_A_CASE + 1)]
        for number, name in enumerate(names):
            base = self._bases[(place + number) % _BASES]
            comment = f"case {place}, picture {number}".encode()
            segment = _COMMENT + (len(comment) + 2).to_bytes(2, "big") + comment
            (folder / name).write_bytes(base[:2] + segment + base[2:])
        return names


def _drawn(number: int) -> bytes:
    """A picture with edges, gradients and grain, so that its size and the time to decode it are a photograph's."""
    chance = random.Random(f"picture {number}")
    grain = Image.effect_noise((SIZE[0] // 2, SIZE[1] // 2), 22).resize(SIZE)
    light = Image.radial_gradient("L").resize(SIZE)
    image = Image.merge("RGB", (Image.blend(light, grain, 0.4), Image.blend(light, grain, 0.5), grain))
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        left, top = chance.randrange(SIZE[0]), chance.randrange(SIZE[1])
        colour = tuple(chance.randrange(256) for _ in range(3))
        right, bottom = left + chance.randrange(80, 900), top + chance.randrange(80, 900)
        draw.ellipse((left, top, right, bottom), outline=colour, width=14)
    stream = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1)).save(stream, "JPEG", quality=88)
    return stream.getvalue()
