"""The eye that looks for words in files: every byte, with all that is packed in them opened, again and again."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdf

DEEPEST = 8
"""Archives in archives; nothing that Casebook writes comes near."""
KINDS = frozenset({
    "", ".conf", ".css", ".csv", ".gz", ".htaccess", ".html", ".ico", ".jpg", ".js", ".json", ".jsonl", ".jsonld",
    ".map", ".pdf", ".places", ".png", ".svg", ".ttf", ".txt", ".webp", ".words", ".xlsx", ".xml", ".zip",
    ".md", ".docx",
})  # fmt: skip
"""Endings of files that the eye knows how to open, or that hold nothing packed."""
_PACKED = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")
_APART = re.compile(rb"[^a-z0-9]+")


def words_in(files: Mapping[str, bytes], stems: Iterable[str]) -> dict[str, dict[str, str]]:
    """Stem → file → the longest word with this stem that was found in it, or in its name."""
    found: dict[str, dict[str, str]] = {stem: {} for stem in stems}
    for file, data in sorted(files.items()):
        for word in sorted(every_word(data, found) | every_word(file.encode(), found), key=len):
            found[word.split("x")[0]][file] = word
    return found


def every_word(data: bytes, stems: Iterable[str]) -> set[str]:
    """Every word with one of these stems in the bytes and in all that is packed in them."""
    sought = re.compile(b"(?:" + b"|".join(stem.encode() for stem in sorted(stems)) + rb")(?:x\d{3,}q)?")
    return {word.decode() for each in opened(data) for word in sought.findall(_plain(each))}


def files_below(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their paths."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def opened(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and the bytes of everything that is packed in them, however deep."""
    yield data
    if depth == DEEPEST:
        raise AssertionError(f"packed deeper than {DEEPEST} times")
    for inner in _inside(data):
        yield from opened(inner, depth + 1)


def _plain(data: bytes) -> bytes:
    """In small letters, once as it is, once without the zeros of UTF-16 and what may part a word at a line's end."""
    small = data.lower()
    return small + b"\n" + _APART.sub(b"", small.replace(b"\0", b""))


def _inside(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"PK\x03\x04"):
        yield from _members(data)
    elif data.startswith(b"%PDF"):
        yield from _pdf(data)
    elif data.startswith(b"\x89PNG"):
        yield from _chunks(data)
    elif b"\0" not in data[:1000]:
        yield from _texts(data)


def _members(data: bytes) -> Iterator[bytes]:
    """The files of a ZIP file, their names, and what is said of them and of the whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment
        for member in archive.infolist():
            yield member.filename.encode() + member.comment + member.extra
            yield archive.read(member)


def _chunks(data: bytes) -> Iterator[bytes]:
    """What a PNG's compressed chunks hold; those that are not compressed were seen already."""
    place = 8
    while place + 8 <= len(data):
        length, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        body = data[place + 8 : place + 8 + length]
        starts = [0] if kind == b"IDAT" else [found.end() for found in re.finditer(rb"\0", body[:200])]
        if kind in {b"IDAT", b"iCCP", b"zTXt", b"iTXt"}:
            yield from filter(None, (_inflated(body[start:]) for start in starts))
        place += length + 12


def _inflated(data: bytes) -> bytes:
    # In iCCP and zTXt a byte that names the method stands before the stream.
    for start in (0, 1):
        try:
            return zlib.decompressobj().decompress(data[start:])
        except zlib.error:
            continue
    return b""


def _texts(data: bytes) -> Iterator[bytes]:
    """What text carries in base64."""
    for found in _PACKED.finditer(data):
        packed = found[0].rstrip(b"=")
        try:
            yield base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
        except binascii.Error:  # one letter too many: a word, and nothing packed
            continue


def _pdf(data: bytes) -> Iterator[bytes]:
    """Every object of a PDF, the packed ones too, its streams unpacked, and the text that a reader sees."""
    with pikepdf.open(io.BytesIO(data)) as book:
        for held in book.objects:
            yield from _of_object(held, 0)
            if isinstance(held, pikepdf.Stream):
                yield _stream(held)
        yield from _of_object(book.trailer, 0)
    reader = pypdf.PdfReader(io.BytesIO(data))
    yield "\n".join(page.extract_text() for page in reader.pages).encode()


def _stream(held: pikepdf.Stream) -> bytes:
    try:
        return held.read_bytes()
    except pikepdf.PdfError:  # a picture's own packing, which the eye opens by itself
        return held.read_raw_bytes()


def _of_object(held: Any, depth: int) -> Iterator[bytes]:
    """The strings and names of an object; those that it refers to come by themselves."""
    if isinstance(held, pikepdf.String | pikepdf.Name):
        yield str(held).encode()
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream) and (depth == 0 or not held.is_indirect):
        for name, value in held.items():
            yield str(name).encode()
            yield from _of_object(value, depth + 1)
    elif isinstance(held, pikepdf.Array) and (depth == 0 or not held.is_indirect):
        for value in held:
            yield from _of_object(value, depth + 1)
