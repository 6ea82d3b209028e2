"""Rules on casebook.yml: lists without doubles, terms that follow each other, editions, catalogues, time zone."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

from casebook.diagnostics.nearest import Suggestions
from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.catalogue import Catalogue
from casebook.model.programme import FORMAT, TAXONOMIES, Programme
from casebook.press.profile import ProfileError, open_profile
from casebook.rules.fonts import check_fonts
from casebook.rules.people import EMAIL
from casebook.rules.texts import is_web_address
from casebook.source.tree import KeyPath, MappingNode, Node, locate


class _Report:
    """Gathers the problems of one settings file."""

    def __init__(self, node: Node, path: str) -> None:
        self.node, self.path = node, path
        self.found: list[Diagnostic] = []
        self.suggestions = Suggestions()

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
    _check_template(programme, report)
    _check_catalogues(programme, report)
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
        terms = programme.taxonomies.terms(name)
        known = {term.code for term in terms}
        seen: set[str] = set()
        for place, term in enumerate(terms):
            where: KeyPath = ("taxonomies", name, place)
            if term.code in seen:
                report((*where, "code"), "term-twice", found=term.code, list=name)
            seen.add(term.code)
            if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", term.code):
                report((*where, "code"), "bad-form", key="code", found=term.code, expected="a–z, 0–9 and hyphen")
            if term.from_ and term.to and term.to < term.from_:
                report((*where, "to"), "term-reversed", found=term.code)
            for position, code in enumerate(term.replaced_by):
                if code not in known:
                    near = report.suggestions.near(code, known)
                    report((*where, "replaced_by", position), "unknown-code", found=code, list=name, **near)


def _check_names(programme: Programme, report: _Report) -> None:
    """A name given per language is there for each language of the site."""
    named: list[tuple[KeyPath, str, dict[str, str]]] = [
        (("taxonomies", name, place, "name"), term.code, term.name)
        for name in TAXONOMIES
        for place, term in enumerate(programme.taxonomies.terms(name))
    ]
    named += [(("editions", place, "title"), each.code, each.title) for place, each in enumerate(programme.editions)]
    named += [(("title",), "title", programme.title), (("publisher", "name"), "publisher", programme.publisher.name)]
    for where, found, name in named:
        if (name or where[0] == "taxonomies") and not any(text.strip() for text in name.values()):
            report(where, "empty-text", key=str(where[-1]))
        lacking = [] if "" in name or len(name) < 2 else [each for each in programme.languages if each not in name]
        if lacking:
            report(where, "name-missing", Severity.WARNING, found=found, languages=", ".join(lacking))


def _check_template(programme: Programme, report: _Report) -> None:
    for key, rule in programme.template.extra.items():
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", key):
            report(("template", "extra", key), "bad-form", key="extra", found=key, expected="a–z, 0–9, hyphen and _")
        if rule.type == "choice" and not rule.values:
            report(("template", "extra", key), "missing-key", key="values")


def _check_catalogues(programme: Programme, report: _Report) -> None:
    for name, catalogue in programme.catalogues.items():
        for place, language in enumerate(catalogue.languages):
            if language not in programme.languages:
                offered = ", ".join(programme.languages)
                near = report.suggestions.near(language, programme.languages)
                where = ("catalogues", name, "languages", place)
                report(where, "language-not-offered", Severity.WARNING, found=language, offered=offered, **near)
        _check_format_of(name, catalogue, report)


def _check_format_of(name: str, catalogue: Catalogue, report: _Report) -> None:
    """What a catalogue asks for and its format does not have."""
    spaces = catalogue.kind.spaces
    where: KeyPath = ("catalogues", name)
    if catalogue.room not in spaces:
        words = {"key": "space", "found": catalogue.room, "expected": " or ".join(spaces)}
        report((*where, "space"), "not-of-format", format=catalogue.format, **words)
    if catalogue.order == "listed" and not catalogue.cases:
        report((*where, "order"), "missing-key", key="cases")
    if catalogue.cover_sheet is not None:
        if not catalogue.kind.bound:
            report((*where, "cover_sheet"), "cover-sheet-unbound", format=catalogue.format)
        elif catalogue.paper is None:
            report((*where, "cover_sheet"), "missing-key", key="paper")


def _check_editions(programme: Programme, report: _Report) -> None:
    seen: set[str] = set()
    for place, edition in enumerate(programme.editions):
        if edition.code in seen:
            report(("editions", place, "code"), "edition-twice", found=edition.code)
        seen.add(edition.code)
        if edition.fields is not None and not programme.taxonomies.fields_of(edition.fields):
            report(("editions", place, "fields"), "scheme-empty", found=edition.fields)


def _check_places(programme: Programme, report: _Report, root: Path) -> None:
    if time_zone(programme.timezone) is None:
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
        for key, file in _files_of(catalogue):
            if not _inside(root, file):
                report(("catalogues", name, *key), "file-missing", found=file)
    _check_profile(programme, report, root)
    for problem in check_fonts(programme, root):
        report(problem.where, problem.code, problem.severity, **problem.arguments)
    if programme.publisher.logo and not _inside(root, programme.publisher.logo):
        report(("publisher", "logo"), "file-missing", found=programme.publisher.logo)
    if isinstance(report.node, MappingNode) and "publication" not in report.node.entries:
        report((), "basis-not-said", Severity.WARNING)


def _check_profile(programme: Programme, report: _Report, root: Path) -> None:
    profile = programme.press.profile
    if profile is None:
        return
    if not _inside(root, profile):
        report(("press", "profile"), "file-missing", found=profile)
        return
    try:
        open_profile((root / profile).read_bytes(), "", programme.press.ink_limit)
    except ProfileError as error:
        report(("press", "profile"), "press-profile", found=profile, what=error)


def _files_of(catalogue: Catalogue) -> Iterator[tuple[KeyPath, str]]:
    """Every file that a catalogue names, and under which keys."""
    if catalogue.foreword:
        yield ("foreword",), catalogue.foreword
    if catalogue.logo:
        yield ("logo",), catalogue.logo
    if catalogue.cover_picture:
        yield ("cover_picture", "file"), catalogue.cover_picture.file
    yield from ((("before", place), file) for place, file in enumerate(catalogue.before))
    yield from ((("after", place), file) for place, file in enumerate(catalogue.after))


def time_zone(name: str) -> zoneinfo.ZoneInfo | None:
    """The time zone of a name; None where there is none."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # OSError for the name of a folder: Asia
        return None


def _inside(root: Path, name: str) -> bool:
    try:
        file = (root / name).resolve()
        return file.is_relative_to(root.resolve()) and file.is_file()
    except (OSError, RuntimeError):  # a name that is too long, links in a circle
        return False
