"""The Data Package over the CSV files: what each holds, the type of each column, and how they hang together.

After the specification of Frictionless Data, version 1: `datapackage.json` with tabular resources and their schemas.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from casebook.exports.sheets import CASE, PLACE, Sheet, kind_in
from casebook.model.scalars import in_language
from casebook.model.tables import Column, Table, base_of, case_tables, organisation_tables, plain
from casebook.publication.values import Published

_TYPES = {"number": "number", "whole": "integer", "day": "date", "flag": "boolean"}
_OWNERS = {CASE: "cases", "organisation": "organisations"}


def data_package(sheets: Sequence[Sheet], files: Mapping[str, bytes], published: Published) -> dict[str, Any]:
    """The descriptor; `files` are the CSV files by their names, which are the tables' with `.csv`."""
    programme = published.programme
    licence = programme.licence or ""
    said = {
        "profile": "tabular-data-package",
        "name": "casebook",
        "title": in_language(programme.title, programme.language),
        "created": f"{published.date.isoformat()}T00:00:00Z",
        "homepage": programme.address or "",
        "licenses": [{"name": licence}] if licence else [],
        "contributors": _publisher(published),
    }
    return {**plain(said), "resources": [_resource(sheet, files[f"{sheet.name}.csv"]) for sheet in sheets]}


def _publisher(published: Published) -> list[dict[str, str]]:
    name = in_language(published.programme.publisher.name, published.programme.language)
    return [{"title": name, "role": "publisher"}] if name else []


def _resource(sheet: Sheet, content: bytes) -> dict[str, Any]:
    return {
        "name": sheet.name.replace("_", "-"),
        "path": f"{sheet.name}.csv",
        "profile": "tabular-data-resource",
        "description": sheet.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(sheet),
    }


def _schema(sheet: Sheet) -> dict[str, Any]:
    keys = {"cases": ["id"], "organisations": ["id"], "taxonomies": ["list", "code"]}
    owner = next((name for name in _OWNERS if name in sheet.columns[:1]), None)
    made: dict[str, Any] = {
        "fields": [_field(sheet, name) for name in sheet.columns],
        "primaryKey": keys.get(sheet.name, list(sheet.columns[:2])),
        "missingValues": [""],
    }
    if owner is not None:
        other = {"resource": _OWNERS[owner], "fields": ["id"]}
        made["foreignKeys"] = [{"fields": [owner], "reference": other}]
    return made


def _field(sheet: Sheet, name: str) -> dict[str, Any]:
    column = column_of(sheet.name, name)
    made: dict[str, Any] = {"name": name, "type": _TYPES.get(kind_in(sheet.name, name), "string")}
    if made["type"] == "boolean":
        made |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column is not None and column.meaning:
        made["description"] = column.meaning
    constraints: dict[str, Any] = {}
    if name in {"id", CASE, PLACE, "list", "code"}:
        constraints["required"] = True
    if column is not None and column.values and made["type"] == "string":
        constraints["enum"] = list(column.values)
    return made | ({"constraints": constraints} if constraints else {})


def column_of(sheet: str, name: str) -> Column | None:
    """The key of the format that a column of a sheet belongs to."""
    table: Table | None = next((each for each in (*case_tables(), *organisation_tables()) if each.name == sheet), None)
    base = base_of(table, name) if table else ""
    return next((each for each in table.columns if each.name == base), None) if table and base else None
