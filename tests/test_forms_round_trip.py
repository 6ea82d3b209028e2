"""A form that comes back as it was sent changes nothing, and carries every value of a case into a new file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from openpyxl import load_workbook

from casebook.cli import main
from casebook.intake.forms.blocks import as_lines, shown
from casebook.intake.forms.lines import Tidied, tidy
from casebook.intake.forms.markdown import written
from casebook.intake.forms.plan import OFFICE_KEYS
from casebook.intake.forms.questions import path_of
from casebook.intake.forms.read_workbook import read_workbook
from casebook.intake.forms.take import Project, take_form, write_form
from casebook.labels.catalogue import LANGUAGES, labels
from casebook.model.case import SECTIONS, Case
from casebook.richtext.markdown import render
from casebook.richtext.plain import visible_length
from tests.conftest import copy_sample
from tests.forms import blank_form, form_project, make

CASES = {"en": "copper-sinter-joining", "ja": "square-holes-guide-plate", "zh-Hans": "hydride-compact-tank"}
OFFICE = shutil.which("soffice")
FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "docx": "docx:MS Word 2007 XML"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return form_project(copy_sample(tmp_path_factory.mktemp("forms") / "project"))


@pytest.fixture(scope="module")
def forms(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of three cases in both formats."""
    folder = tmp_path_factory.mktemp("sent")
    for language, case in CASES.items():
        for kind in FILTERS:
            (folder / f"{case}.{kind}").write_bytes(make(project, kind, language, case))
    return folder


@pytest.fixture(scope="module")
def saved(forms: Path) -> Path:
    """The same forms, opened and saved by LibreOffice."""
    if OFFICE is None:
        pytest.skip("no LibreOffice here")
    for kind, word in FILTERS.items():
        files = sorted(str(file) for file in forms.glob(f"*.{kind}"))
        profile = f"-env:UserInstallation={(forms / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", word, "--outdir", str(forms / "saved"), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return forms / "saved"


def case_file(project: Project, case: str) -> Path:
    return next(project.root.glob(f"cases/*/{case}.yml"))


@pytest.mark.parametrize("kind", FILTERS)
@pytest.mark.parametrize("case", CASES.values())
def test_what_comes_back_unchanged_changes_nothing(project: Project, forms: Path, case: str, kind: str) -> None:
    taken = take_form(project, forms / f"{case}.{kind}", draft=False)
    assert taken.sound, taken.found
    assert (taken.notes, taken.pictures) == ([], {})
    assert taken.text == case_file(project, case).read_text("utf-8")


@pytest.mark.parametrize("kind", FILTERS)
@pytest.mark.parametrize("case", CASES.values())
def test_what_libreoffice_saved_is_the_same(project: Project, saved: Path, case: str, kind: str) -> None:
    taken = take_form(project, saved / f"{case}.{kind}", draft=False)
    assert taken.sound, taken.found
    assert (taken.notes, taken.pictures) == ([], {})
    assert taken.text == case_file(project, case).read_text("utf-8")


@pytest.mark.parametrize("kind", FILTERS)
@pytest.mark.parametrize("case", CASES.values())
def test_every_value_arrives_in_a_new_case(project: Project, forms: Path, tmp_path: Path, case: str, kind: str) -> None:
    original = case_file(project, case)
    fresh = form_project(copy_sample(tmp_path / "project"))
    shutil.rmtree(fresh.root / "cases" / original.parent.name / case)
    (fresh.root / "cases" / original.parent.name / original.name).unlink()
    taken = take_form(fresh, forms / f"{case}.{kind}", draft=False)
    write_form(fresh, taken, draft=False, update=False)
    assert taken.written, taken.found
    wanted, got = (_case(file) for file in (original, fresh.root / taken.path))
    assert _without_names(got) == _without_names(wanted)
    pictures = [(original.with_suffix("") / image.file).read_bytes() for image in wanted.images]
    assert [((fresh.root / taken.path).with_suffix("") / image.file).read_bytes() for image in got.images] == pictures


def _case(file: Path) -> Case:
    return Case.model_validate(yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader))


def _without_names(case: Case) -> dict[str, Any]:
    """What a form carries of a case; a new picture gets a name of its own, and texts are compared as they show."""
    plain = case.model_dump(exclude=set(OFFICE_KEYS), mode="json")
    plain["contact"].pop("organisation")
    for image in plain["images"]:
        del image["file"]
    for key in SECTIONS:
        plain[key] = [as_lines(shown(text)) for text in case.section(key)]
    return plain


def test_every_key_of_a_case_is_asked_for_or_kept_by_the_office() -> None:
    asked = {str(path_of(item.key)[0]) for item in blank_form("en").items()}
    extra = {"extra"}  # asked for where the programme has such keys
    assert asked | OFFICE_KEYS | extra == set(Case.model_fields)
    assert not asked & OFFICE_KEYS


