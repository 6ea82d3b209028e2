"""ZIP files with the same bytes for the same content: no clock in them, their members in a fixed order.

Excel and Word files are ZIP files too; the libraries that write them put the time of day into them.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_DAWN = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can hold."""
NO_DAY = dt.date(2000, 1, 1)
"""The day of documents that belong to none."""
_CLOCKS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP file of names and contents, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            described = zipfile.ZipInfo(name, _DAWN)
            described.compress_type = zipfile.ZIP_DEFLATED
            described.external_attr = 0o644 << 16
            archive.writestr(described, content)
    return out.getvalue()


def workbook_bytes(book: Workbook, day: dt.date) -> bytes:
    """An Excel workbook as a file, the same bytes for the same content and day."""
    from openpyxl.writer.excel import ExcelWriter

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # packed once, when its clock is taken out
        ExcelWriter(book, archive).save()
    return without_clock(out.getvalue(), day)


def without_clock(document: bytes, day: dt.date = NO_DAY) -> bytes:
    """An Excel or Word file as if it had been written at the beginning of a day."""
    said = f"{day.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    return zipped((name, _CLOCKS.sub(rb"\g<1>" + said + rb"\g<2>", content)) for name, content in members)
