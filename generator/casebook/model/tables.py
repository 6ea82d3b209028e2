"""The case file as tables: one row a case, and a table for each list of entries within it.

The tables are read off the model, so that a new key is in every export on the day it is in the format. A cell
holds one value: a text, a number, a date, or the items of a list of short texts, one on each line. A section has a
column for each of its items. Nothing here knows Excel or CSV; the way back from cells to values is here as well.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.model.case import SECTIONS, Case
from casebook.model.organisation import Organisation

Kind = Literal["text", "lines", "paragraphs", "entries", "texts", "number", "whole", "day", "date", "flag"]
"""What a column holds. `lines`: items, one a line. `paragraphs`, `entries`, `texts`: several columns each, with a
number, with a number and a key, with a key after the name. `date` has any precision."""
Cell = str | Decimal | int | bool | dt.date
NAMES: Mapping[tuple[str, ...], str] = {("organisations",): "consortium"}
"""Tables that are not called as their key is."""
ANY_LANGUAGE = "und"
"""Stands in a column's name for the key '' of a text that is the same in all languages (BCP 47: undetermined)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: one key of the format."""

    name: str
    """The way to the key, with dots: `short.problem`."""
    kind: Kind
    meaning: str
    required: bool = False
    values: tuple[str, ...] = ()
    """The words that may stand here, where the format sets them."""

    @property
    def path(self) -> tuple[str, ...]:
        """The keys on the way."""
        return tuple(self.name.split("."))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the case itself, or one of its lists, a row an entry."""

    name: str
    path: tuple[str, ...]
    """The way to the list in the case; empty for the case itself."""
    meaning: str
    columns: tuple[Column, ...]
    keyed_by: str = ""
    """The column that holds the key, where the entries stand under keys and not in a list."""


@cache
def case_tables() -> tuple[Table, ...]:
    """The tables of a case, the case itself first; without what is never published, and without the contact."""
    return _tables("cases", Case, skipped=frozenset({"contact"}))


@cache
def organisation_tables() -> tuple[Table, ...]:
    """The tables of the registry."""
    return _tables("organisations", Organisation, skipped=frozenset({"contact"}))


def _tables(name: str, model: type[BaseModel], *, skipped: frozenset[str]) -> tuple[Table, ...]:
    columns: list[Column] = []
    further: list[Table] = []
    for path, field in _fields(model, ()):
        if path[0] in skipped:
            continue
        entry, keyed = _entry_model(field)
        if entry is None:
            columns.append(_column(path, field))
        else:
            inner = tuple(_column(each, found) for each, found in _fields(entry, ()))
            title = NAMES.get(path, path[-1])
            further.append(Table(title, path, field.description or "", inner, "language" if keyed else ""))
    return (Table(name, (), (model.__doc__ or "").strip(), tuple(columns)), *further)


def _fields(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], FieldInfo]]:
    """The keys of a model that may be published, those of models within it by their way."""
    for name, field in model.model_fields.items():
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("x-private"):
            continue
        inner = _plain(field.annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _fields(inner, (*path, name))
        else:
            yield (*path, name), field


def _plain(annotation: Any) -> Any:
    """A type without `| None` and without its validators."""
    while True:
        if get_origin(annotation) is typing.Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        else:
            return annotation


def _entry_model(field: FieldInfo) -> tuple[type[BaseModel] | None, bool]:
    """The model of a list's entries, and whether they stand under keys; none for other keys."""
    held = _plain(field.annotation)
    arguments = get_args(held)
    inner = _plain(arguments[-1] if get_origin(held) is dict else arguments[0]) if arguments else None
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return inner, get_origin(held) is dict
    return None, False


def _column(path: tuple[str, ...], field: FieldInfo) -> Column:
    held = _plain(field.annotation)
    values = tuple(str(each) for each in get_args(held)) if get_origin(held) is Literal else ()
    return Column(
        ".".join(path),
        _kind(path, held, field),
        field.description or "",
        field.is_required() and len(path) == 1,
        values,
    )


def _kind(path: tuple[str, ...], held: Any, field: FieldInfo) -> Kind:
    if get_origin(held) is tuple:
        if _entry_model(field)[0] is not None:
            return "entries"
        return "paragraphs" if path[-1] in SECTIONS else "lines"
    if get_origin(held) is dict:
        return "texts"
    kinds: Mapping[Any, Kind] = {Decimal: "number", int: "whole", dt.date: "day", bool: "flag"}
    return kinds.get(held, "date" if path[-1] in {"start", "end"} or path == ("date",) else "text")


def cells(table: Table, entry: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells of one entry, a model's dump without empty values: name of the column → value."""
    found: dict[str, Cell] = {}
    for column in table.columns:
        value: Any = entry
        for step in column.path:
            value = value.get(step) if isinstance(value, Mapping) else None
        found.update(_spread(column, value))
    return found


def _spread(column: Column, value: Any) -> Iterator[tuple[str, Cell]]:
    if value is None or value in ("", (), [], {}):
        return
    if column.kind == "lines":
        yield column.name, "\n".join(map(str, value))
    elif column.kind == "paragraphs":
        yield from ((f"{column.name}.{number}", each) for number, each in enumerate(value, 1))
    elif column.kind == "texts":
        yield from ((f"{column.name}.{key or ANY_LANGUAGE}", each) for key, each in value.items() if each != "")
    elif column.kind == "entries":
        for number, each in enumerate(value, 1):
            yield from ((f"{column.name}.{number}.{key}", inner) for key, inner in each.items())
    else:
        yield column.name, value


def header(table: Table, names: Sequence[str]) -> list[str]:
    """The names of columns that occur, in the order of the format; numbered ones by their number."""
    order = {column.name: place for place, column in enumerate(table.columns)}
    return sorted(set(names), key=lambda name: (order[base_of(table, name)], _numbers(name), name))


def base_of(table: Table, name: str) -> str:
    """The name in the format of a column that may carry numbers or keys; '' where the table has none such."""
    known = {column.name for column in table.columns}
    while name not in known:
        if "." not in name:
            return ""
        name = name.rpartition(".")[0]
    return name


def _numbers(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split(".") if part.isdecimal())


def kind_of(table: Table, name: str) -> Kind | None:
    """What a column holds; None for a column that is none of the table's."""
    base = base_of(table, name)
    column = next((each for each in table.columns if each.name == base), None)
    if column is None or (name == base) == (column.kind in {"paragraphs", "texts", "entries"}):
        return None
    return "text" if column.kind in {"paragraphs", "texts", "entries"} else column.kind


def plain(value: Any) -> Any:
    """A model's dump without its empty values, tuples as lists."""
    if isinstance(value, Mapping):
        made = {key: plain(inner) for key, inner in value.items()}
        return {key: inner for key, inner in made.items() if inner is not None and inner not in ("", [], {})}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
