"""The registry of companies, institutes and networks: `organisations.yml`, a list."""

from __future__ import annotations

from pydantic import Field

from casebook.model.scalars import Code, Codes, Flag, Identifier, Line, Lines, LocalText, Model, PartialDate, Whole


class Designation(Model):
    """A title that somebody gave, for a time."""

    title: LocalText = Field(description="Its name.")
    by: Line | None = Field(None, description="Who gave it.")
    given: PartialDate | None = Field(None, description="When.")


class LegalNumber(Model):
    """The number by which a state knows an organisation."""

    scheme: Line = Field(description="houjin-bangou (法人番号), uscc (统一社会信用代码), or another.")
    value: Line = Field(description="The number.")


class SharedContact(Model):
    """Where an organisation is reached that answers for others, such as the coordinator of a network."""

    department: Line | None = Field(None, description="The department.")
    email: Line | None = Field(None, description="The mail address of the office, not of a person.")
    phone: Line | None = Field(None, description="The telephone number, international: +81 6 0000 0000.")
    url: Line | None = Field(None, description="The page to visit; its home page where left out.")


class Organisation(Model):
    """A company, institute or network; members without a case are welcome."""

    id: Identifier = Field(description="Its permanent id.")
    names: LocalText = Field(description="Its name per language.")
    reading: LocalText = Field({}, description="How its name is read, for sorting: hiragana, pinyin.")
    aliases: Lines = Field((), description="Other names it goes by.")
    legal_number: LegalNumber | None = Field(None, description="Its legal number.")
    kind: Code | None = Field(None, description="A code of the organisation kinds in casebook.yml.")
    region: Code | None = Field(None, description="A code of the regions in casebook.yml.")
    place: LocalText = Field({}, description="Its town.")
    employees: Whole | None = Field(None, description="How many people work there.")
    certifications: Codes = Field((), description="Codes of the certifications in casebook.yml.")
    designations: tuple[Designation, ...] = Field((), description="Titles given to it.")
    memberships: Codes = Field((), description="Ids of networks it belongs to.")
    url: Line | None = Field(None, description="Its home page, http or https.")
    contact: SharedContact | None = Field(
        None, description="Where it is reached when it stands in for a company; see publication: stand_in."
    )
    successor: Identifier | None = Field(None, description="The id of the organisation that took it over.")
    fictional: Flag = Field(False, description="Invented, and shown as such.")

    def __repr__(self) -> str:
        """All of it, as every page's mark asks for; a twentieth of the time that pydantic's own way takes."""
        return f"Organisation({self.model_dump_json(exclude_defaults=True)})"
