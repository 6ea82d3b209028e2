"""Pictures of cases: every fault is found, named and placed, and nothing outside the case's folder is touched."""

from __future__ import annotations

import io
import struct
import tempfile
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from casebook.pictures.inspect import inspect
from casebook.pictures.memory import inspect_all
from casebook.pictures.values import PictureFacts, PictureFault
from tests.projects import found_in, make_project, plain_case, read

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">%s</svg>'


def picture(form: str = "PNG", size: tuple[int, int] = (1200, 900), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(stream, form, **options)
    return stream.getvalue()


def bomb() -> bytes:
    """A PNG whose header promises 60,000 × 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk + picture()[33:]


def inspect_bytes(data: bytes, ending: str) -> PictureFacts | PictureFault:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"picture{ending}"
        file.write_bytes(data)
        return inspect(file)


def case_with(tmp_path: Path, name: str, data: bytes | None, alt: str = "alt: A wall, ") -> tuple[Path, Path]:
    root = make_project(tmp_path)
    file = plain_case(root)
    file.write_text(file.read_text(encoding="utf-8") + f"images: [{{{alt}file: {name}}}]\n", encoding="utf-8")
    folder = file.with_suffix("")
    folder.mkdir()
    if data is not None:
        (folder / name).write_bytes(data)
    return root, folder


FAULTS = {
    "picture-unreadable": ("wall.png", b"\x89PNG\r\n\x1a\n" + b"nothing more" * 10),
    "picture-truncated": ("wall.jpg", picture("JPEG")[:-3000]),
    "picture-mislabelled": ("wall.png", picture("JPEG")),
    "picture-bomb": ("wall.png", bomb()),
    "picture-format": ("wall.png", b"%PDF-1.7 and so on"),
    "svg-unsafe": ("wall.svg", SVG % b"<script>alert(1)</script>"),
}


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_a_faulty_picture_is_an_error_at_its_name(code: str, tmp_path: Path) -> None:
    name, data = FAULTS[code]
    root, _ = case_with(tmp_path, name, data)
    start = time.monotonic()
    assert found_in(read(root).diagnostics, "cases/2019/plain.yml") == {("error", 9, 30, code)}
    assert time.monotonic() - start < 3


def test_a_truncated_png_is_found_too() -> None:
    assert isinstance(inspect_bytes(picture(), ".png"), PictureFacts)
    found = inspect_bytes(picture()[:-2000], ".png")
    assert isinstance(found, PictureFault)
    assert found.code == "picture-truncated"


def test_a_picture_that_is_too_large_a_file(tmp_path: Path) -> None:
    file = tmp_path / "wall.png"
    with file.open("wb") as handle:
        handle.truncate(300_000_000)
    assert inspect(file) == PictureFault("picture-too-large", (("found", "300"), ("limit", "250")))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    root, folder = case_with(tmp_path, "wall.png", None)
    (tmp_path / "secret.png").write_bytes(picture())
    (folder / "wall.png").symlink_to(tmp_path / "secret.png")
    assert found_in(read(root).diagnostics, "cases/2019/plain.yml") == {("error", 9, 30, "picture-link")}
    assert read(root).cases[0].pictures == ()


def test_too_small_without_words_and_unused(tmp_path: Path) -> None:
    root, folder = case_with(tmp_path, "wall.png", picture(size=(300, 200)), alt="")
    (folder / "other.png").write_bytes(picture())
    assert found_in(read(root).diagnostics, "cases/2019/plain.yml") == {
        ("warning", 9, 17, "picture-too-small"),
        ("error", 9, 17, "picture-without-alt"),
        ("warning", 1, 1, "picture-unused"),
    }


@pytest.mark.parametrize(
    "inner",
    [
        b"<script/>",
        b'<rect onclick="x()"/>',
        b'<image href="https://example.org/x.png"/>',
        b'<image href="file:///etc/passwd"/>',
        b"<foreignObject/>",
        b"<style>@import url(https://example.org/x.css);</style>",
        b'<rect fill="url(https://example.org/x)"/>',
        b'<a href="javascript:x()"/>',
        b"<g>" * 300 + b"</g>" * 300,
    ],
)
def test_an_svg_may_not_act_or_ask(inner: bytes) -> None:
    found = inspect_bytes(SVG % inner, ".svg")
    assert isinstance(found, PictureFault)
    assert found.code == "svg-unsafe"


def test_an_entity_bomb_is_refused_at_its_first_line() -> None:
    found = inspect_bytes(b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>', ".svg")
    assert isinstance(found, PictureFault)
    assert found.code == "svg-unsafe"


def test_a_plain_svg_has_its_size() -> None:
    inner = b'<style>rect{fill:url(#g)}</style><rect fill="url(#g)"/>'
    facts = inspect_bytes(SVG % inner, ".svg")
    assert isinstance(facts, PictureFacts)
    assert (facts.width, facts.height, facts.format) == (40, 30, "SVG")


def test_a_turned_picture_has_its_turned_size() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    facts = inspect_bytes(picture("JPEG", (1200, 900), exif=exif), ".jpg")
    assert isinstance(facts, PictureFacts)
    assert (facts.width, facts.height) == (900, 1200)


def test_each_picture_is_decoded_once(tmp_path: Path) -> None:
    files = [tmp_path / f"{place}.png" for place in range(6)]
    for place, file in enumerate(files):
        file.write_bytes(picture(size=(20 + place, 20)))
    cache = tmp_path / "cache"
    first = inspect_all(tmp_path, files, cache=cache, jobs=2)
    assert [first[file].width for file in files if isinstance(first[file], PictureFacts)] == [20, 21, 22, 23, 24, 25]  # type: ignore[union-attr]
    assert inspect_all(tmp_path, files, cache=cache, jobs=1) == first
    (cache / "pictures.sqlite").write_bytes(b"broken" * 1000)
    assert inspect_all(tmp_path, files, cache=cache, jobs=1) == first
    files[0].write_bytes(picture(size=(50, 20)))
    again = inspect_all(tmp_path, files, cache=cache, jobs=1)[files[0]]
    assert isinstance(again, PictureFacts)
    assert again.width == 50
