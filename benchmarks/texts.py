"""Made-up prose that is as long and as varied as real cases: seeded, so that each run reads the same."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

BUDGETS = {
    "background": {"en": 860, "ja": 400, "zh-Hans": 340},
    "goals": {"en": 660, "ja": 300, "zh-Hans": 260},
    "problems": {"en": 860, "ja": 400, "zh-Hans": 340},
    "solutions": {"en": 1450, "ja": 670, "zh-Hans": 570},
    "results": {"en": 1050, "ja": 470, "zh-Hans": 410},
    "commercialisation": {"en": 860, "ja": 400, "zh-Hans": 340},
    "success_factors": {"en": 660, "ja": 300, "zh-Hans": 260},
}
"""Characters a section, which together are about 1,100 English words or two printed pages."""


@cache
def _words() -> dict[str, dict[str, Any]]:
    text = (Path(__file__).parent / "sentences.yml").read_text("utf-8")
    words: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.CBaseLoader)
    return words


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes about one part, of one material, made by one process."""

    language: str
    chance: random.Random
    topic: dict[str, str]

    @classmethod
    def about(cls, language: str, chance: random.Random) -> Writer:
        """A writer with a topic by chance."""
        words = _words()[language]
        topic = {key: chance.choice(words[f"{key}s" if key != "process" else "processes"]) for key in _TOPIC}
        return cls(language, chance, topic | {"Process": topic["process"][:1].upper() + topic["process"][1:]})

    def _fill(self, pattern: str) -> str:
        head, *rest = pattern.split("{n}")
        numbered = head + "".join(f"{self.chance.randint(2, 98)}{piece}" for piece in rest)
        return numbered.format(**self.topic, rare=self._rare())

    def title(self) -> str:
        """A title; two cases may have the same."""
        filled = self._fill(self.chance.choice(_words()[self.language]["titles"]))
        return filled[:1].upper() + filled[1:]

    def sentence(self) -> str:
        """One sentence."""
        words = _words()[self.language]
        return self._fill(self.chance.choice(words["asides" if self.chance.random() < _ASIDES else "sentences"]))

    def _rare(self) -> str:
        """One of many words; the first few thousand are met often, the others once or twice in a casebook."""
        rank = min(int(self.chance.paretovariate(0.5)), 30_000)
        chosen = random.Random(rank)
        return "".join(chosen.choices(_words()[self.language]["syllables"], k=3))

    def prose(self, length: int) -> str:
        """Sentences up to about so many characters, in paragraphs of four."""
        paragraphs: list[list[str]] = [[]]
        written = 0
        while True:
            sentence = self.sentence()
            written += len(sentence) + 1
            if written > length and paragraphs[0]:
                break
            if len(paragraphs[-1]) == 4:
                paragraphs.append([])
            paragraphs[-1].append(sentence)
        joint = " " if self.language == "en" else ""
        return "\n\n".join(joint.join(paragraph) for paragraph in paragraphs) + "\n"

    def organisation(self, number: int) -> str:
        """The name of a company; the number keeps it apart from others."""
        words = _words()[self.language]
        return f"{self.chance.choice(words['forms']).format(name=self.chance.choice(words['names']))} {number}"

    def table(self) -> str:
        """A table of four columns and rows, in Markdown."""
        rows = [[str(self.chance.randint(1, 999) / 10) for _ in range(3)] for _ in range(4)]
        head = {"en": ("Series", "Before", "Target", "After"), "ja": ("ロット", "開発前", "目標", "開発後")}
        titles = head.get(self.language, ("批次", "研发前", "目标", "研发后"))
        lines = [titles, ("---", *["--:"] * 3), *((str(place), *row) for place, row in enumerate(rows, 1))]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)


_TOPIC = ("part", "material", "process")
_ASIDES = 0.3
"""The share of sentences that hold a rare word."""
