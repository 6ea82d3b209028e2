"""The mapping file: every key of MAP.yml, and the rules on which column feeds which key of a case file.

What a mapping does to a record is the business of `compose`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.intake.ids import PLACEHOLDER
from casebook.model.case import Role
from casebook.model.decode import decode
from casebook.model.programme import Programme
from casebook.model.scalars import Flag, Line, Lines, Markdown, Model, Whole, as_list
from casebook.rules.context import near
from casebook.source.reader import read_source
from casebook.source.tree import KeyPath, Node, locate


def _column(value: Any) -> Any:
    """Let a plain text stand for a feed that names a column and nothing else."""
    return {"column": value} if isinstance(value, str) else value


class Feed(Model):
    """Where a value comes from: a column, or the same words for every case."""

    column: Line | None = Field(None, description="The column's name.")
    constant: Markdown | None = Field(None, description="The value of every case.")
    default: Line | None = Field(None, description="The value where the column is empty.")
    values: dict[str, Line] = Field({}, description="What stands in the column → what the case file says.")


class LeadFeed(Feed):
    """The summary."""

    lead: Whole | None = Field(
        None, ge=1, le=2000, description="The first sentences, up to so many characters; a `rest` takes the others."
    )


class ListFeed(Feed):
    """A list: every value of the column, or what stands between separators."""

    split: str | None = Field(None, min_length=1, description="What separates values in a cell: ;")


class TermFeed(ListFeed):
    """Codes of one of the programme's lists of terms, met by code, name or alias."""

    collect: Flag = Field(False, description="Whether terms that the list lacks are added to casebook.yml.")


class MemberFeed(ListFeed):
    """Members of the consortium, registered in organisations.yml by their names."""

    role: Role = Field("partner", description="lead, research, partner, advisor or support.")


class Part(Feed):
    """One piece of a section."""

    heading: Line | None = Field(None, description="The sub-heading over this piece.")
    heading_from: Line | None = Field(None, description="The column that holds the sub-heading.")
    text: Literal["plain", "markdown", "html"] = Field(
        "plain", description="plain (every character means itself), markdown or html."
    )
    rest: Flag = Field(False, description="Only what the summary's `lead` left of this column.")


One = Annotated[Feed, BeforeValidator(_column)]
Listed = Annotated[ListFeed, BeforeValidator(_column)]
Terms = Annotated[TermFeed, BeforeValidator(_column)]
Parts = Annotated[tuple[Annotated[Part, BeforeValidator(_column)], ...], BeforeValidator(as_list)]
Members = Annotated[tuple[Annotated[MemberFeed, BeforeValidator(_column)], ...], BeforeValidator(as_list)]


class ShortMap(Model):
    """The short sentences."""

    problem: One | None = None
    solution: One | None = None
    result: One | None = None


class PeriodMap(Model):
    """The project's time."""

    start: One | None = None
    end: One | None = None


class FundingMap(Model):
    """The public funding."""

    amount: One | None = None
    currency: One | None = None


class ContactMap(Model):
    """Whom to ask."""

    department: One | None = None
    name: One | None = None
    email: One | None = None
    phone: One | None = None
    url: One | None = None


class OutputsMap(Model):
    """What the project left behind, by titles and numbers."""

    products: Listed | None = None
    patents: Listed | None = None
    publications: Listed | None = None
    awards: Listed | None = None
    standards: Listed | None = None


class LinkMap(Model):
    """A page elsewhere."""

    title: One
    url: One


class CaseMap(Model):
    """The keys of a case file, each with what feeds it, in the order in which they are written."""

    title: One | None = None
    summary: Annotated[LeadFeed, BeforeValidator(_column)] | None = None
    short: ShortMap | None = None
    language: One | None = None
    status: One | None = None
    publish_from: One | None = None
    project: One | None = None
    adopted: One | None = None
    period: PeriodMap | None = None
    funding: FundingMap | None = None
    fields: Terms | None = None
    applications: Terms | None = None
    processes: Terms | None = None
    materials: Terms | None = None
    keywords: Listed | None = None
    organisations: Members = ()
    background: Parts = ()
    goals: Parts = ()
    problems: Parts = ()
    solutions: Parts = ()
    results: Parts = ()
    commercialisation: Parts = ()
    success_factors: Parts = ()
    outputs: OutputsMap | None = None
    stage: One | None = None
    factors: Terms | None = None
    offers: Terms | None = None
    distinctions: Terms | None = None
    contact: ContactMap | None = None
    links: Annotated[tuple[LinkMap, ...], BeforeValidator(as_list)] = ()
    licence: One | None = None
    extra: dict[str, One] = Field({}, description="The programme's own keys.")


