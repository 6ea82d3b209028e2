"""Colours: those of fields without one of their own, and the reckoning of contrast."""

from __future__ import annotations

import colorsys

from casebook.model.programme import Programme, Term

PALETTE = (
    "#2d6fbe", "#6b62bf", "#03769d", "#0a7e3a", "#b5494e", "#b0540e",
    "#a1529b", "#8559b2", "#027c7c", "#93640c", "#507b07", "#b34b71",
)  # fmt: skip
"""For fields to which the programme gives no colour: white text has a contrast of at least 5 on each."""


def term_colour(term: Term, place: int, programme: Programme) -> str:
    """The colour of the term at a place of its list, from 0; an old field wears that of the one it became."""
    if term.colour:
        return term.colour
    today = programme.taxonomies.fields_today((term.code,)) if term.replaced_by else ()
    heir = programme.taxonomies.find("fields", today[0]) if today else None
    return heir.colour if heir and heir.colour else PALETTE[place % len(PALETTE)]


def channels(colour: str) -> tuple[float, float, float]:
    """A colour's red, green and blue, 0 to 1 each."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """The relative luminance, as WCAG 2.2 defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def lighter(colour: str, ground: str, wanted: float = 6.5) -> str:
    """The same hue, as light as it takes for a contrast against a dark ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(colour))
    found = colour
    while contrast(found, ground) < wanted and lightness < 0.98:
        lightness += 0.01
        found = "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(hue, lightness, saturation * 0.92))
    return found
