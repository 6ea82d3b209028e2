"""Dates of any precision and the time between two, as each language writes them."""

from __future__ import annotations

from casebook.labels.catalogue import labels


def date(value: str, language: str) -> str:
    """A date of any precision: 2019, July 2019, 20 July 2019; 2019年7月20日."""
    words = labels("wording", language)
    year, *rest = (int(part) for part in value.split("-"))
    if not rest:
        return words("date_year", year=year)
    month = words(f"month_{rest[0]}")
    if len(rest) == 1:
        return words("date_month", year=year, month=month)
    return words("date_day", year=year, month=month, day=rest[1])


def period(start: str | None, end: str | None, language: str) -> str:
    """From when to when, either end of which may be missing; '' where both are."""
    if not (start or end):
        return ""
    dash = labels("wording", language)("period_dash")
    return dash.join(date(value, language) if value else "" for value in (start, end)).strip()
