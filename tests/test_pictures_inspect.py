"""Pictures are read to their end, and hostile ones end in a fault, soon and in little memory."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from casebook.pictures.inspect import inspect
from casebook.pictures.png import SIGNATURE, stream_length
from casebook.pictures.values import PictureFacts, PictureFault


def noise(size: tuple[int, int] = (320, 240)) -> Image.Image:
    return Image.effect_noise(size, 60).convert("RGB")


def png(
    width: int, height: int, colour: int, *, depth: int = 8, interlaced: int = 0, length: int | None = None
) -> bytes:
    """A PNG of zeros, as small as a bomb is."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    left = stream_length(header) if length is None else length
    assert left is not None
    packer, packed = zlib.compressobj(9), b""
    while left > 0:
        packed += packer.compress(bytes(min(left, 1 << 20)))
        left -= 1 << 20
    packed += packer.flush()
    chunks = [(b"IHDR", header), (b"IDAT", packed), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.tif", "TIFF")]
)
def test_whole_pictures(tmp_path: Path, name: str, kind: str) -> None:
    noise().save(tmp_path / name, kind)
    found = inspect(tmp_path / name)
    assert isinstance(found, PictureFacts)
    assert (found.width, found.height, found.format, found.mode, len(found.digest)) == (320, 240, kind, "RGB", 32)


def test_exif_turns_width_and_height(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    noise().save(tmp_path / "a.jpg", exif=exif)
    found = inspect(tmp_path / "a.jpg")
    assert isinstance(found, PictureFacts)
    assert (found.width, found.height) == (240, 320)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_modes(tmp_path: Path, mode: str) -> None:
    image = Image.new(mode, (40, 30)) if mode == "I;16" else noise((40, 30)).convert(mode)
    image.save(tmp_path / "a.png")
    found = inspect(tmp_path / "a.png")
    assert isinstance(found, PictureFacts)
    assert found.mode == mode


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_cut_files(tmp_path: Path, kind: str) -> None:
    path = tmp_path / {"JPEG": "a.jpg", "TIFF": "a.tif"}.get(kind, f"a.{kind.lower()}")
    noise().save(path, kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert inspect(path) == PictureFault("picture-truncated")


def test_a_damaged_png(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    noise().save(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert inspect(path) == PictureFault("picture-unreadable")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.jpg", SIGNATURE + b"x", PictureFault("picture-mislabelled", (("expected", ".png"), ("found", "PNG")))),
        ("a.dat", SIGNATURE + b"x", PictureFault("picture-mislabelled", (("expected", ".png"), ("found", "PNG")))),
        ("a.gif", b"GIF89a", PictureFault("picture-format", (("found", "GIF"),))),
        ("a.jpg", b"%PDF-1.7", PictureFault("picture-format", (("found", "PDF"),))),
        ("a.heic", b"\0\0\0\x18ftypheic", PictureFault("picture-format", (("found", "HEIC"),))),
        ("a.png", b"no picture", PictureFault("picture-unreadable")),
        ("a.png", b"", PictureFault("picture-unreadable")),
        ("a.png", SIGNATURE, PictureFault("picture-truncated")),
        ("a.jpg", b"\xff\xd8\xff", PictureFault("picture-truncated")),
    ],
)
def test_what_is_no_picture(tmp_path: Path, name: str, content: bytes, expected: PictureFault) -> None:
    (tmp_path / name).write_bytes(content)
    assert inspect(tmp_path / name) == expected


def test_neither_folders_nor_pipes_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    for path in (tmp_path, tmp_path / "missing.png", tmp_path / "pipe.png"):
        assert inspect(path) == PictureFault("picture-unreadable")


def measured(path: Path) -> tuple[str, float, int]:
    """Code of the fault or name of the format, seconds and megabytes of a process that inspects nothing else."""
    script = (
        "import json, re, sys, time; from pathlib import Path; from casebook.pictures.inspect import inspect\n"
        "started = time.process_time(); found = inspect(Path(sys.argv[1])); ended = time.process_time()\n"
        "memory = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024\n"
        "print(json.dumps([getattr(found, 'code', None) or found.format, ended - started, memory]))"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script, str(path)], capture_output=True, check=True)
    code, seconds, memory = json.loads(done.stdout)
    return code, seconds, memory


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("huge.png", partial(png, 30_000, 30_000, 2, length=100), "picture-bomb"),
        ("just-under.png", partial(png, 9_990, 9_990, 2), "PNG"),
        ("interlaced.png", partial(png, 9_990, 9_990, 2, interlaced=1), "PNG"),
        ("short.png", partial(png, 9_990, 9_990, 2, length=1_000), "picture-truncated"),
        ("long.png", partial(png, 9_000, 9_000, 2, length=500_000_000), "picture-unreadable"),
        ("wide.png", partial(png, 9_990, 9_990, 6, depth=16, length=10), "picture-bomb"),
        ("whole.png", partial(png, 6_300, 6_300, 2), "PNG"),
    ],
)
def test_hostile_pngs(tmp_path: Path, name: str, content: Callable[[], bytes], expected: str) -> None:
    (tmp_path / name).write_bytes(content())
    code, seconds, memory = measured(tmp_path / name)
    assert code == expected
    assert seconds < 2
    assert memory < 300


@pytest.mark.parametrize(
    ("name", "options", "side", "expected"),
    [
        ("flat.jpg", {}, 9_990, "JPEG"),
        ("progressive.jpg", {"progressive": True}, 9_000, "picture-bomb"),
        ("large.webp", {}, 4_000, "picture-bomb"),
        ("strip.tif", {"compression": "tiff_adobe_deflate", "tiffinfo": {278: 6_000}}, 6_000, "picture-bomb"),
        ("strips.tif", {"compression": "tiff_adobe_deflate"}, 6_000, "TIFF"),
    ],
)
def test_hostile_pictures(tmp_path: Path, name: str, options: dict[str, Any], side: int, expected: str) -> None:
    Image.new("RGB", (side, side), (9, 99, 199)).save(tmp_path / name, **options)
    code, seconds, memory = measured(tmp_path / name)
    assert code == expected
    assert seconds < 2
    assert memory < 300


def test_a_jpeg_of_thousands_of_scans(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    noise().save(path, progressive=True)
    content = path.read_bytes()
    scan = content[content.rindex(b"\xff\xda") : -2]
    path.write_bytes(content[:-2] + scan * 2_000 + b"\xff\xd9")
    found = inspect(path)
    assert isinstance(found, PictureFault)
    assert found.code == "picture-bomb"
