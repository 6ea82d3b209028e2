"""The spaces of a printed page: a number never parts from its unit at a line's end, nor a sign from its number."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from casebook.wording.numbers import NO_BREAK

TIE = "\u202f\u202f"
"""Two narrow spaces that no line ends at, together as wide as the space between words. The no-break space shares its
glyph with the ordinary space, so a file has to say beside the text which of the two is meant, and some who read it
aloud stop there; a single narrow space is too narrow for others to take it for one."""

_BASE = r"[fpnµμmcdhkMGT]?(?:m|g|s|A|K|V|W|Wh|Hz|N|Pa|J|L|l|eV|Da|mol|Ω|F|T|S|B|bit|bar)"
_OTHER = r"%|‰|°C|°F|°|℃|Å|min|h|d|t|rpm|dB|HV|HRC|HB|µε|(?:wt|vol|at|mol|mass)%|pp[mb]|million|billion|pcs"
_NUMBER = "[0-9⁰¹²³⁴-⁹]"
# Most texts have none of these, and are passed over at once.
_ANY = re.compile(rf"[0-9⁰¹²³⁴-⁹±×<>≤≥≈][ {NO_BREAK}\u202f]")
_UNIT = re.compile(rf"({_NUMBER})[ {NO_BREAK}\u202f](?=(?:{_OTHER}|{_BASE})(?![A-Za-z]))")
_SIGN = re.compile(rf"([±<>≤≥≈])[ {NO_BREAK}\u202f](?=[0-9−-])")
_BETWEEN = re.compile(rf"({_NUMBER})[ {NO_BREAK}\u202f]([×±])(?:{TIE}|[ {NO_BREAK}\u202f])(?=[0-9])")
_OPERATOR = re.compile("[×±]")
_UNIT_AFTER_POWER = re.compile(rf"^[ {NO_BREAK}\u202f](?=(?:{_OTHER}|{_BASE})(?![A-Za-z]))")
_NAMED = re.compile(r"\b((?:JIS )?[A-Z]{1,5}) (?=[0-9])")
"""ISO 9001, TRL 7, JPY 31: what labels say in short lines."""
_JOINED = rf"\1{TIE}"
_LABELS = ("facts", "road", "figures", "more_figures", "tags", "outputs")
_NEVER_SET = frozenset({"id", "path", "lang", "reader", "file", "url", "key", "kind", "t", "align", "alt", "email"})


def tied(text: str) -> str:
    """The text with a tie wherever a number and its unit, or a sign and its number, are to stay together."""
    if not _ANY.search(text):
        return text
    text = _SIGN.sub(_JOINED, _UNIT.sub(_JOINED, text))
    return _BETWEEN.sub(rf"\1{TIE}\2{TIE}", text) if _OPERATOR.search(text) else text


def tied_case(case: dict[str, Any]) -> dict[str, Any]:
    """A case's data with `tied` texts; in labels, which stand in short lines, a name stays with its number too."""
    return {
        key: value if key in _NEVER_SET else _each(_label if key in _LABELS else tied, value)
        for key, value in case.items()
    }


def _label(text: str) -> str:
    return tied(_NAMED.sub(_JOINED, text.replace(NO_BREAK, " ")))


def _each(change: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: held if key in _NEVER_SET else _each(change, held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return _after_powers([_each(change, held) for held in value])
    return value


def _after_powers(nodes: list[Any]) -> list[Any]:
    """Of rich text: the unit that follows a power, as in 10^−9^ Pa, stays with it too."""
    for power, text in pairwise(nodes):
        if (
            isinstance(power, dict)
            and power.get("t") == "sup"
            and power["c"][-1].get("v", "")[-1:].isdigit()
            and "v" in text
        ):
            text["v"] = _UNIT_AFTER_POWER.sub(TIE, text["v"])
    return nodes
