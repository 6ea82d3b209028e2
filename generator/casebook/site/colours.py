"""The fields' numbers, and the style sheet that carries their colours: colours never stand in a page itself."""

from __future__ import annotations

from casebook.model.programme import Programme
from casebook.wording.colours import lighter, term_colour

NIGHT = "#14171c"
"""The ground of the dark scheme."""


def field_numbers(programme: Programme) -> dict[str, int]:
    """Today's field code → its number, from 1, in the programme's order."""
    return {term.code: place for place, term in enumerate(programme.taxonomies.fields_of(None), start=1)}


def programme_sheet(programme: Programme) -> str:
    """The style sheet of the programme: its accent and a class for each field, for both schemes; paper is light."""
    accent, dark = programme.accent, '[data-md-color-scheme="slate"]'
    light = lighter(accent, NIGHT)
    day = [f":root{{--cb-accent:{accent};--cb-f:{accent}}}"]
    night = [f"{dark}{{--cb-accent:{light};--cb-f:{light}}}"]
    for place, term in enumerate(programme.taxonomies.fields_of(None)):
        colour = term_colour(term, place, programme)
        day.append(f".cb-f{place + 1}{{--cb-f:{colour}}}")
        night.append(f"{dark} .cb-f{place + 1}{{--cb-f:{lighter(colour, NIGHT)}}}")
    return "\n".join([*day, "@media screen{", *night, "}"]) + "\n"
