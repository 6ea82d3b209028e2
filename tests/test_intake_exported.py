"""Exports that come back: unedited they change nothing; edited they change what was edited and nothing else."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from casebook.cli import main
from casebook.exports.write import all_files, render_export
from casebook.intake.changes import render_diff, write_changes
from casebook.intake.exported import is_export
from casebook.intake.taking_back import TakenBack, plan_taking_back
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.values import Published
from tests.conftest import CHECKOUT, DAY, copy_sample
from tests.projects import make_project, plain_case


@pytest.fixture(scope="module")
def published() -> Published:
    """The sample as the data show it."""
    return publish(load(CHECKOUT, date=DAY, use_cache=False, jobs=1), channels={"data"}, date=DAY)


@pytest.fixture(scope="module")
def exports(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's exports in every form."""
    folder = tmp_path_factory.mktemp("exports")
    for name, content in all_files(published).items():
        if "/" not in name:
            (folder / name).write_bytes(content)
    (folder / "tables.zip").write_bytes(render_export(published, "csv"))
    return folder


FORMS = ("cases.xlsx", "cases.csv", "cases-excel.csv", "tables.zip", "cases.json", "cases.jsonl", "figures.csv")


@pytest.mark.parametrize("name", FORMS)
def test_an_export_that_nobody_edited_changes_nothing(exports: Path, name: str) -> None:
    plan = plan_taking_back(CHECKOUT, exports / name)
    assert plan.diagnostics == ()
    assert [change.path for change in plan.changes] == []
    assert plan.unchanged >= 42
    assert is_export(exports / name)


def test_a_workbook_that_libreoffice_saved_changes_nothing(exports: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(exports / "cases.xlsx")], check=True, capture_output=True, timeout=300)
    plan = plan_taking_back(CHECKOUT, tmp_path / "cases.xlsx")
    assert plan.diagnostics == ()
    assert render_diff(plan.changes) == ""
    assert plan.unchanged == 43


def _edited(exports: Path, tmp_path: Path, edit: Callable[[openpyxl.Workbook], None]) -> TakenBack:
    book = openpyxl.load_workbook(exports / "cases.xlsx")
    edit(book)
    book.save(tmp_path / "edited.xlsx")
    return plan_taking_back(CHECKOUT, tmp_path / "edited.xlsx")


def _row(book: openpyxl.Workbook, sheet: str, case: str) -> int:
    return next(row for row in range(2, 200) if book[sheet].cell(row, 1).value == case)


def _column(book: openpyxl.Workbook, sheet: str, name: str) -> int:
    return next(cell.column for cell in book[sheet][1] if cell.value == name)


def _set(book: openpyxl.Workbook, sheet: str, case: str, name: str, value: object) -> None:
    book[sheet].cell(_row(book, sheet, case), _column(book, sheet, name)).value = value  # type: ignore[assignment]


def test_an_edited_cell_changes_that_value_alone(exports: Path, tmp_path: Path) -> None:
    plan = _edited(
        exports, tmp_path, lambda book: _set(book, "cases", "copper-sinter-joining", "title", "A new: title")
    )
    assert [change.path for change in plan.changes] == ["cases/2019/copper-sinter-joining.yml"]
    changed = [line for line in render_diff(plan.changes).splitlines() if line[:1] in "+-" and line[1:2] not in "+-"]
    assert [line[0] for line in changed] == ["-", "+"]
    assert changed[1] == '+title: "A new: title"'


def test_an_edited_figure_keeps_the_others(exports: Path, tmp_path: Path) -> None:
    plan = _edited(exports, tmp_path, lambda book: _set(book, "figures", "copper-sinter-joining", "after", 63.5))
    lines = [line for line in render_diff(plan.changes).splitlines() if line[:1] in "+-" and line[1:2] not in "+-"]
    assert len(lines) == 2
    assert "after: 63.5" in lines[1]


