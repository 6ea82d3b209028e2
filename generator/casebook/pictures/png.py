"""Reading a PNG to its end in constant memory: every checksum, and the length of its pixel stream."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from casebook.pictures.limits import MAX_PNG_STREAM
from casebook.pictures.values import PictureFault, fault

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# The seven passes of an interlaced picture: first column and row, and the steps between them (PNG, 8.2).
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PIECE = 1 << 18


@dataclass(slots=True)
class _Pixels:
    """The pixel stream while it is unpacked."""

    expected: int
    unpacked: int = 0
    stream: zlib._Decompress | None = None

    def take(self, piece: bytes) -> bool:
        """Unpack a piece; False where there are more pixels than announced."""
        self.stream = self.stream or zlib.decompressobj()
        while piece and not self.stream.eof:
            self.unpacked += len(self.stream.decompress(piece, _PIECE))
            piece = self.stream.unconsumed_tail
            if self.unpacked > self.expected:
                return False
        return True

    @property
    def whole(self) -> bool:
        """Whether the stream came to its end with as many bytes as announced."""
        return self.stream is not None and self.stream.eof and self.unpacked == self.expected


def check_png(file: BinaryIO) -> PictureFault | None:
    """Read a PNG file to its end; None where it is whole. `file` stands at its beginning."""
    if file.read(8) != SIGNATURE:
        return fault("picture-unreadable")
    pixels: _Pixels | None = None
    while True:
        head = file.read(8)
        if len(head) < 8:
            return fault("picture-truncated")
        length, kind = struct.unpack(">I4s", head)
        if kind == b"IHDR":
            header = file.read(13) if length == 13 else b""
            expected = stream_length(header) if len(header) == 13 else None
            if expected is None or file.read(4) != zlib.crc32(header, zlib.crc32(kind)).to_bytes(4, "big"):
                return fault("picture-unreadable")
            if expected > MAX_PNG_STREAM:
                return fault("picture-bomb", found=expected // 1_000_000, limit=MAX_PNG_STREAM // 1_000_000, unit="MB")
            pixels = _Pixels(expected)
            continue
        found = _chunk(file, kind, length, pixels)
        if found is not None:
            return found
        if kind == b"IEND":
            return None if pixels is not None and pixels.whole else fault("picture-truncated")


def _chunk(file: BinaryIO, kind: bytes, length: int, pixels: _Pixels | None) -> PictureFault | None:
    checksum = zlib.crc32(kind)
    while length:
        piece = file.read(min(length, _PIECE))
        if not piece:
            return fault("picture-truncated")
        length -= len(piece)
        checksum = zlib.crc32(piece, checksum)
        if kind == b"IDAT" and (pixels is None or not _unpacked(pixels, piece)):
            return fault("picture-unreadable")
    written = file.read(4)
    if len(written) < 4:
        return fault("picture-truncated")
    return None if written == checksum.to_bytes(4, "big") else fault("picture-unreadable")


def _unpacked(pixels: _Pixels, piece: bytes) -> bool:
    try:
        return pixels.take(piece)
    except zlib.error:
        return False


def stream_length(header: bytes) -> int | None:
    """How many bytes the pixel stream unpacks to, by the 13 bytes of IHDR; None where they make no sense."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if not width or not height or colour not in _CHANNELS or depth not in {1, 2, 4, 8, 16} or interlaced > 1:
        return None
    bits = _CHANNELS[colour] * depth
    if not interlaced:
        return _pass_length(width, height, bits)
    return sum(
        _pass_length(max(-(-(width - x) // across), 0), max(-(-(height - y) // down), 0), bits)
        for x, y, across, down in _PASSES
    )


def _pass_length(width: int, height: int, bits: int) -> int:
    """Rows of packed pixels, each led by the byte of its filter."""
    return height * (1 + (width * bits + 7) // 8) if width and height else 0
