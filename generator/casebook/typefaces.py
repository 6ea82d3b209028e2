"""What files of typefaces say of themselves: family, weight, whether they may be embedded, which characters they draw.

Read from the tables of OpenType (`name`, `OS/2`, `fvar`, `cmap`) without any library; where files lie and which of them
a catalogue uses is decided elsewhere.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_MOST_FACES = 64
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_RESTRICTED, _BITMAPS_ALONE = 0x0002, 0x0200
_BOLD = 600
_STYLES = re.compile(
    r"[ _-]+(?:(?:extra|ext|ex|x|semi|sem|demi|dem|ultra)[ _-]?)?(?:normal|italic|oblique|slanted|thin|th|hairline"
    r"|light|lt|regular|medium|med|md|bold|bd|demi|black|blk|bk|heavy|narrow|condensed|cond|cn|compressed|expanded|exp)\Z",
    re.IGNORECASE,
)
"""What stands behind the family in names of old; typesetters take it off."""


class TypefaceError(ValueError):
    """A file that is no typeface, or a broken one."""


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The code points of one face as ranges, both ends included."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        place = bisect_right(self.starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.ends[place]


@dataclass(frozen=True, slots=True)
class Typeface:
    """One face of a file."""

    path: Path
    index: int
    family: str
    weight: int
    """100 to 900; 400 is regular."""
    italic: bool
    variable: bool
    """Whether one file holds all weights along an axis."""
    embeddable: bool
    """Whether its maker lets it be embedded in documents."""

    @property
    def bold(self) -> bool:
        """Whether it is a face for headings."""
        return self.weight >= _BOLD


def own_typefaces(root: Path) -> tuple[Path, ...]:
    """The files of typefaces in the project's folder `fonts/`, sorted."""
    return tuple(sorted(path for path in (root / "fonts").glob("*") if path.suffix.lower() in ENDINGS))


def shipped_typefaces() -> tuple[Path, ...]:
    """The files that come with Casebook, sorted."""
    return tuple(sorted(path for path in (Path(__file__).parent / "fonts").glob("*") if path.suffix in ENDINGS))


def same_family(one: str, other: str) -> bool:
    """Whether both name one family, in whatever case."""
    return one.casefold() == other.casefold()


def of_families(paths: Sequence[Path], families: Iterable[str]) -> tuple[Path, ...]:
    """Those of the files that hold a face of one of the families; what cannot be read is passed over."""
    wanted = {family.casefold() for family in families}
    return tuple(path for path in paths if wanted & {face.family.casefold() for face in _readable(path)})


def _readable(path: Path) -> tuple[Typeface, ...]:
    try:
        return read_typefaces(path)
    except TypefaceError:
        return ()


@cache
def read_typefaces(path: Path) -> tuple[Typeface, ...]:
    """The faces of a file. Raises TypefaceError."""
    try:
        data = path.read_bytes()
        return tuple(_face(path, index, _tables(data, offset)) for index, offset in enumerate(_offsets(data)))
    except (OSError, struct.error, LookupError, UnicodeDecodeError) as error:
        raise TypefaceError(path.name) from error


@cache
def repertoire(path: Path, index: int = 0) -> Repertoire:
    """The code points that a face maps to a glyph, from its `cmap` table (OpenType, formats 4 and 12)."""
    with path.open("rb") as file:
        first = file.read(16 + 4 * index)
        offset = struct.unpack_from(">I", first, 12 + 4 * index)[0] if first[:4] == b"ttcf" else 0
        file.seek(offset)
        tables = struct.unpack(">4xH6x", file.read(12))[0]
        directory = file.read(16 * tables)
        for tag, _, start, length in struct.iter_unpack(">4sIII", directory):
            if tag == b"cmap":
                file.seek(start)
                return _cmap(file.read(length))
    return Repertoire((), ())


def _offsets(data: bytes) -> list[int]:
    """Where each face of a file begins."""
    if data[:4] == b"ttcf":
        count = min(struct.unpack_from(">I", data, 8)[0], _MOST_FACES)
        return list(struct.unpack_from(f">{count}I", data, 12))
    if data[:4] not in {b"\0\1\0\0", b"OTTO", b"true"}:
        raise LookupError
    return [0]


def _tables(data: bytes, offset: int) -> dict[bytes, bytes]:
    count = struct.unpack_from(">H", data, offset + 4)[0]
    rows = (struct.unpack_from(">4sIII", data, offset + 12 + 16 * place) for place in range(count))
    return {tag: data[start : start + length] for tag, _, start, length in rows}


def _face(path: Path, index: int, tables: dict[bytes, bytes]) -> Typeface:
    weight, rights, style = struct.unpack_from(">4xH2xH52xH", tables[b"OS/2"])
    return Typeface(
        path,
        index,
        _family(tables[b"name"]),
        weight,
        italic=bool(style & 0b1),
        variable=b"fvar" in tables,
        embeddable=not rights & _BITMAPS_ALONE and rights & 0xF != _RESTRICTED,
    )


def _family(table: bytes) -> str:
    """The name by which it is asked for, without the words of its style."""
    names = dict(reversed(list(_names(table))))
    name = names.get(_TYPOGRAPHIC_FAMILY) or names[_FAMILY]
    while (shorter := _STYLES.sub("", name)) != name:
        name = shorter
    return name


def _names(table: bytes) -> Iterator[tuple[int, str]]:
    """The number of each name and its text, in their order; those in Unicode alone, as nearly every file has them."""
    count, start = struct.unpack_from(">2xHH", table)
    for place in range(count):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * place)
        if platform in {0, 3} and kind in {_FAMILY, _TYPOGRAPHIC_FAMILY}:
            yield kind, table[start + offset : start + offset + length].decode("utf-16-be")


def _cmap(data: bytes) -> Repertoire:
    count = struct.unpack_from(">H", data, 2)[0]
    subtables = [struct.unpack_from(">HHI", data, 4 + 8 * number)[2] for number in range(count)]
    formats = {struct.unpack_from(">H", data, place)[0]: place for place in sorted(subtables, reverse=True)}
    ranges = _format_12(data, formats[12]) if 12 in formats else _format_4(data, formats[4]) if 4 in formats else []
    ranges.sort()
    return Repertoire(tuple(first for first, _ in ranges), tuple(last for _, last in ranges))


def _format_12(data: bytes, place: int) -> list[tuple[int, int]]:
    groups = struct.unpack_from(">I", data, place + 12)[0]
    held = data[place + 16 : place + 16 + 12 * groups]
    return [(first, last) for first, last, _ in struct.iter_unpack(">III", held)]


def _format_4(data: bytes, place: int) -> list[tuple[int, int]]:
    segments = struct.unpack_from(">H", data, place + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, place + 14)
    starts = struct.unpack_from(f">{segments}H", data, place + 16 + 2 * segments)
    return [(first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF]
