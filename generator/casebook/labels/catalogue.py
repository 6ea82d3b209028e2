"""The words of the outputs, one catalogue per room and language: `<room>.<language>.yml`.

A label that is missing is a bug: it raises, and a test compares the languages.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

LANGUAGES = ("en", "ja", "zh-Hans")
"""The languages in which Casebook itself speaks."""


class Labels:
    """The labels of one room in one language; `{name}` in a label is filled from arguments."""

    def __init__(self, room: str, language: str, words: dict[str, str]) -> None:
        self.room = room
        self.language = language
        self._words = words

    def __call__(self, key: str, **arguments: object) -> str:
        """The label under a key. Raises KeyError where the catalogue has none."""
        words = self._words[key]
        return words.format(**arguments) if arguments else words

    @property
    def keys(self) -> frozenset[str]:
        """All keys of the catalogue."""
        return frozenset(self._words)

    def all(self) -> dict[str, str]:
        """Every key with its words."""
        return dict(self._words)


@cache
def labels(room: str, language: str) -> Labels:
    """The labels of a room (`site`, `catalogue`, …) in a language; English for languages Casebook does not speak."""
    spoken = (
        language
        if language in LANGUAGES
        else next((known for known in LANGUAGES if known.split("-")[0] == language.split("-")[0]), "en")
    )
    text = (resources.files(__package__) / f"{room}.{spoken}.yml").read_text("utf-8")
    words: dict[str, str] = yaml.load(text, Loader=yaml.CBaseLoader)
    return Labels(room, spoken, words)
