"""What a form changes in a case file: the top-level keys whose meaning is not that of before.

A form shows some things otherwise than the file has them; what comes back as it was shown is no change, so that the
file keeps its own words, spelling and order.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from casebook.intake.forms.blocks import Run, as_lines, shown
from casebook.intake.forms.questions import path_of
from casebook.model.case import SECTIONS, Case


def compose(
    values: Mapping[str, Any], shown_before: Mapping[str, Any], existing: Mapping[str, Any]
) -> dict[str, Any | None]:
    """Top-level key → its new value, None where it goes; `shown_before` is what the form said when it was sent out."""
    plain = copy.deepcopy(dict(existing))
    touched: set[str] = set()
    for key, value in values.items():
        before = shown_before.get(key)
        if _same(key, value, before):
            continue
        path = path_of(key)
        old = _at(existing, path)
        if isinstance(value, list):
            value = _kept_entries(value, before, old)
            if key in SECTIONS and len(value) == 1:
                value = value[0]
        _put(plain, path, value)
        touched.add(str(path[0]))
    return {key: _tidy(plain.get(key)) for key in Case.model_fields if key in touched}


def _same(key: str, value: Any, before: Any) -> bool:
    if not value and not before:
        return True
    if key not in SECTIONS:
        return bool(value == before)
    ours, theirs = ([each] if isinstance(each, str) else each or [] for each in (value, before))
    return len(ours) == len(theirs) and all(
        _lines(one) == _lines(other) for one, other in zip(ours, theirs, strict=True)
    )


def _lines(markdown: str) -> list[tuple[Run, ...]]:
    return [line for line in as_lines(shown(markdown)) if line]


def _at(case: Mapping[str, Any], path: Sequence[str | int]) -> Any:
    value: Any = case
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _kept_entries(value: Sequence[Any], before: Any, old: Any) -> list[Any]:
    """The entries, each that came back as it was shown in the words that the file has for it."""
    olds = old if isinstance(old, list) else [old]
    pairs = list(zip(before, olds, strict=False)) if isinstance(before, list) and len(before) == len(olds) else []
    kept = []
    for entry in value:
        found = next((number for number, (was, _) in enumerate(pairs) if was == entry or _same_text(was, entry)), None)
        kept.append(entry if found is None else pairs.pop(found)[1])
    return kept


def _same_text(was: Any, entry: Any) -> bool:
    return isinstance(was, str) and isinstance(entry, str) and _lines(was) == _lines(entry)


def _put(plain: dict[str, Any], path: Sequence[str | int], value: Any) -> None:
    for step in path[:-1]:
        inner = plain.get(str(step))
        if not isinstance(inner, dict):
            plain[str(step)] = inner = {}
        plain = inner
    if value:
        plain[str(path[-1])] = value
    else:
        plain.pop(str(path[-1]), None)


def _tidy(value: Any) -> Any | None:
    """The value without mappings that hold nothing."""
    if isinstance(value, dict):
        value = {key: kept for key, each in value.items() if (kept := _tidy(each)) is not None}
    return value or None
