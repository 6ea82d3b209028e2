"""Owns what a picture's record says: how to draw it, its size and how it is stored."""

from collections.abc import Callable
from dataclasses import dataclass

from .canvas import Canvas


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the casebook."""

    draw: Callable[[Canvas], None]
    width: int = 2000
    height: int = 1500
    full_colour: bool = False
    """Kept in RGB: for images of values, whose colours a palette would coarsen."""
    stored: float = 1.0
    """Size of the stored picture relative to the drawn one."""
    turned: bool = False
    """Stored a quarter turned with an EXIF orientation (JPEG only)."""
