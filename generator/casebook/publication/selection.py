"""Chooses among what the gate let through; a choice can only make it smaller."""

from __future__ import annotations

from casebook.model.catalogue import Catalogue
from casebook.publication.values import PublicCase, Published
from casebook.where.catalogues import takes
from casebook.where.keys import CaseFacts, facts_of
from casebook.where.parser import WhereProblem, parse


class WhereError(Exception):
    """A choice that cannot be read; carries what is wrong with it."""

    def __init__(self, problems: list[WhereProblem]) -> None:
        super().__init__("the choice of cases cannot be read")
        self.problems = problems


def select(published: Published, where: str | None) -> tuple[PublicCase, ...]:
    """The cases that fit a choice, in the order of their ids; all for None. Raises WhereError."""
    return select_for(published, Catalogue(where=where))


def select_for(published: Published, catalogue: Catalogue) -> tuple[PublicCase, ...]:
    """The cases that a catalogue takes, in the order of their ids. Raises WhereError."""
    programme = published.programme
    expression = parse(catalogue.where, programme, published.organisations) if catalogue.where else None
    if isinstance(expression, list):
        raise WhereError(expression)
    if expression is None and not catalogue.cases and not catalogue.without:
        return published.cases
    return tuple(
        case for case in published.cases if takes(catalogue, expression, case.id, _facts(case, published), programme)
    )


def _facts(case: PublicCase, published: Published) -> CaseFacts:
    return facts_of(
        case.id, case.case, editions=case.editions, stage=case.stage, programme=published.programme,
        organisations=published.organisations,
    )  # fmt: skip
