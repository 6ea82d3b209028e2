"""The office's year: marks, approvals, what changed since, and the board that is derived from it all."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from casebook.cli import main
from casebook.labels.catalogue import LANGUAGES, labels
from casebook.office.approvals import approved_case
from casebook.office.board import Line, board, totals
from casebook.office.differences import differences
from casebook.office.files import entry_of, read_office
from casebook.office.show_board import render_html, render_text, render_xlsx
from tests.projects import DATE, make_project, plain_case, read


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two cases, one of them expected by office.yml, and one project without a case."""
    folder = make_project(tmp_path / "p")
    plain_case(folder, "first-case")
    draft = plain_case(folder, "second-case")
    text = draft.read_text("utf-8")
    draft.write_text(text.replace("status: published", "status: draft"), "utf-8")
    (folder / "office.yml").write_text(
        "# kept by the office\ndeadlines: {2019: 2025-12-01}\nexpected:\n"
        "  - {case: second-case, edition: 2019, sent: 2025-10-01}   # by mail\n"
        "  - {case: third-case, edition: 2019, organisation: example-forge, deadline: 2026-03-01}\n",
        "utf-8",
    )
    return folder


def call(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, words)


def lines_of(root: Path, date: dt.date = DATE) -> dict[str, Line]:
    """The board by case."""
    office, found = read_office(root)
    assert found == ()
    return {line.case: line for line in board(read(root), office, date=date)}


def test_the_board_says_who_is_late_first(root: Path) -> None:
    office, _ = read_office(root)
    lines = board(read(root), office, date=DATE)
    assert [(line.case, line.step, line.days_late) for line in lines] == [
        ("second-case", "draft", 31), ("third-case", "waiting", 0), ("first-case", "published", 0),
    ]  # fmt: skip
    assert totals(lines) == {"draft": 1, "published": 1, "waiting": 1, "late": 1}
    assert lines[1].company == lines[2].company != ""


def test_marks_are_written_and_the_rest_of_the_file_stays(root: Path) -> None:
    done = call("mark", "second-case", "first-case", "-C", str(root), "--step", "returned", "--date", "2025-12-24")
    assert done.exit_code == 0, done.output
    text = (root / "office.yml").read_text("utf-8")
    assert text.startswith("# kept by the office\ndeadlines: {2019: 2025-12-01}\n")
    assert "sent: 2025-10-01, returned: 2025-12-24}" in text
    assert "# by mail" in text
    lines = lines_of(root)
    assert lines["second-case"].returned == dt.date(2025, 12, 24)
    assert lines["first-case"].returned == dt.date(2025, 12, 24)


def test_a_faulty_office_file_is_reported(root: Path) -> None:
    (root / "office.yml").write_text("expected:\n  - {case: second-case, edition: 2019, send: 2025-10-01}\n", "utf-8")
    done = call("progress", "-C", str(root), "--date", str(DATE))
    assert done.exit_code == 1
    assert "office.yml:2:40: error[unknown-key]" in done.output


def test_an_approval_holds_until_the_text_changes(root: Path) -> None:
    done = call("approve", "second-case", "-C", str(root), "--by", "example-forge", "--date", "2025-12-20")
    assert done.exit_code == 0, done.output
    assert lines_of(root)["second-case"].step == "approved"
    file = root / "cases" / "2019" / "second-case.yml"
    case = entry_of(read(root), "second-case").case
    title = case.title or ""
    file.write_text(file.read_text("utf-8").replace(f"title: {title}", "title: Another title"), "utf-8")
    after = read(root)
    stale = [each for each in after.diagnostics if each.code == "approval-stale"]
    assert [each.path for each in stale] == ["cases/2019/second-case.yml"]
    line = lines_of(root)["second-case"]
    assert line.step == "draft"
    assert len(line.outdated) == 1
    entry = entry_of(after, "second-case")
    approved = approved_case(root, entry)
    assert approved is not None
    assert [(each.key, each.before, each.after) for each in differences(approved, entry.case)] == [
        ("title", title, "Another title")
    ]


def test_a_second_approval_takes_the_place_of_the_first(root: Path) -> None:
    for day in ("2025-12-20", "2025-12-22"):
        call("approve", "second-case", "-C", str(root), "--by", "example-forge", "--date", day)
    approvals = entry_of(read(root), "second-case").case.approvals
    assert [(each.by, each.date.isoformat()) for each in approvals] == [("example-forge", "2025-12-22")]


def test_only_members_approve_and_only_known_cases(root: Path) -> None:
    stranger = call("approve", "second-case", "-C", str(root), "--by", "stranger", "--date", str(DATE))
    assert stranger.exit_code == 2
    assert "is not of the consortium of second-case; its members: example-forge" in stranger.output
    unknown = call("approve", "secnd-case", "-C", str(root), "--by", "example-forge", "--date", str(DATE))
    assert unknown.exit_code == 2
    assert "Did you mean “second-case”?" in unknown.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_in_every_form_and_language(root: Path, language: str) -> None:
    office, _ = read_office(root)
    lines, words = board(read(root), office, date=DATE), labels("office", language)
    text = render_text(lines, words)
    assert text.splitlines()[0].startswith(words("board_case"))
    assert words("board_step_draft") in text
    page = render_html(lines, words, title="<T>", language=language)
    assert "&lt;T&gt;" in page
    assert page.count("<tr") == 4
    assert page.count('class="late"') == 1
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(lines, words, title="t", day=DATE)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet["A"]] == [words("board_case"), "second-case", "third-case", "first-case"]
    assert sheet["D2"].value == dt.datetime(2025, 12, 1)
    assert sheet.auto_filter.ref == sheet.dimensions


def test_the_board_never_lies_under_the_site(root: Path) -> None:
    out = root / "site" / "progress.html"
    done = call("progress", "-C", str(root), "--format", "html", "--out", str(out), "--date", str(DATE))
    assert done.exit_code == 2
    assert not out.exists()


def test_the_board_as_a_file(root: Path, tmp_path: Path) -> None:
    for kind in ("text", "html", "xlsx"):
        out = tmp_path / f"board.{kind}"
        done = call(
            "progress", "-C", str(root), "--format", kind, "--out", str(out), "--date", str(DATE), "--edition", "2019"
        )
        assert done.exit_code == 0, done.output
        assert out.stat().st_size > 100
