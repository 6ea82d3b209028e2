"""The choice of cases as a tree: comparisons joined by and, or, not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "in", "has"]
ORDERED: frozenset[str] = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Comparison:
    """One key against one value, or against several for `in`."""

    key: str
    operator: Operator
    values: tuple[str, ...]

    def __str__(self) -> str:
        written = [_written(value) for value in self.values]
        if self.operator == "in":
            return f"{self.key} in ({', '.join(written)})"
        return f"{self.key} {self.operator} {written[0]}"


@dataclass(frozen=True, slots=True)
class Negation:
    """Not."""

    inner: Expression

    def __str__(self) -> str:
        return f"not ({self.inner})"


@dataclass(frozen=True, slots=True)
class Junction:
    """Two or more joined by `and` or by `or`."""

    word: Literal["and", "or"]
    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return f" {self.word} ".join(f"({part})" for part in self.parts)


Expression = Comparison | Negation | Junction
Value = str | int | Decimal
"""What a case has under a key: a code or a word, a year or a level, a number in the quantity's unit."""


def _written(value: str) -> str:
    plain = value and all(letter.isalnum() or letter in "-_.+/%" for letter in value)
    if plain and value.lower() not in {"and", "or", "not", "in", "has"}:
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
