"""Amounts of money in the words of a language: JPY 97.5 million, 9,750万円, 9750万日元."""

from __future__ import annotations

from decimal import Decimal

from casebook.labels.catalogue import labels
from casebook.wording.languages import is_cjk
from casebook.wording.numbers import NO_BREAK, number

_SIZES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))


def money(amount: Decimal, currency: str, language: str) -> str:
    """An amount with its currency, large ones in millions or, in Chinese and Japanese, in myriads."""
    words, key = labels("wording", language), f"currency_{currency}"
    named = words(key) if key in words.keys else ""
    if not is_cjk(language):
        return f"{named or currency}{NO_BREAK}{_in_millions(amount, language)}"
    return _in_myriads(amount, language) + (named or f"{NO_BREAK}{currency}")


def _in_millions(amount: Decimal, language: str) -> str:
    for size, word in _SIZES:
        if abs(amount) >= size:
            return f"{number(_plain(amount / size), language)}{NO_BREAK}{word}"
    return number(amount, language)


def _in_myriads(amount: Decimal, language: str) -> str:
    hundred_millions, rest = divmod(amount, Decimal(10**8))
    parts = [f"{number(_plain(hundred_millions), language)}{'亿' if language.startswith('zh') else '億'}"]
    parts = parts if hundred_millions else []
    myriads, ones = divmod(rest, Decimal(10**4))
    if ones == 0 or amount >= 10**7:
        myriads = _plain(rest / Decimal(10**4))
        ones = Decimal(0)
    if myriads:
        parts.append(f"{number(myriads, language)}万")
    if ones or not parts:
        parts.append(number(_plain(ones), language))
    return "".join(parts)


def _plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
