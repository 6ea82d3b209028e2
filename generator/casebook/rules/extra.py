"""Rules on the programme's own keys under `extra:`, which are typed in casebook.yml."""

from __future__ import annotations

import datetime as dt

from casebook.model.programme import ExtraKey
from casebook.model.scalars import DAY, NUMBER
from casebook.rules.context import CaseContext

_EXPECTED = {"number": "digits as in 0.10", "date": "a day as 2019-07-20", "flag": "true or false"}


def check_extra(context: CaseContext) -> None:
    """Each of the programme's own keys is known, and its value is of the type that the programme gave it."""
    known = context.programme.template.extra
    for key, value in context.case.extra.items():
        if key not in known:
            context.unknown_key(("extra", key), known)
        elif not _fits(known[key], value):
            expected = _EXPECTED.get(known[key].type) or ", ".join(known[key].values)
            context.error(("extra", key), "bad-value", key=key, found=value[:60], expected=expected)
    for key, rule in known.items():
        if rule.required and key not in context.case.extra and not context.written(("extra", key)):
            context.missing((), "missing-key", key=f"extra: {key}")


def _fits(rule: ExtraKey, value: str) -> bool:
    if rule.type == "number":
        return bool(NUMBER.match(value))
    if rule.type == "flag":
        return value in {"true", "false"}
    if rule.type == "choice":
        return value in rule.values
    if rule.type == "date":
        try:
            return bool(DAY.match(value) and dt.date.fromisoformat(value))
        except ValueError:
            return False
    return True
