"""The stage, the swap and the lock."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from casebook.staging import BuildRunningError, build_lock, restore, swap


def _folder(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(text, "utf-8")
    return path


def test_swap_replaces_the_whole_folder(tmp_path: Path) -> None:
    target = _folder(tmp_path / "site", "old")
    (target / "gone.html").write_text("gone", "utf-8")
    swap(_folder(tmp_path / "stage", "new"), target)
    assert [path.name for path in target.iterdir()] == ["index.html"]
    assert (target / "index.html").read_text("utf-8") == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_swap_works_where_there_was_nothing(tmp_path: Path) -> None:
    swap(_folder(tmp_path / "stage", "new"), tmp_path / "deep" / "site")
    assert (tmp_path / "deep" / "site" / "index.html").read_text("utf-8") == "new"


def test_a_swap_cut_short_is_undone(tmp_path: Path) -> None:
    _folder(tmp_path / ".site.old", "old")
    restore(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "old"


def test_swap_without_a_stage_leaves_the_old_folder(tmp_path: Path) -> None:
    target = _folder(tmp_path / "site", "old")
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "stage", target)
    assert (target / "index.html").read_text("utf-8") == "old"


def test_a_link_stays_and_its_folder_is_replaced(tmp_path: Path) -> None:
    """A web server's folder may lie elsewhere."""
    served = _folder(tmp_path / "www" / "casebook", "old")
    link = tmp_path / "site"
    link.symlink_to(served)
    for text in ("new", "newer"):
        swap(_folder(tmp_path / "stage", text), link)
        assert link.is_symlink()
        assert (served / "index.html").read_text("utf-8") == text
        assert [path.name for path in served.parent.iterdir()] == ["casebook"]


def test_a_file_in_the_place_of_the_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file", "utf-8")
    for _ in range(2):
        swap(_folder(tmp_path / "stage", "new"), tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def _try_lock(root: Path) -> bool:
    try:
        with build_lock(root):
            return True
    except BuildRunningError:
        return False


def test_two_processes_cannot_hold_the_lock(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        with build_lock(tmp_path):
            assert pool.apply(_try_lock, (tmp_path,)) is False
        assert pool.apply(_try_lock, (tmp_path,)) is True
