"""A build after a change: the same bytes as a fresh one, and what has not changed is not written again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from benchmarks.project import make_project

from casebook.site.builder import build_beside, build_site, fill_again
from casebook.site.last import NOTES
from casebook.site.memory import Memory
from tests.conftest import DAY

EDITED = "case-00003"


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _times(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


def _build(root: Path) -> Path:
    return build_site(root, date=DAY, jobs=2, search=False, catalogues={})


def _fresh(root: Path, tmp_path: Path) -> dict[str, bytes]:
    copy = tmp_path / "fresh"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site", ".casebook"))
    return _tree(_build(copy))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some made-up cases in three languages, built once."""
    root = tmp_path_factory.mktemp("again") / "project"
    make_project(root, 12, languages=3, pictures=False)
    _build(root)
    return root


def _file(root: Path) -> Path:
    return next(root.glob(f"cases/*/{EDITED}.yml"))


def test_edited_added_deleted_and_renamed_cases_give_the_tree_of_a_fresh_build(project: Path, tmp_path: Path) -> None:
    files = sorted(project.glob("cases/*/*.yml"))
    edited = _file(project)
    edited.write_text(edited.read_text("utf-8").replace("title: ", "title: Anew ", 1), "utf-8")
    shutil.copyfile(files[0], files[0].with_name("a-new-case.yml"))
    files[1].unlink()
    files[2].rename(files[2].with_name("renamed-case.yml"))
    assert _tree(_build(project)) == _fresh(project, tmp_path)


def test_only_what_changed_is_written_again(project: Path) -> None:
    before, old = _times(_build(project)), _tree(project / "site")
    assert _times(_build(project)) == before
    _file(project).write_text(_file(project).read_text("utf-8").replace("title: ", "title: Once more ", 1), "utf-8")
    after, new = _times(_build(project)), _tree(project / "site")
    changed = {file for file in after if after[file] != before.get(file)}
    assert changed == {file for file in new if new[file] != old.get(file)}
    assert f"cases/{EDITED}/index.html" in changed


def test_a_page_that_somebody_changed_and_notes_that_are_broken_are_made_again(project: Path) -> None:
    page = _build(project) / "cases" / EDITED / "index.html"
    sound = page.read_bytes()
    page.write_bytes(b"<p>changed by hand")
    _build(project)
    assert page.read_bytes() == sound
    (project / NOTES).write_text("[]", "utf-8")
    _build(project)
    assert page.read_bytes() == sound


def test_filling_again_gives_the_tree_of_a_fresh_build_and_writes_only_what_changed(
    project: Path, tmp_path: Path
) -> None:
    served, memory, address = tmp_path / "served", Memory(), "http://127.0.0.1:8000/"
    built = build_beside(project, served, date=DAY, address=address, memory=memory)
    edited, files = _file(project), sorted(project.glob("cases/*/*.yml"))
    edited.write_text(edited.read_text("utf-8").replace("title: ", "title: Served ", 1), "utf-8")
    files[-1].rename(files[-1].with_name("moved-case.yml"))
    files[-2].unlink()
    old, before, early = _tree(served), _times(served), []
    page = served / "cases" / EDITED / "index.html"
    fill_again(built, memory, date=DAY, shown=lambda: early.append("Served" in page.read_text("utf-8")))
    new, after = _tree(served), _times(served)
    assert early == [True]
    assert {file for file in after if after[file] != before.get(file)} == {
        file for file in new if new[file] != old.get(file)
    }
    again = tmp_path / "again"
    build_beside(project, again, date=DAY, address=address, memory=Memory())
    expected = _tree(again)
    index = {file for file in {*new, *expected} if file.startswith("search-index/")}  # follows with the next build
    assert {file: new[file] for file in new.keys() - index} == {
        file: expected[file] for file in expected.keys() - index
    }
