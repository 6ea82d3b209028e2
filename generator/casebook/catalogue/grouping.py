"""Which cases a catalogue takes, in which edition's scheme, and under which group each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from casebook.catalogue.index_data import member_sort_key
from casebook.model.catalogue import Catalogue
from casebook.model.programme import Edition, Programme, Term
from casebook.model.scalars import LocalText, in_language
from casebook.publication.values import PublicCase, Published
from casebook.wording.colours import term_colour

_NAMED_EDITION = re.compile(r"\bedition\s*=\s*[\"']?([^\s\"')]+)")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a book, with its cases in their order."""

    code: str
    number: int
    """Its place in the programme's list, from 1; 0 for those that stand in no group."""
    names: LocalText
    colour: str
    cases: tuple[PublicCase, ...]

    def name(self, language: str) -> str:
        """Its name in a language."""
        return in_language(self.names, language)


def edition_of(catalogue: Catalogue, cases: Sequence[PublicCase], programme: Programme) -> Edition | None:
    """The edition that a catalogue prints: the one its `where` names, else the only one that all its cases share."""
    named = _NAMED_EDITION.findall(catalogue.where or "")
    if len(named) == 1 and (edition := programme.edition(named[0])):
        return edition
    shared = [
        edition for edition in programme.editions if cases and all(edition.code in case.editions for case in cases)
    ]
    return shared[0] if len(shared) == 1 else None


def group_cases(
    catalogue: Catalogue,
    cases: Sequence[PublicCase],
    edition: Edition | None,
    published: Published,
    language: str,
) -> tuple[Group, ...]:
    """The groups that hold a case, in the order of their list; a case stands once, under its main term."""
    terms = _terms(catalogue, edition, published, cases, language)
    codes = [term.code for term in terms]
    held: dict[str, list[PublicCase]] = {code: [] for code in [*codes, ""]}
    for case in cases:
        found = _codes(catalogue, case)
        held[next((code for code in found if code in held), "")].append(case)
    groups = [
        Group(term.code, place, term.name, term_colour(term, place - 1, published.programme), tuple(held[term.code]))
        for place, term in enumerate(terms, start=1)
    ]
    rest = Group("", 0, {}, catalogue.accent or published.programme.accent, tuple(held[""]))
    return tuple(group for group in [*groups, rest] if group.cases)


def _terms(
    catalogue: Catalogue,
    edition: Edition | None,
    published: Published,
    cases: Sequence[PublicCase],
    language: str,
) -> tuple[Term, ...]:
    taxonomies = published.programme.taxonomies
    if catalogue.group_by == "fields":
        return taxonomies.fields_of(edition.fields if edition else None)
    if catalogue.group_by == "editions":
        return tuple(Term(code=each.code, name=each.title or {"": each.code}) for each in published.programme.editions)
    if catalogue.group_by == "none":
        return ()
    if catalogue.group_by == "organisations":
        return _leads(cases, language)
    return taxonomies.terms(catalogue.group_by)


def _leads(cases: Sequence[PublicCase], language: str) -> tuple[Term, ...]:
    """A group for each leading organisation, as the language sorts them."""
    leads = {lead_key(case): case.lead for case in cases if case.lead}
    ordered = sorted(leads.items(), key=lambda each: (member_sort_key(each[1], language), each[0]))
    return tuple(Term(code=code, name=dict(member.names)) for code, member in ordered)


def lead_key(case: PublicCase) -> str:
    """What tells one leading organisation from another."""
    if case.lead is None:
        return ""
    return case.lead.organisation.id if case.lead.organisation else case.lead.name("")


def _codes(catalogue: Catalogue, case: PublicCase) -> tuple[str, ...]:
    """The case's codes, the main one first; of fields its own before those derived for today."""
    if catalogue.group_by == "fields":
        return (*case.case.fields, *case.fields_today)
    if catalogue.group_by == "applications":
        return case.case.applications
    if catalogue.group_by == "editions":
        return case.editions
    if catalogue.group_by == "organisations":
        return (lead_key(case),)
    if catalogue.group_by == "none":
        return ()
    return (case.region,) if case.region else ()
