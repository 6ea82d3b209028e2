"""Numbers, units and sizes of files as each language writes them; the digits of the case file are kept."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from casebook.wording.languages import is_cjk

NO_BREAK = "\u00a0"
MINUS = "\u2212"
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: Decimal, language: str) -> str:
    """The number with the digits written, a true minus and thousands set apart (not in Chinese)."""
    if value and not Decimal("0.001") <= abs(value) < Decimal(10_000_000):
        return _power(value)
    digits, point, fraction = format(abs(value), "f").partition(".")
    whole = digits if language.startswith("zh") else f"{int(digits):,}"
    return (MINUS if value < 0 else "") + whole + point + fraction


def _power(value: Decimal) -> str:
    """Very small and very large numbers as powers of ten: 3 × 10⁻⁹."""
    mantissa, exponent = f"{abs(value).normalize():E}".split("E")
    power = "10" + str(int(exponent)).translate(_SUPERSCRIPT)
    sign = MINUS if value < 0 else ""
    return sign + (power if mantissa == "1" else f"{mantissa}{NO_BREAK}×{NO_BREAK}{power}")


def with_unit(value: str, unit: str, language: str) -> str:
    """The number and its unit, which never part at a line's end; `%` follows without a space in CJK."""
    if not unit:
        return value
    joint = "" if unit == "%" and is_cjk(language) else NO_BREAK
    return f"{value}{joint}{unit}"


def quantity(value: Decimal | None, unit: str, language: str) -> str:
    """A measured value with its unit; '' for none."""
    return "" if value is None else with_unit(number(value, language), unit, language)


def signed(value: Decimal, unit: str, language: str) -> str:
    """A difference with its sign and its unit: +51.5 %, −60 %, ±0 mm."""
    return sign(value) + with_unit(number(abs(value), language), unit, language)


def sign(value: Decimal) -> str:
    """The sign of a difference."""
    return MINUS if value < 0 else "+" if value > 0 else "±"


def rounded(value: Decimal) -> Decimal:
    """To three significant digits and at most one decimal place; a tenth of a per cent says nothing beside 300."""
    places = Decimal(1) if abs(value) >= 100 else Decimal("0.1")
    found = value.quantize(places, rounding=ROUND_HALF_EVEN)
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def file_size(size: int) -> str:
    """A file's size in MB, one decimal; in kB below one MB."""
    return f"{size / 1_000_000:.1f}{NO_BREAK}MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))}{NO_BREAK}kB"
