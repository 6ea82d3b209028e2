"""The small types of the format: codes, ids, dates of any precision, numbers that keep their digits.

Every scalar arrives as text, because the source gives no types; these validators give text its meaning
by the key it stands under, so that `08`, `no` and `1e3` mean what the key means.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]{1,2})?\Z", re.IGNORECASE)
MOST_DIGITS = 34
"""Of a number, as in decimal128; its size is bounded by an exponent of two digits."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?\Z")
IDENTIFIER = r"^[a-z0-9-]{3,64}$"


class Model(BaseModel):
    """The base of everything read from a file: immutable, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False, defer_build=True)


def as_list(value: Any) -> Any:
    """Let a single text or mapping stand for a list of one, as authors write it."""
    if value is None or isinstance(value, list | tuple):
        return value
    return [value]


def _without_breaks(value: str) -> str:
    return " ".join(value.split("\n")).strip()


def _partial_date(value: str) -> str:
    found = PARTIAL_DATE.match(value)
    if found is None:
        raise PydanticCustomError("bad-date", "{found}", {"found": value, "expected": "2019, 2019-07 or 2019-07-20"})
    year, month, day = found.groups()
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise PydanticCustomError(
            "bad-date", "{found}", {"found": value, "expected": "a day that the calendar has"}
        ) from None
    return value


def _full_date(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value) if DAY.match(value) else _refuse_date(value)
        except ValueError:
            return _refuse_date(value)
    return value


def _refuse_date(value: str) -> Any:
    raise PydanticCustomError("bad-date", "{found}", {"found": value, "expected": "a day as 2019-07-20"})


def _number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not NUMBER.match(value):
        raise PydanticCustomError(
            "bad-number", "{found}", {"found": value, "expected": "digits as in 0.10, -60 or 1.0e-9"}
        )
    number = Decimal(value) if len(value) < 200 else Decimal("NaN")
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) > 99:
        expected = f"at most {MOST_DIGITS} digits, and no number beyond 1e99 or below 1e-99"
        raise PydanticCustomError("bad-number", "{found}", {"found": value, "expected": expected})
    return number


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,15}", value):
            raise PydanticCustomError("bad-number", "{found}", {"found": value, "expected": "a whole number"})
        return int(value)
    return value


def _flag(value: Any) -> Any:
    if isinstance(value, str):
        if value not in {"true", "false"}:
            raise PydanticCustomError("bad-value", "{found}", {"found": value, "expected": "true or false"})
        return value == "true"
    return value


def _language(value: str) -> str:
    if not LANGUAGE.match(value):
        raise PydanticCustomError("bad-language", "{found}", {"found": value, "expected": "en, ja or zh-Hans"})
    return value


def _language_or_all(value: str) -> str:
    return value and _language(value)


def _local_text(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]
"""A code of one of the programme's lists of terms."""
Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER)]
"""The permanent id of a case or an organisation."""
Line = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_without_breaks)]
"""Text of one line; a line break in the source becomes a space."""
Markdown = Annotated[str, StringConstraints(max_length=200_000)]
Language = Annotated[
    str, AfterValidator(_language), WithJsonSchema({"type": "string", "pattern": f"^{LANGUAGE.pattern[:-2]}$"})
]
PartialDate = Annotated[
    str,
    AfterValidator(_partial_date),
    WithJsonSchema({"type": ["integer", "string"], "pattern": f"^{PARTIAL_DATE.pattern[:-2]}$"}),
]
"""A date with the precision written: 2019, 2019-07 or 2019-07-20; such texts sort by time."""
Day = Annotated[dt.date, BeforeValidator(_full_date)]
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    WithJsonSchema({"type": ["number", "string"], "pattern": "^" + NUMBER.pattern[:-2] + "$"}),
]
"""A decimal number with the digits that were written."""
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
LocalText = Annotated[
    dict[Annotated[str, AfterValidator(_language_or_all)], Line],
    BeforeValidator(_local_text),
    WithJsonSchema({"type": ["string", "object"], "additionalProperties": {"type": "string"}}),
]
"""A name in several languages; a single text stands for all of them, under the key ''."""
Codes = Annotated[tuple[Code, ...], BeforeValidator(as_list)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(as_list)]
Paragraphs = Annotated[tuple[Markdown, ...], BeforeValidator(as_list)]
"""A section: one Markdown text, or a list of them."""

PRIVATE = {"x-private": True}
"""Marks a key that no published output may carry; the gate and the leak test read it."""


def private(**arguments: Any) -> Any:
    """A field that stays behind the gate."""
    return Field(json_schema_extra=dict(PRIVATE), **arguments)


def first_day(value: str) -> dt.date:
    """The first day that a date of any precision can mean."""
    year, month, day = (*value.split("-"), "1", "1")[:3]
    return dt.date(int(year), int(month), int(day))


def last_day(value: str) -> dt.date:
    """The last day that a date of any precision can mean."""
    year, month, day = (*(int(part) for part in value.split("-")), 0, 0)[:3]
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def in_language(text: dict[str, str], language: str, fallback: str = "en") -> str:
    """The text in a language, else in the fallback, else in whichever comes first; '' where there is none."""
    if language in text:
        return text[language]
    return text.get("") or text.get(fallback) or next(iter(text.values()), "")
