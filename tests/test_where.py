"""The grammar by which cases are chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.model.case import Case
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.where.evaluate import chosen
from casebook.where.expressions import Comparison, Expression, Junction, Negation
from casebook.where.keys import facts_of, kind_of, known_keys
from casebook.where.parser import parse

PROGRAMME = Programme.model_validate(
    {
        "title": "T",
        "taxonomies": {
            "fields": [
                {"code": "cutting", "name": "Cutting", "to": 2017, "replaced_by": ["machining"]},
                {"code": "machining", "name": "Machining"},
            ],
            "regions": [{"code": "kansai", "name": "Kansai"}, {"code": "kanto", "name": "Kanto"}],
            "stages": [
                {"code": "research", "name": "R"},
                {"code": "prototype", "name": "P"},
                {"code": "on-sale", "name": "S"},
            ],
            "quantities": [{"code": "wall-thickness", "name": "Wall thickness", "unit": "mm"}],
        },
        "editions": [{"code": "2019"}, {"code": "2020"}],
    }
)
ORGANISATIONS = {"forge": Organisation.model_validate({"id": "forge", "names": "Forge", "region": "kansai"})}
CASE = Case.model_validate(
    {
        "fields": "cutting",
        "adopted": "2015",
        "keywords": ["thin wall", "vessel"],
        "organisations": [{"id": "forge", "role": "lead"}],
        "figures": [{"quantity": "wall-thickness", "unit": "µm", "before": "350", "after": "100"}],
    }
)
FACTS = facts_of(
    "wall", CASE, editions=("2019", "2020"), stage="prototype", programme=PROGRAMME, organisations=ORGANISATIONS
)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("edition = 2019", True),
        ("edition=2020 and region=kansai", True),
        ("edition = 2019 and region = kanto", False),
        ("region = kanto or stage >= prototype", True),
        ("stage > prototype", False),
        ("stage<on-sale", True),
        ("field = cutting and field = machining", True),
        ("field has machining", True),
        ("not region = kanto", True),
        ("not (region = kansai or stage = research)", False),
        ("region != kanto", True),
        ("region in (kanto, kansai)", True),
        ("wall-thickness <= 0.1", True),
        ("wall-thickness < 0.1", False),
        ("adopted >= 2015 and adopted < 2016", True),
        ('keyword = "thin wall"', True),
        ("trl >= 1", False),
        ("trl != 5", True),
        ("id = wall AND language = en", True),
        ("fields has machining and editions = 2019 and organisations = forge and regions in (kansai)", True),
        ("stage = research or stage = prototype and region = kanto", False),
    ],
)
def test_a_case_fits_or_not(text: str, fits: bool) -> None:
    expression = parse(text, PROGRAMME)
    assert not isinstance(expression, list), expression
    assert chosen(expression, FACTS, PROGRAMME) is fits


@pytest.mark.parametrize(
    ("text", "column", "code", "words"),
    [
        ("regoin = kansai", 0, "where-unknown-key", {"found": "regoin", "near": "region"}),
        ("region = kansay", 9, "where-unknown-value", {"found": "kansay", "key": "region", "near": "kansai"}),
        ("adopted > soon", 10, "where-unknown-value", {"found": "soon", "key": "adopted"}),
        ("region > kansai", 7, "where-syntax", {"found": ">"}),
        ("region =", 8, "where-syntax", {"found": "the end"}),
        ("", 0, "where-syntax", {"found": "the end"}),
        ("region = kansai kanto", 16, "where-syntax", {"found": "kanto"}),
        ("(region = kansai", 16, "where-syntax", {"found": "the end"}),
        ("region = kansai and", 19, "where-syntax", {"found": "the end"}),
        ("region ! kansai", 7, "where-syntax", {"found": "! kansai"}),
        ("(" * 60 + "region = kansai" + ")" * 60, 51, "where-syntax", {"found": "("}),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, column: int, code: str, words: dict[str, str]) -> None:
    problems = parse(text, PROGRAMME)
    assert isinstance(problems, list)
    assert [(each.column, each.code) for each in problems] == [(column, code)]
    assert words.items() <= dict(problems[0].arguments).items()


def test_an_organisation_must_be_registered_where_the_registry_is_known() -> None:
    assert not isinstance(parse("organisation = frge", PROGRAMME), list)
    problems = parse("organisation = frge", PROGRAMME, ORGANISATIONS)
    assert isinstance(problems, list)
    assert (problems[0].column, dict(problems[0].arguments)["near"]) == (15, "forge")


def test_all_unknown_words_are_reported_at_once() -> None:
    problems = parse("regoin = kansai or region = kansay", PROGRAMME)
    assert isinstance(problems, list)
    assert [each.code for each in problems] == ["where-unknown-key", "where-unknown-value"]


def test_every_key_has_the_kind_it_is_known_by() -> None:
    assert {name: kind_of(name, PROGRAMME) for name in known_keys(PROGRAMME)} == {
        name: key.kind for name, key in known_keys(PROGRAMME).items()
    }


@pytest.mark.parametrize("word", ["and", "OR", "Not", "in", "Has", "a b", "", 'say "x"', "a\\b", "日本", "a=b", "(x)"])
def test_any_word_can_be_asked_for(word: str) -> None:
    expression = Comparison("keyword", "=", (word,))
    assert parse(str(expression), PROGRAMME) == expression


def test_status_is_no_key() -> None:
    problems = parse("status = draft", PROGRAMME)
    assert isinstance(problems, list)
    assert problems[0].code == "where-unknown-key"


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str)
COMPARISONS = st.one_of(
    st.builds(
        Comparison,
        st.sampled_from(["id", "keyword"]),
        st.sampled_from(["=", "!=", "has"]),
        st.tuples(st.text(max_size=9)),
    ),
    st.builds(
        Comparison,
        st.sampled_from(["adopted", "wall-thickness"]),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.tuples(NUMBERS),
    ),
    st.builds(
        Comparison,
        st.just("stage"),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.tuples(st.sampled_from(["research", "prototype", "on-sale"])),
    ),
    st.builds(
        Comparison, st.just("keyword"), st.just("in"), st.lists(st.text(max_size=5), min_size=1, max_size=3).map(tuple)
    ),
)
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    COMPARISONS,
    lambda inner: (
        st.builds(Negation, inner)
        | st.builds(Junction, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=8,
)


@given(EXPRESSIONS)
def test_what_is_written_is_read_back_as_the_same(expression: Expression) -> None:
    assert parse(str(expression), PROGRAMME) == expression


@given(EXPRESSIONS)
def test_not_turns_every_answer(expression: Expression) -> None:
    assert chosen(Negation(expression), FACTS, PROGRAMME) is not chosen(expression, FACTS, PROGRAMME)
