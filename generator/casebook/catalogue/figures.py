"""Key figures for print: the change as a numeral, and the values as lengths of bars from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypedDict

from casebook.catalogue.wording import number, with_unit
from casebook.labels.catalogue import Labels
from casebook.model.case import Figure
from casebook.model.programme import Quantity
from casebook.model.scalars import in_language

SHOWN = 4
"""As many figures are shown large; the rest stand in a table."""

# A difference of temperatures is no share of anything, since their zero is a convention.
_NO_SHARE = frozenset({"°C", "°F"})


class Bar(TypedDict):
    """One of the values before, target, after."""

    kind: str
    label: str
    value: str
    share: float
    """Of the longest bar, 0 to 1; 0 for all where lengths from zero say nothing."""


class KeyFigure(TypedDict):
    """A key figure, ready to be set."""

    label: str
    change: str
    bars: list[Bar]
    note: str


def key_figure(figure: Figure, quantity: Quantity | None, label: Labels, language: str) -> KeyFigure:
    """The figure in a reader's language."""
    name = in_language(quantity.name, language) if quantity else figure.quantity
    unit = figure.unit or (quantity.unit if quantity else "")
    notes = [figure.note or "", label(figure.evidence) if figure.evidence else ""]
    return {
        "label": name,
        "change": change(figure, unit, label, language),
        "bars": _bars(figure, unit, label, language),
        "note": "; ".join(note for note in notes if note),
    }


def change(figure: Figure, unit: str, label: Labels, language: str) -> str:
    """The numeral: the change in per cent, in points where the unit is per cent, else the value reached."""
    if figure.change is not None:
        return _related(figure, _signed(figure.change, "%", language), label)
    before, after = figure.before, figure.after
    if before is None or after is None:
        known = after if after is not None else figure.target
        return "" if known is None else _related(figure, with_unit(number(known, language), unit, language), label)
    if unit == "%":
        return _related(
            figure, label("points", value=_sign(after - before) + number(abs(after - before), language)), label
        )
    if unit in _NO_SHARE:
        return _related(figure, _signed(after - before, unit, language), label)
    if before <= 0 or after < 0:
        return _related(figure, with_unit(number(after, language), unit, language), label)
    return _related(figure, _signed(_rounded((after - before) / before * 100), "%", language), label)


def _related(figure: Figure, text: str, label: Labels) -> str:
    if figure.relation == "=":
        return text
    sign = label("about") if figure.relation == "about" else figure.relation
    return f"{sign}\u00a0{text}" if sign.isascii() else f"{sign}{text}"


def _sign(value: Decimal) -> str:
    return "−" if value < 0 else "+" if value > 0 else "±"


def _signed(value: Decimal, unit: str, language: str) -> str:
    return _sign(value) + with_unit(number(abs(value), language), unit, language)


def _rounded(value: Decimal) -> Decimal:
    """To three significant digits and at most one decimal place; a tenth of a per cent says nothing beside 300."""
    places = Decimal(1) if abs(value) >= 100 else Decimal("0.1")
    rounded = value.quantize(places, rounding=ROUND_HALF_EVEN)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def _bars(figure: Figure, unit: str, label: Labels, language: str) -> list[Bar]:
    values = [(kind, getattr(figure, kind)) for kind in ("before", "target", "after")]
    known = [(kind, value) for kind, value in values if value is not None]
    longest = max((value for _, value in known), default=Decimal(0))
    if min((value for _, value in known), default=Decimal(0)) < 0 or unit in _NO_SHARE:
        longest = Decimal(0)
    return [
        {
            "kind": kind,
            "label": label(kind),
            "value": with_unit(number(value, language), unit, language),
            "share": float(round(value / longest, 4)) if longest else 0.0,
        }
        for kind, value in known
    ]
