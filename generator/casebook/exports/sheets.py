"""Open data as tables: the rows of every table, cases and registry alike, ready for CSV and Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casebook.exports.records import case_record, organisation_record, shown_organisations
from casebook.model.programme import TAXONOMIES, Programme
from casebook.model.tables import ANY_LANGUAGE, Cell, Table, case_tables, cells, header, kind_of, organisation_tables
from casebook.publication.values import Published

CASE, PLACE = "case", "place"
"""The columns that tie an entry to its case, and tell its place in the list."""
DERIVED = {
    "cases": ("derived.address", "derived.fields_today", "derived.stage_today", "derived.region", "derived.lead"),
    "figures": ("derived.unit", "derived.before", "derived.target", "derived.after", "derived.change"),
}
"""Columns that follow from others; an import leaves them alone."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Cell], ...]
    meaning: str = ""


def all_sheets(records: Sequence[Mapping[str, Any]], published: Published) -> tuple[Sheet, ...]:
    """Every table that has a row, and the cases even where there are none."""
    registry = [organisation_record(each) for each in shown_organisations(published)]
    made = [
        *_sheets(case_tables(), records, CASE, published.programme),
        *_sheets(organisation_tables(), registry, "organisation", published.programme),
        _terms(published.programme),
    ]
    return tuple(sheet for sheet in made if sheet.rows or sheet.name == "cases")


def read_records(published: Published) -> list[dict[str, Any]]:
    """The record of every case, in the order of ids."""
    return [case_record(case, published) for case in published.cases]


def _sheets(
    tables: tuple[Table, ...], records: Sequence[Mapping[str, Any]], owner: str, programme: Programme
) -> list[Sheet]:
    first, *lists = tables
    rows: list[Mapping[str, Cell]] = []
    for record in records:
        row: dict[str, Cell] = {"id": record["id"], **cells(first, record)}
        rows.append(row | _derived(record, programme) if owner == CASE else row)
    sheets = [_sheet(first, ("id",), rows)]
    for table in lists:
        entries = [row for record in records for row in _entries(table, record, owner)]
        sheets.append(_sheet(table, (owner, table.keyed_by or PLACE), entries))
    return sheets


def _sheet(table: Table, keys: tuple[str, ...], rows: Sequence[Mapping[str, Cell]]) -> Sheet:
    names = {name for row in rows for name in row}
    derived = [name for name in DERIVED.get(table.name, ()) if name in names]
    own = header(table, sorted(names - set(keys) - set(derived)))
    return Sheet(table.name, (*keys, *own, *derived), tuple(rows), table.meaning)


def _derived(record: Mapping[str, Any], programme: Programme) -> dict[str, Cell]:
    derived = record["derived"]
    lead = derived.get("lead", {})
    shown = next((lead[each] for each in ("", *programme.languages) if each in lead), next(iter(lead.values()), ""))
    found = {
        "address": derived["address"],
        "fields_today": "\n".join(derived.get("fields_today", ())),
        "stage_today": derived.get("stage_today"),
        "region": derived.get("region"),
        "lead": shown,
    }
    return {f"derived.{name}": value for name, value in found.items() if value}


def _entries(table: Table, record: Mapping[str, Any], owner: str) -> Iterable[Mapping[str, Cell]]:
    held: Any = record
    for step in table.path:
        held = held.get(step, {}) if isinstance(held, Mapping) else {}
    if isinstance(held, Mapping):
        for key, entry in held.items():
            yield {owner: record["id"], table.keyed_by: key, **cells(table, entry)}
        return
    beside = record["derived"].get("figures", ()) if table.name == "figures" else ()
    for place, entry in enumerate(held):
        row: dict[str, Cell] = {owner: record["id"], PLACE: place + 1, **cells(table, entry)}
        known = {f"derived.{name}": value for name, value in (beside[place] if beside else {}).items()}
        yield row | {name: value for name, value in known.items() if name in DERIVED["figures"]}


def _terms(programme: Programme) -> Sheet:
    """All lists of terms in one table."""
    languages = tuple(dict.fromkeys(("", *programme.languages)))
    names = tuple(f"name.{language or ANY_LANGUAGE}" for language in languages)
    rows: list[Mapping[str, Cell]] = []
    for name in TAXONOMIES:
        for term in programme.taxonomies.terms(name):
            row: dict[str, Cell] = {"list": name, "code": term.code}
            row |= {f"name.{key or ANY_LANGUAGE}": text for key, text in term.name.items() if text}
            row |= {key: value for key, value in (("from", term.from_), ("to", term.to)) if value is not None}
            unit = getattr(term, "unit", None)
            rows.append(row | ({"unit": unit} if unit else {}) | _replaced(term.replaced_by))
    used = {each for row in rows for each in row}
    columns = ("list", "code", *names, "unit", "from", "to", "replaced_by")
    return Sheet("taxonomies", tuple(each for each in columns if each in used), tuple(rows), "The lists of terms.")


def _replaced(codes: tuple[str, ...]) -> dict[str, Cell]:
    return {"replaced_by": "\n".join(codes)} if codes else {}


def kind_in(sheet: str, name: str) -> str:
    """What a column of a sheet holds: text, lines, number, whole, day, date or flag."""
    if name in {PLACE, "from", "to"}:
        return "whole"
    if name.startswith("derived."):
        return "number" if sheet == "figures" and name != "derived.unit" else "lines" if "fields" in name else "text"
    tables = (*case_tables(), *organisation_tables())
    table = next((each for each in tables if each.name == sheet), None)
    return (kind_of(table, name) if table else None) or "text"
