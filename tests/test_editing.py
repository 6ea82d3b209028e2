"""Help for editors: the house form, another id for a case, and texts out to a translator and back."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from casebook.cli import main
from casebook.intake.house_form import house_form
from casebook.intake.translating import is_sheet, plan_translations, render_sheet, to_translate
from casebook.labels.catalogue import labels
from casebook.model.case import Case
from casebook.model.hashes import source_texts, text_hash
from casebook.source.reader import parse_source
from casebook.source.tree import to_plain
from tests.conftest import CHECKOUT, copy_sample
from tests.projects import DATE, make_project, plain_case, read

ORDER = tuple(Case.model_fields)


def call(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, words)


def plain(text: str) -> object:
    """What a YAML text says."""
    root = parse_source(text.encode("utf-8"), "").root
    assert root is not None
    return to_plain(root)


ODD = """# yaml-language-server: $schema=../../.casebook/schema/case.schema.json
status: published   # since June
# the results first, the company insisted
results: "The wall is thin.\\n\\nIt holds."
title: A thin
  wall
fields: [precision-machining]
figures:
  # by the institute
  - {quantity: wall-thickness, before: 0.10}

# at the end
"""


def test_keys_stand_in_order_with_their_comments_and_texts_are_blocks() -> None:
    assert house_form(ODD, ORDER) == (
        "# yaml-language-server: $schema=../../.casebook/schema/case.schema.json\n"
        "title: A thin wall\n"
        "status: published   # since June\n"
        "fields: [precision-machining]\n"
        "# the results first, the company insisted\n"
        "results: |-\n  The wall is thin.\n\n  It holds.\n"
        "figures:\n  # by the institute\n  - {quantity: wall-thickness, before: 0.10}\n"
        "\n# at the end\n"
    )


@pytest.mark.parametrize("file", sorted((CHECKOUT / "cases").rglob("*.yml")), ids=lambda file: file.stem)
def test_the_house_form_changes_no_value(file: Path) -> None:
    text = file.read_text("utf-8")
    made = house_form(text, tuple(reversed(ORDER)))
    assert made is not None
    assert plain(made) == plain(text)
    assert house_form(made, ORDER) == house_form(text, ORDER)


def test_the_command_formats_or_only_checks(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p")
    file = plain_case(root)
    file.write_text(ODD, "utf-8")
    broken = plain_case(root, "broken")
    broken.write_text("title: [\n", "utf-8")
    checked = call("fmt", "-C", str(root), "--check")
    assert checked.exit_code == 1
    assert "plain.yml: not in the house form" in checked.output
    assert file.read_text("utf-8") == ODD
    assert call("fmt", "-C", str(root)).exit_code == 1
    assert file.read_text("utf-8") == house_form(ODD, ORDER)
    assert broken.read_text("utf-8") == "title: [\n"
    broken.unlink()
    assert call("fmt", "-C", str(root), "--check").exit_code == 0


def test_a_renamed_case_keeps_its_address_and_all_that_belongs_to_it(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "p")
    shutil.copytree(CHECKOUT / "internal", root / "internal")
    shutil.copyfile(CHECKOUT / "office.yml", root / "office.yml")
    old, new = "chip-0402-narrow-gap", "narrow-gap-mounting"
    before = read(root)
    done = call("rename", old, new, "-C", str(root), "--date", str(DATE))
    assert done.exit_code == 0, done.output
    after = read(root)
    assert {each.id for each in after.cases} == {each.id for each in before.cases} - {old} | {new}
    entry = next(each for each in after.cases if each.id == new)
    assert entry.case.former_ids[-1] == old
    assert len(entry.pictures) == 2
    assert not list(root.rglob(f"*{old}*"))
    assert any(each.case == new for each in after.internal)
    assert any(each.case == new for each in after.projects)
    codes = {each.code for each in after.diagnostics} - {each.code for each in before.diagnostics}
    assert codes == {"golden-unknown-case"}
    assert "golden_queries.yml:" in done.output
    assert f"still names {old}" in done.output


def test_an_id_is_never_used_twice(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p")
    plain_case(root, "one-case")
    plain_case(root, "two-case")
    taken = call("rename", "one-case", "two-case", "-C", str(root))
    assert taken.exit_code == 2
    assert "ids are never used twice" in taken.output
    assert call("rename", "one-case", "Not An Id", "-C", str(root)).exit_code == 2
    assert (root / "cases" / "2019" / "one-case.yml").exists()


def _returned(root: Path, sheet: Path, words: dict[str, str]) -> None:
    """The sheet as a translator sends it back."""
    sheet.write_bytes(render_sheet(to_translate(read(root), language="ja"), labels("office", "ja"), day=DATE))
    book = openpyxl.load_workbook(sheet)
    page = book["translation"]
    for row in range(3, page.max_row + 1):
        page.cell(row, 6).value = words.get(str(page.cell(row, 3).value))
    book.save(sheet)


def test_a_translator_gets_a_sheet_and_what_comes_back_is_marked_with_its_source(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p")
    file = plain_case(root)
    sheet = tmp_path / "ja.xlsx"
    _returned(root, sheet, {"title": "薄い壁", "results": "壁は薄い。\n\n保つ。"})
    assert is_sheet(sheet)
    file.write_text(file.read_text("utf-8").replace("results: The wall is thin.", "results: It is thinner."), "utf-8")
    done = call("import", str(sheet), "-C", str(root))
    assert done.exit_code == 0, done.output
    case = read(root).cases[0].case
    assert case.translations["ja"].title == "薄い壁"
    assert case.translations["ja"].results == ("壁は薄い。\n\n保つ。",)
    assert case.translations["ja"].of["title"] == text_hash(source_texts(case)["title"])
    states = {each.key: each.state for each in to_translate(read(root), language="ja")}
    assert "title" not in states
    assert states["results"] == "stale"
    assert states["summary"] == "missing"


def test_a_row_of_an_unknown_case_is_named(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p")
    plain_case(root)
    sheet = tmp_path / "ja.xlsx"
    _returned(root, sheet, {"title": "薄い壁"})
    book = openpyxl.load_workbook(sheet)
    book["translation"]["A3"].value = "another"
    book.save(sheet)
    changes, found = plan_translations(read(root), sheet)
    assert changes == ()
    assert [(each.path, each.line, each.code) for each in found] == [("ja.xlsx:translation", 3, "translation-unplaced")]


def test_the_list_and_the_sheet_by_command(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p")
    plain_case(root)
    listed = call("translate-status", "-C", str(root), "--language", "ja", "--date", str(DATE))
    assert listed.exit_code == 0, listed.output
    assert "plain → ja: 4 missing" in listed.output
    out = tmp_path / "out.xlsx"
    assert call("translate-status", "-C", str(root), "--out", str(out), "--date", str(DATE)).exit_code == 0
    assert is_sheet(out)
    assert call("translate-status", "-C", str(root), "--language", "fr").exit_code == 2


def test_the_same_texts_and_day_give_the_same_sheet(tmp_path: Path) -> None:
    root = make_project(tmp_path / "p")
    plain_case(root)
    texts, words = to_translate(read(root)), labels("office", "en")
    assert render_sheet(texts, words, day=dt.date(2026, 1, 1)) == render_sheet(texts, words, day=dt.date(2026, 1, 1))
