"""The formats of catalogues: how large a page is, how much room a case has on it, and of which texts it is made.

What is drawn on the page is the templates' own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

Space = Literal["two-pages", "page", "half-page", "flow"]
"""How much room a case has; `flow` is as many pages as it takes."""

PARTS = (
    "cover", "half-title", "foreword", "how-to-read", "contents", "matrix", "dividers",
    "organisations", "regions", "applications", "keywords", "colophon",
)  # fmt: skip
"""What surrounds the cases, in the order of a book."""
_BOOK = ("cover", "foreword", "contents", "dividers", "organisations", "colophon")

PAPERS: dict[str, tuple[float, float]] = {
    "a1": (594.0, 841.0),
    "a2": (420.0, 594.0),
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "b4": (250.0, 353.0),
    "b5": (176.0, 250.0),
    "jis-b4": (257.0, 364.0),
    "jis-b5": (182.0, 257.0),
    "us-letter": (215.9, 279.4),
    "us-tabloid": (279.4, 431.8),
}
"""Sheets by name: width and height in millimetres, upright."""
SMALLEST, LARGEST = 100.0, 1400.0
"""The least and the greatest side of a page, in millimetres."""


@dataclass(frozen=True, slots=True)
class Format:
    """What holds for every catalogue of a format."""

    template: str
    """The print template that sets it."""
    paper: str
    spaces: tuple[Space, ...]
    """What a case may have, the usual one first."""
    parts: tuple[str, ...]
    """The parts that it has where the catalogue names none."""
    of_short: bool = False
    """Whether it is made of the short sentences, whatever room a case has."""
    bound: bool = True
    """Whether its pages lie beside each other as in a book."""

    def needs_short(self, space: Space) -> bool:
        """Whether a case in this room is made of its short sentences."""
        return self.of_short or space == "half-page"


FORMATS: dict[str, Format] = {
    "book-a4": Format("book.typ", "a4", ("two-pages", "page", "flow"), _BOOK),
    "brochure-a5": Format("brochure.typ", "a5", ("page", "half-page"), (*_BOOK[:3], "colophon"), of_short=True),
    "brochure-a4": Format("brochure.typ", "a4", ("page", "half-page"), (*_BOOK[:3], "colophon"), of_short=True),
    "handout-a4": Format("handout.typ", "a4", ("page",), (), of_short=True, bound=False),
    "poster-a1": Format("poster.typ", "a1", ("page",), (), of_short=True, bound=False),
    "flow-a4": Format("book.typ", "a4", ("flow",), _BOOK),
}
"""By name, as casebook.yml has them."""


def _size(value: Any) -> Any:
    """A sheet's name, or width and height in millimetres."""
    if isinstance(value, str) and value in PAPERS:
        return PAPERS[value]
    sides = list(value) if isinstance(value, list | tuple) else []
    try:
        width, height = (float(Decimal(str(side))) for side in sides)
    except (ValueError, ArithmeticError):
        width = height = 0.0
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        expected = f"{', '.join(PAPERS)}, or width and height in millimetres as [210, 285], {SMALLEST:g} to {LARGEST:g}"
        found = value if isinstance(value, str) else ", ".join(str(side) for side in sides)
        raise PydanticCustomError("bad-value", "{found}", {"found": found, "expected": expected})
    return width, height


PageSize = Annotated[
    tuple[float, float],
    BeforeValidator(_size),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "enum": list(PAPERS)},
                {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
            ]
        }
    ),
]
"""Width and height of a page in millimetres."""
