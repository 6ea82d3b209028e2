"""Rules on the registry: names, codes, addresses, successors, and entries that look like the same organisation."""

from __future__ import annotations

from collections.abc import Mapping

from casebook.diagnostics.nearest import Suggestions
from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.rules.names import folded_name
from casebook.rules.people import EMAIL, PHONE
from casebook.rules.texts import is_web_address
from casebook.source.tree import KeyPath, Node, locate


class _Report:
    """Gathers the problems of the registry."""

    def __init__(self, nodes: Mapping[str, Node], path: str) -> None:
        self.nodes, self.path = nodes, path
        self.found: list[Diagnostic] = []
        self.suggestions = Suggestions()

    def __call__(
        self, key: str, where: KeyPath, code: str, severity: Severity = Severity.ERROR, /, **arguments: object
    ) -> None:
        self.found.append(diagnose(self.path, locate(self.nodes[key], where), code, severity, **arguments))


def check_registry(
    organisations: Mapping[str, Organisation], nodes: Mapping[str, Node], programme: Programme, path: str
) -> list[Diagnostic]:
    """Every problem of the registry that one entry alone, or two together, show."""
    report = _Report(nodes, path)
    for key, organisation in organisations.items():
        if not any(name.strip() for name in organisation.names.values()):
            report(key, ("names",), "empty-text", key="names")
        _check_codes(organisation, programme, report)
        _check_contact(organisation, report)
        named: list[tuple[KeyPath, str | None]] = [(("successor",), organisation.successor)]
        named += [(("memberships", place), other) for place, other in enumerate(organisation.memberships)]
        for where, other in named:
            if other and other not in organisations:
                near = report.suggestions.near(other, organisations)
                report(key, where, "unknown-organisation", found=other, **near)
    _check_doubles(organisations, report)
    return report.found


def _check_codes(organisation: Organisation, programme: Programme, report: _Report) -> None:
    wanted: list[tuple[KeyPath, str, str | None]] = [
        (("kind",), "organisation_kinds", organisation.kind), (("region",), "regions", organisation.region),
    ]  # fmt: skip
    wanted += [
        (("certifications", place), "certifications", code) for place, code in enumerate(organisation.certifications)
    ]
    for where, name, code in wanted:
        known = programme.taxonomies.index[name]
        if code is not None and code not in known:
            near = report.suggestions.near(code, known)
            report(organisation.id, where, "unknown-code", found=code, list=name, **near)


def _check_contact(organisation: Organisation, report: _Report) -> None:
    contact = organisation.contact
    for where, address in ((("url",), organisation.url), (("contact", "url"), contact.url if contact else None)):
        if address and not is_web_address(address):
            report(organisation.id, where, "bad-link", found=address)
    if contact and contact.email and not EMAIL.match(contact.email):
        report(organisation.id, ("contact", "email"), "bad-email", found=contact.email)
    if contact and contact.phone and not PHONE.match(contact.phone):
        report(organisation.id, ("contact", "phone"), "bad-phone", found=contact.phone)


def _check_doubles(organisations: Mapping[str, Organisation], report: _Report) -> None:
    seen: dict[str, str] = {}
    reported: set[str] = set()
    for key, organisation in organisations.items():
        for mark in sorted(_marks(organisation)):
            other = seen.setdefault(mark, key)
            related = organisation.successor == other or organisations[other].successor == key
            if other != key and not related and key not in reported:
                reported.add(key)
                report(key, ("names",), "organisation-double", Severity.WARNING, id=key, other=other)


def _marks(organisation: Organisation) -> set[str]:
    """What would be equal in two entries of one organisation: its names without their legal form, its legal number."""
    marks = {folded for name in (*organisation.names.values(), *organisation.aliases) if (folded := folded_name(name))}
    if organisation.legal_number:
        marks.add(f"{organisation.legal_number.scheme}:{organisation.legal_number.value}")
    return marks
