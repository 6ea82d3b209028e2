"""Open data: nothing private in them, every number with its digits, every text a text, and the packages valid."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner

from casebook.cli import main
from casebook.exports.as_csv import STARTS_FORMULA, written
from casebook.exports.as_json import render_json, schema
from casebook.exports.as_xlsx import render_xlsx
from casebook.exports.sheets import Sheet, all_sheets, read_records
from casebook.exports.write import all_files, render_export, write_data
from casebook.model.case import Case
from casebook.model.tables import case_tables
from casebook.project.load import load
from casebook.publication.gate import PRIVATE_KEYS, publish
from casebook.publication.values import Published
from tests.conftest import CHECKOUT, DAY, copy_sample

CHANNELS = {"data", "web"}


@pytest.fixture(scope="module")
def published() -> Published:
    """The sample casebook as the data may show it."""
    return publish(load(CHECKOUT, date=DAY, use_cache=False, jobs=1), channels=CHANNELS, date=DAY)


@pytest.fixture(scope="module")
def files(published: Published) -> dict[str, bytes]:
    """Every file of the data."""
    return all_files(published)


def test_the_same_cases_and_day_give_the_same_bytes(published: Published, files: dict[str, bytes]) -> None:
    assert all_files(published) == files


def test_every_public_key_of_the_model_has_a_column() -> None:
    named = {table.path[0] for table in case_tables() if table.path}
    named |= {column.path[0] for table in case_tables() if not table.path for column in table.columns}
    assert named == set(Case.model_fields) - set(PRIVATE_KEYS) - {"contact"}


def test_the_json_fits_its_schema_and_keeps_digits(files: dict[str, bytes]) -> None:
    data = json.loads(files["cases.json"], parse_float=Decimal)
    jsonschema.Draft202012Validator(schema()).validate(json.loads(files["cases.json"]))
    by_id = {case["id"]: case for case in data["cases"]}
    figures = by_id["chip-0402-narrow-gap"]["figures"]
    assert str(figures[0]["target"]) == "0.010"
    assert len(by_id) == len(data["cases"]) == 43


def test_a_schema_refuses_what_the_model_would() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    wrong = {"id": "x", "language": "en", "status": "published", "derived": {}, "consent": {"by": "somebody"}}
    document = {"format": 1, "date": "2026-01-01", "cases": [wrong], "organisations": [], "withdrawn": []}
    assert any("consent" in error.message for error in validator.iter_errors(document))


def test_numbers_that_floats_cannot_hold_stay_whole_in_json() -> None:
    text = render_json({"a": Decimal("0.10"), "b": Decimal("1e-9"), "c": dt.date(2020, 1, 2), "d": "0"})
    assert text == '{"a":0.10,"b":1E-9,"c":"2020-01-02","d":"0"}'


def test_private_keys_and_contacts_are_in_no_record(published: Published) -> None:
    for record in read_records(published):
        assert not set(record) & {*PRIVATE_KEYS, "contact"}
        assert not {"email", "phone", "person"} & set(record["derived"].get("contact", {}))


def test_the_data_package_is_valid(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        if "/" not in name:
            (tmp_path / name).write_bytes(content)
    from frictionless import validate

    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "message"])[:5]
    assert {"cases", "figures", "follow-up", "organisations", "taxonomies"} <= {task.name for task in report.tasks}


def test_csv_is_by_the_rules_and_starts_no_formula(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if not name.endswith(".csv"):
            continue
        text = content.decode("utf-8-sig")
        assert text.endswith("\r\n")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, name
        for cell in (cell for row in rows for cell in row):
            starts = cell.startswith(STARTS_FORMULA) and not cell.startswith("'")
            assert not starts or _is_number(cell), f"{name}: {cell[:40]}"
    assert files["cases-excel.csv"] == b"\xef\xbb\xbf" + files["cases.csv"]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("text", ["=1+1", "+81 6", "-", "@a", "'quoted", "＝1", "plain"])
def test_a_text_that_would_be_a_formula_comes_back_from_csv(text: str) -> None:
    cell = written(text)
    assert (cell.removeprefix("'") if cell.startswith("'") else cell) == text
    assert not cell.startswith(tuple("=+-@＝"))


def _nasty() -> list[Sheet]:
    rows: tuple[dict[str, Any], ...] = (
        {"id": "a", "title": '=HYPERLINK("https://example.org")', "summary": "+1", "background.1": "漢" * 40_000},
        {
            "id": "b",
            "title": "氢能 µ",
            "adopted": 2015,
            "publish_from": dt.date(2020, 2, 3),
            "funding.amount": Decimal("0.10"),
        },
        {"id": "c", "title": "-", "funding.amount": Decimal("12345678901234567890.123")},
    )
    columns = ("id", "title", "summary", "adopted", "publish_from", "funding.amount", "background.1")
    return [Sheet("cases", columns, rows)]


def test_no_cell_of_excel_is_a_formula_and_nothing_is_lost() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(_nasty(), title="t", day=DAY)))
    page = book["cases"]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert page["B2"].value == '=HYPERLINK("https://example.org")'
    assert page["F3"].number_format == "0.00"
    assert page["F4"].value == "12345678901234567890.123"
    rest = [row[4] for row in book["long_texts"].iter_rows(min_row=2, values_only=True)]
    assert page["G2"].value + "".join(map(str, rest)) == "漢" * 40_000
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:G4"


@pytest.mark.parametrize(("kind", "options"), [("xlsx", ""), ("csv", ":44,34,76,1")])
def test_libreoffice_opens_the_tables_with_the_right_characters(
    published: Published, tmp_path: Path, kind: str, options: str
) -> None:
    (tmp_path / f"cases.{kind}").write_bytes(all_files(published)[f"cases{'-excel' if kind == 'csv' else ''}.{kind}"])
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    filters = ["--infilter=CSV" + options] if options else []
    command = ["soffice", profile, "--headless", *filters, "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / f"cases.{kind}")], check=True, capture_output=True, timeout=300)
    with zipfile.ZipFile(tmp_path / "cases.ods") as archive:
        content = archive.read("content.xml").decode("utf-8")
    titles = {case.language: case.case.title for case in published.cases if "&" not in (case.case.title or "")}
    assert {"en", "ja", "zh-Hans"} <= set(titles)
    assert [title for title in titles.values() if title and title not in content] == []
    assert "table:formula" not in content


def test_data_made_under_another_decision_are_made_anew(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "p")
    casebook = load(root, date=DAY, use_cache=False, jobs=1)
    folder = write_data(publish(casebook, channels=CHANNELS, date=DAY), root)
    first = (folder / "cases.json").stat().st_mtime_ns
    write_data(publish(casebook, channels=CHANNELS, date=DAY), root)
    assert (folder / "cases.json").stat().st_mtime_ns == first
    write_data(publish(casebook, channels=CHANNELS, date=dt.date(2015, 1, 1)), root)
    assert json.loads((folder / "cases.json").read_text("utf-8"))["date"] == "2015-01-01"


def test_a_part_is_exported_and_a_wrong_choice_named(tmp_path: Path) -> None:
    out = tmp_path / "part.jsonl"
    words = ["export", "-C", str(CHECKOUT), "--date", str(DAY), "--format", "jsonl", "--out", str(out)]
    done = CliRunner().invoke(main, [*words, "--where", "fields = joining-mounting"])
    assert done.exit_code == 0, done.output
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert records
    assert all("joining-mounting" in record["derived"]["fields_today"] for record in records)
    wrong = CliRunner().invoke(main, [*words, "--where", "fields = jioning-mounting"])
    assert wrong.exit_code == 2
    assert "did you mean “joining-mounting”?" in wrong.output


@pytest.mark.parametrize("kind", ["csv", "datapackage"])
def test_tables_come_as_one_file(published: Published, kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(render_export(published, kind))) as archive:
        names = archive.namelist()
    assert "cases.csv" in names
    assert ("datapackage.json" in names) == (kind == "datapackage")


def test_an_archive_holds_an_edition_with_checksums(tmp_path: Path) -> None:
    out = tmp_path / "2019.zip"
    done = CliRunner().invoke(main, ["archive", "2019", "-C", str(CHECKOUT), "--date", str(DAY), "--out", str(out)])
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(out) as archive:
        lines = archive.read("SHA256SUMS").decode("utf-8").splitlines()
        for line in lines:
            digest, _, name = line.partition("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        names = set(archive.namelist())
    assert {"casebook.yml", "organisations.yml", "data/cases.json", "cases/2019/copper-sinter-joining.yml"} <= names
    assert not any(name.startswith("internal/") for name in names)
    unknown = CliRunner().invoke(main, ["archive", "1999", "-C", str(CHECKOUT), "--out", str(out)])
    assert unknown.exit_code == 2


def test_the_tables_hold_every_case_and_figure(published: Published) -> None:
    sheets = {sheet.name: sheet for sheet in all_sheets(read_records(published), published)}
    assert len(sheets["cases"].rows) == len(published.cases)
    assert len(sheets["figures"].rows) == sum(len(case.case.figures) for case in published.cases)
    bore = next(row for row in sheets["figures"].rows if row["case"] == "blind-bore-carburising" and row["place"] == 2)
    assert (bore["unit"], bore["before"], bore["derived.unit"], bore["derived.before"]) == ("min", 540, "s", 32400)
