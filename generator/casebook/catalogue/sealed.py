"""The data of many cases: made on all cores, kept as the text that templates read, and remembered between runs."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path

from casebook.catalogue.case_cache import CaseCache, Parts, code_digest
from casebook.catalogue.case_data import Data
from casebook.catalogue.characters import uncovered_in_cases
from casebook.catalogue.data import as_json, reader_of, sides
from casebook.catalogue.fonts import FontSet
from casebook.catalogue.pictures import without_files
from casebook.catalogue.plan import Plan
from casebook.diagnostics.values import Diagnostic
from casebook.publication.values import PublicCase, Published
from casebook.workers import share

_NAMED = ("id", "title", "lang", "lead", "mark", "summary", "watermark")
"""What contents and dividers name of a case."""
_LEVEL = 1
"""Of compression: a quarter of the size in no time."""


@dataclass(frozen=True, slots=True)
class SealedCase:
    """A case's data as text, and the few of them that stand elsewhere in the book too."""

    packed: bytes
    digest: str
    """The hash of the text."""
    layout: str
    """The hash of what its pages are laid out by: all but the names of its pictures' files."""
    named: Data
    uncovered: tuple[Diagnostic, ...] = ()
    """Its characters that no font covers."""

    @property
    def parts(self) -> Parts:
        """What is remembered of it."""
        return self.packed, self.digest, self.layout, self.named

    @property
    def text(self) -> str:
        """The data as JSON."""
        return zlib.decompress(self.packed).decode()


def seal_cases(
    plan: Plan, published: Published, fonts: FontSet, *, jobs: int, cache: Path | None = None
) -> dict[str, SealedCase]:
    """Case id → its data, for a catalogue in which each case stands once; `cache` is where they are remembered."""
    remembered = CaseCache(cache, f"{plan.name}-{plan.profile}") if cache else None
    keys = _keys(plan, published, fonts) if remembered else {}
    known = {case: SealedCase(*parts) for case, parts in remembered.read(keys).items()} if remembered else {}
    new = [case for case in plan.cases if case.id not in known]
    parts = share(partial(_seal, plan, published, fonts, new), len(new), jobs) if new else []
    fresh = {case.id: each for case, each in zip(new, (each for part in parts for each in part), strict=True)}
    if remembered:
        # What no font covers is looked for again until it is mended.
        remembered.write(keys, {case: each.parts for case, each in fresh.items() if not each.uncovered})
    return {case.id: fresh.get(case.id) or known[case.id] for case in plan.cases}


def _keys(plan: Plan, published: Published, fonts: FontSet) -> dict[str, str]:
    """Case id → the hash of all that its data are made from."""
    settings = (plan.catalogue.model_dump_json(), plan.language, plan.edition, plan.profile, code_digest())
    around = f"{settings}{published.programme!r}{published.organisations!r}{fonts.described}"
    shared = blake2b(around.encode(), digest_size=16).hexdigest()
    return {case.id: _key(shared, case) for case in plan.cases}


def _key(shared: str, case: PublicCase) -> str:
    return blake2b(f"{shared}{case!r}".encode(), digest_size=16).hexdigest()


def _seal(plan: Plan, published: Published, fonts: FontSet, cases: list[PublicCase], places: range) -> list[SealedCase]:
    reader = reader_of(plan, published)
    return [_sealed(sides(plan, cases[place], reader)[0], plan.language, fonts) for place in places]


def _sealed(data: Data, language: str, fonts: FontSet) -> SealedCase:
    text = as_json(data)
    named = {key: data[key] for key in _NAMED}
    digest = blake2b(text.encode(), digest_size=16).hexdigest()
    uncovered = uncovered_in_cases([data], language, fonts)
    return SealedCase(zlib.compress(text.encode(), _LEVEL), digest, layout_digest(text), named, uncovered)


def layout_digest(text: str) -> str:
    """The hash of a case's data as JSON without the names of its pictures' files."""
    return blake2b(without_files(text).encode(), digest_size=16).hexdigest()


def groups_as_json(groups: list[Data], sealed: Mapping[str, SealedCase]) -> str:
    """The groups with all data of their cases, as templates read them."""
    return f"[{','.join(_group_as_json(group, sealed) for group in groups)}]"


def _group_as_json(group: Data, sealed: Mapping[str, SealedCase]) -> str:
    around = as_json({key: value for key, value in group.items() if key != "cases"})
    cases = ",".join(sealed[case["id"]].text for case in group["cases"])
    return f'{around[:-1]},"cases":[{cases}]}}'
