"""Key figures for print: the change as a numeral, and the values as lengths of bars from zero."""

from __future__ import annotations

from typing import TypedDict

from casebook.labels.catalogue import Labels
from casebook.model.case import Figure
from casebook.model.programme import Quantity
from casebook.model.scalars import in_language
from casebook.wording.figures import VALUES, headline, shares
from casebook.wording.languages import is_cjk
from casebook.wording.numbers import quantity as quantity_text


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
        "change": headline(figure, unit, language),
        "bars": _bars(figure, unit, label, language),
        "note": ("；" if is_cjk(language) else "; ").join(note for note in notes if note),
    }


def _bars(figure: Figure, unit: str, label: Labels, language: str) -> list[Bar]:
    lengths = shares(figure, unit)
    return [
        {
            "kind": kind,
            "label": label(kind),
            "value": quantity_text(value, unit, language),
            "share": float(round(lengths[kind], 4)) if kind in lengths else 0.0,
        }
        for kind in VALUES
        if (value := getattr(figure, kind)) is not None
    ]
