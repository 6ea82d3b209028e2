"""The page of every key: tables made from the models, in their order and with their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.model.case import Case
from casebook.model.golden import GoldenQuery
from casebook.model.internal import InternalSheet
from casebook.model.office import Office
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.model.scalars import IDENTIFIER, LANGUAGE, NUMBER, PARTIAL_DATE, Model
from casebook.scaffold.dialect import Schema, plain_schema
from casebook.scaffold.meanings import MEANINGS
from casebook.scaffold.schema import CODES

HEAD = """\
---
title: Every key
---

<!-- Written by `python -m tools.handbook` from the models. Do not edit by hand. -->

# Every key

What each file may hold, in the order in which it is usually written. Keys that are not listed here are errors:
`casebook check` names the nearest one. A key marked **Needed** must be there wherever its mapping is written; what
a *published* case needs beyond that is said in [Writing a case](writing-a-case.md).

How values are written:

| form | written as |
|---|---|
| line | one line of text; a line break in it becomes a space |
| Markdown | text with paragraphs, lists, tables, emphasis, links, `10^−6^` and `H~2~O` |
| code | a code of one of the lists in `casebook.yml` |
| id | 3 to 64 of a–z, 0–9 and hyphen |
| number | digits as in `0.10`, `-60` or `1.5e-6`; the digits are kept as written; no unit, no thousands separator |
| day | `2019-07-20` |
| date | `2019`, `2019-07` or `2019-07-20`, as precise as it is known |
| language | a BCP 47 tag: `en`, `ja`, `zh-Hans` |
| per language | one text, or a text for each language: `{en: Forging, ja: 鍛造}` |

Where it says *or a list*, a single entry may stand alone: `fields: forging` means `fields: [forging]`. The types come
from the keys, not from YAML: `2019`, `"2019"`, `no` and `08` are read as what the key means.
"""
_FILES: tuple[tuple[type[BaseModel], str, str], ...] = (
    (Case, "A case: `cases/<edition>/<id>.yml`", "The file's name is the case's permanent id and its address."),
    (Programme, "The programme: `casebook.yml`", "Explained with examples in [Settings](settings.md)."),
    (Organisation, "The registry: `organisations.yml`", "A list; each entry has these keys."),
    (Project, "The register: `register.csv`", "A table in UTF-8 with a header; it needs only the column `project`."),
    (GoldenQuery, "What the search must find: `golden_queries.yml`", "A list; see [Search](search.md)."),
    (InternalSheet, "Evaluation sheets: `internal/<id>.yml`", "Never published; see [Private files](private.md)."),
    (Office, "The office's list: `office.yml`", "Never published; see [The office's year](office.md)."),
)  # fmt: skip
_PATTERNS = {
    f"^{NUMBER.pattern[:-2]}$": "number",
    f"^{PARTIAL_DATE.pattern[:-2]}$": "date",
    f"^{LANGUAGE.pattern[:-2]}$": "language",
    IDENTIFIER: "id",
    r"^\d{1,15}$": "whole number",
    r"^\d{4}-\d{2}-\d{2}$": "day",
    r"^#[0-9a-fA-F]{6}$": "colour: `#03769d`",
    r"^[A-Z]{3}$": "three capital letters",
}


def render_keys() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_file(*each) for each in _FILES)])


def _file(model: type[BaseModel], heading: str, said: str) -> str:
    schema = plain_schema(model)
    parts = [f"## {heading}\n\n{said}\n", _table(model.__name__, schema, schema["definitions"])]
    for name, inner in _in_order(schema):
        parts.append(f"### {_title(name)}\n\n{inner['description']}\n")
        parts.append(_table(name, inner, schema["definitions"]))
    return "\n".join(parts)


def _in_order(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The inner mappings in the order in which a reader meets them."""
    seen: list[str] = []
    waiting = list(_references(schema["properties"]))
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.append(name)
            waiting = [*_references(schema["definitions"][name]["properties"]), *waiting]
    for name in seen:
        yield name, schema["definitions"][name]


def _name(node: Schema) -> str:
    """The name of the mapping that a key refers to."""
    return str(node["$ref"]).rsplit("/", 1)[-1]


def _title(name: str) -> str:
    return " ".join(re.findall(r"[A-Z][a-z]+", name)).capitalize()


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield _name(node)
        for inner in node.values():
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)


def _table(model: str, schema: Schema, definitions: Schema) -> str:
    needed = set(schema.get("required", ()))
    lines = ["| key | takes | meaning |", "|---|---|---|"]
    for key, node in schema["properties"].items():
        takes = _takes(node, CODES.get((model, key)))
        meaning = [node.get("description") or definitions[_name(node)]["description"]]
        meaning += ["**Needed.**"] * (key in needed) + [f"Default: `{default}`." for default in _default(model, key)]
        meaning += ["*Never published.*"] * bool(node.get("x-private"))
        lines.append(f"| `{key}` | {takes} | {' '.join(meaning)} |")
    words = [_words(key, MEANINGS[model, key]) for key in schema["properties"] if (model, key) in MEANINGS]
    return "\n".join([*lines, "", *words])


def _words(key: str, meanings: Mapping[str, str]) -> str:
    return "\n".join([f"`{key}` is one of:", "", *(f"- `{word}`: {meaning}" for word, meaning in meanings.items()), ""])


def _default(model: str, key: str) -> Iterator[str]:
    """The default of a key, where it is one that an author can write."""
    field = _models()[model].model_fields
    found: FieldInfo = next(each for name, each in field.items() if (each.alias or name) == key)
    value = found.get_default()
    if isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
        yield f"[{', '.join(value)}]"
    elif isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, str | int):
        yield str(value)


def _models() -> dict[str, type[BaseModel]]:
    waiting, found = [*Model.__subclasses__()], dict[str, type[BaseModel]]()
    while waiting:
        model = waiting.pop()
        found[model.__name__] = model
        waiting += model.__subclasses__()
    return found


def _takes(node: Schema, taxonomy: str | None) -> str:
    """What a key takes, in a few words."""
    if "$ref" in node:
        title = _title(_name(node))
        return f"[{title}](#{title.lower().replace(' ', '-')})"
    if "anyOf" in node:
        first, second = node["anyOf"][0], node["anyOf"][-1]
        if first.get("type") == "array":
            return f"{_takes(second, taxonomy)}, or a list"
        return f"{_takes(first, taxonomy)} or {_takes(second, taxonomy)}"
    if "items" in node:
        return f"list: {_takes(node['items'], taxonomy)}"
    if "enum" in node or "const" in node:
        return "one of these words"
    if "patternProperties" in node:
        (pattern, inner), *_ = node["patternProperties"].items()
        return f"{'per language' if _PATTERNS.get(pattern) == 'language' else 'by name'}: {_takes(inner, None)}"
    if "properties" in node:
        return f"by section: {_takes(next(iter(node['properties'].values())), None)}"
    return _scalar(node, taxonomy)


def _scalar(node: Schema, taxonomy: str | None) -> str:
    if node.get("type") == ["string", "object"]:
        return "per language"
    if node.get("type") == "object":
        return f"by name: {_takes(node['additionalProperties'], None)}"
    if node.get("type") == "boolean":
        return "`true` or `false`"
    if "pattern" in node:
        limits = f" from {node['minimum']} to {node['maximum']}" if "minimum" in node and "maximum" in node else ""
        return _PATTERNS[node["pattern"]] + limits
    if node.get("maxLength") == 80:
        return f"code of `{taxonomy}`" if taxonomy else "code"
    return "line" if node.get("maxLength") == 2000 else "Markdown"
