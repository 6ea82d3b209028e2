"""The schemas for editors: they take every file of the sample casebook and refuse what the model refuses."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from casebook.model.case import Case
from casebook.model.programme import Programme
from casebook.project.settings import read_programme
from casebook.scaffold.meanings import MEANINGS
from casebook.scaffold.schema import CODES, schemas, write_schemas

ROOT = Path(__file__).parent.parent
CASES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("cases/*/*.yml"))


class _Editor(yaml.SafeLoader):
    """YAML as editors read it (core schema of 1.2): days are texts, `yes` is a text, `=` is a text."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[-1] in {"int", "float", "bool", "null"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first not in "yYnNoO"
}


def _read(text: str) -> Any:
    return yaml.load(text, Loader=_Editor)


@pytest.fixture(scope="module")
def programme() -> Programme:
    found, _ = read_programme(ROOT)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def made(programme: Programme) -> dict[str, Any]:
    return schemas(programme)


def _problems(schema: Any, value: Any) -> list[str]:
    found = Draft7Validator(schema).iter_errors(value)
    return sorted(f"{'/'.join(map(str, error.path))}: {error.message[:80]}" for error in found)


@pytest.mark.parametrize("kind", ["case", "casebook", "internal", "organisations"])
def test_each_schema_is_a_schema_with_a_neutral_id(made: dict[str, Any], kind: str) -> None:
    Draft7Validator.check_schema(made[kind])
    assert made[kind]["$id"] == f"urn:casebook:schema:{kind}"


@pytest.mark.parametrize("path", CASES)
def test_sample_cases_are_valid(made: dict[str, Any], path: str) -> None:
    assert _problems(made["case"], _read((ROOT / path).read_text("utf-8"))) == []


def test_settings_registry_and_sheets_are_valid(made: dict[str, Any]) -> None:
    assert _problems(made["casebook"], _read((ROOT / "casebook.yml").read_text("utf-8"))) == []
    if (ROOT / "organisations.yml").exists():
        assert _problems(made["organisations"], _read((ROOT / "organisations.yml").read_text("utf-8"))) == []
    for sheet in sorted(ROOT.glob("internal/*.yml")):
        assert _problems(made["internal"], _read(sheet.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "comercialisation: x",
        "fields: [precision-machning]",
        "stage: sold",
        "status: done",
        "editions: [2031]",
        "publish_from: 20 July 2019",
        "adopted: soon",
        "period: {start: July 2019}",
        "maturity: {trl: 12}",
        "figures: [{unit: mm, before: 1}]",
        "figures: [{quantity: wall-thickness, before: 1 mm}]",
        "figures: {quantity: wall-thickness}",
        "organisations: [{id: Example Forge}]",
        "organisations: [{id: example-forge, role: boss}]",
        "background: {text: x}",
        "consent: {channels: [television]}",
        "translations: {japanese: {title: x}}",
        "extra: {anything: 1}",
        "images: [vessel.jpg]",
        "title: [a, b]",
    ],
)
def test_bad_cases_are_refused(made: dict[str, Any], text: str) -> None:
    assert _problems(made["case"], _read(text))


@pytest.mark.parametrize(
    "text",
    [
        "editions: [2019]",
        "editions: 2019",
        "editions: ['2019']",
        "adopted: '2015'",
        "title: 2019",
        "period: {start: 2015, end: 2018-03}",
        "publish_from: 2019-07-20",
        "problems: one text",
        "problems: [one, two]",
        "fields: cutting",
        "outputs: {products: Pump P1, patents: [JP 6000000, {number: JP 1}]}",
        "figures: [{quantity: wall-thickness, before: '0.10', after: 0.05, relation: =}]",
        "translations: {ja: {title: x}, de: {title: y}}",
    ],
)
def test_every_form_of_writing_is_taken(made: dict[str, Any], text: str) -> None:
    assert _problems(made["case"], _read(text)) == []
    Case.model_validate(yaml.load(text, Loader=yaml.BaseLoader))


def test_codes_come_with_their_names(made: dict[str, Any]) -> None:
    fields = made["case"]["definitions"]["codes-of-fields"]
    names = dict(zip(fields["enum"], fields["enumDescriptions"], strict=True))
    assert names["joining-mounting"].startswith("Joining and mounting · 接合・実装")
    assert names["casting"].endswith("(2006–2017; today: three-dimensional-shaping, materials-process)")
    assert fields["enum"].index("casting") > fields["enum"].index("measurement-inspection")


def test_headings_and_budgets_are_told(made: dict[str, Any]) -> None:
    said = made["case"]["properties"]["solutions"]["markdownDescription"]
    assert "“Solutions”" in said
    assert "1,500 (en), 700 (ja), 600 (zh-Hans) characters" in said
    assert "must have it" in said


def test_private_keys_say_so(made: dict[str, Any]) -> None:
    assert made["case"]["properties"]["consent"]["description"].endswith("Never published.")


def test_own_keys_are_typed(programme: Programme) -> None:
    settings = programme.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    grade = {"name": "Grade", "type": "choice", "values": ["A", "B"]}
    own = {"grade": grade, "seats": {"name": "Seats", "type": "number"}}
    settings["template"]["extra"] = own
    case = schemas(Programme.model_validate(settings))["case"]
    assert _problems(case, {"extra": {"grade": "A", "seats": 4}}) == []
    assert _problems(case, {"extra": {"grade": "C"}})
    assert _problems(case, {"extra": {"seats": "many"}})


def test_tables_name_keys_that_exist(made: dict[str, Any]) -> None:
    """A key that is renamed in a model must be renamed here too."""
    holders: dict[str, Any] = {"Case": made["case"]}
    for schema in made.values():
        holders |= copy.deepcopy(schema["definitions"])
    assert [place for place in [*CODES, *MEANINGS] if place[1] not in holders[place[0]]["properties"]] == []
    listed = {place for place, words in MEANINGS.items() for word in words}
    assert listed == set(MEANINGS)


def test_fixed_words_are_those_of_the_model() -> None:
    """Every word of a closed list has its meaning, in the order of the model."""
    plain = json.dumps(Case.model_json_schema()) + json.dumps(Programme.model_json_schema())
    for words in MEANINGS.values():
        listed = list(words)
        assert json.dumps(listed) in plain or f'"const": "{listed[0]}"' in plain


def test_written_files_are_the_same_each_time(programme: Programme, tmp_path: Path) -> None:
    first = [file.read_bytes() for file in write_schemas(programme, tmp_path / "a")]
    second = write_schemas(programme, tmp_path / "b")
    assert [file.read_bytes() for file in second] == first
    assert [file.name for file in second] == [
        "case.schema.json", "casebook.schema.json", "internal.schema.json", "organisations.schema.json",
    ]  # fmt: skip


def test_a_list_without_terms_takes_nothing() -> None:
    """Editors refuse a schema in which `enum` is empty."""
    case = schemas(Programme())["case"]
    Draft7Validator.check_schema(case)
    assert _problems(case, {"fields": ["forging"]})
    assert _problems(case, {"fields": []}) == []
    assert '"enum": []' not in json.dumps(case)
