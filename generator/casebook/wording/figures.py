"""Key figures in words: the change as a numeral, and the values as lengths from zero."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from casebook.labels.catalogue import labels
from casebook.model.case import Figure
from casebook.model.changes import NO_SHARE, change_of
from casebook.wording.numbers import number, quantity, rounded, sign, signed

SHOWN = 4
"""At most so many figures are shown large; the rest stands in a table."""
VALUES = ("before", "target", "after")


def change(figure: Figure, unit: str, language: str) -> str:
    """The change: as given, in points between percentages, else worked out in per cent of the value before.

    A value before that is zero or less is no base for a share, so there it is the difference. '' where unknown.
    """
    share = change_of(figure, unit)
    if share is not None and figure.change is None and unit == "%":
        points = sign(share) + number(abs(share), language)
        return labels("wording", language)("points", number=points)
    if share is not None:
        return signed(share if figure.change is not None else rounded(share), "%", language)
    if figure.before is None or figure.after is None:
        return ""
    return signed(figure.after - figure.before, unit, language)


def headline(figure: Figure, unit: str, language: str) -> str:
    """The large numeral: the change, else the value reached, else the one aimed at; '' where nothing is known."""
    return headline_with(change(figure, unit, language), figure, unit, language)


def headline_with(found: str, figure: Figure, unit: str, language: str) -> str:
    """The large numeral where the change is in words already."""
    known = figure.after if figure.after is not None else figure.target
    text = found or quantity(known, unit, language)
    return related(figure, text, language) if text else ""


def related(figure: Figure, text: str, language: str) -> str:
    """A value with the relation in which it is meant: about 80 %, < 0.5 mm; 約80%."""
    if figure.relation == "=":
        return text
    if figure.relation == "about":
        return labels("wording", language)("about", value=text)
    return f"{figure.relation}\u00a0{text}"


def shares(figure: Figure, unit: str) -> Mapping[str, Decimal]:
    """The known values as shares of the longest, 0 to 1, by kind; none where lengths from zero say nothing."""
    values = {kind: value for kind in VALUES if (value := getattr(figure, kind)) is not None}
    longest = max(values.values(), default=Decimal(0))
    if not longest or unit in NO_SHARE or min(values.values()) < 0:
        return {}
    return {kind: value / longest for kind, value in values.items()}
