"""From a tree to a typed model, reporting every problem and keeping every part that is sound.

Pydantic finds the faults; here each gets its place in the file and a code of ours. Faulty parts are
then left out and the rest is read again, so that rules on the remaining keys still run.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.source.tree import KeyPath, MappingNode, Node, blanks, find, locate, to_plain

M = TypeVar("M", bound=BaseModel)

# Pydantic's kinds of errors, in the words of a case's author: code and what was expected.
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


def decode(model: type[M], node: Node, path: str) -> tuple[M | None, list[Diagnostic]]:
    """The model of a tree and its problems; None only where not even the sound parts make one."""
    if not isinstance(node, MappingNode):
        return None, [diagnose(path, node.position, "wrong-type", key=path, expected="keys with values")]
    plain = to_plain(node)
    found = [_blank(model, blank, node, path) for blank in blanks(node)]
    for _ in range(6):
        try:
            return model.model_validate(plain), sorted(set(found))
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
            found += [_diagnostic(model, detail, node, path) for detail in details if not _was_pruned(detail, node)]
            # From the end of each list, so that the places of the others stay right.
            for detail in sorted(details, key=_order, reverse=True):
                _prune(plain, detail)
    return None, sorted(set(found))


def _was_pruned(detail: ErrorDetails, node: Node) -> bool:
    """Whether a key is missing only because its value was found faulty before, and reported."""
    return detail["type"] == "missing" and find(node, _in_tree(detail["loc"])) is not None


def _blank(model: type[BaseModel], where: KeyPath, node: Node, path: str) -> Diagnostic:
    """A key without a value: harmless where the key is known, else often the rest of a text after a comma."""
    key, known = str(where[-1]), _keys_at(model, where[:-1])
    position = locate(node, where, of_key=True)
    if not known or key in known:
        return diagnose(path, position, "blank-key", Severity.WARNING, key=key)
    return diagnose(path, position, "stray-key", key=key)


def _order(detail: ErrorDetails) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in detail["loc"]]


def _diagnostic(model: type[BaseModel], detail: ErrorDetails, node: Node, path: str) -> Diagnostic:
    where = _in_tree(detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    key = _key_name(where)
    if kind == "extra_forbidden":
        known = _keys_at(model, where[:-1])
        near = difflib.get_close_matches(key, known, 1, 0.6)
        words = {"key": key, "near": near[0]} if near else {"key": key, "known": ", ".join(known)}
        return diagnose(path, locate(node, where, of_key=True), "unknown-key", **words)
    if kind == "missing":
        return diagnose(path, locate(node, where[:-1]), "missing-key", key=str(detail["loc"][-1]))
    position = locate(node, where)
    if kind in _NAMED:
        return diagnose(path, position, kind, key=key, found=context["found"], expected=context.get("expected", ""))
    return _value_problem(path, position, key, kind, context, detail["input"])


def _value_problem(path: str, position: tuple[int, int], key: str, kind: str, context: Any, value: Any) -> Diagnostic:
    shown = _shown(value)
    if value is None:
        return diagnose(path, position, "empty-text", key=key)
    if kind == "literal_error":
        known = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        near = difflib.get_close_matches(str(value), known, 1, 0.5)
        words = {"key": key, "found": shown, "expected": ", ".join(known)} | ({"near": near[0]} if near else {})
        return diagnose(path, position, "bad-value", **words)
    if kind == "string_pattern_mismatch":
        return diagnose(
            path,
            position,
            "bad-form",
            key=key,
            found=shown,
            expected=_FORMS.get(context["pattern"], context["pattern"]),
        )
    if kind == "string_too_long":
        return diagnose(path, position, "text-too-long", key=key, limit=context["max_length"])
    if kind == "string_too_short":
        return diagnose(path, position, "empty-text", key=key)
    if kind in {"greater_than_equal", "less_than_equal"}:
        sign, limit = ("at least", context.get("ge")) if "ge" in context else ("at most", context.get("le"))
        return diagnose(path, position, "out-of-range", key=key, found=shown, expected=f"{sign} {limit}")
    return diagnose(path, position, "wrong-type", key=key, expected=_EXPECTED.get(kind, "another kind of value"))


_FORMS = {
    r"^[a-z0-9-]{3,64}$": "3 to 64 of a–z, 0–9 and hyphen",
    r"^#[0-9a-fA-F]{6}$": "a colour as #03769d",
    r"^[A-Z]{3}$": "three capital letters as JPY",
}


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "a list" if isinstance(value, list) else "keys with values"
    return text if len(text) <= 60 else text[:57] + "…"


def _in_tree(location: Sequence[str | int]) -> KeyPath:
    """Pydantic's path without the steps that it adds itself, such as '[key]'."""
    return tuple(step for step in location if step != "[key]")


def _key_name(path: KeyPath) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def _keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that the model under a path knows; none where the path leads to something else."""
    current: Any = model
    for step in path:
        current = _descend(_unwrapped(current), step)
    current = _unwrapped(current)
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [field.alias or name for name, field in current.model_fields.items()]
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


def _prune(plain: Any, detail: ErrorDetails) -> None:
    """Take the faulty part out; of a list of mappings the whole entry, where a key of it is missing."""
    steps = [step for step in detail["loc"] if step != "[key]"]
    if detail["type"] == "missing":
        steps = steps[:-1]
    holder, place = plain, None
    for step in steps:
        inner = _child(holder, step)
        if inner is _NOTHING:
            break
        place = (holder, step)
        holder = inner
    if place is not None:
        container, key = place
        if isinstance(container, dict):
            container.pop(key, None)
        elif isinstance(container, list) and isinstance(key, int) and key < len(container):
            del container[key]


_NOTHING = object()


def _child(holder: Any, step: str | int) -> Any:
    if isinstance(holder, dict):
        return holder.get(str(step), _NOTHING)
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        return holder[step]
    return _NOTHING
