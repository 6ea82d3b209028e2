"""Numbers, money and dates in print."""

from __future__ import annotations

from decimal import Decimal

import pytest

from casebook.catalogue.figures import key_figure
from casebook.catalogue.wording import date, money, number, period, with_unit
from casebook.labels.catalogue import LANGUAGES, labels
from casebook.model.case import Figure
from casebook.model.programme import Quantity


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("24000", "en", "24,000"),
        ("24000", "zh-Hans", "24000"),
        ("-0.10", "ja", "−0.10"),
        ("0.0000003", "en", "3\u00a0×\u00a010⁻⁷"),
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


def test_the_per_cent_sign_stands_close_in_cjk() -> None:
    assert with_unit("5", "%", "ja") == "5%"
    assert with_unit("5", "%", "en") == "5\u00a0%"


@pytest.mark.parametrize(
    ("unit", "values", "change"),
    [
        ("µL/min", {"before": "3300", "after": "5000"}, "+51.5\u00a0%"),
        ("µm", {"before": "9", "after": "0.5"}, "−94.4\u00a0%"),
        ("%", {"before": "20", "after": "70"}, "+50 points"),
        ("kg", {"change": "-60", "relation": "about"}, "about −60\u00a0%"),
        ("°C", {"before": "20", "after": "80"}, "+60\u00a0°C"),
        ("pcs", {"before": "3000", "after": "24000"}, "+700\u00a0%"),
    ],
)
def test_the_numeral_of_a_figure(unit: str, values: dict[str, str], change: str) -> None:
    figure = Figure.model_validate({"quantity": "q", **values})
    quantity = Quantity.model_validate({"code": "q", "unit": unit, "name": {"en": "Q"}})
    assert (
        key_figure(figure, quantity, labels("catalogue", "en"), "en")["change"].replace("about\u00a0", "about ")
        == change
    )


def test_bars_begin_at_zero() -> None:
    figure = Figure.model_validate({"quantity": "q", "before": "50", "target": "25", "after": "20"})
    quantity = Quantity.model_validate({"code": "q", "unit": "s", "name": {"en": "Q"}})
    bars = key_figure(figure, quantity, labels("catalogue", "en"), "en")["bars"]
    assert [(bar["kind"], bar["share"]) for bar in bars] == [("before", 1.0), ("target", 0.5), ("after", 0.4)]


def test_every_language_has_every_label() -> None:
    keys = {language: labels("catalogue", language).keys for language in LANGUAGES}
    assert keys["en"] == keys["ja"] == keys["zh-Hans"]
