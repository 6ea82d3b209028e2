"""The index of organisations: who stands in which cases, sorted as the language of the book sorts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from casebook.model.organisation import Organisation
from casebook.publication.values import Member, PublicCase


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation and the cases in which it stands."""

    name: str
    sort_key: str
    cases: tuple[str, ...]
    """Ids, in the order of the book."""


def organisation_index(cases: Iterable[PublicCase], language: str) -> tuple[Entry, ...]:
    """The entries for cases in the order of the book; Japanese by reading, Chinese by pinyin, others by name."""
    held: dict[str, tuple[Member, list[str]]] = {}
    for case in cases:
        for member in case.members:
            key = f"id:{member.organisation.id}" if member.organisation else f"name:{member.name(language)}"
            found = held.setdefault(key, (member, []))
            if case.id not in found[1]:
                found[1].append(case.id)
    entries = [
        Entry(member.name(language), member_sort_key(member, language), tuple(ids)) for member, ids in held.values()
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.sort_key, entry.name)))


def member_sort_key(member: Member, language: str) -> str:
    """The text by which a member is sorted."""
    return sort_key(member.organisation, member.name(language), language)


def sort_key(organisation: Organisation | None, name: str, language: str) -> str:
    """The text by which a name is sorted: its reading in the language, else the name itself, folded."""
    reading = organisation.reading.get(language) if organisation else None
    folded = unicodedata.normalize("NFKD", reading or name).casefold()
    if language.startswith("ja"):
        return _hiragana(unicodedata.normalize("NFKC", reading or name).casefold())
    return "".join(character for character in folded if not unicodedata.combining(character))


def _hiragana(text: str) -> str:
    """Katakana sort among hiragana."""
    return "".join(chr(ord(character) - 0x60) if "ァ" <= character <= "ヶ" else character for character in text)
