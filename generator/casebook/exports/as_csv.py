"""Open data as CSV by RFC 4180: a file for each table, UTF-8, lines ended with CR LF.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula, and runs it. Such a text gets an apostrophe
before it, and so does one that begins with an apostrophe, so that taking one away always gives the text back. Numbers
stay bare.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

from casebook.exports.sheets import Sheet
from casebook.model.tables import Cell

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")


def render_csv(sheet: Sheet) -> str:
    """A table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow([written(row.get(name)) for name in sheet.columns])
    return out.getvalue()


def written(value: Cell | None) -> str:
    """A cell as it stands in the file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int):
        return f"{value:f}" if isinstance(value, Decimal) and -40 < value.adjusted() < 40 else str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"'{value}" if value.startswith(STARTS_FORMULA) else value
