"""The blank case: every key in the model's order, no error as it stands, and examples that fit when they are used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.diagnostics.values import Severity
from casebook.model.case import Case
from casebook.model.decode import decode
from casebook.model.programme import Programme
from casebook.model.scalars import IDENTIFIER
from casebook.project.settings import read_programme
from casebook.scaffold.blank import blank_case, id_from_title
from casebook.source.reader import parse_source
from tests.projects import make_project, read

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def programme() -> Programme:
    found, _ = read_programme(ROOT)
    assert found is not None
    return found


def _with_examples(blank: str) -> str:
    """The blank case as it is when every example's mark is taken away."""
    first, *lines = blank.split("\n")
    return "\n".join([first, *(line.removeprefix("# ") if line.startswith("# ") else line for line in lines)])


def _keys(text: str) -> list[str]:
    return re.findall(r"^(?:# )?([a-z_]+):", text, re.MULTILINE)


def test_every_key_stands_there_in_the_order_of_the_model(programme: Programme) -> None:
    assert _keys(blank_case(programme, "A vessel", "en").split("\n", 1)[1]) == list(Case.model_fields)


def test_every_key_is_explained(programme: Programme) -> None:
    blank = blank_case(programme, "A vessel", "en")
    for name, field in Case.model_fields.items():
        found = re.search(rf"((?:^## .*\n)+)(?:# )?{name}:", blank, re.MULTILINE)
        assert found, name
        assert (field.description or "") in " ".join(line.removeprefix("## ") for line in found[1].splitlines())


def test_a_blank_case_has_warnings_alone(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    settings, _ = read_programme(root)
    assert settings is not None
    (root / "cases/2019/a-vessel.yml").write_text(blank_case(settings, "A vessel", "en"), encoding="utf-8")
    found = [each for each in read(root).diagnostics if each.path == "cases/2019/a-vessel.yml"]
    assert {each.severity for each in found} == {Severity.WARNING}
    assert {"missing-key", "empty-text"} >= {each.code for each in found if each.code != "empty-section"}


@pytest.mark.parametrize("language", ["en", "ja", "zh-Hans"])
def test_the_examples_are_sound(programme: Programme, language: str) -> None:
    source = parse_source(
        _with_examples(blank_case(programme, "A vessel", language)).encode(), "cases/2020/a-vessel.yml"
    )
    assert source.diagnostics == ()
    assert source.root is not None
    case, problems = decode(Case, source.root, "cases/2020/a-vessel.yml")
    assert problems == []
    assert case is not None
    left_out = {name for name in Case.model_fields if name not in case.model_fields_set}
    assert left_out == set()


def test_the_programme_speaks(programme: Programme) -> None:
    blank = blank_case(programme, "容器", "ja")
    assert "Printed under the heading “解決の手段”. At most 700 characters. A published case must have it." in blank
    assert re.search(r"^solutions: \|$", blank, re.MULTILINE)
    assert re.search(r"^# goals: \|$", blank, re.MULTILINE)
    assert "and 5 more under applications in casebook.yml" in blank.replace("\n## ", " ")
    assert "language: ja" in blank


def test_fields_are_those_of_the_edition(programme: Programme) -> None:
    assert "# fields: [embedded-software]" in blank_case(programme, "A die", "en", edition="2010")
    assert "# fields: [design-development]" in blank_case(programme, "A die", "en")


def test_own_keys_are_offered(programme: Programme) -> None:
    settings = programme.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    settings["template"]["extra"] = {"grade": {"name": "Grade", "type": "choice", "values": ["A", "B"]}}
    assert "# extra:\n#   grade: A\n" in blank_case(Programme.model_validate(settings), "A vessel", "en")


def test_a_programme_without_lists_has_a_blank_case() -> None:
    blank = blank_case(Programme(), "A vessel", "en")
    assert "casebook.yml has no stages yet." in blank
    assert parse_source(_with_examples(blank).encode(), "x.yml").diagnostics == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Thin-wall vessel", "thin-wall-vessel"),
        ("Ølgær straße, 90 µm", "olgaer-strasse-90-um"),
        ("Maker's tool", "makers-tool"),
        ("薄肉容器", ""),
        ("高純度Ti粉末", ""),
        ("CFRPの切削", "cfrp"),
        ("ab", ""),
        ("word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word-word"[:64]),
        ("x" * 100, "x" * 64),
    ],
)
def test_ids_are_made_from_titles(title: str, expected: str) -> None:
    assert id_from_title(title) == expected


@given(st.text(max_size=200))
def test_an_id_is_always_one_or_none(title: str) -> None:
    made = id_from_title(title)
    assert made == "" or re.fullmatch(IDENTIFIER, made)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=200))
def test_any_title_comes_back_as_it_was(title: str) -> None:
    source = parse_source(blank_case(Programme(), title, "en").encode(), "x.yml")
    assert source.root is not None
    case, _ = decode(Case, source.root, "x.yml")
    assert case is not None
    assert (case.title or "") == " ".join(title.split())
