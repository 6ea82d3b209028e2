"""The typed model: numbers keep their digits, dates their precision, and a case survives being written down."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from casebook.model.case import SECTIONS, Case
from casebook.model.hashes import content_hash, source_texts, text_hash
from casebook.model.internal import InternalSheet
from casebook.model.programme import Programme, Quantity
from casebook.model.scalars import first_day, in_language, last_day
from casebook.model.units import convert

LINES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40)
NUMBERS = st.from_regex(r"-?[0-9]{1,6}(\.[0-9]{1,4})?", fullmatch=True)
PARTIAL = st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)).flatmap(
    lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"])
)
CASES = st.fixed_dictionaries(
    {"title": LINES, "status": st.sampled_from(["draft", "published"])},
    optional={
        **{key: st.lists(LINES, min_size=1, max_size=3) | LINES for key in SECTIONS},
        "figures": st.lists(
            st.fixed_dictionaries({"quantity": LINES, "before": NUMBERS, "after": NUMBERS}), max_size=3
        ),
        "period": st.fixed_dictionaries({"start": PARTIAL, "end": PARTIAL}),
        "adopted": st.integers(1950, 2100).map(str),
        "translations": st.dictionaries(
            st.sampled_from(["ja", "zh-Hans"]), st.fixed_dictionaries({"title": LINES}), max_size=2
        ),
    },
)


@given(CASES)
def test_a_case_written_down_and_read_again_is_the_same(data: dict[str, object]) -> None:
    case = Case.model_validate(data)
    again = Case.model_validate_json(case.model_dump_json(exclude_defaults=True))
    assert again == case
    assert content_hash(again) == content_hash(case)


@given(NUMBERS)
def test_numbers_keep_the_digits_written(written: str) -> None:
    case = Case.model_validate({"figures": [{"quantity": "q", "after": written}]})
    assert case.figures[0].after == Decimal(written)
    assert str(Case.model_validate_json(case.model_dump_json()).figures[0].after) == str(Decimal(written))


@given(PARTIAL)
def test_dates_keep_their_precision(written: str) -> None:
    assert Case.model_validate({"period": {"start": written}}).period.start == written  # type: ignore[union-attr]
    assert first_day(written) <= last_day(written)
    assert first_day(written).isoformat().startswith(written)
    assert last_day(written).isoformat().startswith(written)


@pytest.mark.parametrize("written", ["2019-13", "2019-02-30", "19-07", "2019/07", "July 2019", "2019-7"])
def test_what_the_calendar_does_not_have_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        Case.model_validate({"period": {"start": written}})


def test_a_text_stands_for_a_list_of_one() -> None:
    case = Case.model_validate(
        {"problems": "one", "fields": "cutting", "outputs": {"patents": "JP 1", "awards": ["A"]}}
    )
    assert (case.problems, case.fields) == (("one",), ("cutting",))
    assert case.outputs.patents[0].number == "JP 1"
    assert case.outputs.awards[0].title == "A"


def test_the_hash_follows_the_content_and_not_the_office() -> None:
    plain = {"title": "T", "results": "R"}
    before = content_hash(Case.model_validate(plain))
    assert content_hash(Case.model_validate({**plain, "status": "published", "editions": "2019"})) == before
    assert content_hash(Case.model_validate({**plain, "results": "Other"})) != before
    contact = {**plain, "contact": {"phone": "1"}}
    renewed = {**plain, "contact": {"phone": "1", "consent": {"expires": "2040-01-01"}}}
    assert content_hash(Case.model_validate(renewed)) == content_hash(Case.model_validate(contact)) != before
    assert text_hash(("a  b\n",)) == text_hash(("a b",)) != text_hash(("a c",))
    assert set(source_texts(Case.model_validate({**plain, "short": {"problem": "P"}}))) == {
        "title",
        "results",
        "short.problem",
    }


def test_names_fall_back_to_another_language() -> None:
    assert in_language({"en": "Cutting", "ja": "切削"}, "ja") == "切削"
    assert in_language({"en": "Cutting"}, "ja") == "Cutting"
    assert in_language({"": "Cutting"}, "ja") == "Cutting"
    assert in_language({"zh-Hans": "切削"}, "ja") == "切削"
    assert in_language({}, "ja") == ""


def test_fields_are_followed_to_those_of_today_even_in_a_circle() -> None:
    def term(code: str, **more: object) -> dict[str, object]:
        return {"code": code, "name": code, **more}

    fields = [
        term("a", to=2010, replaced_by=["b", "c"]), term("b", to=2017, replaced_by=["d"]), term("c"), term("d"),
        term("x", to=2010, replaced_by=["y"]), term("y", to=2010, replaced_by=["x"]),
    ]  # fmt: skip
    taxonomies = Programme.model_validate({"title": "T", "taxonomies": {"fields": fields}}).taxonomies
    assert taxonomies.fields_today(("a",)) == ("d", "c")
    assert taxonomies.fields_today(("c", "a")) == ("c", "d")
    assert taxonomies.fields_today(("x",)) == ("x",)


@pytest.mark.parametrize(
    ("value", "unit", "into", "result"),
    [
        ("350", "µm", "mm", "0.350"),
        ("2", "μm", "nm", "2000"),
        ("1.5", "h", "min", "90"),
        ("3", "％", "%", "3"),
        ("1", "kg", "mm", None),
    ],
)
def test_units_of_one_kind_convert_exactly(value: str, unit: str, into: str, result: str | None) -> None:
    assert convert(Decimal(value), unit, into) == (None if result is None else Decimal(result))


def test_a_quantity_compares_in_its_own_unit() -> None:
    quantity = Quantity.model_validate({"code": "wall", "name": "Wall", "unit": "mm"})
    assert quantity.value_in_unit(Decimal(100), "µm") == Decimal("0.1")
    assert quantity.value_in_unit(Decimal("0.1"), None) == Decimal("0.1")


def test_an_evaluation_adds_up_to_a_hundred() -> None:
    best = {"research": {"plan": "5", "problems": "5"}, "commercialisation": {"progress": "5", "problems": "5"}}
    assert InternalSheet.model_validate({"case": "wall", **best}).points == 100
    assert InternalSheet.model_validate({"case": "wall"}).points is None
