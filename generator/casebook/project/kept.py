"""Parts of a case kept as JSON until somebody asks: a check never needs them, a build needs each once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from casebook.model.case import Case


class KeptCase:
    """A typed case as the text that it was written down as."""

    __slots__ = ("_case", "_json")

    def __init__(self, source: str) -> None:
        self._json = source
        self._case: Case | None = None

    @property
    def case(self) -> Case:
        """The case."""
        if self._case is None:
            self._case = Case.model_validate_json(self._json)
        return self._case

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptCase) and self._json == other._json

    def __hash__(self) -> int:
        return hash(self._json)

    def __reduce__(self) -> tuple[type[KeptCase], tuple[str]]:
        return KeptCase, (self._json,)


class KeptTexts(Mapping[str, Mapping[str, tuple[str, ...]]]):
    """The rendered texts of a case: language → section → HTML of its items."""

    __slots__ = ("_json", "_value")

    def __init__(self, source: str) -> None:
        self._json = source
        self._value: dict[str, dict[str, tuple[str, ...]]] | None = None

    def _texts(self) -> dict[str, dict[str, tuple[str, ...]]]:
        if self._value is None:
            data = json.loads(self._json)
            self._value = {
                language: {key: tuple(items) for key, items in each.items()} for language, each in data.items()
            }
        return self._value

    def __getitem__(self, language: str) -> Mapping[str, tuple[str, ...]]:
        return self._texts()[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts())

    def __len__(self) -> int:
        return len(self._texts())

    def __reduce__(self) -> tuple[type[KeptTexts], tuple[str]]:
        return KeptTexts, (self._json,)
