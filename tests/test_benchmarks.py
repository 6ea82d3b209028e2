"""The made-up cases of the benchmarks are sound, the same each time, and as long as they say."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import pytest
import yaml
from benchmarks.measure import CommandFailedError, run
from benchmarks.peers import make_peer
from benchmarks.print_peer import render_book
from benchmarks.project import make_project
from benchmarks.table import Row, table

from casebook.richtext.markdown import visible_text
from tests.projects import read


def test_a_made_up_casebook_has_no_problem(tmp_path: Path) -> None:
    make_project(tmp_path / "one", 12, languages=3, pictures=False)
    casebook = read(tmp_path / "one")
    assert casebook.diagnostics == ()
    assert len(casebook.cases) == 12
    assert {entry.case.language for entry in casebook.cases} == {"en", "ja", "zh-Hans"}
    for entry in casebook.cases:
        if entry.case.language == "en":
            texts = [visible_text(item) for items in entry.texts["en"].values() for item in items]
            assert 900 <= sum(len(text.split()) for text in texts) <= 1300
    make_project(tmp_path / "two", 12, languages=3, pictures=False)
    files = [sorted((tmp_path / name).rglob("*.yml")) for name in ("one", "two")]
    assert [file.read_bytes() for file in files[0]] == [file.read_bytes() for file in files[1]]


@pytest.mark.parametrize("full", [True, False])
def test_a_peer_has_the_same_cases(tmp_path: Path, *, full: bool) -> None:
    make_project(tmp_path / "project", 4, languages=1, pictures=False)
    make_peer(tmp_path / "peer", tmp_path / "project" / "cases", 3, full=full)
    assert len(list((tmp_path / "peer" / "docs" / "cases").glob("*.md"))) == 3
    assert ("case-00002.md" in (tmp_path / "peer" / "mkdocs.yml").read_text("utf-8")) == full


def test_a_command_is_measured(tmp_path: Path) -> None:
    program = "import time; held = 'x' * 90_000_000; time.sleep(0.4); print(1)"
    done = run([sys.executable, "-c", program], cwd=tmp_path, environment={})
    assert done.output == "1\n"
    assert 0.4 <= done.seconds < 20
    if sys.platform == "linux":
        assert done.peak_mb > 90
    with pytest.raises(CommandFailedError, match="the reason"):
        run([sys.executable, "-c", "raise SystemExit('the reason')"], cwd=tmp_path, environment={})


def test_the_table_is_aligned() -> None:
    rows = [Row("pages", "cold", 6_780, "pages", 5.25, 6.5, float("nan"), 210.4)]
    expected = "| pages | cold | 6,780 pages | 5.25 |    1,291 |      6.50 |     – |     210 |"
    assert table(rows).splitlines()[2] == expected


def test_the_print_peer_has_the_same_texts(tmp_path: Path) -> None:
    make_project(tmp_path / "project", 3, languages=3, pictures=False)
    files = sorted((tmp_path / "project" / "cases").glob("*/*.yml"))
    cases = [(file.stem, yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)) for file in files]
    book = render_book(cases)
    assert book.count("<section ") == 3
    for _, case in cases:
        assert escape(case["summary"]) in book
