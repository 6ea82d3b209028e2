"""What a project left behind: products, patents, publications, awards, standards."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from casebook.model.scalars import Line, Model, Whole, as_list


def _titled(value: Any) -> Any:
    """Let a plain text stand for an entry that has nothing but a title."""
    return {"title": value} if isinstance(value, str) else value


def _numbered(value: Any) -> Any:
    return {"number": value} if isinstance(value, str) else value


class Output(Model):
    """A product, publication, award or standard."""

    title: Line = Field(description="What it is called.")
    year: Whole | None = Field(None, ge=1900, le=2200, description="Its year.")
    by: Line | None = Field(None, description="Who published or gave it.")
    url: Line | None = Field(None, description="Its page, http or https.")


class Patent(Model):
    """A patent, by its number."""

    number: Line = Field(description="Its number with the country: JP 6000000.")
    title: Line | None = Field(None, description="Its title.")
    status: Literal["applied", "granted", "expired"] | None = Field(None, description="applied, granted or expired.")
    licence: Literal["open", "exclusive", "none"] | None = Field(None, description="Whether licences are to be had.")


OutputList = Annotated[
    tuple[Annotated[Output, BeforeValidator(_titled, json_schema_input_type=Output | Line)], ...],
    BeforeValidator(as_list),
]
PatentList = Annotated[
    tuple[Annotated[Patent, BeforeValidator(_numbered, json_schema_input_type=Patent | Line)], ...],
    BeforeValidator(as_list),
]


class Outputs(Model):
    """The outputs by kind."""

    products: OutputList = Field((), description="Products.")
    patents: PatentList = Field((), description="Patents.")
    publications: OutputList = Field((), description="Publications.")
    awards: OutputList = Field((), description="Awards.")
    standards: OutputList = Field((), description="Standards.")
