"""Chooses among what the gate let through; a choice can only make it smaller."""

from __future__ import annotations

from casebook.publication.values import PublicCase, Published
from casebook.where.evaluate import chosen
from casebook.where.keys import facts_of
from casebook.where.parser import WhereProblem, parse


class WhereError(Exception):
    """A choice that cannot be read; carries what is wrong with it."""

    def __init__(self, problems: list[WhereProblem]) -> None:
        super().__init__("the choice of cases cannot be read")
        self.problems = problems


def select(published: Published, where: str | None) -> tuple[PublicCase, ...]:
    """The cases that fit a choice, in the order of their ids; all for None. Raises WhereError."""
    if not where:
        return published.cases
    programme = published.programme
    expression = parse(where, programme, published.organisations)
    if isinstance(expression, list):
        raise WhereError(expression)
    return tuple(
        case
        for case in published.cases
        if chosen(
            expression,
            facts_of(
                case.id, case.case, editions=case.editions, stage=case.stage, programme=programme,
                organisations=published.organisations,
            ),
            programme,
        )
    )  # fmt: skip
