"""What people write for numbers, dates and choices → what a case file says; what cannot be read stays as it is.

The check then names what stayed. Nothing is guessed: 03/04/2024 is two days, and stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from casebook.intake.forms.questions import Choice
from casebook.intake.lists import folded
from casebook.labels.catalogue import LANGUAGES, labels
from casebook.model.programme import Programme, Term
from casebook.model.units import normalise_unit

_MINUS = re.compile("[−–－ー‐]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]{1,2})?\Z", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[,' ][0-9]{3})+(?:\.[0-9]+)?\Z")
_WITH_UNIT = re.compile(r"([+-]?[0-9][0-9,' ]*(?:\.[0-9]+)?)\s*([^\d\s.,].*)\Z")
_DAY = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?\Z")
_MONTH = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*月?\Z")
_YEAR = re.compile(r"([0-9]{4})\s*年?(?:度)?\Z")
_ERA = re.compile(r"(令和|平成|昭和|[RHS])\s*([0-9]{1,2}|元)\s*[-/.年]\s*(.*)\Z")
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_MONTHS = {name: number for number, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"), 1)}  # fmt: skip
_DAY_WORDS = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)?\.?\s+)?([A-Za-z]{3,9})\.?,?\s+([0-9]{4})\Z")
_WORDS_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,\s+([0-9]{4})\Z")
_SPLIT = re.compile(r"[;；\n]")


def as_number(text: str, units: Collection[str] = ()) -> tuple[str, str]:
    """The number as digits, and the unit behind it where it is one of those given; else the text itself."""
    plain = _MINUS.sub("-", unicodedata.normalize("NFKC", text)).strip()
    found = None if _NUMBER.match(plain) else _WITH_UNIT.match(plain)
    digits, unit = (found[1].strip(), normalise_unit(found[2])) if found else (plain, "")
    if _GROUPED.match(digits):
        digits = re.sub("[,' ]", "", digits)
    known = not unit or unit in {normalise_unit(unicodedata.normalize("NFKC", each)) for each in units}
    return (digits, unit) if known and _NUMBER.match(digits) else (text, "")


def as_date(text: str) -> str:
    """The date as 2024-03-31, 2024-03 or 2024; the text itself where it can be read in two ways, or in none."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip(".").strip()
    era = _ERA.match(plain)
    if era:
        number = _ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
        plain = f"{number}-{era[3]}".rstrip("-")
    for pattern in (_DAY, _MONTH, _YEAR):
        found = pattern.match(plain)
        if found:
            year, *rest = found.groups()
            return "-".join([year, *(f"{int(part):02}" for part in rest)])
    return _in_words(plain) or text


def _in_words(text: str) -> str:
    found = _DAY_WORDS.match(text)
    day, month, year = found.groups() if found else ("", "", "")
    other = None if found else _WORDS_DAY.match(text)
    if other:
        month, day, year = other.groups()
    number = next((each for name, each in _MONTHS.items() if month and name.startswith(month.lower())), 0)
    if not number:
        return ""
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")


def split(text: str) -> list[str]:
    """The entries of a cell that holds several."""
    return [piece.strip() for piece in _SPLIT.split(text) if piece.strip()]


class Names:
    """What a name that was chosen or written stands for, in whatever language."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.codes: dict[str, Mapping[str, str]] = {}

    def code(self, taken: str, choices: Iterable[Choice], name: str) -> str | None:
        """The code of a name in a list; None where the list has none such."""
        if taken not in self.codes:
            self.codes[taken] = self._codes(taken, choices)
        return self.codes[taken].get(folded(name))

    def _codes(self, taken: str, choices: Iterable[Choice]) -> Mapping[str, str]:
        held = {folded(choice.name): choice.code for choice in choices}
        for choice in choices:
            held.setdefault(folded(choice.code), choice.code)
            for language in LANGUAGES:
                words = labels("forms", language)
                key = f"name_{taken}_{choice.code}"
                if key in words.keys:
                    held.setdefault(folded(words(key)), choice.code)
        for term in self._terms(taken):
            for name in (term.code, *term.name.values(), *term.aliases):
                held.setdefault(folded(name), term.code)
        return held

    def _terms(self, taken: str) -> tuple[Term, ...]:
        return tuple(self.programme.taxonomies.index.get(taken, {}).values())