def test_what_an_export_does_not_carry_stays(exports: Path, tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "p")
    file = root / "cases" / "2019" / "copper-sinter-joining.yml"
    before = file.read_text("utf-8")
    records = [json.loads(line) for line in (exports / "cases.jsonl").read_text("utf-8").splitlines()]
    for record in records:
        if record["id"] == "copper-sinter-joining":
            record["summary"] = "Another summary."
            record.pop("follow_up", None)
            record["images"][0]["caption"] = "Another caption."
    edited = tmp_path / "cases.jsonl"
    edited.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    done = CliRunner().invoke(main, ["import", str(edited), "-C", str(root)])
    assert done.exit_code == 0, done.output
    assert "1 case files changed, 0 new, 42 as they were." in done.output
    after = file.read_text("utf-8")
    assert "Another summary." in after
    assert "Another caption." in after
    for line in before.splitlines():
        if line.startswith(("contact:", "consent:", "approvals:", "follow_up:")) or "file:" in line:
            assert line.split("caption")[0] in after
    again = plan_taking_back(root, edited)
    assert again.changes == ()


def test_a_dry_run_shows_a_diff_and_writes_nothing(exports: Path, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO((exports / "cases.csv").read_bytes().decode("utf-8"), newline="")))
    place = rows[0].index("title")
    rows[1][place] = "Anders"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    edited = tmp_path / "cases.csv"
    edited.write_bytes(out.getvalue().encode("utf-8"))
    done = CliRunner().invoke(main, ["import", str(edited), "-C", str(CHECKOUT), "--dry-run"])
    assert done.exit_code == 0, done.output
    assert "+title: Anders" in done.output
    assert "1 case files would be changed" in done.output
    assert plan_taking_back(CHECKOUT, exports / "cases.csv").changes == ()


def test_faults_are_named_by_sheet_row_and_column(exports: Path, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        _set(book, "cases", "copper-sinter-joining", "adopted", "twenty")
        _set(book, "figures", "copper-sinter-joining", "case", None)
        book["links"].cell(1, 9).value = "colour"
        book["links"].cell(2, 9).value = "red"

    plan = _edited(exports, tmp_path, edit)
    book = openpyxl.load_workbook(exports / "cases.xlsx")
    row, column = _row(book, "cases", "copper-sinter-joining"), _column(book, "cases", "adopted")
    told = {(each.path, each.line, each.column, each.code) for each in plan.diagnostics}
    assert ("edited.xlsx:cases", row, column, "bad-number") in told
    assert ("edited.xlsx:links", 2, 9, "export-column") in told
    assert ("edited.xlsx:figures", _row(book, "figures", "copper-sinter-joining"), 1, "export-without-id") in told
    assert not plan.sound


def test_a_case_that_is_new_here_is_written_without_its_pictures(exports: Path, tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "p")
    (root / "cases" / "2019" / "copper-sinter-joining.yml").unlink()
    plan = plan_taking_back(root, exports / "cases.jsonl")
    assert [(change.path, change.before) for change in plan.changes] == [("cases/2019/copper-sinter-joining.yml", None)]
    assert [each.code for each in plan.diagnostics] == ["pictures-not-carried"]
    write_changes(root, plan.changes)
    assert plan_taking_back(root, exports / "cases.jsonl").unchanged == 43


def test_what_cannot_be_placed_or_changed_is_said(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "p")
    (root / "cases" / "2019" / "copper-sinter-joining.yml").write_text("title: [\n", "utf-8")
    edited = tmp_path / "cases.jsonl"
    records = [{"id": "nowhere", "title": "A"}, {"id": "copper-sinter-joining", "title": "B"}, {"title": "C"}]
    edited.write_text("".join(json.dumps({**each, "derived": {}}) + "\n" for each in records), "utf-8")
    plan = plan_taking_back(root, edited)
    assert {each.code for each in plan.diagnostics} == {
        "export-without-edition",
        "case-not-changed",
        "export-without-id",
    }
    assert plan.changes == ()


def test_something_else_needs_a_mapping(tmp_path: Path) -> None:
    other = tmp_path / "list.csv"
    other.write_text("name;title\n", "utf-8")
    done = CliRunner().invoke(main, ["import", str(other), "-C", str(CHECKOUT)])
    assert done.exit_code == 2
    assert "--map" in done.output


def test_a_comment_in_a_text_is_not_exported_and_stays(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p")
    file = plain_case(root)
    file.write_text(file.read_text("utf-8") + "background: |\n  One. <!-- ours -->\n", "utf-8")
    out = tmp_path / "cases.jsonl"
    words = ["export", "-C", str(root), "--format", "jsonl", "--out", str(out), "--date", str(DAY)]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert "ours" not in out.read_text("utf-8")
    assert plan_taking_back(root, out).changes == ()
