"""Real tables of other programmes: case studies in three languages, a register of projects, a workbook."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from casebook.intake.bulk import ImportReport, import_table
from casebook.intake.ids import slug
from casebook.project.values import Casebook
from tests.projects import read
from tests.test_intake_ref import MAPPING, SETTINGS, check_words

SHARED = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the real tables are not at hand")
COMMON = 'edition: {constant: "2014"}\n'
KUBEEDGE = (
    COMMON
    + """\
id: "{lang}-{slug}"
case:
  title: title
  summary: description
  language: {column: lang, values: {zh: zh-Hans}}
  results: {column: body_markdown, text: markdown}
"""
)
KUBERNETES = (
    COMMON
    + """\
id: "{lang}-{slug}"
case:
  title: front_matter.title
  language: {column: lang, values: {zh: zh-Hans}}
  problems: {column: sections.1.text, text: markdown, heading_from: sections.1.heading}
  solutions: {column: sections.2.text, text: markdown, heading_from: sections.2.heading}
  results: {column: sections.3.text, text: markdown, heading_from: sections.3.heading}
"""
)
TECHPORT = (
    COMMON
    + """\
id: "{title}-{id}"
case:
  title: title
  project: id
  period: {start: startDate, end: endDate}
  organisations: [{column: leadOrganization.name, role: lead}]
  keywords: destinations
  background: {column: description}
  goals: {column: benefits}
  results: {column: closeoutSummary}
"""
)


def imported(root: Path, table: str, mapping: str) -> tuple[ImportReport, Casebook, list[dict[str, Any]]]:
    """The table in a fresh casebook, and its records."""
    (root / "casebook.yml").write_text(SETTINGS.replace("languages: [en]", "languages: [en, ja, zh-Hans]"), "utf-8")
    (root / "map.yml").write_text(mapping, "utf-8")
    report = import_table(root, SHARED / table, root / "map.yml", overwrite=False)
    return report, read(root), [json.loads(line) for line in (SHARED / table).read_text("utf-8").splitlines()]


def characters(text: str) -> Counter[str]:
    """The characters of a text without white space, in any order."""
    return Counter(re.sub(r"\s", "", text))


def test_markdown_case_studies_keep_every_character(tmp_path: Path) -> None:
    report, casebook, records = imported(tmp_path, "kubeedge_12.jsonl", KUBEEDGE)
    assert len(casebook.cases) == len(records) == 12, report.diagnostics
    by_id = {case.id: case.case for case in casebook.cases}
    for record in records:
        case = by_id[slug(f"{record['lang']}-{record['slug']}")]
        assert characters("".join(case.section("results"))) == characters(record["body_markdown"])
        assert characters(case.summary or "") == characters(record["description"])
    assert report.lines[0] == "read as UTF-8"


def test_sections_with_headings_keep_every_character(tmp_path: Path) -> None:
    report, casebook, records = imported(tmp_path, "k8s_cases_multilingual.jsonl", KUBERNETES)
    assert len(casebook.cases) == len(records) == 18, report.diagnostics
    found = Counter[str]()
    for case in casebook.cases:
        for key in ("problems", "solutions", "results"):
            found += characters("".join(case.case.section(key)).replace("### ", ""))
    wanted = Counter[str]()
    for record in records:
        for section in record["sections"][:3]:
            wanted += characters(section["heading"] + section["text"] if section["text"].strip() else "")
    assert wanted - found == Counter({"#": (wanted - found)["#"]})
    assert set(found - wanted) <= {"\\", "#"}  # marks in headings that now mean themselves


def test_a_register_of_projects_keeps_what_is_mapped_and_names_what_is_not(tmp_path: Path) -> None:
    report, casebook, records = imported(tmp_path, "techport_25.jsonl", TECHPORT)
    assert len(casebook.cases) == len(records) == 25
    by_project = {case.case.project: case.case for case in casebook.cases}
    for record in records:
        case = by_project[str(record["id"])]
        assert case.period is not None
        assert re.fullmatch(r"20\d\d-\d\d", case.period.start or "")
        for key, name in (("background", "description"), ("goals", "benefits"), ("results", "closeoutSummary")):
            text = "".join(case.section(key)).replace("\\", "")
            assert characters(text) - characters(record.get(name) or "") == Counter()
    left = {dict(each.arguments)["column"] for each in report.diagnostics if each.code == "column-unused"}
    assert {"website", "primaryTas.1.title", "supportingOrganizations.1.name"} <= left


def test_no_word_of_a_workbook_of_300_records_is_lost(tmp_path: Path) -> None:
    (tmp_path / "casebook.yml").write_text(SETTINGS, "utf-8")
    report = import_table(tmp_path, SHARED / "ref2014_300.xlsx", MAPPING, overwrite=False)
    assert report.complete, report.diagnostics
    casebook = read(tmp_path)
    assert not casebook.errors
    assert len(casebook.cases) == 300
    check_words(SHARED / "ref2014_300.jsonl", casebook)
    assert any("HTML entities decoded" in line for line in report.lines)
    assert any("hard-wrapped lines joined" in line for line in report.lines)
