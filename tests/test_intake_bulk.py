"""`casebook import`: made-up tables through mappings into a project that then loads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from casebook.diagnostics.messages import hint, sentence
from casebook.intake.bulk import ImportReport, import_table
from casebook.intake.ids import case_id, numbered, slug
from tests.projects import found_in, make_project, read

READY = "{column: Field, values: {Turning: precision-machining}}"
MAPPING = """\
id: "{Title}"
edition: {constant: "2019"}
case:
  title: Title
  summary: Lead
  language: {column: Tongue, values: {English: en, Japanese: ja}, default: en}
  status: {constant: published}
  adopted: Year
  fields: {column: Field, values: {Turning: precision-machining}}
  keywords: {column: Words, split: ";"}
  organisations:
    - {column: Company, role: lead}
    - {column: Institutes, role: research, split: ";"}
  solutions: {column: Solution}
  results:
    - {column: Result}
    - {column: Numbers, heading: In numbers}
"""
RECORD = {
    "Title": "Ironing\nof thin walls",
    "Lead": "The wall became thin.",
    "Tongue": "English",
    "Year": 2015,
    "Field": "Turning",
    "Words": "wall; vessel;",
    "Company": "New &amp; Old Ltd",
    "Institutes": "Institute A;institute a",
    "Solution": "- Three passes\n- One tool",
    "Result": "It holds.",
    "Numbers": "# 0.1 mm",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def run(
    root: Path, table: str, *, mapping: str = MAPPING, name: str = "t.jsonl", overwrite: bool = False
) -> ImportReport:
    (root / "map.yml").write_text(mapping, encoding="utf-8")
    (root / name).write_bytes(table.encode("utf-8"))
    return import_table(root, root / name, root / "map.yml", overwrite=overwrite)


def lines(*records: object) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_a_record_becomes_a_case_file(root: Path) -> None:
    report = run(root, lines(RECORD))
    assert report.diagnostics == ()
    assert report.complete
    assert (root / "cases/2019/ironing-of-thin-walls.yml").read_text("utf-8") == (
        "title: Ironing of thin walls\n"
        "summary: The wall became thin.\n"
        "language: en\n"
        "status: published\n"
        "adopted: 2015\n"
        "fields: [precision-machining]\n"
        "keywords: [wall, vessel]\n"
        "organisations:\n"
        "  - {id: new-old-ltd, role: lead}\n"
        "  - {id: institute-a, role: research}\n"
        "solutions: |\n"
        "  \\- Three passes\n"
        "\n"
        "  \\- One tool\n"
        "results: |\n"
        "  It holds.\n"
        "\n"
        "  ### In numbers\n"
        "\n"
        "  \\# 0.1 mm\n"
    )
    assert (
        (root / "organisations.yml")
        .read_text("utf-8")
        .endswith(
            "- {id: new-old-ltd, names: {en: New & Old Ltd}}\n"
            "- {id: institute-a, names: {en: Institute A}, aliases: [institute a]}\n"
        )
    )
    assert report.lines == [
        "read as UTF-8",
        "1 record read, 1 case file written to cases/2019",
        "2 organisations added to organisations.yml",
        "1 HTML entity decoded",
        "3 paragraphs with marks of Markdown that now mean themselves",
    ]
    assert not read(root).errors


def test_csv_with_and_without_its_mark(root: Path) -> None:
    rows = 'Title;Lead\r\n"A ""thin"" wall";"Two\r\nlines"\r\n\r\nAnother wall;x\r\n'
    mapping = 'id: "{Title}"\nedition: {constant: "2019"}\ncase: {title: Title, summary: Lead}\n'
    assert run(root, "\ufeff" + rows, mapping=mapping, name="t.csv").complete
    first = (root / "cases/2019/a-thin-wall.yml").read_text("utf-8")
    assert yaml.safe_load(first) == {"title": 'A "thin" wall', "summary": "Two lines"}
    assert run(root, rows, mapping=mapping, name="t.csv", overwrite=True).complete
    assert (root / "cases/2019/a-thin-wall.yml").read_text("utf-8") == first
    assert not list((root / "cases/2019").glob(".*"))


def test_what_is_there_stays_unless_told_otherwise(root: Path) -> None:
    run(root, lines(RECORD))
    path = root / "cases/2019/ironing-of-thin-walls.yml"
    path.write_text("title: Mine\n", encoding="utf-8")
    registry = (root / "organisations.yml").read_text("utf-8")
    report = run(root, lines(RECORD))
    assert not report.complete
    assert [each.code for each in report.diagnostics] == ["case-exists"]
    assert path.read_text("utf-8") == "title: Mine\n"
    assert run(root, lines(RECORD), overwrite=True).complete
    assert path.read_text("utf-8").startswith("title: Ironing")
    assert (root / "organisations.yml").read_text("utf-8") == registry


def test_terms_are_collected_and_settings_keep_their_comments(root: Path) -> None:
    settings = (root / "casebook.yml").read_text("utf-8")
    mapping = MAPPING.replace(READY, "{column: Field, collect: true}")
    names = ("Laser & light", "LASER  & LIGHT", "光加工")
    records = [RECORD | {"Title": f"Case {name}", "Field": name} for name in names]
    report = run(root, lines(*records), mapping=mapping)
    assert report.complete, report.diagnostics
    grown = (root / "casebook.yml").read_text("utf-8")
    added = [line for line in grown.splitlines() if line not in settings.splitlines()]
    assert added == [
        "    - {code: laser-light, name: Laser & light, aliases: [LASER & LIGHT]}",
        "    - {code: field, name: 光加工}",
    ]
    assert {entry.case.fields for entry in read(root).cases} == {("field",), ("laser-light",)}
    again = run(root, lines(*records), mapping=mapping, overwrite=True)
    assert again.complete
    assert (root / "casebook.yml").read_text("utf-8") == grown


def test_duplicate_titles_are_numbered_in_the_order_of_the_table(root: Path) -> None:
    run(root, lines(*(RECORD | {"Lead": f"Number {number}."} for number in range(3))))
    files = sorted((root / "cases/2019").glob("*.yml"))
    summaries = {file.stem: yaml.safe_load(file.read_text("utf-8"))["summary"] for file in files}
    assert summaries == {
        "ironing-of-thin-walls": "Number 0.",
        "ironing-of-thin-walls-2": "Number 1.",
        "ironing-of-thin-walls-3": "Number 2.",
    }


def test_nested_values_lists_and_numbers_of_json_keep_what_they_say(root: Path) -> None:
    mapping = 'id: "{no.}"\nedition: {constant: "2019"}\ncase: {title: a.b, keywords: w, project: no., summary: t}\n'
    table = '{"no.": 01.5, "a": {"b": "x"}}\n{"no.":1.50,"a":{"b":"T"},"w":["u","v"],"t":null}\n'
    report = run(root, table, mapping=mapping)
    assert [(each.code, each.line, each.column) for each in report.diagnostics] == [("json-syntax", 1, 10)]
    assert yaml.load((root / "cases/2019/1-50.yml").read_text("utf-8"), Loader=yaml.BaseLoader) == {
        "title": "T", "keywords": ["u", "v"], "project": "1.50",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        (MAPPING.replace("Lead", "Leed"), {("error", 5, 12, "column-unknown"), ("warning", 1, 1, "column-unused")}),
        (MAPPING.replace("{Title}", "{Titel}"), {("error", 1, 5, "column-unknown")}),
        (MAPPING.replace("title: Title", "title: {default: x}"), {("error", 4, 10, "feed-source")}),
        (MAPPING.replace("title:", "tittle:"), {("error", 4, 3, "unknown-key")}),
        (MAPPING.replace('"2019"', '"2018"'), {("error", 2, 21, "unknown-edition")}),
        (MAPPING.replace("role: lead", "role: leader"), {("error", 12, 31, "bad-value")}),
        (MAPPING.replace("summary: Lead", "summary: {column: Lead, lead: 9}"), {("error", 5, 12, "lead-without-rest")}),
        (MAPPING.replace("Result}", "Result, rest: true}"), {("error", 16, 7, "rest-without-lead")}),
    ],
)  # fmt: skip
def test_a_faulty_mapping_is_reported_and_writes_nothing(root: Path, mapping: str, expected: set[object]) -> None:
    before = sorted(root.rglob("*"))
    report = run(root, lines(RECORD), mapping=mapping)
    assert found_in(report.diagnostics, "map.yml") == expected
    assert not report.complete
    assert sorted(root.rglob("*")) == sorted({*before, root / "map.yml", root / "t.jsonl"})


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("t.xls", b"x", ("error", 1, 1, "table-format")),
        ("t.jsonl", b"", ("error", 1, 1, "table-empty")),
        ("t.csv", b"Title,Lead\n", ("error", 1, 1, "table-empty")),
        ("t.jsonl", '{"Title": "薄"}\n'.encode("cp932"), ("error", 1, 12, "not-utf8")),
        ("t.csv", "Title\n".encode("utf-16"), ("error", 1, 1, "table-empty")),
        ("t.csv", b"Title,Lead,Title\na,b,c\n", ("error", 1, 3, "column-twice")),
        ("t.csv", b'Title,Lead\n"a,b\n', ("error", 2, 1, "csv-syntax")),
        ("t.jsonl", b"[1]\n", ("error", 1, 1, "json-syntax")),
        ("t.jsonl", b"[" * 100_000, ("error", 1, 1, "json-syntax")),
    ],
)
def test_a_faulty_table_is_reported(root: Path, name: str, data: bytes, expected: object) -> None:
    (root / "map.yml").write_text(MAPPING, encoding="utf-8")
    (root / name).write_bytes(data)
    report = import_table(root, root / name, root / "map.yml", overwrite=False)
    assert found_in(report.diagnostics, name) == {expected}
    assert not list((root / "cases" / "2019").iterdir())


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"Solution": "a\x07b"}, ("warning", "character-removed")),
        ({"Solution": "\uf0b7 first"}, ("error", "unprintable-character")),
        ({"Year": "MMXV"}, ("error", "bad-number")),
        ({"Field": "Alchemy"}, ("error", "unknown-code")),
    ],
)
def test_a_faulty_record_is_reported_at_its_cell(
    root: Path, changed: dict[str, str], expected: tuple[str, str]
) -> None:
    record = json.dumps(RECORD | changed)
    report = run(root, lines(RECORD) + "\n" + record + "\n")
    key = next(iter(changed))
    assert found_in(report.diagnostics, "t.jsonl") == {(expected[0], 3, record.index(f'"{key}"') + 1, expected[1])}
    assert len(list((root / "cases" / "2019").glob("*.yml"))) == 2
    for each in report.diagnostics:
        assert "…" not in sentence(each) + hint(each)


def test_an_id_of_another_edition_is_not_used_again(root: Path) -> None:
    (root / "cases/2018").mkdir()
    (root / "cases/2018/ironing-of-thin-walls.yml").write_text("title: Old\n", encoding="utf-8")
    report = run(root, lines(RECORD))
    assert found_in(report.diagnostics, "t.jsonl") == {("error", 1, 1, "id-twice")}


def test_a_registry_that_cannot_grow_stops_the_import(root: Path) -> None:
    (root / "organisations.yml").write_text("---\n...\n", encoding="utf-8")
    report = run(root, lines(RECORD))
    assert found_in(report.diagnostics, "organisations.yml") == {("error", 1, 1, "list-not-extended")}
    assert not report.complete
    assert not list((root / "cases" / "2019").iterdir())


@pytest.mark.parametrize(
    ("pattern", "values", "expected"),
    [
        ("{T}-{N}", {"T": "Straße & Café’s Ω", "N": "7"}, "strasse-cafes-7"),
        ("{T}-{N}", {"T": "a long title " * 10, "N": "12345"}, "a-long-title-" * 4 + "a-long-12345"),
        ("{T}", {"T": "薄肉"}, "case"),
        ("case {N}", {"N": "5"}, "case-5"),
    ],
)
def test_ids(pattern: str, values: dict[str, str], expected: str) -> None:
    assert case_id(pattern, values) == expected
    assert len(expected) <= 64


def test_numbered_ids_stay_short() -> None:
    assert numbered("a" * 64, {"a" * 64}) == "a" * 62 + "-2"
    assert slug("x" * 80) == "x" * 64
