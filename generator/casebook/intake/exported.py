"""Reads back what `casebook export` wrote, edited or not: Excel, CSV, JSON and JSON Lines, each cell with its place.

Whatever a file carries becomes a tree a case, as the source makes of YAML; what is done with it is the business
of `taking_back`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.model.tables import ANY_LANGUAGE, Table, base_of, case_tables, kind_of
from casebook.source.reader import decode_text
from casebook.source.tree import ListNode, MappingNode, Node, Text

ENDINGS = (".xlsx", ".csv", ".json", ".jsonl", ".zip")
_LONG_TEXTS = "long_texts"
_STRIDE = 10_000_000
"""A row stands in a case's tree as row + table × stride, so that one number tells table and row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells by the names of their columns."""

    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]


@dataclass(slots=True)
class Exported:
    """The cases of an export, and which keys it carries at all."""

    cases: dict[str, MappingNode] = field(default_factory=dict)
    carried: set[str] = field(default_factory=set)
    tables: list[str] = field(default_factory=list)
    """How diagnostics name the tables, in the order of their lines: see `_STRIDE`."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def placed(self, problem: Diagnostic) -> Diagnostic:
        """A problem found in a case's tree, with its table as its path and its row as its line."""
        table, row = divmod(problem.line, _STRIDE)
        return replace(problem, path=self.tables[table], line=row)


def read_exported(file: Path) -> Exported:
    """Read an export by the ending of its name. What cannot be read is a diagnostic."""
    ending = file.suffix.lower()
    try:
        if ending in {".json", ".jsonl"}:
            return _from_json(file)
        tables = {".xlsx": _excel, ".csv": _one_csv, ".zip": _zipped}[ending](file)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is damaged, or no export of Casebook"
        return Exported(diagnostics=[diagnose(file.name, (1, 1), "file-unreadable", reason=reason)])
    return _assembled(file.name, tables)


def is_export(file: Path) -> bool:
    """Whether a file looks like an export: a table `cases` with a column `id`, or records with `id` and `derived`."""
    ending = file.suffix.lower()
    try:
        if ending == ".xlsx":
            book = load_workbook(io.BytesIO(file.read_bytes()), read_only=True)
            first = next(book["cases"].iter_rows(max_row=1, values_only=True), ()) if "cases" in book.sheetnames else ()
            return "id" in first and "title" in first
        if ending == ".zip":
            with zipfile.ZipFile(file) as archive:
                return "cases.csv" in archive.namelist()
        if ending in {".json", ".jsonl", ".csv"}:
            with file.open(encoding="utf-8-sig") as handle:
                head = handle.read(2_000_000)
            return head.startswith(("id,", "case,")) if ending == ".csv" else '"derived"' in head
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, InvalidFileException):
        return False
    return False


Rows = Mapping[str, Sequence[Row]]


def _excel(file: Path) -> Rows:
    book = load_workbook(io.BytesIO(file.read_bytes()), read_only=True, data_only=True)
    tables = {name: list(_rows(book[name].iter_rows(values_only=True))) for name in book.sheetnames}
    for row in tables.pop(_LONG_TEXTS, ()):
        cells = row.cells
        whole = tables[cells["sheet"]][int(cells["row"]) - 2]
        assert isinstance(whole.cells, dict)
        whole.cells[cells["column"]] += cells["text"]
    return tables


def _rows(values: Iterator[Sequence[Any]]) -> Iterator[Row]:
    head = [str(name).strip() if name is not None else "" for name in next(values, ())]
    columns = {name: place for place, name in enumerate(head, 1) if name}
    for number, row in enumerate(values, 2):
        cells = {name: _written(value) for name, value in zip(head, row, strict=False) if name and value is not None}
        yield Row(number, {name: text for name, text in cells.items() if text != ""}, columns)


