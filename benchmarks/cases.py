"""Made-up cases with all that real ones have: prose, tables, lists, figures, organisations, follow-up, pictures."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.texts import BUDGETS, Writer

LANGUAGES = ("en", "ja", "zh-Hans")
CASES_AN_EDITION = 300
"""What a programme office collects in a year at most."""
FIRST_YEAR = 1990
_TRANSLATED = 3
"""Every third case has a translation, as in the sample."""


def edition_of(place: int) -> str:
    """The edition of a case by its place in the list."""
    return str(FIRST_YEAR + place // CASES_AN_EDITION)


def editions(cases: int) -> list[str]:
    """All editions of so many cases, oldest first."""
    return [str(FIRST_YEAR + number) for number in range((max(cases, 1) - 1) // CASES_AN_EDITION + 1)]


def case(
    place: int, languages: Sequence[str], codes: Mapping[str, Sequence[str]], pictures: Sequence[str]
) -> dict[str, Any]:
    """The values of one case file; `codes` are those of each list, of quantities those that should fall."""
    chance = random.Random(f"case {place}")
    language = languages[place % len(languages)]
    writer = Writer.about(language, chance)
    year = chance.randint(2006, 2018)
    values: dict[str, Any] = {
        **_texts(writer),
        "language": language,
        "status": "published",
        "project": f"{year}-{place:04d}",
        "adopted": str(year),
        "period": {"start": f"{year}-09", "end": f"{year + 2}-03"},
        "fields": chance.sample(codes["fields"], chance.randint(1, 2)),
        "applications": chance.sample(codes["applications"], chance.randint(1, 3)),
        "processes": chance.sample(codes["processes"], 2),
        "materials": chance.sample(codes["materials"], 2),
        "keywords": [writer.topic["part"], writer.topic["material"], writer.topic["process"]],
        "organisations": _members(place, chance),
        "figures": _figures(codes["quantities"], chance),
        "stage": chance.choice(codes["stages"]),
        "follow_up": [{"date": f"{year + 3}-07", "stage": codes["stages"][-1], "source": "survey"}],
        "factors": chance.sample(codes["factors"], 2),
        "offers": chance.sample(codes["offers"], 2),
        "outputs": {"patents": [f"JP {chance.randint(5_000_000, 6_900_000)}"], "publications": [writer.sentence()]},
        "images": [{"file": name, "alt": writer.sentence(), "caption": writer.sentence()} for name in pictures],
    }
    if place % _TRANSLATED == 0 and len(languages) > 1:
        other = languages[(place + 1) % len(languages)]
        values["translations"] = {other: _texts(Writer.about(other, chance))}
    return {key: value for key, value in values.items() if value}


def _texts(writer: Writer) -> dict[str, Any]:
    texts: dict[str, Any] = {"title": writer.title(), "summary": f"{writer.sentence()} {writer.sentence()}"}
    texts["short"] = {key: writer.sentence() for key in ("problem", "solution", "result")}
    for key, budget in BUDGETS.items():
        texts[key] = writer.prose(budget[writer.language])
    for key in ("problems", "solutions"):
        length = BUDGETS[key][writer.language] // 3
        texts[key] = [writer.prose(length) for _ in range(3)]
    texts["results"] = f"{writer.prose(BUDGETS['results'][writer.language] * 3 // 4)}\n{writer.table()}"
    texts["goals"] = f"{writer.sentence()}\n\n" + "".join(f"- {writer.sentence()}\n" for _ in range(4))
    return texts


def _members(place: int, chance: random.Random) -> list[dict[str, str]]:
    roles = ("lead", "research", "partner", "advisor")
    numbers = [place // 2, *(chance.randrange(place // 2 + 1) for _ in roles[1:])]
    distinct = list(dict.fromkeys(numbers))
    return [{"id": f"organisation-{number}", "role": role} for number, role in zip(distinct, roles, strict=False)]


def _figures(quantities: Sequence[str], chance: random.Random) -> list[dict[str, str]]:
    figures = []
    for quantity in chance.sample(quantities, 3):
        before = chance.randint(20, 90)
        after = {"before": str(before), "after": str(before - chance.randint(1, 15)), "evidence": "third-party"}
        figures.append({"quantity": quantity, **after})
    return figures
