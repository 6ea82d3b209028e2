"""Owns schematic micrographs: grains, the edges of a field of view, the look of a photograph."""

import random
from collections.abc import Sequence

from PIL import Image, ImageFilter

from .canvas import Canvas
from .colours import GREY, WHITE
from .shapes import Box, Point, cells, scatter


def grains(
    c: Canvas,
    box: Box,
    size: float,
    rng: random.Random,
    *,
    shades: Sequence[str] = ("#e9ecee", "#d7dce0", "#f4f5f6", "#c9d0d5"),
    outline: str = GREY,
    width: float = 3,
    squeeze: float = 1.0,
) -> list[Point]:
    """Polygonal grains of about a size in pixels; ``squeeze`` below 1 flattens them. Returns seeds."""
    left, top, right, bottom = box
    high = (bottom - top) / squeeze
    room = (left - size, -size, right + size, high + size)
    seeds = scatter(room, size * 0.8, rng)
    for cell in cells(seeds, (left, 0, right, high)):
        if len(cell) > 2:
            flat = [(x, top + y * squeeze) for x, y in cell]
            c.polygon(flat, fill=rng.choice(shades), outline=outline, width=width)
    c.rect(box)
    return [(x, top + y * squeeze) for x, y in seeds]


def crop(c: Canvas, box: Box, *, reach: float = 300) -> None:
    """Clear what was drawn past a box's edges, as far as ``reach``, and draw the edges."""
    left, top, right, bottom = box
    for strip in (
        (left - reach, top - reach, left, bottom + reach),
        (right, top - reach, right + reach, bottom + reach),
        (left - reach, top - reach, right + reach, top),
        (left - reach, bottom, right + reach, bottom + reach),
    ):
        c.rect(strip, fill=WHITE, outline=None)
    c.rect(box)


def photographed(c: Canvas, box: Box, rng: random.Random, *, blur: float = 3) -> None:
    """Give a part of the drawing the softness and the grain of a photograph (for JPEG)."""
    noise = noise_image((round(box[2] - box[0]) // 9, round(box[3] - box[1]) // 9), rng)
    c.photograph(noise, box, strength=0.1, blur=blur)


def noise_image(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """Grey noise, softened, the same for the same random source."""
    wide, high = size
    image = Image.frombytes("L", size, rng.randbytes(wide * high))
    return image.filter(ImageFilter.GaussianBlur(0.8))
