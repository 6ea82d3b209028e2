"""What changed between two texts of a case, key by key, in words that a company can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casebook.model.case import Case
from casebook.model.hashes import NOT_APPROVED
from casebook.model.tables import plain


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is another one now; '' where there was or is none."""

    key: str
    """The way to it, entries of lists by their number from 1: `figures.2.after`."""
    before: str
    after: str


def differences(old: Case, new: Case) -> tuple[Difference, ...]:
    """Every value that an approval covers and that differs, in the order of the template."""
    before, after = dict(_leaves(_approved(old), "")), dict(_leaves(_approved(new), ""))
    keys = [*after, *(key for key in before if key not in after)]
    order = {name: place for place, name in enumerate(Case.model_fields)}
    changed = [key for key in keys if before.get(key, "") != after.get(key, "")]
    changed.sort(key=lambda key: order.get(key.split(".")[0], 0))
    return tuple(Difference(key, before.get(key, ""), after.get(key, "")) for key in changed)


def _approved(case: Case) -> dict[str, Any]:
    values: dict[str, Any] = plain(case.model_dump(exclude=NOT_APPROVED))
    return values


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(each, Mapping) or "\n" in str(each) for each in value):
        if len(value) == 1 and not isinstance(value[0], Mapping):
            yield from _leaves(value[0], path)
            return
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{path}.{number}")
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value))
    else:
        yield path, str(value).rstrip("\n")