class TableMap(Model):
    """The whole of a mapping file."""

    id: Line = Field(description="The pattern of the ids: {Title}-{Number}, columns in braces.")
    edition: One = Field(description="The edition, which is also the folder under cases/.")
    case: CaseMap = Field(description="The keys of the case files.")
    ignore: Lines = Field((), description="Columns that are left out on purpose.")
    sheet: Line | None = Field(None, description="The sheet of a workbook; the first where left out.")
    rows_of: Line | None = Field(None, description="The column that is equal, or empty, in all rows of one case.")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping that was read, its tree for places, and its problems."""

    path: str
    table_map: TableMap | None
    node: Node | None
    diagnostics: tuple[Diagnostic, ...]


def read_mapping(file: Path) -> Mapping:
    """Read a mapping file; diagnostics name it by its name alone."""
    source = read_source(file, file.name)
    found = list(source.diagnostics)
    if source.root is None:
        return Mapping(file.name, None, None, tuple(found or [diagnose(file.name, (1, 1), "empty-file")]))
    table_map, problems = decode(TableMap, source.root, file.name)
    found += problems
    if table_map is not None:
        found += _check_feeds(table_map, source.root, file.name)
    return Mapping(file.name, table_map, source.root, tuple(found))


def feeds(model: BaseModel, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Feed]]:
    """Every feed of a mapping with its path."""
    for name in type(model).model_fields:
        yield from _feeds_in(getattr(model, name), (*path, name))


def _feeds_in(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Feed]]:
    if isinstance(value, Feed):
        yield path, value
    elif isinstance(value, BaseModel):
        yield from feeds(value, path)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _feeds_in(item, (*path, place))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _feeds_in(item, (*path, key))


def _check_feeds(table_map: TableMap, node: Node, path: str) -> list[Diagnostic]:
    """Each feed has one source, and what the summary leaves over has a place."""
    found = [
        diagnose(path, locate(node, where), "feed-source", key=str(where[-1]))
        for where, feed in feeds(table_map)
        if (feed.column is None) == (feed.constant is None)
    ]
    summary = table_map.case.summary
    rests = [(where, feed) for where, feed in feeds(table_map) if isinstance(feed, Part) and feed.rest]
    taken = [feed for _, feed in rests if summary is not None and summary.lead and feed.column == summary.column]
    found += [diagnose(path, locate(node, where), "rest-without-lead") for where, feed in rests if feed not in taken]
    if summary is not None and summary.lead and len(taken) != 1:
        found.append(diagnose(path, locate(node, ("case", "summary")), "lead-without-rest", column=summary.column))
    return found


def check_columns(mapping: Mapping, columns: Sequence[str]) -> list[Diagnostic]:
    """Every column that is named exists; columns that nothing uses are warned of, since their words would be lost."""
    assert mapping.table_map is not None
    assert mapping.node is not None
    named = [((*where, "column"), feed.column) for where, feed in feeds(mapping.table_map) if feed.column is not None]
    named += [
        ((*where, "heading_from"), feed.heading_from)
        for where, feed in feeds(mapping.table_map)
        if isinstance(feed, Part) and feed.heading_from
    ]
    named += [(("id",), name.strip()) for name in PLACEHOLDER.findall(mapping.table_map.id)]
    named += [(("ignore", place), name) for place, name in enumerate(mapping.table_map.ignore)]
    named += [(("rows_of",), mapping.table_map.rows_of)] if mapping.table_map.rows_of else []
    found = [
        diagnose(
            mapping.path, locate(mapping.node, where), "column-unknown", found=name,
            **(near(name, columns) or {"known": ", ".join(columns)}),
        )
        for where, name in named
        if name not in columns
    ]  # fmt: skip
    used = {name for where, name in named if where != ("id",)}
    return found + [
        diagnose(mapping.path, (1, 1), "column-unused", Severity.WARNING, column=name)
        for name in columns
        if name not in used
    ]


def check_edition(mapping: Mapping, programme: Programme) -> list[Diagnostic]:
    """An edition that is the same for every case stands in casebook.yml."""
    assert mapping.table_map is not None
    assert mapping.node is not None
    edition = mapping.table_map.edition.constant
    known = [each.code for each in programme.editions]
    if edition is None or edition in known:
        return []
    place = locate(mapping.node, ("edition", "constant"))
    return [diagnose(mapping.path, place, "unknown-edition", found=edition, **near(edition, known))]
