"""The site in pieces: each file with what it is made from, so that any process can write it, and only where it must.

Which pieces there are is decided in `whole`; what the last build wrote is known to `last`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from casebook.site.filling import Filler, Page, write_text
from casebook.site.last import LastSite, Note
from casebook.workers import begun


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the site. Its text depends on nothing but `of` and the filler."""

    file: str
    """Below the site's root."""
    text: Callable[[Any, Filler], str]
    """A function of a module, so that it can be told to other processes."""
    of: Any
    """Values whose `repr` says all of them."""

    def mark(self) -> str:
        """A hash over what it is made from, the filler excepted."""
        return blake2b(f"{self.text.__qualname__}\0{self.of!r}".encode(), digest_size=16).hexdigest()


def page_piece(page: Page) -> Piece:
    """A page beside the cases."""
    return Piece(page.place.file, _page_text, page)


def text_piece(file: str, text: str) -> Piece:
    """A file whose text is ready."""
    return Piece(file, _ready_text, text)


def _page_text(page: Page, filler: Filler) -> str:
    return filler.page(page)


def _ready_text(text: str, _filler: Filler) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes pieces below a folder, those of the last site as they are."""

    filler: Filler
    out: Path
    last: LastSite = field(default_factory=LastSite)
    jobs: int | None = None

    def write(self, pieces: Sequence[Piece]) -> dict[str, Note]:
        """Write all of these; returns what the next build has to know."""
        with self.beginning(pieces) as finish:
            return finish()

    @contextlib.contextmanager
    def beginning(self, pieces: Sequence[Piece]) -> Iterator[Callable[[], dict[str, Note]]]:
        """Begin to write these, on all cores where they are many, while others are planned."""
        with begun(partial(_write_part, pieces, self), len(pieces), self.jobs) as finish:
            yield lambda: {file: note for part in finish() for file, note in part}


def _write_part(pieces: Sequence[Piece], writer: Writer, part: range) -> list[tuple[str, Note]]:
    filler, out, last = writer.filler, writer.out, writer.last
    notes = []
    for piece in pieces[part.start : part.stop]:
        mark, path = piece.mark(), out / piece.file
        if not last.bring(piece.file, mark, path):
            write_text(path, piece.text(piece.of, filler))
        notes.append((piece.file, Note.of(mark, path)))
    return notes
