"""Parts of a case kept as packed JSON until somebody asks: a check never needs them, a build needs each a few times.

Thousands of cases are held at once, so what was unpacked is let go again: only the latest are remembered.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from casebook.model.case import Case

_LATEST = 512
"""So many unpacked cases are remembered, of some 30 kB each; whoever works case by case unpacks none twice."""
KEEPING = 2500
"""In a casebook of at most so many cases each keeps itself unpacked, in some 75 MB, and as much again in workers."""
_LEVEL = 1
"""Of compression: a quarter of the size for a fifth of a millisecond; higher ones cost more than they save."""


def pack(source: str) -> bytes:
    """JSON as it is kept in memory and in the cache."""
    return zlib.compress(source.encode(), _LEVEL)


@lru_cache(_LATEST)
def _case(packed: bytes) -> Case:
    return Case.model_validate_json(zlib.decompress(packed))


@lru_cache(_LATEST // 8)
def _texts(packed: bytes) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    data = json.loads(zlib.decompress(packed))
    return {language: {key: tuple(items) for key, items in each.items()} for language, each in data.items()}


def _digest(packed: bytes) -> str:
    """What stands for packed text where values are shown or compared as words."""
    return hashlib.blake2b(packed, digest_size=16).hexdigest()


class KeptCase:
    """A typed case as the text that it was written down as."""

    __slots__ = ("_case", "_keeps", "_text")

    def __init__(self, packed: bytes, *, keeps: bool = False) -> None:
        self._text: bytes | None = packed
        self._keeps = keeps
        self._case: Case | None = None

    def __reduce__(self) -> tuple[type[KeptCase], tuple[bytes]]:
        return KeptCase, (self._packed,)

    @classmethod
    def of(cls, case: Case) -> KeptCase:
        """A case packed up."""
        return cls(pack(case.model_dump_json(exclude_defaults=True)))

    def altered(self, case: Case) -> KeptCase:
        """A case that was made from this one: packed up at once, or by who keeps itself only when that is asked for."""
        if not self._keeps:
            return KeptCase.of(case)
        altered = KeptCase(b"", keeps=True)
        altered._text, altered._case = None, case
        return altered

    @property
    def _packed(self) -> bytes:
        if self._text is None:
            self._text = pack(self.case.model_dump_json(exclude_defaults=True))
        return self._text

    @property
    def case(self) -> Case:
        """The case; one that keeps it unpacks it once, and workers forked after that need not do so again."""
        if self._case is not None:
            return self._case
        if not self._keeps:
            return _case(self._packed)
        self._case = Case.model_validate_json(zlib.decompress(self._packed))
        return self._case

    def __repr__(self) -> str:
        return f"KeptCase({_digest(self._packed)})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptCase) and self._packed == other._packed

    def __hash__(self) -> int:
        return hash(self._packed)


class KeptTexts(Mapping[str, Mapping[str, tuple[str, ...]]]):
    """The rendered texts of a case: language → section → HTML of its items."""

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def __repr__(self) -> str:
        return f"KeptTexts({_digest(self._packed)})"

    def __eq__(self, other: object) -> bool:
        return self._packed == other._packed if isinstance(other, KeptTexts) else super().__eq__(other)

    def __hash__(self) -> int:
        return hash(self._packed)

    def __getitem__(self, language: str) -> Mapping[str, tuple[str, ...]]:
        return _texts(self._packed)[language]

    def __iter__(self) -> Iterator[str]:
        return iter(_texts(self._packed))

    def __len__(self) -> int:
        return len(_texts(self._packed))