def test_every_language_has_the_same_words() -> None:
    english = labels("forms", "en")
    for language in LANGUAGES:
        other = labels("forms", language)
        assert other.keys == english.keys
        for key, words in english.all().items():
            assert words.count("{") == other.all()[key].count("{"), key


def test_the_same_input_gives_the_same_bytes(project: Project) -> None:
    for kind in FILTERS:
        assert make(project, kind, "ja", "") == make(project, kind, "ja", "")


@pytest.mark.parametrize("language", CASES)
def test_the_live_count_counts_as_the_check_does(saved: Path, language: str) -> None:
    file = saved / f"{CASES[language]}.xlsx"
    book = load_workbook(file, data_only=True)
    returned = read_workbook(file.read_bytes(), file.name)
    compared = 0
    for key in ("summary", "background", "commercialisation", "success_factors", "short.problem"):
        filled = returned.answers[key]
        sheet = book[filled.place.sheet]
        count = sheet.cell(sheet[filled.place.cell].row, 4).value
        assert count == visible_length(render(written(tidy(filled.blocks, Tidied()))).text, language), key
        compared += 1
    assert compared == 5


def test_the_cells_offer_lists_and_hold_back_what_is_no_date(forms: Path) -> None:
    book = load_workbook(forms / f"{CASES['en']}.xlsx")
    kinds = {check.type for sheet in book.worksheets for check in sheet.data_validations.dataValidation}
    assert kinds == {"list", "custom"}
    hidden = book["lists"]
    assert hidden.sheet_state == "hidden"
    assert [(hidden.cell(row, 1).value, hidden.cell(row, 2).value) for row in (2, 3)] == [
        ("Research under way", "research"),
        ("Practical technology established as a basis", "basis-technology"),
    ]


def test_the_commands_send_and_take(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project")
    run = CliRunner().invoke
    answers = tmp_path / "answers"
    made = answers / "drawing.docx"
    options = ["--case", "steel-wire", "--register", "2006-0115", "--out", str(made)]
    result = run(main, ["form", "-C", str(root), "--format", "docx", "--language", "ja", *options])
    assert (result.exit_code, result.output) == (0, f"{made} written.\n")
    result = run(main, ["import", "-C", str(root), str(answers), "--reply"])
    assert result.exit_code == 1
    assert "drawing.docx: 「要約」: error[missing-key]: 「要約」が記入されていません。" in result.output
    assert "1 form read, 0 case files written." in result.output
    reply = (answers / "drawing.reply.txt").read_text("utf-8")
    assert reply.startswith("事例「Recycled polypropylene with restored toughness」について\n")
    result = run(main, ["import", "-C", str(root), str(answers), "--draft"])
    assert "cases/2020/steel-wire.yml written." in result.output
    assert "status: draft" in (root / "cases/2020/steel-wire.yml").read_text("utf-8")
    nothing = run(main, ["import", "-C", str(root), str(root / "docs")])
    assert (nothing.exit_code, "There is no form" in nothing.output) == (2, True)
    assert run(main, ["form", "-C", str(root), "--format", "xlsx", "--language", "en", "--case", "A B"]).exit_code == 2


def test_forms_for_all_who_are_waited_for(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project")
    expected = (
        '{case: gate-wear, edition: "2020", language: zh-Hans}\n'  # no such case yet
        '{case: hydride-compact-tank, edition: "2020"}\n'  # written in Chinese
        '{case: cable-harness-robot, edition: "2020", returned: 2020-03-30}\n'
        '{project: 2006-0115, edition: "2010"}\n'
    )
    lines = "".join(f"  - {line}\n" for line in expected.splitlines())
    (root / "office.yml").write_text(f"expected:\n{lines}", "utf-8")
    run = CliRunner().invoke
    words = ["form", "-C", str(root), "--format", "xlsx", "--expected"]
    named = run(main, [*words, "--edition", "2020"])
    assert named.exit_code == 0, named.output
    assert named.output.endswith("2 forms written.\n")
    assert {file.name for file in (root / "forms").iterdir()} == {
        "gate-wear.zh.xlsx", "hydride-compact-tank.zh.xlsx",
    }  # fmt: skip
    assert "--language" in run(main, words).output  # of a project in the register nobody knows the language
    everywhere = run(main, [*words, "--language", "ja", "--out", str(tmp_path / "all")])
    assert everywhere.output.endswith("3 forms written.\n")
    assert (tmp_path / "all" / "2006-0115.ja.xlsx").is_file()
    assert run(main, [*words, "--case", "gate-wear"]).exit_code == 2
    assert run(main, ["form", "-C", str(root), "--format", "xlsx"]).exit_code == 2
