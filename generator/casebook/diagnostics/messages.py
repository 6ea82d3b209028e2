"""Turns diagnostics into sentences: `messages.<language>.yml` has one for each code."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from casebook.diagnostics.values import Diagnostic


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one code."""

    says: str
    hint: str
    near: str = ""
    """The hint where a suggestion is at hand."""


@cache
def messages(language: str = "en") -> dict[str, Message]:
    """Code → message. Raises FileNotFoundError for a language without a catalogue."""
    text = (resources.files(__package__) / f"messages.{language}.yml").read_text("utf-8")
    return {code: Message(**words) for code, words in yaml.load(text, Loader=yaml.CBaseLoader).items()}


class _Words(string.Formatter):
    """Fills in arguments; one that a diagnostic does not carry leaves a gap instead of failing the report."""

    def get_value(self, key: int | str, _args: Sequence[object], kwargs: Mapping[str, object]) -> str:
        return str(kwargs.get(str(key), "…"))


def sentence(diagnostic: Diagnostic, language: str = "en") -> str:
    """What is wrong, in one sentence."""
    return _fill(messages(language)[diagnostic.code].says, diagnostic)


def hint(diagnostic: Diagnostic, language: str = "en") -> str:
    """How to mend it, in one sentence."""
    message = messages(language)[diagnostic.code]
    names = {name for name, _ in diagnostic.arguments}
    return _fill(message.near if message.near and "near" in names else message.hint, diagnostic)


def _fill(words: str, diagnostic: Diagnostic) -> str:
    return _Words().vformat(words, (), dict(diagnostic.arguments))
