"""The data of many cases: made on all cores, and kept as the text that templates read, in a tenth of the memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from casebook.catalogue.case_data import Data
from casebook.catalogue.characters import uncovered_in_cases
from casebook.catalogue.data import Plan, as_json, reader_of, sides
from casebook.catalogue.fonts import FontSet
from casebook.diagnostics.values import Diagnostic
from casebook.publication.values import Published
from casebook.workers import share

_NAMED = ("id", "title", "lang", "lead", "mark", "summary", "watermark")
"""What contents and dividers name of a case."""


@dataclass(frozen=True, slots=True)
class SealedCase:
    """A case's data as text, and the few of them that stand elsewhere in the book too."""

    text: str
    named: Data
    uncovered: tuple[Diagnostic, ...]
    """Its characters that no font covers."""


def seal_cases(plan: Plan, published: Published, fonts: FontSet, *, jobs: int) -> dict[str, SealedCase]:
    """Case id → its data, for a catalogue in which each case stands once."""
    parts = share(partial(_seal, plan, published, fonts), len(plan.cases), jobs)
    sealed = [each for part in parts for each in part]
    return {case.id: each for case, each in zip(plan.cases, sealed, strict=True)}


def _seal(plan: Plan, published: Published, fonts: FontSet, places: range) -> list[SealedCase]:
    reader = reader_of(plan, published)
    cases = plan.cases
    return [_sealed(sides(plan, cases[place], reader)[0], plan.language, fonts) for place in places]


def _sealed(data: Data, language: str, fonts: FontSet) -> SealedCase:
    named = {key: data[key] for key in _NAMED}
    return SealedCase(as_json(data), named, uncovered_in_cases([data], language, fonts))


def groups_as_json(groups: list[Data], sealed: Mapping[str, SealedCase]) -> str:
    """The groups with all data of their cases, as templates read them."""
    return f"[{','.join(_group_as_json(group, sealed) for group in groups)}]"


def _group_as_json(group: Data, sealed: Mapping[str, SealedCase]) -> str:
    around = as_json({key: value for key, value in group.items() if key != "cases"})
    cases = ",".join(sealed[case["id"]].text for case in group["cases"])
    return f'{around[:-1]},"cases":[{cases}]}}'
