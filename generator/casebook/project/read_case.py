"""One case file → a record: the typed case, its rendered texts, its problems, and what other files' checks ask of it.

A record is plain data, so that it can cross processes and lie in the cache.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.case import Case
from casebook.model.decode import decode_tree
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.project.kept import pack
from casebook.richtext.markdown import RichText, render
from casebook.rules.check_case import check_case
from casebook.rules.context import CaseContext
from casebook.rules.sections import section_paths
from casebook.rules.texts import report_findings
from casebook.source.reader import parse_source
from casebook.source.tree import KeyPath, Node, Position, locate

ID = re.compile(r"[a-z0-9-]{3,64}\Z")
_START = (1, 1)
_MISSING = {"missing-key", "empty-text"}


class NamedImage(NamedTuple):
    """A picture as the case names it, and where."""

    file: str
    alt: str
    caption: str
    credit: str
    licence: str
    line: int
    column: int


class Outline(NamedTuple):
    """What the checks across files ask of a case."""

    unfinished: bool = True
    """Whether it is a draft or under review."""
    project: str = ""
    project_place: Position = _START
    former_ids: tuple[tuple[str, Position], ...] = ()
    images: tuple[NamedImage, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """What one file came to."""

    case: bytes | None
    """The typed case as packed JSON; None where the file could not be read at all."""
    texts: bytes
    """Packed JSON: language → section → HTML of its items."""
    diagnostics: tuple[Diagnostic, ...]
    outline: Outline = field(default_factory=Outline)

    def findings(self) -> str:
        """Problems and outline as one line of JSON; with `case` and `texts` it is the whole record."""
        found = [
            (each.path, each.line, each.column, each.code, str(each.severity), each.arguments)
            for each in self.diagnostics
        ]
        return json.dumps([found, self.outline], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def restored(cls, case: bytes | None, texts: bytes, findings: str) -> CaseRecord:
        """The record again, from what `findings` wrote."""
        found, (unfinished, project, place, former, images) = json.loads(findings)
        diagnostics = tuple(
            Diagnostic(path, line, column, code, Severity(severity), tuple((name, word) for name, word in arguments))
            for path, line, column, code, severity, arguments in found
        )
        former_ids = tuple((former_id, (line, column)) for former_id, (line, column) in former)
        named = tuple(NamedImage(*image) for image in images)
        return cls(case, texts, diagnostics, Outline(unfinished, project, (place[0], place[1]), former_ids, named))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every case file is checked against."""

    programme: Programme
    organisations: Mapping[str, Organisation]
    date: dt.date
    registered_names: Mapping[str, str] = field(default_factory=dict)


def read_case(data: bytes, path: str, surroundings: Surroundings) -> CaseRecord:
    """Read, type and check one case file; `path` is cases/<edition>/<id>.yml."""
    source = parse_source(data, path)
    found = list(source.diagnostics)
    case_id = path.rsplit("/", 1)[-1].removesuffix(".yml")
    if not ID.match(case_id):
        found.append(diagnose(path, _START, "bad-id", found=case_id))
    if source.root is None:
        if not source.diagnostics:
            found.append(diagnose(path, _START, "empty-file"))
        return CaseRecord(None, pack("{}"), tuple(found))
    decoded = decode_tree(Case, source.root, path)
    if decoded.model is None:
        return CaseRecord(None, pack("{}"), (*found, *decoded.diagnostics))
    case = decoded.model
    found += _eased(decoded.diagnostics) if case.status in {"draft", "review"} else decoded.diagnostics
    edition = path.split("/")[1] if path.count("/") == 2 else ""
    context = CaseContext(
        path, case_id, edition, decoded.tree, source.text, case,
        surroundings.programme, surroundings.organisations, surroundings.date, found, decoded.faulty,
        surroundings.registered_names,
    )  # fmt: skip
    texts = _render_texts(context)
    check_case(context, texts)
    html = json.dumps(_as_html(texts), ensure_ascii=False)
    outline = _outline(case, decoded.tree)
    packed = pack(case.model_dump_json(exclude_defaults=True))
    return CaseRecord(packed, pack(html), tuple(sorted(set(found))), outline)


def _eased(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The problems of an unfinished case, in which what is missing is only a warning."""
    return [replace(each, severity=Severity.WARNING) if each.code in _MISSING else each for each in problems]


def _render_texts(context: CaseContext) -> dict[tuple[str, str], list[RichText]]:
    texts: dict[tuple[str, str], list[RichText]] = {}
    for language, key, where, item in section_paths(context):
        rendered = render(item)
        report_findings(context, where, rendered.findings)
        texts.setdefault((language, key), []).append(rendered)
    return texts


def _as_html(texts: dict[tuple[str, str], list[RichText]]) -> dict[str, dict[str, list[str]]]:
    html: dict[str, dict[str, list[str]]] = {}
    for (language, key), items in texts.items():
        html.setdefault(language, {})[key] = [item.html for item in items]
    return html


def _outline(case: Case, tree: Node) -> Outline:
    def place(*steps: str | int) -> Position:
        where: KeyPath = steps
        return locate(tree, where)

    return Outline(
        case.status in {"draft", "review"},
        case.project or "",
        place("project"),
        tuple((former, place("former_ids", number)) for number, former in enumerate(case.former_ids)),
        tuple(
            NamedImage(
                image.file, image.alt or "", image.caption or "", image.credit or "", image.licence or "",
                *place("images", number, "file"),
            )
            for number, image in enumerate(case.images)
        ),
    )  # fmt: skip
