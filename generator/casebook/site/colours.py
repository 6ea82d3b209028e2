"""The fields' numbers and colours, and the style sheet that carries them: colours never stand in a page itself."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from casebook.model.programme import Programme

PALETTE = (
    "#2d6fbe", "#6b62bf", "#03769d", "#0a7e3a", "#b5494e", "#b0540e",
    "#a1529b", "#8559b2", "#027c7c", "#93640c", "#507b07", "#b34b71",
)  # fmt: skip
"""For fields to which the programme gives no colour: white text has a contrast of at least 5 on each."""
NIGHT = "#14171c"
"""The ground of the dark scheme."""


def field_numbers(programme: Programme) -> dict[str, int]:
    """Today's field code → its number, from 1, in the programme's order."""
    return {term.code: place for place, term in enumerate(programme.taxonomies.fields_of(None), start=1)}


def field_colours(programme: Programme) -> dict[str, str]:
    """Today's field code → its colour."""
    terms = programme.taxonomies.fields_of(None)
    return {term.code: term.colour or PALETTE[place % len(PALETTE)] for place, term in enumerate(terms)}


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


def lighter(colour: str, ground: str = NIGHT, wanted: float = 6.5) -> str:
    """The same hue, as light as it takes for a contrast against a dark ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(colour))
    found = colour
    while contrast(found, ground) < wanted and lightness < 0.98:
        lightness += 0.01
        found = "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(hue, lightness, saturation * 0.92))
    return found


def programme_sheet(programme: Programme) -> str:
    """The style sheet of the programme: its accent, and a class for each field, in both schemes."""
    accent = programme.accent
    day = [f":root{{--cb-accent:{accent};--cb-f:{accent}}}"]
    night = [f'[data-md-color-scheme="slate"]{{--cb-accent:{lighter(accent)};--cb-f:{lighter(accent)}}}']
    numbers: Mapping[str, int] = field_numbers(programme)
    for code, colour in field_colours(programme).items():
        day.append(f".cb-f{numbers[code]}{{--cb-f:{colour}}}")
        night.append(f'[data-md-color-scheme="slate"] .cb-f{numbers[code]}{{--cb-f:{lighter(colour)}}}')
    return "\n".join([*day, *night]) + "\n"
