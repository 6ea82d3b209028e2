"""Writes open data: everything into a folder of the artefacts for the site, or one format for whoever asks.

The folder of the site carries the gate's key in its note, so that data made under another decision is not linked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from casebook.exports.as_csv import render_csv
from casebook.exports.as_json import render_document, render_json, schema, taxonomies
from casebook.exports.as_xlsx import render_xlsx
from casebook.exports.linked import graph
from casebook.exports.package import data_package
from casebook.exports.records import shown_organisations
from casebook.exports.sheets import Sheet, all_sheets, read_records
from casebook.model.scalars import in_language
from casebook.publication import gate
from casebook.publication.values import Published
from casebook.staging import artefact_folder, empty, swap
from casebook.zips import zipped

CHANNELS = frozenset({"data", "web"})
"""What lies under site/ needs the web among its channels."""
FORMATS = ("json", "jsonl", "csv", "xlsx", "jsonld", "datapackage")
NOTE = "made.json"
_MARK = b"\xef\xbb\xbf"


def write_data(published: Published, root: Path) -> Path:
    """All files of the open data in the artefacts; they are left alone where nothing that they say has changed."""
    folder = artefact_folder(root, "data")
    note = {"key": gate.key(published), "made_of": _made_of(published)}
    if _noted(folder) == note:
        return folder
    stage = empty(folder.with_name("data.stage"))
    files = all_files(published)
    for name, content in files.items():
        target = stage / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (stage / NOTE).write_text(json.dumps(note) + "\n", "utf-8")
    swap(stage, folder)
    return folder


def all_files(published: Published) -> dict[str, bytes]:
    """Every file of the open data: its path below `data/`, and what it holds."""
    records = read_records(published)
    sheets = all_sheets(records, published)
    tables = _csv_files(sheets)
    named = {f"{name}": content for name, content in tables.items()}
    named["cases-excel.csv"] = _MARK + tables["cases.csv"]
    named["cases.xlsx"] = _workbook(sheets, published)
    lines = [render_json(record) for record in records]
    named["cases.json"] = render_document(lines, shown_organisations(published), published).encode("utf-8")
    named["cases.jsonl"] = "".join(f"{line}\n" for line in lines).encode("utf-8")
    named["cases.jsonld"] = _json(graph(records, published))
    named["cases.schema.json"] = _json(schema())
    named["taxonomies.json"] = _json(taxonomies(published.programme))
    named["datapackage.json"] = _json(data_package(sheets, tables, published))
    named |= {f"cases/{record['id']}.json": f"{line}\n".encode() for record, line in zip(records, lines, strict=True)}
    return dict(sorted(named.items()))


def render_export(published: Published, format: str) -> bytes:  # noqa: A002
    """One format of the data; CSV and Data Package, being many files, as a ZIP file."""
    records = read_records(published)
    if format == "json":
        lines = map(render_json, records)
        return render_document(lines, shown_organisations(published), published).encode("utf-8")
    if format == "jsonl":
        return "".join(f"{render_json(record)}\n" for record in records).encode("utf-8")
    if format == "jsonld":
        return _json(graph(records, published))
    sheets = all_sheets(records, published)
    if format == "xlsx":
        return _workbook(sheets, published)
    tables = _csv_files(sheets)
    if format == "datapackage":
        tables["datapackage.json"] = _json(data_package(sheets, tables, published))
    return zipped(sorted(tables.items()))


def _csv_files(sheets: Sequence[Sheet]) -> dict[str, bytes]:
    return {f"{sheet.name}.csv": render_csv(sheet).encode("utf-8") for sheet in sheets}


def _workbook(sheets: Sequence[Sheet], published: Published) -> bytes:
    programme = published.programme
    return render_xlsx(sheets, title=in_language(programme.title, programme.language), day=published.date)


def _json(value: Mapping[str, Any]) -> bytes:
    return (render_json(value, indent=1) + "\n").encode("utf-8")


def _noted(folder: Path) -> Any:
    try:
        return json.loads((folder / NOTE).read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _made_of(published: Published) -> str:
    """A hash of what the files say beside the cases: settings, registry, day, and the code that writes them."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(published.date.isoformat().encode())
    digest.update(published.programme.model_dump_json().encode())
    for organisation in shown_organisations(published):
        digest.update(organisation.model_dump_json().encode())
    digest.update(_code().encode())
    return digest.hexdigest()


@cache
def _code() -> str:
    rooms = (Path(__file__).parent, Path(__file__).parents[1] / "model")
    parts = [file.read_bytes() for room in rooms for file in sorted(room.glob("*.py"))]
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()
