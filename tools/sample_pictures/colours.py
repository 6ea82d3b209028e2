"""Owns the palette: ink, greys, accents and their mixing."""

Rgb = tuple[int, int, int]

INK = "#1f2933"
GREY = "#66727d"
SILVER = "#aeb7bf"
PALE = "#e7ebee"
WHITE = "#ffffff"
HEAT = "#c8501e"
"""Second accent: heat, current, what is hot or faulty."""
RED = "#b3261e"
"""Where a case asks for red: what is hardened, cracked or rejected."""
COOL = "#2d6fbe"
"""Second accent where the field's own colour is warm, and for water and gas."""


def rgb(colour: str) -> Rgb:
    """``#rrggbb`` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """The first colour with a share (0 to 1) of the second."""
    pairs = zip(rgb(colour), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def tint(colour: str, strength: float) -> str:
    """The colour thinned with white; strength 1 is the colour itself."""
    return mix(WHITE, colour, strength)
