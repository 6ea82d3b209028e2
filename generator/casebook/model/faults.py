"""What pydantic found wrong, in the words of a case's author and at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from casebook.diagnostics.nearest import Suggestions
from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.source.tree import KeyPath, Node, locate

# Pydantic's kinds of errors: what was expected.
_EXPECTED = {
    "string_type": "a text",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "tuple_type": "a list",
    "list_type": "a list",
    "int_type": "a whole number",
    "decimal_type": "a number",
    "is_instance_of": "a number",
    "bool_type": "true or false",
    "date_type": "a day as 2019-07-20",
}
_NAMED = {"bad-date", "bad-number", "bad-language", "bad-value"}
_FORMS = {
    r"^[a-z0-9-]{3,64}$": "3 to 64 of a–z, 0–9 and hyphen",
    r"^#[0-9a-fA-F]{6}$": "a colour as #03769d",
    r"^[A-Z]{3}$": "three capital letters as JPY",
}
_LONGEST = 60


def fault(model: type[BaseModel], detail: ErrorDetails, node: Node, path: str, suggestions: Suggestions) -> Diagnostic:
    """The diagnostic for one of pydantic's errors."""
    where, kind = in_tree(detail["loc"]), detail["type"]
    of_key = detail["loc"][-1:] == ("[key]",)
    key = _key_name(where)
    if kind == "extra_forbidden" or (of_key and kind == "literal_error"):
        known = _choices(detail) if of_key else keys_at(model, where[:-1])
        words = suggestions.near(key, known) or {"known": ", ".join(known)}
        return diagnose(path, locate(node, where, of_key=True), "unknown-key", key=key, **words)
    if kind == "missing" and isinstance(where[-1], str):
        return diagnose(path, locate(node, where[:-1]), "missing-key", key=where[-1])
    position = locate(node, where, of_key=of_key)
    return _value_fault(path, position, _key_name(where[:-1]) if of_key else key, detail, suggestions)


def _value_fault(
    path: str, position: tuple[int, int], key: str, detail: ErrorDetails, suggestions: Suggestions
) -> Diagnostic:
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind in _NAMED:
        words = {"found": _shown(context["found"]), "expected": context.get("expected", "")}
        return diagnose(path, position, kind, key=key, **words)
    if value is None or kind in {"string_too_short", "too_short"}:
        return diagnose(path, position, "empty-text", key=key)
    if kind == "literal_error" and isinstance(value, str):
        known = _choices(detail)
        words = {"found": _shown(value), "expected": ", ".join(known), **suggestions.near(value, known)}
        return diagnose(path, position, "bad-value", key=key, **words)
    if kind == "string_pattern_mismatch":
        form = _FORMS.get(context["pattern"], context["pattern"])
        return diagnose(path, position, "bad-form", key=key, found=_shown(value), expected=form)
    if kind == "string_too_long":
        return diagnose(path, position, "text-too-long", key=key, limit=context["max_length"])
    if kind in {"greater_than_equal", "less_than_equal"}:
        sign, limit = ("at least", context.get("ge")) if "ge" in context else ("at most", context.get("le"))
        return diagnose(path, position, "out-of-range", key=key, found=_shown(str(value)), expected=f"{sign} {limit}")
    return diagnose(path, position, "wrong-type", key=key, found=described(value), expected=_expected(detail))


def _expected(detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind == "literal_error":
        return f"one of {', '.join(_choices(detail))}"
    if kind in {"missing", "too_long"}:  # of a list of fixed length
        return f"a list of {detail.get('ctx', {}).get('max_length', 4)}"
    return _EXPECTED.get(kind, "another kind of value")


def blank_key(model: type[BaseModel], where: KeyPath, node: Node, path: str, suggestions: Suggestions) -> Diagnostic:
    """A key without a value: harmless where the key is known, else misspelt, or the rest of a text after a comma."""
    key, known = str(where[-1]), keys_at(model, where[:-1])
    position = locate(node, where, of_key=True)
    if not known or key in known:
        return diagnose(path, position, "blank-key", Severity.WARNING, key=key)
    near = suggestions.near(key, known)
    return diagnose(path, position, "unknown-key" if near else "stray-key", key=key, **near)


def _choices(detail: ErrorDetails) -> list[str]:
    """The words that a closed list allows."""
    return re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))


def described(value: Any) -> str:
    """A value of the wrong kind, in a word."""
    if isinstance(value, str):
        return f"the text “{_shown(value)}”"
    return "a list" if isinstance(value, list | tuple) else "keys with values" if isinstance(value, dict) else "empty"


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def in_tree(location: Sequence[str | int]) -> KeyPath:
    """Pydantic's path without the step that it adds for an error of a key itself."""
    return tuple(location[:-1] if location[-1:] == ("[key]",) else location)


def _key_name(path: KeyPath) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that the model under a path knows; none where the path leads to something else."""
    current: Any = model
    for step in path:
        current = _descend(_unwrapped(current), step)
    found = _unwrapped(current)
    if isinstance(found, type) and issubclass(found, BaseModel):
        return [field.alias or name for name, field in found.model_fields.items()]
    return []


def _descend(annotation: Any, step: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return next((field.annotation for name, field in fields if (field.alias or name) == step), None)
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _unwrapped(annotation: Any) -> Any:
    """The type without `Annotated` and without `| None`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        else:
            return annotation
