"""Rules on key figures: the unit is the quantity's, and the numbers do not contradict what counts as better."""

from __future__ import annotations

from decimal import Decimal

from casebook.model.case import Figure
from casebook.model.programme import Quantity
from casebook.rules.context import CaseContext


def check_figures(context: CaseContext) -> None:
    """Each figure says something, in a unit that fits, in the direction that its quantity calls better."""
    for place, figure in enumerate(context.case.figures):
        if not any(context.written(("figures", place, key)) for key in ("before", "target", "after", "change")):
            context.missing(("figures", place), "figure-empty", quantity=figure.quantity)
            continue
        quantity = context.programme.taxonomies.quantity(figure.quantity)
        if quantity is not None:
            _check_unit(context, place, figure, quantity)
            _check_direction(context, place, figure, quantity)


def _check_unit(context: CaseContext, place: int, figure: Figure, quantity: Quantity) -> None:
    only_change = figure.change is not None and figure.before is None and figure.after is None
    if figure.unit is None or (only_change and figure.unit in {"%", "％"}):
        return
    if quantity.value_in_unit(Decimal(1), figure.unit) is None:
        context.error(
            ("figures", place, "unit"), "wrong-unit", found=figure.unit, quantity=quantity.code, unit=quantity.unit
        )


def _check_direction(context: CaseContext, place: int, figure: Figure, quantity: Quantity) -> None:
    steps = {"after": _step(figure.before, figure.after), "change": figure.change}
    steps["target"] = _step(figure.before, figure.target)
    for key, change in steps.items():
        if change is None or not change or quantity.better is None:
            continue
        if (change > 0) != (quantity.better == "higher"):
            context.warn(("figures", place, key), "figure-contradicts", quantity=quantity.code, better=quantity.better)
            return


def _step(before: Decimal | None, then: Decimal | None) -> Decimal | None:
    return None if before is None or then is None else then - before
