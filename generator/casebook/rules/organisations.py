"""Rules on the registry: codes, addresses, successors, and entries that look like the same organisation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.rules.context import near
from casebook.rules.texts import is_web_address
from casebook.source.tree import MappingNode, locate

# Legal forms say nothing about which company it is, and are written in many ways.
_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|\(株\)|\(有\)|㈱|㈲|有限公司|有限责任公司|股份|"
    r"\b(?:co|ltd|inc|corp|corporation|company|limited|kk|gmbh|llc)\b\.?", re.IGNORECASE
)  # fmt: skip


def check_registry(
    organisations: Mapping[str, Organisation], nodes: Mapping[str, MappingNode], programme: Programme, path: str
) -> list[Diagnostic]:
    """Every problem of the registry that one entry alone, or two together, show."""
    found: list[Diagnostic] = []
    for key, organisation in organisations.items():
        found += _codes(organisation, nodes[key], programme, path)
        if organisation.url and not is_web_address(organisation.url):
            found.append(diagnose(path, locate(nodes[key], ("url",)), "bad-link", found=organisation.url[:80]))
        for name, others in (("successor", (organisation.successor,)), ("memberships", organisation.memberships)):
            for other in others:
                if other and other not in organisations:
                    place = locate(nodes[key], (name,))
                    found.append(
                        diagnose(path, place, "unknown-organisation", found=other, **near(other, organisations))
                    )
    return found + _doubles(organisations, nodes, path)


def _codes(organisation: Organisation, node: MappingNode, programme: Programme, path: str) -> list[Diagnostic]:
    wanted = [("kind", "organisation_kinds", organisation.kind), ("region", "regions", organisation.region)]
    wanted += [("certifications", "certifications", code) for code in organisation.certifications]
    index = programme.taxonomies.index
    return [
        diagnose(path, locate(node, (key,)), "unknown-code", found=code, list=name, **near(code, index[name]))
        for key, name, code in wanted
        if code is not None and code not in index[name]
    ]


def _doubles(
    organisations: Mapping[str, Organisation], nodes: Mapping[str, MappingNode], path: str
) -> list[Diagnostic]:
    seen: dict[str, str] = {}
    found: dict[str, Diagnostic] = {}
    for key, organisation in organisations.items():
        for mark in _marks(organisation):
            other = seen.setdefault(mark, key)
            related = organisation.successor == other or organisations[other].successor == key
            if other != key and not related and key not in found:
                found[key] = diagnose(
                    path, locate(nodes[key], ("names",)), "organisation-double", Severity.WARNING, id=key, other=other
                )
    return list(found.values())


def _marks(organisation: Organisation) -> set[str]:
    """What would be equal in two entries of one organisation: its names without their legal form, its legal number."""
    marks = {folded for name in (*organisation.names.values(), *organisation.aliases) if (folded := _folded(name))}
    if organisation.legal_number:
        marks.add(f"{organisation.legal_number.scheme}:{organisation.legal_number.value}")
    return marks


def _folded(name: str) -> str:
    plain = _FORMS.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return re.sub(r"[\W_]+", "", plain)
