"""Key figures as a reader sees them: the change in a large numeral, before and after on one bar, and the table."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.labels.catalogue import Labels
from casebook.model.case import Figure
from casebook.model.programme import Programme
from casebook.model.scalars import in_language
from casebook.wording.figures import VALUES, change, headline_with, related, shares
from casebook.wording.numbers import quantity


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

    quantity: str
    """The quantity's code."""
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
    kind = programme.taxonomies.quantity(figure.quantity)
    unit = figure.unit or (kind.unit if kind else "")
    before, target, after = (quantity(getattr(figure, each), unit, language) for each in VALUES)
    changed = change(figure, unit, language)
    numeral = headline_with(changed, figure, unit, language)
    return FigureView(
        quantity=figure.quantity,
        name=in_language(kind.name, language) if kind else figure.quantity,
        unit=unit,
        headline=numeral,
        before=before,
        target=target,
        after=related(figure, after, language) if after else "",
        change=changed if figure.change is None else numeral,
        evidence=words(f"evidence_{figure.evidence}") if figure.evidence else "",
        note=figure.note or "",
        bar=_bar(figure, unit),
        met=_met(figure, kind.better if kind else None),
    )


def _bar(figure: Figure, unit: str) -> Bar | None:
    lengths = {kind: f"{share * 100:.2f}" for kind, share in shares(figure, unit).items()}
    if "before" not in lengths or "after" not in lengths:
        return None
    return Bar(lengths["before"], lengths["after"], lengths.get("target", ""))


def _met(figure: Figure, better: str | None) -> bool | None:
    if figure.target is None or figure.after is None:
        return None
    wanted = better or ("higher" if figure.before is not None and figure.target > figure.before else None)
    if wanted is None:
        wanted = "lower" if figure.before is not None and figure.target < figure.before else ""
    return {"higher": figure.after >= figure.target, "lower": figure.after <= figure.target}.get(wanted)
