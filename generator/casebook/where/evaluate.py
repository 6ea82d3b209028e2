"""Whether a case is among those chosen."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from casebook.model.programme import Programme
from casebook.where.expressions import Comparison, Expression, Negation, Value
from casebook.where.keys import CaseFacts, kind_of

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def chosen(expression: Expression, facts: CaseFacts, programme: Programme) -> bool:
    """Whether the facts fit: of several values one is enough; where there is none, only `!=` fits."""
    if isinstance(expression, Comparison):
        return _compare(expression, facts, programme)
    if isinstance(expression, Negation):
        return not chosen(expression.inner, facts, programme)
    every = (chosen(part, facts, programme) for part in expression.parts)
    return all(every) if expression.word == "and" else any(every)


def _compare(comparison: Comparison, facts: CaseFacts, programme: Programme) -> bool:
    values = facts.values.get(comparison.key, ())
    kind = kind_of(comparison.key, programme)
    if comparison.operator in _ORDER:
        compare = _ORDER[comparison.operator]
        wanted = _rank(kind, comparison.values[0], programme)
        return any(compare(_rank(kind, value, programme), wanted) for value in values)
    if kind in {"number", "quantity"}:
        equal = any(Decimal(str(value)) == Decimal(wanted) for value in values for wanted in comparison.values)
    else:
        equal = any(str(value) in comparison.values for value in values)
    return not equal if comparison.operator == "!=" else equal


def _rank(kind: str, value: Value, programme: Programme) -> Decimal:
    """What `<` compares: a stage's place in the list, else the number itself."""
    if kind == "stage":
        return Decimal(programme.taxonomies.stage_order(str(value)))
    return Decimal(str(value))
