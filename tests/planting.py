"""Makes cases that hold a word of their own under every key that the model has, so that no key can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

CODES = {
    "fields": "precision-machining", "field": "precision-machining", "applications": "automotive", "stage": "on-sale",
    "quantity": "wall-thickness", "processes": "", "materials": "", "factors": "", "offers": "", "distinctions": "",
    "effects": "", "editions": "2019", "by": "example-forge", "organisation": "example-forge", "id": "example-forge",
}  # fmt: skip
"""What stands under keys whose values are codes or ids; '' where the test programme's list is empty."""
FIXED = {
    "language": "en", "status": "draft", "date": "2019-06-01", "start": "2015-09", "end": "2018-03", "currency": "JPY",
    "amount": "5", "unit": "mm", "trl": "5", "mrl": "5", "adopted": "2015", "year": "2018", "jobs": "3",
    "expires": "2040-01-01", "given": "2019-06-01", "evaluated": "2019-06-01",
    "publish_from": "2019-06-01", "phone": "+81 6 0000 0000",
}  # fmt: skip
"""Values that cannot hold a word: dates, numbers, languages."""


class Words:
    """Hands out a new word at each call, all with one stem."""

    def __init__(self, stem: str) -> None:
        self.stem = stem
        self.planted: dict[str, str] = {}
        """Word → the path of the key that it was planted under."""

    def at(self, path: str) -> str:
        """A word for a path, remembered."""
        word = f"{self.stem}x{len(self.planted):03d}q"
        self.planted[word] = path
        return word


def planted(model: type[BaseModel], words: Words) -> dict[str, Any]:
    """A value for every key of a model, with a word wherever text may stand."""
    schema = model.model_json_schema()
    found = _value(schema, schema, words, "")
    assert isinstance(found, dict)
    return found


def paths_of(schema: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[str]:
    """Every path of keys in a schema; list entries and mapping values are one step, *."""
    node = _resolved(schema, root)
    for key, inner in node.get("properties", {}).items():
        yield f"{path}.{key}"
        yield from paths_of(inner, root, f"{path}.{key}")
    if node.get("items"):
        yield from paths_of(node["items"], root, f"{path}.*")
    if node.get("type") == "object" and _entry(node):
        yield from paths_of(_entry(node), root, f"{path}.*")


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _resolved(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root)
    for option in schema.get("anyOf", []):
        if option.get("type") != "null":
            return _resolved(option, root)
    return schema


def _value(schema: dict[str, Any], root: dict[str, Any], words: Words, path: str) -> Any:
    node = _resolved(schema, root)
    key = path.rsplit(".", 1)[-1]
    if node.get("type") == "object" and "properties" in node:
        return {name: _value(inner, root, words, f"{path}.{name}") for name, inner in node["properties"].items()}
    if node.get("type") == "object":
        return _mapping(node, root, words, path)
    if node.get("type") == "array":
        inner = _value(node.get("items", {}), root, words, path)
        return [inner] if inner else []
    return _scalar(node, words, path, key)


def _entry(node: dict[str, Any]) -> dict[str, Any]:
    """The schema of a mapping's values, however its keys are described."""
    inner = node.get("additionalProperties")
    found = inner if isinstance(inner, dict) else next(iter(node.get("patternProperties", {}).values()), {})
    assert isinstance(found, dict)
    return found


def _mapping(node: dict[str, Any], root: dict[str, Any], words: Words, path: str) -> dict[str, Any]:
    if path.endswith(".translations"):
        return {"ja": _value(_entry(node), root, words, path)}
    if path.endswith(".of"):
        return {"title": words.at(path)}
    if path.endswith(".extra"):
        return {"secret": words.at(path)}
    return {"en": words.at(path)}


def _scalar(node: dict[str, Any], words: Words, path: str, key: str) -> str:
    if "enum" in node:
        return str(node["enum"][0])
    if path.startswith((".organisations", ".approvals", ".contact")) and key in {"id", "by", "organisation"}:
        return "example-forge"
    if key in CODES and (key not in {"by", "organisation", "id"}):
        return CODES[key]
    if key in FIXED and not path.startswith(".outputs"):
        return FIXED[key]
    if node.get("type") == "integer" or key in {"before", "target", "after", "change"}:
        return "2018" if key == "year" else "5"
    if key in {"url"}:
        return f"https://example.org/{words.at(path)}"
    if key == "email":
        return f"{words.at(path)}@example.org"
    return words.at(path)
