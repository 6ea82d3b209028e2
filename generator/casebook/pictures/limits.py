"""How much a picture may ask of the machine that checks it: under 300 MB and about a second."""

from __future__ import annotations

MAX_FILE = 250_000_000
"""Bytes of a file."""
MAX_SVG = 5_000_000
"""Bytes of an SVG."""
MAX_PIXELS = 100_000_000
MAX_PIXELS_WEBP = 14_000_000
"""Pillow's WebP decoder holds a picture four times over."""
MAX_DECODED = 160_000_000
"""Bytes of pixels that are decoded as a whole; larger pictures are read to their end in pieces."""
MAX_TIFF = 210_000_000
"""Bytes of pixels and of the largest strip together."""
MAX_PNG_STREAM = 420_000_000
"""Bytes that a PNG's pixel stream may unpack to."""
MAX_COEFFICIENTS = 200_000_000
"""Bytes of coefficients that a JPEG of several scans needs."""
MAX_SCANS = 100
MAX_SCANNED = 1_500_000_000
"""Pixels times scans of a JPEG."""
