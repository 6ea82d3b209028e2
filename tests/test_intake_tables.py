"""Tables as offices have them: Excel, encodings, merged cells, several rows a case, HTML, dates in every form."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from casebook.cli import main
from casebook.intake.bulk import import_table
from casebook.intake.compose import from_serial
from casebook.intake.encoding import decode_table
from casebook.intake.from_html import is_html, to_markdown
from casebook.model.case import Case
from casebook.richtext.markdown import render
from tests.projects import make_project, read

MAPPING = """\
id: "{Title}"
edition: {constant: "2019"}
case:
  title: Title
  status: {constant: draft}
  adopted: Year
  publish_from: From
  period: {start: Begin, end: End}
  keywords: Words
  results: {column: Result, text: html}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty project with the mapping."""
    folder = make_project(tmp_path / "p")
    (folder / "map.yml").write_text(MAPPING, "utf-8")
    return folder


def case_of(root: Path, case_id: str) -> Case:
    """A case of the project."""
    return next(each.case for each in read(root).cases if each.id == case_id)


def workbook(file: Path, rows: list[list[Any]], *, merged: str = "", sheet: str = "Cases") -> Path:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    if merged:
        page.merge_cells(merged)
    book.save(file)
    return file


HEAD = ["Title", "Year", "From", "Begin", "End", "Words", "Result"]


def test_a_workbook_with_dates_merged_cells_and_errors(root: Path) -> None:
    rows: list[list[Any]] = [
        [],
        HEAD,
        ["First case", 2015.0, dt.datetime(2019, 7, 20), "2015/9", "平成30年3月", "wall", "<p>It <b>holds</b>.</p>"],
        ["Second case", None, 43_666, "Sept. 2015", "2018年3月", "vessel", "#N/A"],
    ]
    file = workbook(root / "t.xlsx", rows, merged="B3:B4")
    report = import_table(root, file, root / "map.yml", overwrite=False)
    assert [(each.code, each.line, each.column) for each in report.diagnostics] == [("cell-error", 4, 7)]
    assert report.lines[:2] == ["read from the sheet “Cases”", "1 merged areas filled"]
    first, second = case_of(root, "first-case"), case_of(root, "second-case")
    assert (first.adopted, second.adopted) == (2015, 2015)
    assert first.publish_from == second.publish_from == dt.date(2019, 7, 20)
    assert first.period == second.period
    assert first.period is not None
    assert (first.period.start, first.period.end) == ("2015-09", "2018-03")
    assert first.results == ("It **holds**.\n",)


def test_a_sheet_that_is_not_there_is_named(root: Path) -> None:
    (root / "map.yml").write_text(MAPPING + "sheet: Case\n", "utf-8")
    report = import_table(root, workbook(root / "t.xlsx", [HEAD]), root / "map.yml", overwrite=False)
    assert [each.code for each in report.diagnostics] == ["sheet-unknown"]


@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [
        ("utf-8", "氢能储罐", "UTF-8"),
        ("utf-8-sig", "薄肉容器", "UTF-8"),
        ("utf-16", "薄肉容器の製造", "UTF-16"),
        ("utf-16-le", "Title of a case that is long enough", "UTF-16"),
        ("cp932", "薄肉ステンレス容器のフローフォーミング", "Shift_JIS (cp932)"),
        ("gb18030", "储氢材料的制备与应用，不锈钢容器的旋压成形", "GB18030"),
        ("cp1252", "Précision à Genève – “thin” walls", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(encoding: str, text: str, name: str) -> None:
    table = f"Title,Lead\r\n{text},a\r\n"
    found = decode_table(table.encode(encoding))
    assert found is not None
    assert found[1] == name
    assert text in found[0]


def test_bytes_of_no_known_encoding_are_refused() -> None:
    assert decode_table("薄".encode("cp932")) is None


def test_every_separator_is_found(root: Path) -> None:
    for place, separator in enumerate(",;\t|"):
        table = "\n".join(separator.join(row) for row in (HEAD, [f"Case {place}", "2015", "", "", "", "a", "b"]))
        (root / "t.csv").write_text(table, "utf-8")
        assert import_table(root, root / "t.csv", root / "map.yml", overwrite=False).complete
        assert case_of(root, f"case-{place}").adopted == 2015


def test_several_rows_make_one_case(root: Path) -> None:
    (root / "map.yml").write_text(MAPPING + "rows_of: Title\n", "utf-8")
    rows: list[list[Any]] = [
        HEAD,
        ["A case", 2015, "", "", "", "wall", "One."],
        [None, None, None, None, None, "vessel", "Two."],
    ]
    rows += [["Another case", 2016, "", "", "", "x", "Three."], ["A case", "", "", "", "", "wall", ""]]
    assert import_table(root, workbook(root / "t.xlsx", rows), root / "map.yml", overwrite=False).complete
    case = case_of(root, "a-case")
    assert case.keywords == ("wall", "vessel")
    assert case.results == ("One.\n\nTwo.\n",)
    assert case_of(root, "another-case").adopted == 2016


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>H<sub>2</sub>O and <em>10</em><sup>3</sup></p>", "H~2~O and *10*^3^"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<h1>Head</h1><p>a<br>b</p>", "### Head\n\na  \nb"),
        ('<a href="https://example.org">there</a><script>x()</script>', "[there](https://example.org)x()"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert is_html(html)
    assert to_markdown(html) == markdown


def test_what_runs_in_html_stays_text() -> None:
    assert "<script" not in render(to_markdown("<p>a</p><script>alert(1)</script>")).html


def test_days_that_excel_counts() -> None:
    assert from_serial("43666") == "2019-07-20"
    assert from_serial("43666.5") == "2019-07-20"
    assert from_serial("2015") == ""
    assert from_serial("43666 pieces") == ""


def _csv(root: Path, **changed: str) -> Path:
    values = {
        "Title": "A case",
        "Year": "2015",
        "From": "",
        "Begin": "",
        "End": "",
        "Words": "a",
        "Result": "Fine.",
    } | changed
    (root / "t.csv").write_text(",".join(HEAD) + "\n" + ",".join(values[name] for name in HEAD) + "\n", "utf-8")
    return root / "t.csv"


def test_an_update_changes_what_the_table_says_otherwise_and_nothing_else(root: Path) -> None:
    assert import_table(root, _csv(root), root / "map.yml", overwrite=False).complete
    file = root / "cases" / "2019" / "a-case.yml"
    file.write_text("# ours\n" + file.read_text("utf-8") + "summary: By hand.   # keep\n", "utf-8")
    before = file.read_text("utf-8")
    same = import_table(root, _csv(root), root / "map.yml", overwrite=False, update=True)
    assert file.read_text("utf-8") == before
    assert "1 case files were already as the table has them" in same.lines
    shown = import_table(root, _csv(root, Year="2016"), root / "map.yml", overwrite=False, update=True, dry_run=True)
    assert [line for line in shown.lines if line[:1] in "+-" and line[1:2] not in "+-"] == [
        "-adopted: 2015",
        "+adopted: 2016",
    ]
    assert file.read_text("utf-8") == before
    assert import_table(
        root, _csv(root, Year="2016", Words=""), root / "map.yml", overwrite=False, update=True
    ).complete
    assert file.read_text("utf-8") == before.replace("adopted: 2015", "adopted: 2016")


def test_the_office_list_of_companies(root: Path) -> None:
    mapping = root / "companies.map.yml"
    mapping.write_text(
        'organisations:\n  id: "{Name}"\n  names: {en: Name, ja: 名称}\n  employees: Staff\n  url: Web\n', "utf-8"
    )
    rows: list[list[Any]] = [["Name", "名称", "Staff", "Web"], ["New Works", "新工業", "1,200", "https://example.org"]]
    rows += [["Example Forge", None, 9, None], [None, None, None, None]]
    file = workbook(root / "companies.xlsx", rows)
    before = (root / "organisations.yml").read_text("utf-8")
    done = CliRunner().invoke(main, ["import", str(file), "--map", str(mapping), "-C", str(root)])
    assert done.exit_code == 0, done.output
    added = (root / "organisations.yml").read_text("utf-8").removeprefix(before)
    assert "new-works" in added
    assert "1200" in added
    organisation = read(root).organisations["new-works"]
    assert organisation.names == {"en": "New Works", "ja": "新工業"}
    again = CliRunner().invoke(main, ["import", str(file), "--map", str(mapping), "-C", str(root)])
    assert "0 organisations added" in again.output


def test_the_office_list_of_projects(root: Path) -> None:
    mapping = root / "projects.map.yml"
    mapping.write_text("projects: {project: No, title: Title, adopted: Year, start: Begin}\n", "utf-8")
    (root / "register.csv").write_text("project,title,stage\n2015-01,Old title,on-sale\n2015-02,Other,\n", "utf-8")
    rows: list[list[Any]] = [["No", "Title", "Year", "Begin"], ["2015-01", "New, title", 2015, "2015年9月"]]
    rows += [["2016-07", "Third", 2016, None], [None, "Total", 3, None]]
    file = workbook(root / "projects.xlsx", rows)
    done = CliRunner().invoke(main, ["import", str(file), "--map", str(mapping), "-C", str(root)])
    assert done.exit_code == 0, done.output
    assert "list-without-number" in done.output
    assert (root / "register.csv").read_text("utf-8") == (
        "project,title,stage,adopted,start\n"
        '2015-01,"New, title",on-sale,2015,2015-09\n2015-02,Other,,,\n2016-07,Third,,2016,\n'
    )


def test_an_import_that_is_killed_leaves_whole_files_and_ends_right_the_next_time(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p")
    (root / "map.yml").write_text(
        'id: "{Title}"\nedition: {constant: "2019"}\ncase: {title: Title, results: Result}\n', "utf-8"
    )
    rows = "".join(f"Case number {number},{'A long text. ' * 200}\n" for number in range(150))
    (root / "t.csv").write_text("Title,Result\n" + rows, "utf-8")
    command = [sys.executable, "-m", "casebook", "import", "t.csv", "--map", "map.yml", "--overwrite"]
    random.seed(4)
    started = time.monotonic()
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    whole = time.monotonic() - started
    wanted = {file.name: file.read_bytes() for file in (root / "cases" / "2019").glob("*.yml")}
    assert len(wanted) == 150
    for _ in range(20):
        for file in (root / "cases" / "2019").glob("*.yml"):
            file.unlink()
        process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * random.uniform(0.3, 1.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        for file in (root / "cases" / "2019").glob("*.yml"):
            assert file.read_bytes() == wanted[file.name]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    assert {file.name: file.read_bytes() for file in (root / "cases" / "2019").glob("*.yml")} == wanted
    assert list(root.rglob("*.new")) == []
