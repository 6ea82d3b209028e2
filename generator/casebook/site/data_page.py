"""The page of the open data: its files, and what every column means, read off the model as the data are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casebook.model.tables import case_tables, organisation_tables
from casebook.site.filling import Page
from casebook.site.open_data import DataFiles
from casebook.site.pages import Shelf


def data_pages(shelf: Shelf, data: DataFiles | None) -> Iterable[Page]:
    """The page that lists the files and says what every column means; none where there are no data."""
    if data is None:
        return
    programme, words = shelf.room.programme, shelf.room.words
    used = {Path(name).stem for name in ("cases.csv", "organisations.csv", *data.tables)}
    tables = [table for table in (*case_tables(), *organisation_tables()) if table.name in used]
    context = {
        "files": [(name, size, words(f"data_{name.replace('.', '_').replace('-', '_')}")) for name, size in data.files],
        "tables": data.tables,
        "dictionary": tables,
        "kinds": {kind: words(f"data_kind_{kind}") for table in tables for kind in {c.kind for c in table.columns}},
        "licence": programme.licence or "",
        "date": shelf.published.date.isoformat(),
        "count": len(data.cases),
    }
    yield Page(shelf.place("data/"), "catalogues", "data.html", words("data_title"), context, words("data_lead"))
