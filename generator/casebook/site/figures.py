"""Key figures as a reader sees them: the change in a large numeral, before and after on one bar, and the table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from casebook.labels.catalogue import Labels
from casebook.model.case import Figure
from casebook.model.programme import Programme
from casebook.model.scalars import in_language
from casebook.site.numbers import change_text, number_text, with_unit

SHOWN = 4
"""At most so many numerals; the rest stands in the table."""
# A difference of temperatures is no share of anything, since their zero is a convention.
_NO_SHARE = {"°C", "°F"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from zero, in per cent of its width."""

    before: str
    after: str
    target: str
    """'' where no target is known."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """One key figure, every text ready."""

    name: str
    unit: str
    headline: str
    """The large numeral: +51.5 %, or the value where no change is known."""
    before: str
    target: str
    after: str
    change: str
    """'' where no change is known or worked out."""
    evidence: str
    note: str
    bar: Bar | None
    met: bool | None
    """Whether the target was reached; None where that cannot be said."""

    @property
    def steps(self) -> bool:
        """Whether there is a way from one value to another to be told."""
        return bool(self.before and self.after)


def figure_view(figure: Figure, programme: Programme, language: str, words: Labels) -> FigureView:
    """A figure in a reader's language."""
    quantity = programme.taxonomies.quantity(figure.quantity)
    unit = figure.unit or (quantity.unit if quantity else "")
    change = _change(figure, unit, words)
    relation = {"=": "", "<": "< ", ">": "> ", "about": words("about") + " "}[figure.relation]
    after = relation + with_unit(figure.after, unit) if figure.after is not None else ""
    return FigureView(
        name=in_language(quantity.name, language) if quantity else figure.quantity,
        unit=unit,
        headline=(relation if figure.after is None or change == "" else "") + (change or after.removeprefix(relation)),
        before=with_unit(figure.before, unit) if figure.before is not None else "",
        target=with_unit(figure.target, unit) if figure.target is not None else "",
        after=after,
        change=change,
        evidence=words(f"evidence_{figure.evidence}") if figure.evidence else "",
        note=figure.note or "",
        bar=_bar(figure),
        met=_met(figure, quantity.better if quantity else None),
    )


def _change(figure: Figure, unit: str, words: Labels) -> str:
    """The change: as given, in points between percentages, else worked out in per cent of the value before."""
    if figure.change is not None:
        return words("percent", number=change_text(figure.change))
    if figure.before is None or figure.after is None:
        return ""
    difference = figure.after - figure.before
    if unit == "%":
        return words("points", number=change_text(difference))
    if unit in _NO_SHARE or figure.before <= 0 or figure.after < 0:
        sign = "+" if difference > 0 else ""
        return f"{sign}{number_text(difference)}\u00a0{unit}"
    return words("percent", number=change_text(difference / figure.before * 100))


def _bar(figure: Figure) -> Bar | None:
    values = [value for value in (figure.before, figure.target, figure.after) if value is not None]
    if figure.before is None or figure.after is None or min(values) < 0 or max(values) == 0:
        return None
    full = max(values)

    def share(value: Decimal | None) -> str:
        return "" if value is None else f"{value / full * 100:.2f}"

    return Bar(share(figure.before), share(figure.after), share(figure.target))


def _met(figure: Figure, better: str | None) -> bool | None:
    if figure.target is None or figure.after is None:
        return None
    wanted = better or ("higher" if figure.before is not None and figure.target > figure.before else None)
    if wanted is None:
        wanted = "lower" if figure.before is not None and figure.target < figure.before else ""
    return {"higher": figure.after >= figure.target, "lower": figure.after <= figure.target}.get(wanted)
