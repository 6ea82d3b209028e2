"""Whatever stands under a key of the format, the check reports it and never stops."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from casebook.diagnostics.values import Diagnostic, visible
from casebook.model.case import Case
from casebook.model.internal import InternalSheet
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.project.kept import KeptCase
from casebook.project.load import load
from casebook.project.read_case import CaseRecord, read_case
from casebook.project.settings import read_programme
from tests.projects import DATE, lacking_words, make_project, plain_case, surroundings

ODD: dict[str, Any] = {
    "text": "a text",
    "empty": "",
    "blank": None,
    "number": "12",
    "huge number": "9" * 400,
    "list": ["a", "b"],
    "empty list": [],
    "blank item": [None],
    "list of lists": [["a"], [["b"]]],
    "list of mappings": [{"a": "b"}, {"c": ["d"]}],
    "mapping": {"a": "b", "en": "c"},
    "empty mapping": {},
    "nested": {"a": {"b": {"c": ["d"]}}},
    "odd keys": {"[key]": "a", "": "b", "0": "c", "<": "d"},
    "long": "x" * 3_000,
    "path": "../../etc/passwd",
    "controls": "a\u001b[31m\u0000b",
    "markup": "<script>[a](javascript:b) ![c](d)",
}
CASE = Path("cases/2019/odd-case.yml").as_posix()


def paths_of(annotation: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every key of a model, those of the models within it too."""
    for model, steps in _models_in(annotation):
        for name, field in model.model_fields.items():
            path = (*above, *steps, field.alias or name)
            yield path
            yield from paths_of(field.annotation, path)


def _models_in(annotation: Any) -> Iterator[tuple[type[BaseModel], tuple[str | int, ...]]]:
    if get_origin(annotation) in (Union, UnionType, Annotated):
        for each in get_args(annotation):
            yield from _models_in(each)
    elif get_origin(annotation) is tuple:
        yield from ((model, (0, *steps)) for model, steps in _models_in(get_args(annotation)[0]))
    elif get_origin(annotation) is dict:
        yield from ((model, ("ja", *steps)) for model, steps in _models_in(get_args(annotation)[1]))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, ()


def planted(path: tuple[str | int, ...], value: Any) -> Any:
    """The value at its path, with nothing beside it."""
    for step in reversed(path):
        value = [value] if step == 0 else {step: value}
    return value


def written(value: Any) -> bytes:
    """JSON, which is YAML; what has no value is left blank, as authors leave it."""
    return json.dumps(value, ensure_ascii=False).replace("null", "").encode()


def judge(found: tuple[Diagnostic, ...], data: bytes) -> None:
    """Every problem has a place in its file, a whole sentence, and words that fit on a line."""
    lines = data.decode().split("\n")
    for each in found:
        assert 1 <= each.line <= len(lines)
        assert 1 <= each.column <= len(lines[each.line - 1]) + 1
        assert not lacking_words(each), each
        assert "another kind of value" not in str(each.arguments), each
        assert all(visible(word) == word for _, word in each.arguments), each


def check(data: bytes) -> CaseRecord:
    record = read_case(data, CASE, surroundings())
    judge(record.diagnostics, data)
    assert CaseRecord.restored(record.case, record.texts, record.findings()) == record
    if record.case is not None:
        kept = KeptCase(record.case)
        assert KeptCase.of(kept.case) == kept
    return record


@pytest.mark.parametrize("kind", sorted(ODD))
def test_a_case_with_an_odd_value_under_any_key(kind: str) -> None:
    for path in paths_of(Case):
        check(written(planted(path, ODD[kind])))


@pytest.mark.parametrize("kind", sorted(ODD))
def test_settings_with_an_odd_value_under_any_key(kind: str, tmp_path: Path) -> None:
    for path in paths_of(Programme):
        data = written({"title": "T", "publication": {"basis": "by-terms"}} | planted(path, ODD[kind]))
        (tmp_path / "casebook.yml").write_bytes(data)
        _, problems = read_programme(tmp_path)
        judge(tuple(problems), data)


@pytest.mark.parametrize("kind", sorted(ODD))
def test_other_files_with_an_odd_value_under_any_key(kind: str, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    (root / "internal").mkdir()
    entries = [{"id": f"works-{number}", "names": "Works", **planted(path, ODD[kind])}
               for number, path in enumerate(paths_of(Organisation))]  # fmt: skip
    (root / "organisations.yml").write_bytes(written(entries))
    for number, path in enumerate(paths_of(InternalSheet)):
        (root / f"internal/sheet-{number}.yml").write_bytes(written({"case": "plain"} | planted(path, ODD[kind])))
    columns = list(Project.model_fields)
    cell = str(ODD[kind]).replace("\x1b", "").replace("\0", "").replace('"', "'")
    rows = [",".join(f'"{cell}"' if name == column else "" for name in columns) for column in columns]
    (root / "register.csv").write_text("\n".join([",".join(columns), *rows]), encoding="utf-8")
    for each in load(root, date=DATE, jobs=1, use_cache=False).diagnostics:
        assert not lacking_words(each), each
        assert "another kind of value" not in str(each.arguments), each


TEXTS = st.sampled_from([each for each in ODD.values() if isinstance(each, str)]) | st.text(max_size=20)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.just("id"), inner, max_size=3),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(list(Case.model_fields)), VALUES, max_size=8))
def test_several_odd_values_at_once(value: dict[str, Any]) -> None:
    check(written(value))


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    record = read_case(data, CASE, surroundings())
    assert all(each.line >= 1 and each.column >= 1 for each in record.diagnostics)
    assert not [each for each in record.diagnostics if lacking_words(each)]


YAML_BITS = st.sampled_from(
    [*"abé薄:{}[],-?!&*#|>'\"%@`\\\t\n \r", "\n  ", ": ", "- ", "|2\n", '"\\u', "\ue000", "---\n", "title"]
)


@settings(deadline=None)
@given(st.lists(YAML_BITS, max_size=40).map("".join))
def test_any_mixture_of_marks(text: str) -> None:
    data = text.encode()
    record = read_case(data, CASE, surroundings())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in record.diagnostics:
        assert 1 <= each.line <= len(lines) + 1, each
        assert 1 <= each.column <= len(([*lines, ""])[each.line - 1]) + 2, each
        assert not lacking_words(each), each
