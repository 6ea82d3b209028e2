"""Numbers, money and dates as each language writes them in print."""

from __future__ import annotations

from decimal import Decimal

NO_BREAK = "\u00a0"
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_CURRENCIES = {
    "ja": {"JPY": "円", "CNY": "元", "USD": "米ドル", "EUR": "ユーロ"},
    "zh-Hans": {"JPY": "日元", "CNY": "元", "USD": "美元", "EUR": "欧元"},
}


def number(value: Decimal, language: str) -> str:
    """The number with the digits written, a true minus and thousands set apart (not in Chinese)."""
    if value and not Decimal("0.001") <= abs(value) < Decimal(10_000_000):
        return _power(value)
    digits, point, fraction = format(abs(value), "f").partition(".")
    whole = digits if language.startswith("zh") else f"{int(digits):,}"
    return ("−" if value < 0 else "") + whole + point + fraction


def _power(value: Decimal) -> str:
    """Very small and very large numbers as powers of ten: 3 × 10⁻⁹."""
    mantissa, exponent = f"{value.normalize():E}".split("E")
    power = "10" + str(int(exponent)).translate(_SUPERSCRIPT)
    return power if mantissa == "1" else f"{mantissa.replace('-', '−')}{NO_BREAK}×{NO_BREAK}{power}"


def with_unit(value: str, unit: str, language: str) -> str:
    """The number and its unit, which never part at a line's end; `%` follows without a space in CJK."""
    if not unit:
        return value
    joint = "" if unit == "%" and is_cjk(language) else NO_BREAK
    return f"{value}{joint}{unit}"


def is_cjk(language: str) -> bool:
    """Whether a language is set by the rules of Japanese and Chinese."""
    return language.split("-")[0] in {"ja", "zh", "ko"}


def money(amount: Decimal, currency: str, language: str) -> str:
    """An amount in the words of a language: JPY 97.5 million, 9,750万円, 9750万日元."""
    named = _CURRENCIES.get(language)
    if named is None:
        return f"{currency}{NO_BREAK}{_in_millions(amount, language)}"
    return _in_myriads(amount, language) + named.get(currency, f"{NO_BREAK}{currency}")


def _in_millions(amount: Decimal, language: str) -> str:
    for size, word in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
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


def date(value: str, language: str) -> str:
    """A date of any precision: 2019, July 2019, 20 July 2019; 2019年7月20日."""
    parts = [int(part) for part in value.split("-")]
    if is_cjk(language):
        return "".join(f"{part}{sign}" for part, sign in zip(parts, "年月日", strict=False))
    month = [_MONTHS[parts[1] - 1]] if len(parts) > 1 else []
    day = [str(parts[2])] if len(parts) > 2 else []
    return NO_BREAK.join([*day, *month, str(parts[0])])


def period(start: str | None, end: str | None, language: str) -> str:
    """From when to when, either end of which may be missing."""
    dash = "～" if language == "ja" else "—" if is_cjk(language) else " – "
    if not (start or end):
        return ""
    return dash.join(date(value, language) if value else "" for value in (start, end)).strip()


def comma(language: str) -> str:
    """What stands between the entries of a list within a line."""
    return "、" if is_cjk(language) else ", "
