"""Rules on casebook.yml: lists without doubles, terms that follow each other, editions, catalogues, time zone."""

from __future__ import annotations

import re
import zoneinfo
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.programme import FORMAT, TAXONOMIES, Programme
from casebook.rules.context import near
from casebook.rules.people import EMAIL
from casebook.rules.texts import is_web_address
from casebook.source.tree import KeyPath, MappingNode, Node, locate


class _Report:
    """Gathers the problems of one settings file."""

    def __init__(self, node: Node, path: str) -> None:
        self.node, self.path = node, path
        self.found: list[Diagnostic] = []

    def __call__(self, where: KeyPath, code: str, severity: Severity = Severity.ERROR, /, **arguments: object) -> None:
        self.found.append(diagnose(self.path, locate(self.node, where), code, severity, **arguments))


def check_programme(programme: Programme, node: Node, path: str, root: Path) -> list[Diagnostic]:
    """Every problem that the settings show once they are typed."""
    report = _Report(node, path)
    _check_format(programme, report)
    if not programme.title:
        report((), "missing-key", key="title")
    _check_terms(programme, report)
    _check_names(programme, report)
    _check_editions(programme, report)
    _check_places(programme, report, root)
    return report.found


def _check_format(programme: Programme, report: _Report) -> None:
    if programme.format > FORMAT:
        report(("format",), "format-newer", found=programme.format, known=FORMAT)
    elif programme.format < FORMAT:
        report(("format",), "format-older", found=programme.format, known=FORMAT)
    paths = [language.split("-")[0] for language in programme.languages]
    for place, primary in enumerate(paths):
        if primary in paths[:place]:
            report(("languages", place), "language-twice", found=programme.languages[place], address=primary)


def _check_terms(programme: Programme, report: _Report) -> None:
    for name in TAXONOMIES:
        seen: dict[str, int] = {}
        for place, term in enumerate(programme.taxonomies.terms(name)):
            where: KeyPath = ("taxonomies", name, place)
            if term.code in seen:
                report((*where, "code"), "term-twice", found=term.code, list=name)
            if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", term.code):
                report((*where, "code"), "bad-form", key="code", found=term.code, expected="a–z, 0–9 and hyphen")
            seen[term.code] = place
            if term.from_ and term.to and term.to < term.from_:
                report((*where, "to"), "term-reversed", found=term.code)
        for place, term in enumerate(programme.taxonomies.terms(name)):
            for position, code in enumerate(term.replaced_by):
                if code not in seen:
                    where = ("taxonomies", name, place, "replaced_by", position)
                    report(where, "unknown-code", found=code, list=name, **near(code, seen))


def _check_names(programme: Programme, report: _Report) -> None:
    """A name given per language is there for each language of the site."""
    for name in TAXONOMIES:
        for place, term in enumerate(programme.taxonomies.terms(name)):
            lacking = (
                []
                if "" in term.name or len(term.name) == 1
                else [each for each in programme.languages if each not in term.name]
            )
            if lacking:
                report(
                    ("taxonomies", name, place, "name"),
                    "name-missing",
                    Severity.WARNING,
                    found=term.code,
                    languages=", ".join(lacking),
                )


def _check_editions(programme: Programme, report: _Report) -> None:
    seen: set[str] = set()
    for place, edition in enumerate(programme.editions):
        if edition.code in seen:
            report(("editions", place, "code"), "edition-twice", found=edition.code)
        seen.add(edition.code)
        if edition.fields is not None and not programme.taxonomies.fields_of(edition.fields):
            report(("editions", place, "fields"), "scheme-empty", found=edition.fields)


def _check_places(programme: Programme, report: _Report, root: Path) -> None:
    try:
        zoneinfo.ZoneInfo(programme.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        report(("timezone",), "unknown-timezone", found=programme.timezone)
    if programme.address and not is_web_address(programme.address):
        report(("address",), "bad-link", found=programme.address)
    for where, address in (
        (("publisher", "email"), programme.publisher.email),
        (("publication", "contact"), programme.publication.contact),
    ):
        if address and not EMAIL.match(address):
            report(where, "bad-email", found=address)
    if programme.publisher.url and not is_web_address(programme.publisher.url):
        report(("publisher", "url"), "bad-link", found=programme.publisher.url)
    for name, catalogue in programme.catalogues.items():
        if catalogue.foreword and not _inside(root, catalogue.foreword):
            report(("catalogues", name, "foreword"), "file-missing", found=catalogue.foreword)
    if programme.publisher.logo and not _inside(root, programme.publisher.logo):
        report(("publisher", "logo"), "file-missing", found=programme.publisher.logo)
    if isinstance(report.node, MappingNode) and "publication" not in report.node.entries:
        report((), "basis-not-said", Severity.WARNING)


def _inside(root: Path, name: str) -> bool:
    file = (root / name).resolve()
    return file.is_relative_to(root.resolve()) and file.is_file()
