"""The theme's frame: one rendered page of the theme, split once at its slots and filled for every page of Casebook.

A slot is a run of capital letters that no text contains and that no template engine, minifier or Markdown parser
changes. What goes into a slot is ready HTML: text is escaped by whoever fills it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SLOTS = ("title", "description", "head", "switch", "body")
_SLOT = re.compile(r"CASEBOOKSLOT(" + "|".join(slot.upper() for slot in SLOTS) + r")END")
KINDS = ("browse", "organisations", "catalogues", "deep")
"""The frames of each language; `deep` is two folders down, the others are pages of the navigation one folder down."""


def slot(name: str) -> str:
    """The mark that stands for a slot in a frame."""
    return f"CASEBOOKSLOT{name.upper()}END"


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of the theme in parts: text and slot names by turns, text first."""

    parts: tuple[str, ...]

    def fill(self, content: Mapping[str, str]) -> str:
        """The whole page; a slot without content stays empty."""
        filled = [part if place % 2 == 0 else content.get(part, "") for place, part in enumerate(self.parts)]
        return "".join(filled)


def split_frame(page: str) -> Frame:
    """Split a rendered page at its slots; raises ValueError where the slot for the body is missing."""
    parts = tuple(part if place % 2 == 0 else part.lower() for place, part in enumerate(_SLOT.split(page)))
    if "body" not in parts[1::2]:
        raise ValueError("the theme's page has no slot for the body")
    return Frame(parts)
