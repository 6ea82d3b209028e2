"""Measures of visible text, fair to languages that write without spaces."""

from __future__ import annotations

_WITHOUT_SPACES = frozenset({"ja", "zh", "yue", "lo", "km", "th", "my"})


def visible_length(text: str, language: str) -> int:
    """The length of a text in characters for a budget of its language (BCP 47).

    Languages written without spaces count every character but white space; the others count
    runs of white space as one character and none at the ends.
    """
    between = "" if language.split("-")[0] in _WITHOUT_SPACES else " "
    return len(between.join(text.split()))
