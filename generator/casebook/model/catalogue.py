"""A catalogue's settings: every key of an entry under `catalogues:` in casebook.yml."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from casebook.model.formats import FORMATS, PARTS, Format, PageSize, Space
from casebook.model.scalars import Identifier, Language, Line, Lines, LocalText, Model, Number, Whole, as_list

Percentage = Annotated[Number, Field(ge=0, le=100)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Grouping = Literal["fields", "applications", "regions", "editions", "organisations", "none"]
Order = Literal["id", "title", "organisation", "stage", "newest", "oldest", "listed"]


def _limit(value: Any) -> Any:
    return None if value == "never" else value


VolumesAbove = Annotated[
    Annotated[Whole, Field(ge=1)] | None,
    BeforeValidator(_limit),
    WithJsonSchema(
        {"anyOf": [{"type": ["integer", "string"], "pattern": r"^\d{1,15}$"}, {"type": "string", "enum": ["never"]}]}
    ),
]
"""A number of cases; none is written as `never`."""


class CoverPicture(Model):
    """The picture of a cover."""

    file: Line = Field(description="The picture, a file in the project.")
    alt: LocalText = Field(description="What it shows, for those who cannot see it.")
    credit: Line | None = Field(None, description="Whose picture it is.")


class BookFonts(Model):
    """Typefaces of a catalogue's own; the files lie in the project's folder `fonts/`."""

    sans: Line | None = Field(None, description="The family of headings, labels and tables.")
    serif: Line | None = Field(None, description="The family of running text.")


class Paper(Model):
    """What the book is printed on, by which its spine is reckoned."""

    sheet: Number = Field(ge=Decimal("0.01"), le=2, description="How thick one sheet, two pages, is, in millimetres.")
    cover: Number = Field(Decimal(0), ge=0, le=5, description="How thick the board of the cover is, in millimetres.")


class CoverSheet(Model):
    """A cover on a sheet of its own, which goes round the spine of a book that is glued at its back."""

    first_page: Literal["title", "cover"] = Field(
        "title",
        description="What the first page of the book's own file then is: a title page, or the cover as on the screen.",
    )
    back: LocalText = Field({}, description="What the back says above the publisher, in a paragraph.")


class Tightening(Model):
    """How far a case may be tightened to fit its pages; nothing is ever set smaller than this."""

    pictures: Number = Field(Decimal(50), ge=50, le=100, description="The least size of pictures, per cent.")
    size: Number = Field(
        Decimal("7.4"), ge=Decimal("7.4"), le=Decimal("8.8"), description="The least size of running text, in points."
    )
    line: Number = Field(
        Decimal(10), ge=10, le=Decimal("12.6"), description="The least distance of its lines, in points."
    )


class Catalogue(Model):
    """A print catalogue."""

    format: Literal[tuple(FORMATS)] = Field("book-a4", description="The format.")  # type: ignore[valid-type]
    title: LocalText = Field({}, description="Its title; the edition's where left out.")
    subtitle: LocalText = Field({}, description="The line under it; the programme's where left out.")
    where: Line | None = Field(None, description="Which cases it takes: edition = 2019 and region = kansai.")
    cases: Annotated[tuple[Identifier, ...], BeforeValidator(as_list)] = Field(
        (), description="Cases taken by hand, beside those that `where` chooses; alone where there is no `where`."
    )
    without: Annotated[tuple[Identifier, ...], BeforeValidator(as_list)] = Field(
        (), description="Cases left out by hand."
    )
    order: Order | None = Field(
        None,
        description="In which order cases stand in a group: by id, title, organisation, stage (the furthest first), "
        "newest or oldest adoption, or as listed under `cases`; as listed where only `cases` are given, else by id.",
    )
    limit: Whole | None = Field(None, ge=1, description="How many cases it takes at most, in their order.")
    group_by: Grouping = Field(
        "fields", description="What groups the cases; with `none` there are no dividers and no thumb tabs."
    )
    size: PageSize | None = Field(
        None,
        description="The size of a page, where not the format's own: a sheet's name or [width, height] in mm.",
    )
    space: Space | None = Field(
        None,
        description="How much room a case has; each format offers some of these, the usual one first.",
    )
    tighten: Tightening = Field(Tightening(), description="How far a case may be tightened to fit its pages.")
    overflow: Literal["error", "flow"] = Field(
        "error",
        description="What becomes of a case that is still too long for its two pages: an error that names its lines, "
        "or as many pages as it takes.",
    )
    parts: Annotated[tuple[Literal[PARTS], ...] | None, BeforeValidator(as_list)] = Field(  # type: ignore[valid-type]
        None, description="What surrounds the cases; the format's own choice where left out."
    )
    languages: Annotated[tuple[Language, ...], BeforeValidator(as_list)] = Field(
        (),
        description="Its languages, the first leads; a brochure adds a summary in the second, a hand-out a back.",
    )
    accent: Colour | None = Field(None, description="Its colour on the screen; the programme's where left out.")
    accent_cmyk: tuple[Percentage, Percentage, Percentage, Percentage] | None = Field(
        None, description="Its colour in print, per cent each."
    )
    fonts: BookFonts = Field(BookFonts(), description="Typefaces of its own.")
    logo: Line | None = Field(
        None, description="A logo for its cover, a file in the project; the publisher's where left out."
    )
    cover_picture: CoverPicture | None = Field(None, description="The picture of its cover.")
    foreword: Line | None = Field(None, description="A Markdown file in the project.")
    before: Lines = Field((), description="Further Markdown files, a page or more each, before the cases.")
    after: Lines = Field((), description="The same after the cases: the network, an advertisement.")
    volumes_above: VolumesAbove = Field(
        400,
        description="With more cases than this it is set as volumes, one for each group; `never`: always as one file.",
    )
    fill_to: Whole | None = Field(
        None,
        ge=2,
        le=64,
        description="Its pages are filled up to a multiple of this: 4 for stitching, 16 for sheets.",
    )
    paper: Paper | None = Field(None, description="The paper, by which the width of the spine is reckoned and told.")
    cover_sheet: CoverSheet | None = Field(
        None,
        description="For the press, the cover as a sheet with back, spine and front; {} is enough.",
    )
    channels: tuple[Literal["web", "print", "data"], ...] = Field(
        ("print", "web"), description="The channels it needs."
    )
    isbn: Line | None = Field(None, description="Its ISBN.")

    @property
    def kind(self) -> Format:
        """What holds for every catalogue of its format."""
        return FORMATS[self.format]

    @property
    def template(self) -> str:
        """The print template that sets it: whole texts that are not on spreads have one of their own."""
        held = self.kind.template
        return "flow.typ" if held == "book.typ" and self.room != "two-pages" else held

    @property
    def room(self) -> Space:
        """How much room a case has."""
        return self.space or self.kind.spaces[0]

    @property
    def of_short(self) -> bool:
        """Whether its pages are made of the short sentences."""
        return self.kind.needs_short(self.room)
