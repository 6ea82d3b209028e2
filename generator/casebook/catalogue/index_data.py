"""The indexes of a book: organisations, regions, applications and keywords with the cases in which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casebook.catalogue.sorting import initial, sort_key
from casebook.model.programme import Term
from casebook.model.scalars import in_language
from casebook.publication.values import Member, PublicCase, Published

INDEXES = ("organisations", "regions", "applications", "keywords")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and the cases in which it stands."""

    name: str
    sort_key: str
    initial: str
    """The letter under which it stands."""
    cases: tuple[str, ...]
    """Ids, in the order of the book."""


@dataclass(frozen=True, slots=True)
class _Name:
    """What an entry is called, and what tells it from others of the same name."""

    key: str
    name: str
    reading: str = ""


def index_entries(index: str, cases: Iterable[PublicCase], published: Published, language: str) -> tuple[Entry, ...]:
    """The entries of one index for cases in the order of the book, as the language sorts them."""
    held: dict[str, tuple[_Name, list[str]]] = {}
    for case in cases:
        for name in _names(index, case, published, language):
            found = held.setdefault(name.key, (name, []))
            if case.id not in found[1]:
                found[1].append(case.id)
    entries = [
        Entry(
            name.name,
            sort_key(name.name, language, name.reading),
            initial(name.name, language, name.reading),
            tuple(ids),
        )
        for name, ids in held.values()
    ]
    return tuple(sorted(entries, key=lambda entry: (_others_last(entry, language), entry.sort_key, entry.name)))


def organisation_index(cases: Iterable[PublicCase], published: Published, language: str) -> tuple[Entry, ...]:
    """The index of organisations."""
    return index_entries("organisations", cases, published, language)


def _others_last(entry: Entry, language: str) -> bool:
    """In Japanese names without a reading cannot stand among those with one."""
    return language.startswith("ja") and not entry.initial


def _names(index: str, case: PublicCase, published: Published, language: str) -> Iterator[_Name]:
    if index == "organisations":
        for member in case.members:
            key = f"id:{member.organisation.id}" if member.organisation else f"name:{member.name(language)}"
            yield _Name(key, member.name(language), reading_of(member, language))
    elif index == "keywords":
        yield from (_Name(keyword.casefold(), keyword) for keyword in case.case.keywords)
    else:
        codes = case.case.applications if index == "applications" else (case.region,) if case.region else ()
        for code in codes:
            term = published.term(index, code) or Term(code=code, name={"": code})
            yield _Name(code, in_language(term.name, language), term.reading.get(language, ""))


def reading_of(member: Member, language: str) -> str:
    """How a member's name is read in a language; '' where that is not known."""
    return member.organisation.reading.get(language, "") if member.organisation else ""


def member_sort_key(member: Member, language: str) -> str:
    """The text by which a member is sorted."""
    return sort_key(member.name(language), language, reading_of(member, language))
