"""The short list of facts beside a case: names and values, each with the place a click leads to."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.publication.values import PublicCase
from casebook.site.room import Room, Tag
from casebook.wording.dates import period
from casebook.wording.money import money


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its values."""

    key: str
    """What it is of, in a word that is the same in every language."""
    name: str
    values: tuple[Tag, ...]


def facts(case: PublicCase, room: Room) -> tuple[Fact, ...]:
    """The facts that are known of a case, in the order in which they are shown."""
    model, words = case.case, room.words
    pairs: list[tuple[str, tuple[Tag, ...]]] = [
        ("fields", tuple(room.field(code) for code in case.fields_today)),
        ("fields_then", _fields_then(case, room)),
        ("applications", tuple(room.term("applications", code, "applications") for code in model.applications)),
        ("processes", tuple(room.term("processes", code, "processes") for code in model.processes)),
        ("materials", tuple(room.term("materials", code, "materials") for code in model.materials)),
        ("stage", (room.term("stages", case.stage, "stages"),) if case.stage else ()),
        ("maturity", _maturity(case)),
        ("region", (room.term("regions", case.region, "regions"),) if case.region else ()),
        ("adopted", _plain(words("fiscal_year", year=model.adopted) if model.adopted else "")),
        ("period", _plain(_period(case, room))),
        ("funding", _plain(_funding(case, room))),
        ("project", _plain(model.project or "")),
        ("editions", tuple(room.edition(code) for code in case.editions)),
        *_extra(case, room),
        ("origin", _plain(model.origin.casebook if model.origin else "")),
        ("licence", _plain(model.licence or room.programme.licence or "")),
    ]
    own = {f"extra.{key}": room.text(rule.name) for key, rule in room.programme.template.extra.items()}
    return tuple(Fact(key, own[key] if key in own else words(f"fact_{key}"), values) for key, values in pairs if values)


def _plain(text: str) -> tuple[Tag, ...]:
    return (Tag("", text),) if text else ()


def _fields_then(case: PublicCase, room: Room) -> tuple[Tag, ...]:
    """The fields under which it was printed, where they are no longer in force."""
    old = [code for code in case.case.fields if code not in case.fields_today]
    return tuple(room.field(code) for code in old)


def _maturity(case: PublicCase) -> tuple[Tag, ...]:
    maturity = case.case.maturity
    if maturity is None:
        return ()
    levels = (("TRL", maturity.trl), ("MRL", maturity.mrl))
    return tuple(Tag("", f"{name}\u00a0{level}") for name, level in levels if level is not None)


def _period(case: PublicCase, room: Room) -> str:
    span = case.case.period
    return period(span.start, span.end, room.language.tag) if span else ""


def _funding(case: PublicCase, room: Room) -> str:
    funding = case.case.funding
    return money(funding.amount, funding.currency, room.language.tag) if funding else ""


def _extra(case: PublicCase, room: Room) -> list[tuple[str, tuple[Tag, ...]]]:
    """The programme's own keys that it shows."""
    keys = room.programme.template.extra
    return [
        (f"extra.{key}", _plain(value))
        for key, value in sorted(case.case.extra.items())
        if key in keys and keys[key].public
    ]
