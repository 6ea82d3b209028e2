"""What a server remembers from one change to the next, so that it makes again only what the change has touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casebook.publication.gate import Decisions
from casebook.publication.values import PublicCase
from casebook.site.cards import Card
from casebook.site.facets import Traits
from casebook.site.filling import Filler
from casebook.site.pieces import Piece


@dataclass(frozen=True, slots=True)
class Made:
    """What lists of all cases ask of a case."""

    case: PublicCase
    marks: tuple[str, ...]
    traits: Traits
    cards: Mapping[str, Card]
    """Language tag → its card."""


@dataclass(slots=True)
class Memory:
    """The last state of a served folder; empty before the first build."""

    decisions: Decisions = field(default_factory=Decisions)
    made: dict[str, Made] = field(default_factory=dict)
    """By case id."""
    pieces: dict[str, Piece] = field(default_factory=dict)
    """What was written, by file."""
    filler: Filler | None = None

    def recall(self, case: PublicCase) -> Made | None:
        """What was made of this case; of one that the gate has decided on anew, nothing."""
        known = self.made.get(case.id)
        return known if known and known.case is case else None

    def changed(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Those that are made from other values than what stands in the folder."""
        return [piece for piece in pieces if self.pieces.get(piece.file) != piece]

    def keep(self, filler: Filler, pieces: Sequence[Piece]) -> None:
        """Take note that all these have been written, and nothing else."""
        self.filler, self.pieces = filler, {piece.file: piece for piece in pieces}
