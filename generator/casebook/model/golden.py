"""The entries of `golden_queries.yml`: what readers look for, and what the search must then show."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from casebook.model.scalars import Identifier, Line, Model, as_list

Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(as_list)]


class GoldenQuery(Model):
    """One query."""

    query: Line = Field(description="What is typed.")
    first: Identifiers = Field((), description="The case that stands first; of several, all stand before any other.")
    finds: Identifiers = Field((), description="Cases that are among the results, wherever.")
    note: Line | None = Field(None, description="Why it is asked; for the office.")
