"""The office's own list, `office.yml`: what no other file can tell of the cases of an edition."""

from __future__ import annotations

from pydantic import Field

from casebook.model.scalars import Code, Day, Identifier, Language, Line, Model


class Expected(Model):
    """A case that is expected, and how far it has come."""

    case: Identifier | None = Field(None, description="The id that its file has, or shall have.")
    project: Line | None = Field(None, description="The project's number, as long as there is no case.")
    edition: Code = Field(description="The edition it is for.")
    organisation: Identifier | None = Field(None, description="Who is asked, where it is not the case's lead.")
    language: Language | None = Field(None, description="The language of the form.")
    deadline: Day | None = Field(None, description="The day on which it is due, where it is not the edition's.")
    sent: Day | None = Field(None, description="When the form was sent.")
    returned: Day | None = Field(None, description="When the form came back.")
    proof: Day | None = Field(None, description="When the proof was sent last.")
    note: Line | None = Field(None, description="What to keep in mind.")


class Office(Model):
    """The whole of office.yml."""

    deadlines: dict[Code, Day] = Field({}, description="The day on which the forms of an edition are due.")
    expected: tuple[Expected, ...] = Field((), description="The cases that are expected, in any order.")
