"""The rows of `register.csv`: every project the programme has funded, with or without a case."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from casebook.model.scalars import Code, Identifier, Line, Model, Number, PartialDate, Whole


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else value


class Project(Model):
    """One funded project."""

    project: Line = Field(description="Its number.")
    adopted: Whole | None = Field(None, description="The fiscal year of adoption.")
    title: Line | None = Field(None, description="Its title.")
    lead: Identifier | None = Field(None, description="The lead's id in organisations.yml.")
    lead_name: Line | None = Field(None, description="The lead's name, as long as it is not registered.")
    region: Code | None = Field(None, description="A code of the regions.")
    field: Code | None = Field(None, description="The main technology field in the scheme of the year.")
    applications: Annotated[tuple[Code, ...], BeforeValidator(_split)] = Field((), description="Codes, split by ;.")
    start: PartialDate | None = Field(None, description="The first month.")
    end: PartialDate | None = Field(None, description="The last month.")
    amount: Number | None = Field(None, description="The public funding.")
    currency: Line | None = Field(None, description="Its currency.")
    stage: Code | None = Field(None, description="The stage last known.")
    case: Identifier | None = Field(None, description="The id of its case, where it has one.")
