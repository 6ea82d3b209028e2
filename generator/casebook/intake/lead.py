"""Divides a summary that is longer than a lead may be: the first sentences, and all the others. No word is in both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casebook.intake.clean import one_line

LONGEST = 2000
"""Characters that a summary may have at all."""
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Za-z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bNo)(?<!\bSt)(?<!\bvs)(?<!\bca)(?<!\bcf)(?<!\bal)(?<!\bMrs)(?<!\bFig)"
    r"(?<!\bProf)(?<!\bapprox)[.!?]['\"”’)\]]*(?=\s+['\"“‘(\[]?[A-Z0-9])|[。！？][」』）]*"
)


def divide(paragraphs: Sequence[str], limit: int) -> tuple[str, list[str]]:
    """The first sentences up to `limit` characters, at least one, on one line; and the paragraphs that remain."""
    lead = ""
    for place, paragraph in enumerate(paragraphs):
        start = 0
        for end in _ends(paragraph):
            longer = one_line(f"{lead}\n{paragraph[start:end]}")
            if lead and len(longer) > limit:
                return lead, [paragraph[start:].strip(), *paragraphs[place + 1 :]]
            if len(longer) > LONGEST:
                cut = paragraph.rfind(" ", 0, LONGEST) + 1 or LONGEST
                return one_line(paragraph[:cut]), [paragraph[cut:].strip(), *paragraphs[place + 1 :]]
            lead, start = longer, end
    return lead, []


def _ends(paragraph: str) -> list[int]:
    ends = [found.end() for found in _SENTENCE_END.finditer(paragraph)]
    return ends if ends and ends[-1] >= len(paragraph) else [*ends, len(paragraph)]
