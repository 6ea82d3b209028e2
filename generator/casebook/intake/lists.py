"""Finds what a table names in the programme's lists and in the registry, and makes entries for what is not there yet.

Names are compared without regard to case and spacing. The first spelling met becomes the name, others aliases.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from casebook.intake.append import Item
from casebook.intake.emit import Value
from casebook.intake.ids import at_least, numbered, slug
from casebook.model.organisation import Organisation
from casebook.model.programme import Term


@dataclass(frozen=True, slots=True)
class Known:
    """What names stand for, and the entries that have to be added for it."""

    codes: Mapping[str, str] = field(default_factory=dict)
    """Folded name → code or id."""
    added: tuple[Item, ...] = ()

    def find(self, name: str) -> str | None:
        """The code of a name; None where the list has none."""
        return self.codes.get(folded(name))


def folded(name: str) -> str:
    """A name for comparison."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def known_terms(terms: Sequence[Term], names: Iterable[str], taxonomy: str, *, collect: bool) -> Known:
    """The codes of names by code, name or alias; with `collect`, new terms for the others."""
    codes: dict[str, str] = {}
    for term in terms:
        for name in (term.code, *term.name.values(), *term.aliases):
            codes.setdefault(folded(name), term.code)
    if not collect:
        return Known(codes)
    spellings = _unknown(names, codes)
    taken = {term.code for term in terms}
    added: list[Item] = []
    for key, (first, *others) in spellings.items():
        codes[key] = numbered(at_least(slug(first), taxonomy.rstrip("s")), taken)
        taken.add(codes[key])
        added.append(_entry({"code": codes[key], "name": first}, others))
    return Known(codes, tuple(added))


def known_organisations(registry: Mapping[str, Organisation], names: Iterable[str], language: str) -> Known:
    """The ids of names; new entries for those that the registry does not have."""
    codes: dict[str, str] = {}
    for organisation in registry.values():
        for name in (*organisation.names.values(), *organisation.aliases):
            codes.setdefault(folded(name), organisation.id)
    spellings = _unknown(names, codes)
    taken = set(registry)
    added: list[Item] = []
    for key, (first, *others) in spellings.items():
        codes[key] = numbered(at_least(slug(first), "organisation"), taken)
        taken.add(codes[key])
        added.append(_entry({"id": codes[key], "names": {language: first}}, others))
    return Known(codes, tuple(added))


def _unknown(names: Iterable[str], codes: Mapping[str, str]) -> dict[str, list[str]]:
    """Folded name → its spellings in the order met, of names that stand for nothing yet."""
    spellings: dict[str, list[str]] = {}
    for name in names:
        key = folded(name)
        if key and key not in codes and name not in spellings.setdefault(key, []):
            spellings[key].append(name)
    # A name in capitals alone gives way to one that is written as names are.
    return {key: sorted(each, key=str.isupper) for key, each in spellings.items()}


def _entry(entry: dict[str, Value], aliases: Sequence[str]) -> Item:
    return entry | ({"aliases": list(aliases)} if aliases else {})
