"""Numbers, dates and sizes as readers of a language write them; the digits of the case file are kept."""

from __future__ import annotations

from decimal import Decimal

from casebook.labels.catalogue import Labels

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
MINUS = "\u2212"
NARROW = "\u00a0"


def number_text(value: Decimal) -> str:
    """A number with its digits as written, thousands grouped; very small and very large ones as powers of ten."""
    if value and not Decimal("0.001") <= abs(value) < Decimal(10_000_000):
        return _power_text(value)
    return f"{value:,f}".replace("-", MINUS)


def _power_text(value: Decimal) -> str:
    mantissa, exponent = f"{value.normalize():E}".split("E")
    digits = "" if mantissa in {"1", "-1"} else f"{mantissa}{NARROW}×{NARROW}"
    sign = "-" if mantissa == "-1" else ""
    return f"{sign}{digits}10{str(int(exponent)).translate(_SUPERSCRIPT)}".replace("-", MINUS, 1)


def with_unit(value: Decimal, unit: str) -> str:
    """A number and its unit, which never part at a line's end."""
    return f"{number_text(value)}{NARROW}{unit}" if unit else number_text(value)


def change_text(change: Decimal) -> str:
    """A change in per cent with its sign, to three figures at most: +51.5, −97.6, +700."""
    digits = 0 if abs(change) >= 100 else 1
    text = f"{abs(change):,.{digits}f}".removesuffix(".0")
    return f"{'+' if change > 0 else MINUS if change < 0 else '±'}{text}"


def date_text(value: str, words: Labels) -> str:
    """A date of any precision in the reader's order: 2019, July 2019, 20 July 2019."""
    parts = value.split("-")
    if len(parts) == 1:
        return words("date_year", year=parts[0])
    month = words(f"month_{int(parts[1])}")
    if len(parts) == 2:
        return words("date_month", year=parts[0], month=month)
    return words("date_day", year=parts[0], month=month, day=int(parts[2]))


def money_text(amount: Decimal, currency: str, words: Labels) -> str:
    """An amount with its currency, in millions where it has them."""
    if amount >= 1_000_000:
        return words("money_millions", amount=number_text((amount / 1_000_000).normalize() + 0), currency=currency)
    return words("money", amount=number_text(amount), currency=currency)


def size_text(size: int) -> str:
    """A file's size in MB, one decimal; in kB below one MB."""
    return f"{size / 1_000_000:.1f}{NARROW}MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))}{NARROW}kB"
