"""The impact case studies of REF 2014: 300 case files, and no word of the source lost, added or changed."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from casebook.intake.bulk import ImportReport, import_table
from casebook.project.values import Casebook, CaseEntry
from casebook.richtext.markdown import render
from tests.projects import read

MAPPING = Path(__file__).parent / "ref2014.map.yml"
SOURCE = Path(__file__).parents[2] / "shared" / "data" / "ref2014_300.jsonl"
HEADINGS = (
    "References to the research", "Summary of the impact", "Details of the impact", "Sources to corroborate the impact",
)  # fmt: skip
SETTINGS = """\
# Impact case studies, brought in from a table.
format: 1
title: {en: Impact case studies}
languages: [en]
publication: {basis: by-terms}
editions:
  - {code: "2014", title: {en: Impact case studies 2014}}
"""
SAMPLE = [
    {
        "Case Study Id": 17,
        "Institution": "\n    University of Somewhere &amp; Elsewhere\n    ",
        "Unit of Assessment": "Art and Design: History, Practice and Theory",
        "Title": "\n    Glazes that\n      need no lead: a study\n    ",
        "Summary of the impact": "\n    A glaze without lead was found. It is used by 40 potteries, which save\n"
        "      &#163;300 a year each. None has gone back.\n    ",
        "Underpinning research": "\n    1. The first series (p<0.05) used *two* kilns and a post-\n      fired body.\n"
        "    # of firings: 12 &#8212; see <Available on request>.\n    ",
        "References to the research": "[A]: Potter, A. (2009) Glazes_and_lead_. http://example.org/a_b?x=1&amp;copy=2\n\n\n"
        "[B] Potter, B. &amp;lt;online&gt;\n",
        "Details of the impact": "--- \n% of sales\n\t\x85Next paragraph\u2028with `marks' ^1 and ~2~.\n",
        "Sources to corroborate the impact ": "  Letter\r\n  from a pottery  ",
    },
    {
        "Case Study Id": 18,
        "Institution": "\n    ",
        "Unit of Assessment": "Law",
        "Title": "Glazes that need no lead: a study",
        "Summary of the impact": "One sentence only",
        "Underpinning research": "x\n===\ny",
        "References to the research": "",
        "Details of the impact": "| a | b |\n|---|---|\n| 1 | 2 |",
        "Sources to corroborate the impact ": "&#8226; one\n&#8226; two",
    },
]


def record_words(record: Mapping[str, Any]) -> Counter[str]:
    """The words of a record after decoding its entities once, in any order."""
    return Counter(word for value in record.values() for word in unescape(str(value)).split())


def case_words(entry: CaseEntry, casebook: Casebook) -> Counter[str]:
    """The words of a case as its readers see them: codes and ids by their names, without the mapping's sub-headings."""
    case = entry.case
    terms = [casebook.programme.taxonomies.find("fields", code) for code in case.fields]
    members = [casebook.organisations[member.id] for member in case.organisations if member.id]
    items = case.section("background") + case.section("results")
    sections = [render(item).text for item in items]
    texts = [case.project or "", case.title or "", case.summary or "", *sections]
    texts += [term.name[""] for term in terms if term] + [member.names["en"] for member in members]
    words = Counter(word for text in texts for word in text.split())
    present = [heading for heading in HEADINGS if any(f"### {heading}\n" in item for item in items)]
    headings = Counter(word for heading in present for word in heading.split())
    assert headings <= words
    return words - headings


def imported(root: Path, source: Path) -> tuple[ImportReport, Casebook]:
    (root / "casebook.yml").write_text(SETTINGS, encoding="utf-8")
    report = import_table(root, source, MAPPING, overwrite=False)
    return report, read(root)


def folded(words: Counter[str]) -> Counter[str]:
    """Names of institutions come in several capitalisations, and addresses in angle brackets become links."""
    counts: Counter[str] = Counter()
    for word, number in words.items():
        counts[word.casefold().replace("<http", "http").replace(">", "")] += number
    return counts


def check_words(source: Path, casebook: Casebook) -> None:
    entries = {entry.case.project: entry for entry in casebook.cases}
    for line in source.read_text("utf-8").split("\n"):
        if line:
            record = json.loads(line)
            entry = entries[str(record["Case Study Id"])]
            expected, found = folded(record_words(record)), folded(case_words(entry, casebook))
            assert found == expected, (entry.id, expected - found, found - expected)


def test_a_made_up_sample_keeps_every_word(tmp_path: Path) -> None:
    source = tmp_path / "sample.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in SAMPLE), encoding="utf-8")
    report, casebook = imported(tmp_path, source)
    assert report.complete, report.diagnostics
    assert not casebook.errors
    assert [entry.id for entry in casebook.cases] == [
        "glazes-that-need-no-lead-a-study-17",
        "glazes-that-need-no-lead-a-study-18",
    ]
    assert (casebook.cases[0].case.summary or "").endswith("save £300 a year each. None has gone back.")
    assert casebook.cases[1].case.organisations == ()
    check_words(source, casebook)


@pytest.mark.skipif(not SOURCE.exists(), reason="the real case studies are not at hand")
def test_no_word_of_300_case_studies_is_lost(tmp_path: Path) -> None:
    report, casebook = imported(tmp_path, SOURCE)
    assert report.complete, report.diagnostics
    assert len(list((tmp_path / "cases" / "2014").glob("*.yml"))) == 300
    assert not casebook.errors
    assert len(casebook.cases) == 300
    check_words(SOURCE, casebook)
    shutil.rmtree(tmp_path / "cases")
