"""Numbers, amounts, dates, figures and colours, as all outputs write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from casebook.labels.catalogue import LANGUAGES, labels
from casebook.model.case import Figure
from casebook.wording.colours import PALETTE, contrast, lighter
from casebook.wording.dates import date, period
from casebook.wording.figures import headline, shares
from casebook.wording.money import money
from casebook.wording.numbers import number, rounded, signed, with_unit


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("24000", "en", "24,000"),
        ("24000", "zh-Hans", "24000"),
        ("-0.10", "ja", "−0.10"),
        ("0.0000003", "en", "3\u00a0×\u00a010⁻⁷"),
        ("-0.0000001", "en", "−10⁻⁷"),
        ("100000000", "ja", "10⁸"),
    ],
)
def test_numbers_keep_their_digits(value: str, language: str, written: str) -> None:
    assert number(Decimal(value), language) == written


@pytest.mark.parametrize(
    ("amount", "currency", "language", "written"),
    [
        (97_500_000, "JPY", "en", "JPY\u00a097.5\u00a0million"),
        (97_500_000, "JPY", "ja", "9,750万円"),
        (236_000_000, "JPY", "ja", "2億3,600万円"),
        (97_500_000, "JPY", "zh-Hans", "9750万日元"),
        (3_200_000, "CNY", "zh-Hans", "320万元"),
        (500, "JPY", "ja", "500円"),
    ],
)
def test_money(amount: int, currency: str, language: str, written: str) -> None:
    assert money(Decimal(amount), currency, language) == written


def test_dates_keep_their_precision() -> None:
    assert date("2019", "en") == "2019"
    assert date("2019-07-20", "en") == "20\u00a0July\u00a02019"
    assert date("2019-07", "ja") == "2019年7月"
    assert period("2015-09", None, "en") == "September\u00a02015 –"
    assert period("2015-09", "2018", "ja") == "2015年9月～2018年"
    assert period(None, None, "ja") == ""


def test_the_per_cent_sign_stands_close_in_cjk() -> None:
    assert with_unit("5", "%", "ja") == "5%"
    assert with_unit("5", "%", "en") == "5\u00a0%"


@pytest.mark.parametrize(("value", "text"), [("51.51", "+51.5"), ("-60", "−60"), ("700.4", "+700"), ("0", "±0")])
def test_changes_have_a_sign_and_three_digits(value: str, text: str) -> None:
    assert signed(rounded(Decimal(value)), "", "en") == text


@pytest.mark.parametrize(
    ("unit", "values", "language", "text"),
    [
        ("µL/min", {"before": "3300", "after": "5000"}, "en", "+51.5\u00a0%"),
        ("µm", {"before": "9", "after": "0.5"}, "ja", "−94.4%"),
        ("%", {"before": "20", "after": "70"}, "en", "+50\u00a0points"),
        ("%", {"before": "20", "after": "70"}, "zh-Hans", "+50个百分点"),
        ("kg", {"change": "-60", "relation": "about"}, "en", "about\u00a0−60\u00a0%"),
        ("kg", {"change": "-60", "relation": "about"}, "ja", "約−60%"),
        ("mm", {"after": "0.5", "relation": "<"}, "en", "<\u00a00.5\u00a0mm"),
        ("mm", {"target": "0.5"}, "en", "0.5\u00a0mm"),
        ("°C", {"before": "20", "after": "80"}, "en", "+60\u00a0°C"),
        ("pcs", {"before": "0", "after": "24000"}, "en", "+24,000\u00a0pcs"),
    ],
)
def test_the_numeral_of_a_figure(unit: str, values: dict[str, str], language: str, text: str) -> None:
    assert headline(_figure(**values), unit, language) == text


def test_bars_begin_at_zero() -> None:
    lengths = shares(_figure(before="50", target="25", after="20"), "s")
    assert lengths == {"before": 1, "target": Decimal("0.5"), "after": Decimal("0.4")}


def test_no_bar_where_zero_is_a_convention_or_not_the_least() -> None:
    assert not shares(_figure(before="20", after="80"), "°C")
    assert not shares(_figure(before="-2", after="8"), "mm")
    assert not shares(_figure(before="0", after="0"), "mm")


def test_field_colours_carry_text_in_both_schemes() -> None:
    for colour in PALETTE:
        assert contrast(colour, "#ffffff") >= 4.99
        assert contrast(lighter(colour, "#14171c"), "#14171c") >= 6.5


@pytest.mark.parametrize("room", ["catalogue", "wording"])
def test_every_language_has_every_label(room: str) -> None:
    keys = {language: labels(room, language).keys for language in LANGUAGES}
    assert keys["en"] == keys["ja"] == keys["zh-Hans"]


def _figure(**keys: str) -> Figure:
    return Figure.model_validate({"quantity": "q", **keys})
