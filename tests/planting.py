"""Makes values that hold a word of their own under every key that a model has, so that no key can be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

CODES = {
    "fields": "precision-machining", "field": "precision-machining", "applications": "automotive", "stage": "on-sale",
    "quantity": "wall-thickness", "processes": "", "materials": "", "factors": "", "offers": "", "distinctions": "",
    "effects": "", "editions": "2019", "edition": "2019", "region": "kansai", "kind": "sme", "certifications": "",
    "memberships": "", "deadlines": "2019", "unit": "mm", "currency": "JPY", "phone": "+81 6 0000 0000",
}  # fmt: skip
"""Keys whose values are codes, that casebook.yml holds, or digits; '' where its list is empty."""
IDS = {
    ".organisations.*.id": "example-forge", ".approvals.*.by": "example-forge",
    ".contact.organisation": "example-forge",
    ".expected.*.organisation": "example-forge", ".lead": "example-forge", ".successor": "example-institute",
}  # fmt: skip
"""Keys whose values are ids of the registry."""
FIXED = {
    "date": "2019-06-01", "start": "2015-09", "end": "2018-03", "language": "en", "given": "2019-06-01",
    "expires": "2040-01-01", "year": "2018", "adopted": "2015", "sent": "2019-06-01",
    "publish_from": "2019-06-01", "status": "draft",
}  # fmt: skip
"""Values that cannot hold a word and must be more than of the right type."""


class Words:
    """Hands out a new word at each call, all with one stem."""

    def __init__(self, stem: str) -> None:
        self.stem = stem
        self.planted: dict[str, str] = {}
        """Word → the place that it was planted in."""

    def at(self, path: str) -> str:
        """A word for a place, remembered."""
        word = f"{self.stem}x{len(self.planted):03d}q"
        self.planted[word] = path
        return word

    def of(self, path: str) -> str:
        """The first word that was planted in a place."""
        return next(word for word, place in self.planted.items() if place == path)


def planted(model: type[BaseModel], words: Words, *, private: Words | None = None) -> dict[str, Any]:
    """A value for every key of a model, with a word wherever text may stand.

    Under keys that the model marks as private, and under all that is in them, the words are those of `private`.
    """
    schema = model.model_json_schema()
    found = _value(schema, _Sower(schema, words, private or words), "")
    assert isinstance(found, dict)
    return found


def keys_without_a_word(model: type[BaseModel]) -> set[str]:
    """The keys of a model that can hold a word and got none: those that somebody has forgotten."""
    words = Words("zq")
    schema = model.model_json_schema()
    _value(schema, _Sower(schema, words, words), "")
    reached = set(words.planted.values())
    return {
        path
        for path, node in leaves_of(schema, schema)
        if path not in reached and path.removesuffix(".*") not in reached and not _has_a_reason(path, node)
    }


def leaves_of(schema: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every path that ends in a value, and its schema; list entries and mapping values are one step, *."""
    node = _resolved(schema, root)
    inner = [(f"{path}.{key}", each) for key, each in node.get("properties", {}).items()]
    if node.get("items"):
        inner.append((f"{path}.*", node["items"]))
    if "properties" not in node and _may_be(node, "object") and (entry := _entry(node)):
        inner.append((f"{path}.*", entry))
    if not inner:
        yield path, node
    for below, each in inner:
        yield from leaves_of(each, root, below)


def _has_a_reason(path: str, node: Mapping[str, Any]) -> bool:
    """Whether a value cannot hold a word: its type says so, or it is a code or an id."""
    steps = [step for step in path.split(".") if step not in {"", "*"}]
    typed = bool({"enum", "const"} & set(node)) or node.get("format") == "date"
    typed = typed or any(node.get("type") == kind for kind in ("integer", "number", "boolean"))
    # A pattern of digits or of a language's tag has no room for a word; one of an id has.
    patterned = "pattern" in node and not re.search(node["pattern"], "zqx000q")
    return typed or patterned or path in IDS or bool(steps and steps[-1] in CODES)


class _Sower:
    """What is known while values are made: the whole schema, and the words for what may be seen and what may not."""

    def __init__(self, root: dict[str, Any], words: Words, private: Words) -> None:
        self.root, self.words, self.private = root, words, private

    def below(self, schema: Mapping[str, Any]) -> _Sower:
        """The same for what lies under a key; under a private one every word is private."""
        return _Sower(self.root, self.private, self.private) if schema.get("x-private") else self


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _resolved(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root)
    for option in schema.get("anyOf", []):
        if option.get("type") != "null":
            return _resolved(option, root)
    return schema


def _may_be(node: Mapping[str, Any], kind: str) -> bool:
    held = node.get("type")
    return kind == held or (isinstance(held, list) and kind in held)


def _value(schema: dict[str, Any], sower: _Sower, path: str) -> Any:
    sower = sower.below(schema)
    node = _resolved(schema, sower.root)
    if "properties" in node:
        return {name: _value(inner, sower, f"{path}.{name}") for name, inner in node["properties"].items()}
    if _may_be(node, "object"):
        return _mapping(node, sower, path)
    if node.get("type") == "array":
        inner = _value(node.get("items", {}), sower, f"{path}.*")
        return [inner] if inner else []
    return _scalar(node, sower.words, path)


def _entry(node: dict[str, Any]) -> dict[str, Any]:
    """The schema of a mapping's values, however its keys are described."""
    inner = node.get("additionalProperties")
    found = inner if isinstance(inner, dict) else next(iter(node.get("patternProperties", {}).values()), {})
    assert isinstance(found, dict)
    return found


def _mapping(node: dict[str, Any], sower: _Sower, path: str) -> dict[str, Any]:
    if path.endswith(".translations"):
        return {"ja": _value(_entry(node), sower, f"{path}.*")}
    key = {"of": "title", "extra": "secret", "deadlines": "2019"}.get(path.rsplit(".", 1)[-1], "en")
    return {key: _value(_entry(node), sower, f"{path}.*")}


def _scalar(node: dict[str, Any], words: Words, path: str) -> str:
    key = next((step for step in reversed(path.split(".")) if step != "*"), "")
    if path in IDS:
        return IDS[path]
    if key in CODES and "format" not in node:
        return CODES[key]
    if key in FIXED and not path.startswith(".outputs"):
        return FIXED[key]
    if "enum" in node:
        return str(node["enum"][0])
    if node.get("format") == "date":
        return "2019-06-01"
    if node.get("type") == "boolean":
        return "false"
    if node.get("type") == "integer" or _may_be(node, "number"):
        return "2018" if key == "year" else "5"
    if key == "url":
        return f"https://example.org/{words.at(path)}"
    if key == "email":
        return f"{words.at(path)}@example.org"
    return words.at(path)
