"""Hostile files end in a clear error, quickly and in little memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casebook.diagnostics.values import LONGEST_ARGUMENT
from casebook.project.read_case import read_case
from casebook.source.reader import parse_source, read_source
from tests.projects import DATE, make_project, plain_case, read, surroundings

TITLE = "タイトル: 薄肉容器の成形"

BYTES = {
    "alias-bomb": (
        b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n) for n in range(20)),
        "alias",
    ),
    "brackets": (b"[" * 100_000, "too-deep"),
    "braces": (b"{a: " * 100_000, "too-deep"),
    "indents": (b"".join(b" " * n + b"a:\n" for n in range(1_000)), "too-deep"),
    "values": (b"keywords: [" + b"a, " * 150_000 + b"]", "too-many-values"),
    "utf-16": (TITLE.encode("utf-16"), "not-utf8"),
    "cp932": (TITLE.encode("cp932"), "not-utf8"),
    "gb18030": ("标题: 薄壁容器的成形".encode("gb18030"), "not-utf8"),
    "nul": (b"title: A\0B\n", "nul-byte"),
    "merge": (b"a: {<<: {b: c}}\n", "alias"),
    "python": (b"a: !!python/object/apply:os.system [ls]\n", "tag"),
}


@pytest.mark.parametrize("name", sorted(BYTES))
def test_hostile_bytes_are_refused_within_a_second(name: str) -> None:
    data, code = BYTES[name]
    start = time.monotonic()
    source = parse_source(data, "cases/2019/hostile.yml")
    assert [each.code for each in source.diagnostics] == [code]
    assert source.root is None
    assert time.monotonic() - start < 1


def test_the_likely_encoding_is_named() -> None:
    for data, name in ((TITLE.encode("utf-16"), "UTF-16"), (TITLE.encode("cp932"), "Shift_JIS (cp932)")):
        assert dict(parse_source(data, "x.yml").diagnostics[0].arguments)["found"] == name


def test_a_place_inside_bytes_is_a_line_and_a_column() -> None:
    found = parse_source("title: 薄\nsummary: a\0b\n".encode(), "x.yml").diagnostics[0]
    assert (found.line, found.column, found.code) == (2, 11, "nul-byte")


def test_a_huge_file_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "huge.yml"
    with file.open("wb") as handle:
        handle.truncate(50_000_000)
    found = read_source(file, "huge.yml").diagnostics
    assert [each.code for each in found] == ["file-too-large"]


def test_a_project_with_a_huge_case_still_reports_the_others(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    (root / "cases/2019/huge.yml").write_text("background: |\n  " + "wall " * 10_000_000, encoding="utf-8")
    casebook = read(root)
    assert [(each.path, each.code) for each in casebook.errors] == [("cases/2019/huge.yml", "file-too-large")]
    assert [entry.id for entry in casebook.cases] == ["plain"]


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are a Unix matter")
def test_hostile_files_stay_within_300_megabytes(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    for name, (data, _) in BYTES.items():
        (root / f"cases/2019/hostile-{name}.yml").write_bytes(data)
    (root / "cases/2019/hostile-line.yml").write_bytes(b"background: " + b"x" * 1_900_000)
    (root / "cases/2019/hostile-marks.yml").write_bytes(b"background: |\n  " + b"(" * 190_000 + b"[" * 100)
    command = [
        sys.executable,
        "-m",
        "casebook",
        "check",
        "--project",
        str(root),
        "--date",
        DATE.isoformat(),
        "--jobs",
        "1",
    ]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=_limit, check=False)
    assert done.returncode == 1, done.stderr
    assert "MemoryError" not in done.stderr
    assert f"{len(BYTES) + 2} cases" not in done.stdout
    assert time.monotonic() - start < 10


def _limit() -> None:
    # Address space, which is more than what is resident; libraries alone map about 400 MB of it.
    resource.setrlimit(resource.RLIMIT_DATA, (300_000_000, 300_000_000))


CASES = {
    "unknown keys": b"".join(b"bakground%d: x\n" % number for number in range(9_900)),
    "blank keys": b"".join(b"bakground%d:\n" % number for number in range(9_900)),
    "unknown codes": b"fields: [" + b", ".join(b"forgin-%d" % number for number in range(19_000)) + b"]",
    "unknown members": b"organisations: [" + b", ".join(b"{id: example-forg-%d}" % n for n in range(6_000)) + b"]",
    "faulty entries": b"figures: [" + b", ".join(b"{before: x%d}" % number for number in range(6_000)) + b"]",
    "a long day": b"publish_from: " + b"x" * 1_900_000,
    "a long key": b"? " + b"x" * 1_900_000 + b"\n: a\n",
    "controls": b"title: |\n  " + b"\x01" * 1_900_000,
    "symbols": b"title: |\n  " + "\ue000".encode() * 600_000,
    "escapes": b'title: "' + b"\\0" * 900_000 + b'"',
    "double keys": b"a: 1\n" * 9_900,
    "open quotes": b'title: "' + b"x\n" * 900_000,
    "empty lines": b"title: >\n" + b"\n" * 1_900_000 + b"  x",
    "addresses": b'contact: {email: "' + b"a@" * 900 + b".a" * 90 + b'", phone: "0' + b"-" * 1_900 + b'x"}',
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_case_of_nothing_but_faults_is_checked_within_a_second(name: str) -> None:
    start = time.process_time()
    record = read_case(CASES[name], "cases/2019/hostile.yml", surroundings())
    assert record.diagnostics
    assert time.process_time() - start < 2  # a second, on a machine that others use too
    assert max(len(word) for each in record.diagnostics for _, word in each.arguments) <= LONGEST_ARGUMENT


OTHERS = {
    "many organisations": ("organisations.yml", b"- {}\n" * 60_000, "too-many-values"),
    "many values": ("organisations.yml", b"- [" + b"a, " * 300_000 + b"]\n", "too-many-values"),
    "huge registry": ("organisations.yml", b"x" * 50_000_000, "file-too-large"),
    "many rows": ("register.csv", b"project\n" + b"1\n" * 9_000_000, "too-many-values"),
    "many columns": ("register.csv", b"project" + b",a" * 1_000_000 + b"\n1\n", "too-many-values"),
    "an endless cell": ("register.csv", b'project\n"' + b"x\n" * 9_000_000, "csv-syntax"),
    "huge register": ("register.csv", b"x" * 50_000_000, "file-too-large"),
    "register in UTF-16": ("register.csv", "project\n１\n".encode("utf-16"), "not-utf8"),
    "register in cp932": ("register.csv", "project,title\n1,薄肉の容器\n".encode("cp932"), "not-utf8"),
}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_other_hostile_files_are_refused(name: str, tmp_path: Path) -> None:
    path, data, code = OTHERS[name]
    root = make_project(tmp_path)
    (root / path).write_bytes(data)
    start = time.process_time()
    assert [(each.path, each.code) for each in read(root).errors] == [(path, code)]
    assert time.process_time() - start < 2
