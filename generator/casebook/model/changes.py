"""What a key figure says of the change: in per cent of the value before, in points between percentages."""

from __future__ import annotations

from decimal import Decimal

from casebook.model.case import Figure
from casebook.model.programme import Quantity
from casebook.model.units import normalise_unit

NO_SHARE = frozenset({"°C", "°F"})
"""A difference of temperatures is no share of anything, since their zero is a convention."""
_HUNDREDTH = Decimal("0.01")


def change_of(figure: Figure, unit: str) -> Decimal | None:
    """The change as it is given, else worked out; None where it is not known or no share of the value before.

    A value before that is zero or less is no base for a share.
    """
    if figure.change is not None:
        return figure.change
    if figure.before is None or figure.after is None:
        return None
    if unit == "%":
        return figure.after - figure.before
    if unit in NO_SHARE or figure.before <= 0 or figure.after < 0:
        return None
    return (figure.after - figure.before) / figure.before * 100


def improvement_of(figure: Figure, quantity: Quantity) -> Decimal | None:
    """The change towards what is better, to two decimals; None where it is not known or no way is better."""
    change = change_of(figure, normalise_unit(figure.unit or quantity.unit))
    if change is None or quantity.better is None:
        return None
    return (change if quantity.better == "higher" else -change).quantize(_HUNDREDTH)
