"""Which cases a catalogue takes: what its `where` chooses, and what is named by hand."""

from __future__ import annotations

from casebook.model.catalogue import Catalogue
from casebook.model.programme import Programme
from casebook.where.evaluate import chosen
from casebook.where.expressions import Expression
from casebook.where.keys import CaseFacts


def takes(
    catalogue: Catalogue, expression: Expression | None, case_id: str, facts: CaseFacts, programme: Programme
) -> bool:
    """Whether a catalogue takes a case. `expression` is its `where`, read; None where it has none."""
    if case_id in catalogue.without:
        return False
    if case_id in catalogue.cases:
        return True
    if expression is None:
        return not catalogue.cases
    return chosen(expression, facts, programme)
