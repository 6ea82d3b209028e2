"""Pictures are read once and remembered by their content."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from PIL import Image

from casebook.pictures.memory import NAME, PictureMemory, inspect_all
from casebook.pictures.values import PictureFacts, PictureFault


def pictures(root: Path, number: int = 3) -> list[Path]:
    paths = []
    for shade in range(number):
        paths.append(root / f"{shade}.png")
        Image.new("RGB", (8 + shade, 8), (shade, shade, shade)).save(paths[-1])
    return paths


def test_found_and_remembered(tmp_path: Path) -> None:
    paths = [*pictures(tmp_path), tmp_path / "missing.png", tmp_path / "bad.png"]
    paths[-1].write_bytes(b"nothing")
    cache = tmp_path / ".casebook" / "cache"
    first = inspect_all(tmp_path, paths, cache=cache, jobs=1)
    assert [type(found) for found in first.values()] == [PictureFacts] * 3 + [PictureFault] * 2
    assert inspect_all(tmp_path, paths, cache=cache, jobs=1) == first
    memory = PictureMemory.open(cache)
    stamp = paths[0].stat()
    assert memory.digest("0.png", (stamp.st_size, stamp.st_mtime_ns)) is not None
    assert memory.digest("0.png", (stamp.st_size, 0)) is None


def test_what_is_remembered_is_not_read_again(tmp_path: Path) -> None:
    path = pictures(tmp_path, 1)[0]
    first = inspect_all(tmp_path, [path], cache=tmp_path, jobs=1)
    stamp = path.stat()
    path.write_bytes(bytes(stamp.st_size))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert inspect_all(tmp_path, [path], cache=tmp_path, jobs=1) == first
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1))
    assert inspect_all(tmp_path, [path], cache=tmp_path, jobs=1) == {path: PictureFault("picture-unreadable")}


def test_same_content_under_another_ending(tmp_path: Path) -> None:
    path = pictures(tmp_path, 1)[0]
    inspect_all(tmp_path, [path], cache=tmp_path, jobs=1)
    other = path.rename(tmp_path / "0.jpg")
    found = inspect_all(tmp_path, [other], cache=tmp_path, jobs=1)[other]
    assert isinstance(found, PictureFault)
    assert found.code == "picture-mislabelled"


@pytest.mark.parametrize(
    "content", [b"no database at all, but longer than a header" * 50, b"", b"SQLite format 3\0" + bytes(5_000)]
)
def test_a_broken_memory_is_made_anew(tmp_path: Path, content: bytes) -> None:
    paths = pictures(tmp_path)
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / NAME).write_bytes(content)
    first = inspect_all(tmp_path, paths, cache=cache, jobs=1)
    assert all(isinstance(found, PictureFacts) for found in first.values())
    stamp = paths[0].stat()
    assert PictureMemory.open(cache).digest("0.png", (stamp.st_size, stamp.st_mtime_ns)) is not None


def test_on_several_processes(tmp_path: Path) -> None:
    paths = pictures(tmp_path, 20)
    several = inspect_all(tmp_path, paths, cache=tmp_path / "a", jobs=2)
    assert several == inspect_all(tmp_path, paths, cache=tmp_path / "b", jobs=1)
    assert list(several) == paths


def test_a_whole_programme_remembered_is_quick(tmp_path: Path) -> None:
    original = pictures(tmp_path, 1)[0]
    paths = []
    for number in range(4_520):
        paths.append(tmp_path / f"p{number}.png")
        os.link(original, paths[-1])
    inspect_all(tmp_path, paths, cache=tmp_path, jobs=1)
    started = time.process_time()
    found = inspect_all(tmp_path, paths, cache=tmp_path, jobs=1)
    assert time.process_time() - started < 0.3
    assert len(found) == 4_520
