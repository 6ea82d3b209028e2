"""One case file → a record: the typed case, its rendered texts, its problems, and where its pictures are named.

A record is plain data, so that it can cross processes and lie in the cache.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.case import Case
from casebook.model.decode import decode
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.richtext.markdown import RichText, render
from casebook.rules.check_case import check_case
from casebook.rules.context import CaseContext
from casebook.rules.sections import section_paths
from casebook.rules.texts import report_findings
from casebook.source.reader import parse_source
from casebook.source.tree import locate

ID = re.compile(r"[a-z0-9-]{3,64}\Z")


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """What one file came to."""

    case: str | None
    """The typed case as JSON; None where the file could not be read at all."""
    texts: str
    """JSON: language → section → HTML of its items."""
    diagnostics: tuple[Diagnostic, ...]
    places: dict[str, tuple[int, int]]
    """Where pictures, former ids and the project's number stand: 'images.0' → line and column."""

    def to_json(self) -> str:
        """The record as one line of text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> CaseRecord:
        """The record out of its text. Raises ValueError, KeyError or TypeError where the text is damaged."""
        data = json.loads(text)
        found = tuple(
            Diagnostic(
                each["path"], each["line"], each["column"], each["code"], Severity(each["severity"]),
                tuple((name, value) for name, value in each["arguments"]),
            )
            for each in data["diagnostics"]
        )  # fmt: skip
        places = {key: (place[0], place[1]) for key, place in data["places"].items()}
        return cls(data["case"], data["texts"], found, places)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every case file is checked against."""

    programme: Programme
    organisations: Mapping[str, Organisation]
    date: dt.date


def read_case(data: bytes, path: str, surroundings: Surroundings) -> CaseRecord:
    """Read, type and check one case file; `path` is cases/<edition>/<id>.yml."""
    source = parse_source(data, path)
    found = list(source.diagnostics)
    case_id = path.rsplit("/", 1)[-1].removesuffix(".yml")
    if not ID.match(case_id):
        found.append(diagnose(path, (1, 1), "bad-id", found=case_id))
    if source.root is None:
        if not found:
            found.append(diagnose(path, (1, 1), "empty-file"))
        return CaseRecord(None, "{}", tuple(found), {})
    case, problems = decode(Case, source.root, path)
    found += problems
    if case is None:
        return CaseRecord(None, "{}", tuple(found), {})
    edition = path.split("/")[1] if path.count("/") == 2 else ""
    lines = data.decode("utf-8-sig").splitlines()
    context = CaseContext(
        path, case_id, edition, source.root, lines, case, surroundings.programme, surroundings.organisations,
        surroundings.date, found,
    )  # fmt: skip
    texts = _render_texts(context)
    check_case(context, texts)
    html = _as_html(texts)
    places = {name: locate(source.root, steps) for name, steps in _wanted_places(case).items()}
    unique = tuple(sorted(set(found)))
    return CaseRecord(case.model_dump_json(exclude_defaults=True), json.dumps(html, ensure_ascii=False), unique, places)


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


def _wanted_places(case: Case) -> dict[str, tuple[str | int, ...]]:
    wanted: dict[str, tuple[str | int, ...]] = {"project": ("project",)}
    wanted |= {f"images.{place}": ("images", place, "file") for place in range(len(case.images))}
    wanted |= {f"former_ids.{place}": ("former_ids", place) for place in range(len(case.former_ids))}
    return wanted
