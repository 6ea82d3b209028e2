"""Open data for programs: JSON, JSON Lines, a file for each case, the lists of terms, and the schema of it all.

Numbers keep the digits that were written, which `json` cannot do by itself: each goes through it as a text that no
case can hold and loses its quotes afterwards.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from casebook.exports.records import organisation_record
from casebook.model.case import Case
from casebook.model.organisation import Organisation
from casebook.model.programme import FORMAT, TAXONOMIES, Programme
from casebook.model.tables import plain
from casebook.publication.values import Published

_NUMBER = re.compile(r'"\\u0000([^"]+)"')


def render_json(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON, decimals with their digits and dates by ISO 8601."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, default=_other)
    return _NUMBER.sub(lambda found: found[1], text)


def _other(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"\0{value}"
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def render_document(lines: Iterable[str], organisations: Iterable[Organisation], published: Published) -> str:
    """The one file of everything: what it is, the cases, the organisations, and which cases were withdrawn.

    `lines` are the cases' records as JSON, each written once for all files that hold it.
    """
    rest = {
        "organisations": [organisation_record(each) for each in organisations],
        "withdrawn": [{"id": each.id, "editions": list(each.editions)} for each in published.withdrawn],
    }
    cases = ",\n".join(lines)
    return f'{render_json(about(published))[:-1]},\n"cases":[\n{cases}\n],\n{render_json(rest)[1:]}\n'


def about(published: Published) -> dict[str, Any]:
    """What every file of the data says of itself."""
    programme = published.programme
    said = {
        "format": FORMAT,
        "title": programme.title,
        "publisher": programme.publisher.name,
        "licence": programme.licence,
        "date": published.date,
        "address": programme.address,
    }
    return dict(plain(said))


def taxonomies(programme: Programme) -> dict[str, Any]:
    """Every list of terms with its history, and the editions."""
    lists = {
        name: [plain(term.model_dump(by_alias=True)) for term in programme.taxonomies.terms(name)]
        for name in TAXONOMIES
    }
    editions = [plain(edition.model_dump()) for edition in programme.editions]
    return {"format": FORMAT, **plain(lists), "editions": editions}


def schema() -> dict[str, Any]:
    """The JSON Schema of `cases.json`, from the model of the case file."""
    made = Case.model_json_schema()
    definitions = {name: _shown(node) for name, node in made.pop("$defs").items()}
    case = {
        **made,
        "properties": {"id": {"type": "string"}, **_public(made["properties"]), "derived": {"type": "object"}},
    }
    case["required"] = ["id", "language", "status", "derived"]
    organisation = Organisation.model_json_schema()
    definitions |= organisation.pop("$defs", {})
    organisation["properties"] = _public(organisation["properties"])
    definitions |= {"Case": case, "Organisation": organisation}
    withdrawn = {"type": "object", "required": ["id", "editions"], "properties": {"id": {"type": "string"}}}
    lists = {
        "cases": {"$ref": "#/$defs/Case"},
        "organisations": {"$ref": "#/$defs/Organisation"},
        "withdrawn": withdrawn,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:casebook:schema:data",
        "type": "object",
        "required": ["format", "date", *lists],
        "properties": {
            "format": {"const": FORMAT},
            "date": {"type": "string", "format": "date"},
            **{name: {"type": "array", "items": items} for name, items in lists.items()},
        },
        "$defs": definitions,
    }


def _shown(node: Mapping[str, Any]) -> dict[str, Any]:
    """A definition without the keys that are never published."""
    if "properties" not in node:
        return dict(node)
    kept = {key: inner for key, inner in node["properties"].items() if not inner.get("x-private")}
    return {**node, "properties": kept, "required": [key for key in node.get("required", ()) if key in kept]}


def _public(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that the data carries."""
    return {key: node for key, node in properties.items() if not node.get("x-private") and key != "contact"}
