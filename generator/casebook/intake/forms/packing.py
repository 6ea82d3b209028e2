"""Office files as the archives they are: the same bytes for the same content, and none that unpacks without end."""

from __future__ import annotations

import io
import re
import zipfile

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CORE = "docProps/core.xml"
_EPOCH = (2000, 1, 1, 0, 0, 0)


MAX_TEXT = 100_000_000
"""Bytes that the texts of a form may unpack to; pictures are packed already and are not counted."""


def is_sane(data: bytes) -> bool:
    """Whether a file is an archive whose texts a machine can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(each.file_size for each in archive.infolist() if "/media/" not in each.filename) <= MAX_TEXT
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def fixed_zip(data: bytes) -> bytes:
    """The file with every time in it set to the same day."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                content = _TIMES.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return made.getvalue()
