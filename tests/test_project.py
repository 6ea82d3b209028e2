"""A project as a whole: its files together, its cache, and what loads again the same."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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
    (root / "cases/2019/wrong.yml").write_text("titel: A wall\n", encoding="utf-8")
    (root / "cases/2019/other.yml").write_text("title: @wall\n", encoding="utf-8")
    assert [(each.path, each.code) for each in read(root).diagnostics] == [
        ("casebook.yml", "yaml-bracket"),
        ("cases/2019/other.yml", "yaml-mark"),
        ("cases/2019/wrong.yml", "unknown-key"),
    ]


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
    with (root / "cases/2019/plain.yml").open("a", encoding="utf-8") as file:
        file.write("consent: {by: The director}\napprovals: []\n")
    assert found_in(read(root).errors, "cases/2019/plain.yml") == {
        ("error", 9, 10, "missing-key"), ("error", 1, 1, "approval-missing"),
    }  # fmt: skip


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


def test_the_register_and_a_case_name_each_other(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    file = plain_case(root)
    file.write_text(file.read_text(encoding="utf-8") + "project: 2015-0002\n", encoding="utf-8")
    (root / "register.csv").write_text("project,case\n2015-0001,plain\n2015-0002,plain\n", encoding="utf-8")
    assert found_in(read(root).diagnostics, "register.csv") == {("warning", 2, 2, "register-case-differs")}


def test_links_lead_nowhere(tmp_path: Path) -> None:
    """Neither a file, nor a folder of an edition, of pictures or of all cases is followed out of the project."""
    root = make_project(tmp_path / "project")
    elsewhere = make_project(tmp_path / "elsewhere")
    outside = plain_case(elsewhere, "outside")
    (root / "cases/2018").symlink_to(elsewhere / "cases/2019")
    (root / "cases/2019/linked.yml").symlink_to(outside)
    (root / "cases/2019/linked").symlink_to(elsewhere)
    (root / "cases/2019/broken.yml").symlink_to(elsewhere / "nothing.yml")
    (root / "cases/2019/notes.md").symlink_to(elsewhere / "notes.md")
    casebook = read(root)
    assert casebook.cases == ()
    places = ["cases/2018", "cases/2019/broken.yml", "cases/2019/linked", "cases/2019/linked.yml"]
    assert [(each.path, each.code) for each in casebook.errors] == [(place, "case-link") for place in places]
    (elsewhere / "project").symlink_to(root)
    assert {each.code for each in read(elsewhere / "project").errors} == {"case-link"}
    third = make_project(tmp_path / "third")
    (third / "cases/2019").rmdir()
    (third / "cases").rmdir()
    (third / "cases").symlink_to(elsewhere / "cases")
    assert [(each.path, each.code) for each in read(third).diagnostics] == [("cases", "case-link")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    (root / "organisations.yml").unlink()
    (root / "internal").mkdir()
    paths = ["cases/2019/pipe.yml", "internal/pipe.yml", "organisations.yml", "register.csv"]
    for path in paths:
        os.mkfifo(root / path)
    assert [(each.path, each.code) for each in read(root).errors] == [(path, "file-unreadable") for path in paths]


@pytest.mark.parametrize(
    "name", ["薄肉", "Wall", "wall thickness", "café", "wall'; x", "-", "a" * 65, "wall\u3000x", "ＷＡＬＬ"]
)
def test_a_file_name_that_is_no_id(name: str, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root, name)
    assert [(each.path, each.code) for each in read(root).errors] == [(f"cases/2019/{name}.yml", "bad-id")]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
@pytest.mark.parametrize("name", [b"wall\xff.yml", b"wall\n.yml", b"wall\x1b[31m.yml"])
def test_a_file_name_that_cannot_be_shown(name: bytes, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    source = plain_case(root)
    try:
        Path(os.fsdecode(os.fsencode(source.parent) + b"/" + name)).write_bytes(source.read_bytes())
    except OSError:
        pytest.skip("the disk refuses the name")
    for casebook in (read(root), load(root, date=DATE, jobs=1)):
        assert [each.code for each in casebook.errors] == ["bad-id"]
        assert [entry.id for entry in casebook.cases] == ["plain"]
        assert as_text(casebook.errors).count("\n") == 2
        assert as_text(casebook.errors).isprintable() or "\x1b" not in as_text(casebook.errors)
        assert as_json(casebook.errors).isascii()


def test_a_project_may_lie_anywhere(tmp_path: Path) -> None:
    root = make_project(tmp_path / "事例 集 (neu) #1 %20")
    plain_case(root)
    for _ in range(2):
        casebook = load(root, date=DATE, jobs=1)
        assert [entry.id for entry in casebook.cases] == ["plain"]
        assert casebook.diagnostics == ()
    assert sorted(each.name for each in (root / ".casebook/cache").iterdir()) == ["cases.sqlite"]


def test_the_registry_s_own_errors_are_not_repeated_in_every_case(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    (root / "register.csv").write_text("project,lead\n2015-0001,example-forge\n", encoding="utf-8")
    for text, code in (
        ("- {id: example-forge, names: [x]}\n", "wrong-type"),
        ("- {id: [\n", "yaml-bracket"),
        ("a: b\n", "wrong-type"),
    ):
        (root / "organisations.yml").write_text(text, encoding="utf-8")
        assert [(each.path, each.code) for each in read(root).diagnostics] == [("organisations.yml", code)]
    (root / "organisations.yml").write_text("", encoding="utf-8")
    assert {each.code for each in read(root).diagnostics} == {"unknown-organisation"}


def test_a_draft_may_be_half_empty(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    for number, text in enumerate(
        [
            "title: A wall\n", "status: review\nresults:\n", "status: draft\nimages: [{file: none.png}]\n", "title:\n",
            "links: [{title: The page}]\nfigures: [{before: 3}]\norganisations: [{role: lead}]\nkeywords: [a, '']\n",
        ]
    ):  # fmt: skip
        (root / f"cases/2019/draft-{number}.yml").write_text(text, encoding="utf-8")
    casebook = read(root)
    assert casebook.errors == ()
    assert [entry.id for entry in casebook.cases] == [f"draft-{number}" for number in range(5)]
    assert {"missing-key", "missing-section", "picture-missing", "blank-key", "member-unnamed"} <= {
        each.code for each in casebook.diagnostics
    }


def test_a_case_that_is_gone_leaves_the_cache(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    plain_case(root, "second").rename(root / "cases/2019/third.yml")
    load(root, date=DATE, jobs=1)
    (root / "cases/2019/third.yml").unlink()
    load(root, date=DATE, jobs=1)
    assert _remembered(root) == ["cases/2019/plain.yml"]


def _remembered(root: Path) -> list[str]:
    store = sqlite3.connect(root / ".casebook/cache/cases.sqlite")
    rows = [path for (path,) in store.execute("SELECT path FROM cases ORDER BY path")]
    store.close()
    return rows


def test_a_cache_that_is_held_or_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    plain = read(root)
    (root / ".casebook").write_text("a file in the place of a folder", encoding="utf-8")
    assert load(root, date=DATE, jobs=1).cases == plain.cases
    (root / ".casebook").unlink()
    load(root, date=DATE, jobs=1)
    plain_case(root, "second")
    store = root / ".casebook/cache/cases.sqlite"
    holder = sqlite3.connect(store)
    holder.execute("BEGIN EXCLUSIVE")
    assert [entry.id for entry in load(root, date=DATE, jobs=1).cases] == ["plain", "second"]
    holder.rollback()
    holder.close()
    assert _remembered(root) == ["cases/2019/plain.yml"]
    assert [entry.id for entry in load(root, date=DATE, jobs=1).cases] == ["plain", "second"]
    assert _remembered(root) == ["cases/2019/plain.yml", "cases/2019/second.yml"]


def test_a_record_that_a_disk_changed_is_read_again(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    first = load(root, date=DATE, jobs=1)
    for change in ("texts = '{}'", "model = replace(model, 'thin', 'thick')", "found = '[[],[true]]'", "model = NULL"):
        store = sqlite3.connect(root / ".casebook/cache/cases.sqlite")
        with store:
            store.execute(f"UPDATE cases SET {change}")
        store.close()
        assert [entry.case for entry in load(root, date=DATE, jobs=1).cases] == [entry.case for entry in first.cases]


@contextlib.contextmanager
def _without_permission(root: Path) -> Iterator[None]:
    """Within a project that may only be read; root, who may all, becomes somebody else for the time."""
    for folder, _, _ in os.walk(root):
        Path(folder).chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for folder, _, _ in os.walk(root):
            Path(folder).chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions are a Unix matter")
@pytest.mark.parametrize("with_cache", [False, True])
def test_a_folder_that_one_may_only_read(with_cache: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = make_project(Path(folder) / "project")
        file = plain_case(root)
        if with_cache:
            load(root, date=DATE, jobs=1)
        file.write_text(file.read_text(encoding="utf-8").replace("thin", "thick"), encoding="utf-8")
        with _without_permission(root):
            casebook = load(root, date=DATE, jobs=1)
        assert [entry.case.title for entry in casebook.cases] == ["A thick wall"]
        assert (root / ".casebook").exists() == with_cache


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions are a Unix matter")
def test_files_and_folders_that_one_may_not_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = make_project(Path(folder) / "project")
        closed = root / "cases" / "2018"
        closed.mkdir()
        plain_case(root).chmod(0)
        with _without_permission(root):
            os.seteuid(0) if os.getuid() == 0 else None
            closed.chmod(0)
            os.seteuid(65534) if os.getuid() == 0 else None
            found = read(root).errors
        assert [(each.path, each.code) for each in found] == [
            ("cases/2018", "file-unreadable"), ("cases/2019/plain.yml", "file-unreadable"),
        ]  # fmt: skip


def test_two_processes_load_at_once(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    for number in range(30):
        plain_case(root, f"plain-{number}")
    command = [sys.executable, "-m", "casebook", "check", "-C", str(root), "--date", DATE.isoformat(), "--jobs", "1"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for process in running:
        out, problems = process.communicate(timeout=120)
        assert (process.returncode, problems) == (0, "")
        assert out == "30 cases checked: 0 errors, 0 warnings.\n"
    assert len(_remembered(root)) == 30


def test_a_case_without_short_sentences_is_named_where_a_catalogue_is_made_of_them(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    settings = root / "casebook.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}catalogues:\n  leaflets: {{format: handout-a4}}\n", encoding="utf-8")
    assert found_in(read(root).diagnostics, "cases/2019/plain.yml") == {("warning", 1, 1, "short-missing")}
    settings.write_text(f"{text}catalogues:\n  leaflets: {{format: handout-a4, without: plain}}\n", encoding="utf-8")
    assert read(root).diagnostics == ()
    settings.write_text(f"{text}catalogues:\n  book: {{format: book-a4}}\n", encoding="utf-8")
    assert read(root).diagnostics == ()
