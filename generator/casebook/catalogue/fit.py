"""How a case is set: the steps from roomy to tight, and what the templates and the cache keep of a fit."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from casebook.model.catalogue import Tightening


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder: how large pictures are (above 1: over the whole width), and size and line in points."""

    picture: float
    size: float
    line: float


LADDER = (
    Step(1.75, 8.8, 12.6),
    Step(1.0, 8.8, 12.6),
    Step(0.85, 8.8, 12.6),
    Step(0.7, 8.8, 12.6),
    Step(0.6, 8.8, 12.6),
    Step(0.6, 8.8, 12.0),
    Step(0.6, 8.5, 11.5),
    Step(0.55, 8.2, 11.0),
    Step(0.5, 7.8, 10.5),
    Step(0.5, 7.4, 10.0),
)
"""From roomy to tight; 7.4 pt is the least size of all."""
STANDARD = 1
TIGHTEST = len(LADDER) - 1


def like(step: int) -> int:
    """The last step that sets text as this one does; what differs up to it are pictures alone."""
    text = (LADDER[step].size, LADDER[step].line)
    return max(place for place, each in enumerate(LADDER) if (each.size, each.line) == text)


def tightest_step(limits: Tightening) -> int:
    """The last step of the ladder within a catalogue's limits; the standard one at least."""
    allowed = [
        step.picture * 100 >= limits.pictures and step.size >= limits.size and step.line >= limits.line
        for step in LADDER
    ]
    return max(STANDARD, [*allowed, False].index(False) - 1)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a case is set."""

    step: int = STANDARD
    reserve: float = 0.0
    """White at the foot of the last page, in points."""
    first_reserve: float = 0.0
    """White at the foot of the first page, where all text ends there."""
    band: str = "results"
    """The section before which figures and further pictures stand; they open its page in any case."""
    turn: bool = False
    """Whether the right page begins after the text, which ends on the left one."""
    flows: bool = False
    """Whether it takes more than two pages."""

    def as_layout(self) -> dict[str, Any]:
        """What the templates read."""
        step = LADDER[self.step]
        return {
            "pic": step.picture,
            "size": step.size,
            "line": step.line,
            "reserve": round(self.reserve, 2),
            "first-reserve": round(self.first_reserve, 2),
            "band": self.band,
            "turn": self.turn,
            "flows": self.flows,
        }

    def as_data(self) -> dict[str, Any]:
        """What the cache keeps."""
        return asdict(self)
