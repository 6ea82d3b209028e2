"""What the printer asks for: the keys under `press:` in casebook.yml."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from casebook.model.scalars import Line, Model, Number, Whole


class PressSettings(Model):
    """What files for the press are made for."""

    profile: Line | None = Field(
        None,
        description="The printer's ICC profile, a file in the project; left out, coated paper (FOGRA39).",
    )
    condition: Line | None = Field(None, description="The registered name of that printing: FOGRA51, JapanColor2011.")
    ink_limit: Whole = Field(300, ge=100, le=400, description="The most ink that the paper takes, per cent.")
    smallest_text: Annotated[Number, Field(ge=1, le=20)] = Field(
        Decimal(6), description="The smallest text that the printer accepts, in points."
    )
    thinnest_line: Annotated[Number, Field(ge=0, le=5)] = Field(
        Decimal("0.25"), description="The thinnest line that the printer accepts, in points."
    )
