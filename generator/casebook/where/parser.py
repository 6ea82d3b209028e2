"""Reads a choice of cases: `region = kansai and stage >= first-prototype`.

choice     = part { "or" part }
part       = item { "and" item }
item       = "not" item | "(" choice ")" | comparison
comparison = key ( "=" | "!=" | "<" | "<=" | ">" | ">=" | "has" ) value | key "in" "(" value { "," value } ")"
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import cast

from casebook.diagnostics.nearest import near
from casebook.model.programme import Programme
from casebook.where.expressions import ORDERED, Comparison, Expression, Junction, Negation, Operator
from casebook.where.keys import Key, known_keys, singular

TOKEN = re.compile(r'\s*(?:(?P<mark><=|>=|!=|=|<|>|\(|\)|,)|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<word>[^\s()<>=!,"]+))')
WORDS = frozenset({"and", "or", "not", "in", "has"})
MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class WhereProblem:
    """What is wrong with a choice, and where in it."""

    column: int
    """From 0."""
    code: str
    """where-syntax, where-unknown-key or where-unknown-value."""
    arguments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """mark, word or value; the words of the grammar are marks."""
    text: str
    column: int


def parse(
    text: str, programme: Programme, organisations: Collection[str] | None = None
) -> Expression | list[WhereProblem]:
    """The choice, or everything that is wrong with it; `organisations` are the ids known, where that is known."""
    try:
        tokens = _tokens(text)
        reader = _Reader(tokens, known_keys(programme, organisations), text)
        expression = reader.choice(0)
        if reader.place < len(tokens):
            raise _BrokenError(tokens[reader.place].column, tokens[reader.place].text)
    except _BrokenError as broken:
        return [WhereProblem(broken.column, "where-syntax", (("found", broken.found),))]
    return reader.problems or expression


class _BrokenError(Exception):
    """The text does not follow the grammar from here."""

    def __init__(self, column: int, found: str) -> None:
        super().__init__(found)
        self.column = column
        self.found = found


def _tokens(text: str) -> list[_Token]:
    tokens = []
    place = 0
    while text[place:].strip():
        found = TOKEN.match(text, place)
        if found is None:
            raise _BrokenError(place + len(text[place:]) - len(text[place:].lstrip()), text[place:].strip()[:20])
        kind = found.lastgroup or ""
        word = found[kind]
        if kind == "quoted":
            kind, word = "value", re.sub(r"\\(.)", r"\1", word)
        elif kind == "word" and word.lower() in WORDS:
            kind, word = "mark", word.lower()
        tokens.append(_Token(kind, word, found.start(found.lastgroup or 0)))
        place = found.end()
    return tokens


@dataclass(slots=True)
class _Reader:
    tokens: list[_Token]
    keys: dict[str, Key]
    text: str
    place: int = 0
    problems: list[WhereProblem] = field(default_factory=list)

    def choice(self, depth: int) -> Expression:
        """Items joined by `and`, those joined by `or`."""
        if depth > MAX_DEPTH:
            raise _BrokenError(self._column(), "(")
        parts = [self._all_of(depth)]
        while self._take("or"):
            parts.append(self._all_of(depth))
        return parts[0] if len(parts) == 1 else Junction("or", tuple(parts))

    def _all_of(self, depth: int) -> Expression:
        parts = [self._item(depth)]
        while self._take("and"):
            parts.append(self._item(depth))
        return parts[0] if len(parts) == 1 else Junction("and", tuple(parts))

    def _item(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise _BrokenError(self._column(), "not")
        if self._take("not"):
            return Negation(self._item(depth + 1))
        if self._take("("):
            inner = self.choice(depth + 1)
            self._need(")")
            return inner
        return self._comparison()

    def _comparison(self) -> Comparison:
        key = self._word()
        key = replace(key, text=singular(key.text))
        mark = self._next()
        if mark.kind != "mark" or mark.text in {"(", ")", ",", "and", "or", "not"}:
            raise _BrokenError(mark.column, mark.text)
        if mark.text == "in":
            self._need("(")
            values = [self._value()]
            while self._take(","):
                values.append(self._value())
            self._need(")")
        else:
            values = [self._value()]
        self._check(key, mark, values)
        return Comparison(key.text, cast(Operator, mark.text), tuple(value.text for value in values))

    def _check(self, key: _Token, mark: _Token, values: list[_Token]) -> None:
        known = self.keys.get(key.text)
        if known is None:
            listed = ", ".join(sorted(name for name, each in self.keys.items() if each.kind != "quantity"))
            self._report(key.column, "where-unknown-key", found=key.text, known=listed, **near(key.text, self.keys))
            return
        if mark.text in ORDERED and known.kind in {"code", "word"}:
            raise _BrokenError(mark.column, mark.text)
        for value in values:
            if known.kind in {"number", "quantity"} and not _is_number(value.text):
                self._report(value.column, "where-unknown-value", found=value.text, key=key.text)
            elif known.known is not None and value.text not in known.known:
                self._report(
                    value.column,
                    "where-unknown-value",
                    found=value.text,
                    key=key.text,
                    **near(value.text, known.known),
                )

    def _report(self, column: int, code: str, **arguments: str) -> None:
        self.problems.append(WhereProblem(column, code, tuple(sorted(arguments.items()))))

    def _take(self, mark: str) -> bool:
        if (
            self.place < len(self.tokens)
            and self.tokens[self.place].kind == "mark"
            and self.tokens[self.place].text == mark
        ):
            self.place += 1
            return True
        return False

    def _need(self, mark: str) -> None:
        if not self._take(mark):
            found = self._next()
            raise _BrokenError(found.column, found.text)

    def _next(self) -> _Token:
        if self.place >= len(self.tokens):
            raise _BrokenError(len(self.text), "the end")
        self.place += 1
        return self.tokens[self.place - 1]

    def _column(self) -> int:
        return self.tokens[self.place].column if self.place < len(self.tokens) else len(self.text)

    def _word(self) -> _Token:
        token = self._next()
        if token.kind != "word":
            raise _BrokenError(token.column, token.text)
        return token

    def _value(self) -> _Token:
        token = self._next()
        if token.kind not in {"word", "value"}:
            raise _BrokenError(token.column, token.text)
        return token


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
