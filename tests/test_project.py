"""A project as a whole: its files together, its cache, and what loads again the same."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from pathlib import Path

import pytest

from casebook.diagnostics.report import as_github, as_json, as_text, summary
from casebook.project.load import NotAProjectError, load
from tests.projects import DATE, INPUTS, found_in, make_project, plain_case, read


def test_no_settings_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(NotAProjectError):
        load(tmp_path, date=DATE)


def test_settings_that_cannot_be_read_report_themselves_and_nothing_else(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    (root / "casebook.yml").write_text("title: [\n", encoding="utf-8")
    assert {(each.path, each.code) for each in read(root).diagnostics} == {("casebook.yml", "yaml-bracket")}


def test_an_id_belongs_to_one_case(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    file = plain_case(root)
    other = root / "cases" / "2018"
    other.mkdir()
    (other / "plain.yml").write_text(file.read_text(encoding="utf-8") + "editions: [2019]\n", encoding="utf-8")
    second = plain_case(root, "second")
    second.write_text(second.read_text(encoding="utf-8") + "former_ids: [older, plain]\n", encoding="utf-8")
    third = plain_case(root, "third")
    third.write_text(third.read_text(encoding="utf-8") + "former_ids: [older]\n", encoding="utf-8")
    found = read(root).diagnostics
    assert found_in(found, "cases/2019/plain.yml") == {("error", 1, 1, "id-twice")}
    assert found_in(found, "cases/2019/second.yml") == {("error", 9, 21, "former-id-taken")}
    assert found_in(found, "cases/2019/third.yml") == {("error", 9, 14, "former-id-taken")}


def test_files_that_would_be_passed_over_in_silence_are_named(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    file = plain_case(root)
    file.rename(file.with_suffix(".yaml"))
    (root / "cases" / "stray.yml").write_text("title: x\n", encoding="utf-8")
    (root / "cases" / "2019" / "orphan").mkdir()
    assert {(each.path, each.code) for each in read(root).diagnostics} == {
        ("cases/2019/plain.yaml", "case-misnamed"),
        ("cases/stray.yml", "case-misplaced"),
        ("cases/2019/orphan", "folder-without-case"),
    }


def test_a_project_number_that_the_register_does_not_know(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    file = plain_case(root)
    file.write_text(file.read_text(encoding="utf-8") + "project: 2015-0001\n", encoding="utf-8")
    assert read(root).diagnostics == ()
    (root / "register.csv").write_text("project\n2015-0002\n", encoding="utf-8")
    assert found_in(read(root).diagnostics, "cases/2019/plain.yml") == {("warning", 9, 10, "project-unknown")}


def test_a_programme_may_demand_consent_and_approval(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    settings = (root / "casebook.yml").read_text(encoding="utf-8")
    asked = settings.replace("basis: by-terms", "basis: consent, require_approval: true")
    (root / "casebook.yml").write_text(asked, encoding="utf-8")
    assert {each.code for each in read(root).errors} == {"consent-missing", "approval-missing"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root).chmod(0)
    assert [each.code for each in read(root).errors] == ["file-unreadable"]


def test_a_folder_in_the_place_of_a_file_cannot_be_opened(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    (root / "organisations.yml").unlink()
    (root / "organisations.yml").mkdir()
    assert "file-unreadable" in {each.code for each in read(root).errors}


def test_the_cache_changes_nothing_but_time(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    for file in sorted(INPUTS.glob("*/case/*.yml")):
        (root / "cases/2019" / file.name).write_bytes(file.read_bytes())
    plain = load(root, date=DATE, jobs=1, use_cache=False)
    cold = load(root, date=DATE, jobs=1)
    warm = load(root, date=DATE, jobs=1)
    parallel = load(root, date=DATE, jobs=2, use_cache=False)
    for other in (cold, warm, parallel):
        assert other.diagnostics == plain.diagnostics
        assert [(entry.id, entry.case, dict(entry.texts)) for entry in other.cases] == [
            (entry.id, entry.case, dict(entry.texts)) for entry in plain.cases
        ]


def test_a_broken_cache_is_made_anew(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    first = load(root, date=DATE, jobs=1)
    store = root / ".casebook" / "cache" / "cases.sqlite"
    for damage in (b"not a database at all" * 100, b""):
        store.write_bytes(damage)
        assert load(root, date=DATE, jobs=1).cases == first.cases or [each.id for each in first.cases] == ["plain"]
    connection = sqlite3.connect(store)
    with connection:
        connection.execute("UPDATE cases SET model = '{}', found = '[]'")
    connection.close()
    assert [each.case for each in load(root, date=DATE, jobs=1).cases] == [each.case for each in first.cases]


def test_another_day_is_another_check(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    file = plain_case(root)
    file.write_text(file.read_text(encoding="utf-8") + "consent: {expires: 2026-01-01}\n", encoding="utf-8")
    assert load(root, date=DATE, jobs=1).diagnostics == ()
    later = load(root, date=DATE + dt.timedelta(days=1), jobs=1)
    assert [each.code for each in later.diagnostics] == ["consent-expired"]


def test_reports_say_the_same_in_three_forms(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    (root / "cases/2019/unknown-key.yml").write_bytes((INPUTS / "bad/case/unknown-key.yml").read_bytes())
    found = [each for each in read(root).diagnostics if each.code == "unknown-key"]
    assert as_text(found) == (
        "cases/2019/unknown-key.yml:10:1: error[unknown-key]: unknown key “sumary”\n    hint: did you mean “summary”?\n"
    )
    assert '"column": 1,\n    "severity": "error",\n    "code": "unknown-key"' in as_json(found)
    assert as_github(found) == (
        "::error file=cases/2019/unknown-key.yml,line=10,col=1,title=unknown-key::"
        "unknown key “sumary” (did you mean “summary”?)\n"
    )
    assert summary(found, 1) == "1 case checked: 1 error, 0 warnings."