def _written(value: Any) -> str:
    """A cell of Excel as the case file writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x000D_", "").replace("\r\n", "\n")


def _one_csv(file: Path) -> Rows:
    return {file.stem.removesuffix("-excel"): _csv_rows(file.read_bytes())}


def _zipped(file: Path) -> Rows:
    with zipfile.ZipFile(file) as archive:
        return {
            name.removesuffix(".csv"): _csv_rows(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".csv") and "/" not in name
        }


def _csv_rows(data: bytes) -> list[Row]:
    text, fault = decode_text(data, "")
    if fault is not None:
        raise ValueError("not UTF-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    return list(_rows([each.removeprefix("'") for each in row] for row in rows))


def _from_json(file: Path) -> Exported:
    text, fault = decode_text(file.read_bytes(), file.name)
    if fault is not None:
        return Exported(diagnostics=[fault])
    read = Exported(tables=[file.name])
    lines = text.split("\n") if file.suffix.lower() == ".jsonl" else [text]
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, parse_float=str, parse_int=str)
        except (json.JSONDecodeError, RecursionError) as error:
            column = getattr(error, "colno", 1)
            row = getattr(error, "lineno", 1) + number - 1
            read.diagnostics.append(
                diagnose(file.name, (row, column), "json-syntax", problem=getattr(error, "msg", ""))
            )
            continue
        for record in value.get("cases", [value]) if isinstance(value, dict) else []:
            _add_record(read, record, number, file.name)
    return read


def _add_record(read: Exported, record: Any, line: int, path: str) -> None:
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        read.diagnostics.append(diagnose(path, (line, 1), "export-without-id"))
        return
    tree = _node({key: value for key, value in record.items() if key not in {"id", "derived"}}, (line, 1))
    assert isinstance(tree, MappingNode)
    read.cases[record["id"]] = tree
    # A key that no record has is one that the export leaves out because it is empty, so all are carried.
    read.carried.update(table.path[0] for table in case_tables() if table.path)
    read.carried.update(column.path[0] for column in case_tables()[0].columns)


def _node(value: Any, position: tuple[int, int]) -> Node:
    if isinstance(value, dict):
        return MappingNode({str(key): (position, _node(inner, position)) for key, inner in value.items()}, position)
    if isinstance(value, list):
        return ListNode([_node(each, position) for each in value], position)
    said = {True: "true", False: "false", None: None}
    return Text(said[value] if isinstance(value, bool) or value is None else str(value), position)


def _assembled(file: str, tables: Rows) -> Exported:
    first, *lists = case_tables()
    read = Exported(tables=[f"{file}:{table.name}" for table in (first, *lists)])
    for row in tables.get("cases", ()):
        tree = _owner(read, row, "id", 0)
        if tree is not None:
            _fill(read, tree, first, row, 0)
    head = tables["cases"][0].columns if tables.get("cases") else {}
    read.carried |= {base.split(".")[0] for name in head if (base := base_of(first, name))}
    whole = "cases" in tables and len(tables) > 1
    for number, table in enumerate(lists, 1):
        # A workbook without a sheet says that no case has such entries; a single CSV file says nothing of them.
        if table.name in tables or whole:
            read.carried.add(table.path[0])
            for row in sorted(tables.get(table.name, ()), key=_place):
                _add_entry(read, table, row, number)
    return read


def _owner(read: Exported, row: Row, column: str, table: int) -> MappingNode | None:
    """The case that a row belongs to; a row without any cell belongs to none."""
    if column in row.cells:
        return read.cases.setdefault(row.cells[column], MappingNode(position=(row.number + table * _STRIDE, 1)))
    if row.cells:
        read.diagnostics.append(diagnose(read.tables[table], (row.number, 1), "export-without-id"))
    return None


def _add_entry(read: Exported, table: Table, row: Row, number: int) -> None:
    tree = _owner(read, row, "case", number)
    if tree is None:
        return
    position = (row.number + number * _STRIDE, 1)
    entry = MappingNode(position=position)
    _fill(read, entry, table, row, number)
    holder = tree
    for step in table.path[:-1]:
        holder = _inner(holder, step, position)
    if table.keyed_by:
        _inner(holder, table.path[-1], position).entries[row.cells.get(table.keyed_by, "")] = (position, entry)
        return
    held = holder.entries.setdefault(table.path[-1], (position, ListNode([], position)))[1]
    assert isinstance(held, ListNode)
    held.items.append(entry)


def _place(row: Row) -> int:
    found = row.cells.get("place", "")
    return int(found) if found.isdecimal() else 1_000_000 + row.number


def _inner(holder: MappingNode, step: str, position: tuple[int, int]) -> MappingNode:
    held = holder.entries.setdefault(step, (position, MappingNode(position=position)))[1]
    assert isinstance(held, MappingNode)
    return held


def _fill(read: Exported, entry: MappingNode, table: Table, row: Row, number: int) -> None:
    """Put the cells of a row under their keys."""
    owned = {"case", "place", table.keyed_by} if table.path else {"id"}
    for name, text in row.cells.items():
        column = row.columns.get(name, 1)
        position = (row.number + number * _STRIDE, column)
        if name in owned or name.startswith("derived."):
            continue
        kind = kind_of(table, name)
        if kind is None:
            read.diagnostics.append(diagnose(read.tables[number], (row.number, column), "export-column", column=name))
            continue
        items = [Text(each, position) for each in text.split("\n") if each.strip()]
        value: Node = ListNode(list(items), position) if kind == "lines" else Text(text, position)
        _put(entry, _steps(table, name), value, position)


def _steps(table: Table, name: str) -> list[str | int]:
    base = base_of(table, name)
    rest = name[len(base) + 1 :]
    column = next(each for each in table.columns if each.name == base)
    steps: list[str | int] = list(column.path)
    if column.kind == "texts":
        return [*steps, "" if rest == ANY_LANGUAGE else rest]
    return [*steps, *(int(part) - 1 if part.isdecimal() else part for part in filter(None, rest.split(".")))]


def _put(holder: MappingNode, steps: Sequence[str | int], value: Node, position: tuple[int, int]) -> None:
    """Set a value under keys and places, making what is missing on the way."""
    node: Node = holder
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        fresh = _holder(following, position) if following is not None else value
        if isinstance(node, MappingNode):
            node = node.entries.setdefault(str(step), (position, fresh))[1]
        elif isinstance(node, ListNode) and isinstance(step, int):
            while len(node.items) <= step:
                node.items.append(MappingNode({}, position) if following is not None else Text("", position))
            if following is None:
                node.items[step] = value
            node = node.items[step]


def _holder(step: str | int, position: tuple[int, int]) -> Node:
    """An empty holder for what comes next: a list for a place, a mapping for a key."""
    return ListNode([], position) if isinstance(step, int) else MappingNode({}, position)
