"""Reads JSON Lines, CSV and Excel into records whose every cell knows its place.

What a cell means is left to the mapping.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.intake.encoding import decode_table
from casebook.source.reader import decode_text
from casebook.source.tree import Position

MAX_BYTES = 500_000_000
ENDINGS = (".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".xlsx")
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of one record; several texts where the source has a list."""

    texts: tuple[str, ...]
    position: Position
    """JSON Lines: line and character of the key. CSV: the row's first line and the cell's number."""

    @property
    def text(self) -> str:
        """All of it as one text."""
        return "\n".join(self.texts)

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not any(text.strip() for text in self.texts)


@dataclass(frozen=True, slots=True)
class Record:
    """One record; columns by their names without white space at the ends."""

    line: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """All records of a file, every column's name in the order met, and the file's problems."""

    records: tuple[Record, ...] = ()
    columns: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    said: tuple[str, ...] = ()
    """How it was read, for the report: its encoding, its sheet."""


def read_table(file: Path, sheet: str | None = None) -> Table:
    """Read a table by the ending of its name; diagnostics name it by its name alone. `sheet` is one of a workbook's."""
    ending = file.suffix.lower()
    if ending == ".xlsx":
        from casebook.intake.read_workbook import read_workbook

        return read_workbook(file, sheet)
    if ending not in ENDINGS:
        return _refused(file.name, (1, 1), "table-format", found=ending or file.name, known=", ".join(ENDINGS))
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            return _refused(file.name, (1, 1), "file-too-large", size=size, limit=MAX_BYTES)
        data = file.read_bytes()
    except OSError as error:
        return _refused(file.name, (1, 1), "file-unreadable", reason=error.strerror or type(error).__name__)
    decoded = decode_table(data)
    if decoded is None or "\0" in decoded[0]:
        _, fault = decode_text(data, file.name)
        return Table(diagnostics=(fault,) if fault else (diagnose(file.name, (1, 1), "nul-byte"),))
    text, encoding = decoded
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    table = _read_csv(text, file.name) if ending in {".csv", ".tsv", ".txt"} else _read_lines(text, file.name)
    return replace(table, said=(f"read as {encoding}", *table.said))


def _refused(path: str, position: Position, code: str, **arguments: object) -> Table:
    return Table(diagnostics=(diagnose(path, position, code, **arguments),))


def merged_rows(table: Table, by: str) -> Table:
    """The table with the rows of one case made one record: those with the same text in a column, or none after it.

    A cell of the record holds what its rows say, each text once.
    """
    groups: list[list[Record]] = []
    known: dict[str, list[Record]] = {}
    for record in table.records:
        name = record.cells[by].text.strip() if by in record.cells else ""
        group = known.get(name) if name else (groups[-1] if groups else None)
        if group is None:
            group = known[name] = []
            groups.append(group)
        group.append(record)
    return replace(table, records=tuple(_joined(group) for group in groups))


def _joined(rows: Sequence[Record]) -> Record:
    cells: dict[str, Cell] = {}
    for row in rows:
        for name, cell in row.cells.items():
            before = cells.get(name)
            if before is None or before.blank:
                cells[name] = cell
            else:
                fresh = tuple(text for text in cell.texts if text.strip() and text not in before.texts)
                cells[name] = Cell((*before.texts, *fresh), before.position)
    return Record(rows[0].line, cells)


def _table(records: Sequence[Record], columns: Sequence[str], found: list[Diagnostic], path: str) -> Table:
    if not records and not found:
        found.append(diagnose(path, (1, 1), "table-empty"))
    return Table(tuple(records), tuple(columns), tuple(found))


def _read_lines(text: str, path: str) -> Table:
    records: list[Record] = []
    found: list[Diagnostic] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            pairs = json.loads(line, object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=str)
        except json.JSONDecodeError as error:
            found.append(diagnose(path, (number, error.colno), "json-syntax", problem=error.msg))
        except RecursionError:
            found.append(diagnose(path, (number, 1), "json-syntax", problem="too many brackets within each other"))
        else:
            _add_record(records, found, pairs, (number, line), path)
    columns = dict.fromkeys(name for record in records for name in record.cells)
    return _table(records, list(columns), found, path)


class _Pairs(list[tuple[str, Any]]):
    """A JSON object with its keys in order, also those that stand twice."""


def _add_record(records: list[Record], found: list[Diagnostic], pairs: Any, place: tuple[int, str], path: str) -> None:
    number, line = place
    if not isinstance(pairs, _Pairs):
        found.append(diagnose(path, (number, 1), "json-syntax", problem="the line is no object in { }"))
        return
    cells: dict[str, Cell] = {}
    for name, value in _flattened(pairs, ""):
        position = (number, max(line.find(json.dumps(name.split(".")[0], ensure_ascii=False)), 0) + 1)
        if name in cells:
            found.append(diagnose(path, position, "column-twice", column=name))
        else:
            cells[name] = Cell(value, position)
    records.append(Record(number, cells))


def _flattened(pairs: _Pairs, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The values with their keys: those of an inner object are outer.inner, those in a list of them outer.1.inner."""
    for key, value in pairs:
        name = f"{prefix}{key}".strip()
        if isinstance(value, _Pairs):
            yield from _flattened(value, f"{name}.")
        elif isinstance(value, list) and value and all(isinstance(item, _Pairs) for item in value):
            for number, item in enumerate(value, 1):
                yield from _flattened(item, f"{name}.{number}.")
        else:
            yield name, tuple(_texts(value))


def _texts(value: Any) -> Iterator[str]:
    """The texts of a value; what is nested in a list stays JSON, so that nothing is lost."""
    if isinstance(value, list) and not isinstance(value, _Pairs):
        for item in value:
            yield from _texts(item) if not isinstance(item, list) else [json.dumps(_plain(item), ensure_ascii=False)]
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif value is not None:
        yield value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, _Pairs):
        return {key: _plain(inner) for key, inner in value}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _read_csv(text: str, path: str) -> Table:
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    records: list[Record] = []
    found: list[Diagnostic] = []
    header: list[str] = []
    line = 1
    try:
        for row in reader:
            if not header:
                header = [name.strip() for name in row]
                found = check_header(header, path)
                if found:
                    return Table(diagnostics=tuple(found))
            elif any(cell.strip() for cell in row):
                if len(row) > len(header):
                    place = (line, len(header) + 1)
                    found.append(diagnose(path, place, "row-too-long", cells=len(row), columns=len(header)))
                records.append(_row(header, row, line))
            line = reader.line_num + 1
    except csv.Error as error:
        found.append(diagnose(path, (line, 1), "csv-syntax", problem=str(error)))
    return _table(records, [name for name in header if name], found, path)


def _row(header: Sequence[str], row: Sequence[str], line: int) -> Record:
    cells = zip(header, row, strict=False)
    return Record(line, {name: Cell((cell,), (line, place)) for place, (name, cell) in enumerate(cells, 1)})


def check_header(header: Sequence[str], path: str, line: int = 1) -> list[Diagnostic]:
    """A problem for each name of a column that stands in the header a second time."""
    counts = Counter(header)
    return [
        diagnose(path, (line, place), "column-twice", column=name)
        for place, name in enumerate(header, 1)
        if counts[name] > 1 and name and name in header[: place - 1]
    ]
