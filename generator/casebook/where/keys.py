"""The keys by which cases are chosen: where their values come from, and what a case has under them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from casebook.model.case import Case
from casebook.model.changes import improvement_of
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.where.expressions import Value

Kind = Literal["code", "stage", "word", "number", "quantity"]


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what its values are, and which are known."""

    name: str
    kind: Kind
    known: frozenset[str] | None = None
    """The values that may be asked for; None where any may."""


_LISTS = {
    "field": "fields",
    "application": "applications",
    "process": "processes",
    "material": "materials",
    "region": "regions",
    "factor": "factors",
    "offer": "offers",
    "distinction": "distinctions",
    "kind": "organisation_kinds",
    "certification": "certifications",
}
_NUMBERS = ("adopted", "year", "trl", "mrl")
_WORDS = ("id", "project", "organisation", "keyword")
IMPROVED = ".improved"
"""What follows a quantity's code in the key of its improvement; no code has a full stop."""


def known_keys(programme: Programme, organisations: Collection[str] | None = None) -> dict[str, Key]:
    """Every key of a programme by its name; quantities of key figures are keys too, and so are their improvements."""
    index = programme.taxonomies.index
    keys = {name: Key(name, "code", frozenset(index[taxonomy])) for name, taxonomy in _LISTS.items()}
    keys["edition"] = Key("edition", "code", frozenset(edition.code for edition in programme.editions))
    keys["language"] = Key("language", "code", frozenset(programme.languages))
    keys["stage"] = Key("stage", "stage", frozenset(index["stages"]))
    keys |= {name: Key(name, "number") for name in _NUMBERS}
    keys |= {name: Key(name, "word") for name in _WORDS}
    if organisations is not None:
        keys["organisation"] = Key("organisation", "word", frozenset(organisations))
    measured = {name: Key(name, "quantity") for code in index["quantities"] for name in (code, code + IMPROVED)}
    return measured | keys


_PLURALS = {
    **{plural: name for name, plural in _LISTS.items()},
    "editions": "edition", "languages": "language", "keywords": "keyword", "organisations": "organisation",
    "kinds": "kind",
}  # fmt: skip


def singular(name: str) -> str:
    """The key that is meant where a case's own plural is written: `fields has forging` asks as `field = forging`."""
    return _PLURALS.get(name, name)


def kind_of(name: str, programme: Programme) -> Kind:
    """The kind of a known key, without gathering what is known of all of them."""
    if name == "stage":
        return "stage"
    if name in _NUMBERS:
        return "number"
    if name in _WORDS:
        return "word"
    if name in _LISTS or name in {"edition", "language"}:
        return "code"
    return "quantity" if programme.taxonomies.quantity(name.removesuffix(IMPROVED)) else "word"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a case has under each key; a key without a value is left out."""

    values: Mapping[str, tuple[Value, ...]]


def facts_of(
    case_id: str,
    case: Case,
    *,
    editions: tuple[str, ...],
    stage: str | None,
    programme: Programme,
    organisations: Mapping[str, Organisation],
) -> CaseFacts:
    """The facts of a case; `stage` is today's, and a field counts in the edition's scheme and in today's."""
    end = (case.period.end or case.period.start) if case.period else None
    values: dict[str, tuple[Value | None, ...]] = {
        "id": (case_id,),
        "edition": editions,
        "language": (case.language or programme.language, *case.translations),
        "field": (*case.fields, *programme.taxonomies.fields_today(case.fields)),
        "application": case.applications,
        "process": case.processes,
        "material": case.materials,
        "factor": case.factors,
        "offer": case.offers,
        "distinction": case.distinctions,
        "keyword": case.keywords,
        "stage": (stage,),
        "project": (case.project,),
        "adopted": (case.adopted,),
        "year": (int(end[:4]) if end else None,),
        "trl": (case.maturity.trl if case.maturity else None,),
        "mrl": (case.maturity.mrl if case.maturity else None,),
        **_of_members(case, organisations),
        **_reached(case, programme),
    }
    kept = {key: tuple(value for value in found if value is not None) for key, found in values.items()}
    return CaseFacts({key: found for key, found in kept.items() if found})


def _of_members(case: Case, organisations: Mapping[str, Organisation]) -> dict[str, tuple[Value | None, ...]]:
    """What the consortium's entries in the registry say; region and certifications are the lead's, else the first's."""
    leading = [member for member in case.organisations if member.role == "lead"] or case.organisations[:1]
    known = [found for member in case.organisations if (found := organisations.get(member.id or ""))]
    leads = [found for member in leading if (found := organisations.get(member.id or ""))]
    return {
        "organisation": tuple(member.id for member in case.organisations),
        "region": tuple(each.region for each in leads),
        "kind": tuple(each.kind for each in known),
        "certification": tuple(code for each in leads for code in each.certifications),
    }


def _reached(case: Case, programme: Programme) -> dict[str, tuple[Value | None, ...]]:
    """Quantity → the values reached, in the quantity's unit; and how far they were improved."""
    found: dict[str, tuple[Decimal | None, ...]] = {}
    for figure in case.figures:
        quantity = programme.taxonomies.quantity(figure.quantity)
        if quantity is None:
            continue
        value = quantity.value_in_unit(figure.after, figure.unit) if figure.after is not None else None
        found[quantity.code] = (*found.get(quantity.code, ()), value)
        name = quantity.code + IMPROVED
        found[name] = (*found.get(name, ()), improvement_of(figure, quantity))
    return dict(found)
