"""`python -m benchmarks`: makes a casebook of made-up cases, measures its stages, prints a table."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.calibration import calibrate
from benchmarks.peers import PEERS
from benchmarks.plan import STAGES, Settings, measure, measure_peer, print_ratios, ratios, stages_in_order
from benchmarks.project import make_project
from benchmarks.table import Row, number, table


def _list_of(known: tuple[str, ...]) -> type[tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        names = tuple(filter(None, text.split(",")))
        if unknown := [name for name in names if name not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: known are {', '.join(known)}")
        return names

    return read  # type: ignore[return-value]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Casebook with made-up cases.")
    parser.add_argument("--cases", type=int, required=True, metavar="N", help="how many cases to make")
    parser.add_argument("--languages", type=int, choices=(1, 3), default=3, help="of the site and of the cases")
    parser.add_argument("--pictures", action="store_true", help="give each case two pictures of 12 megapixels (4.3 MB)")
    parser.add_argument("--stages", type=_list_of(STAGES), default=STAGES, help=f"some of {','.join(STAGES)}")
    parser.add_argument("--peers", type=_list_of(tuple(PEERS)), default=("small",), help=f"some of {','.join(PEERS)}")
    parser.add_argument(
        "--peer-cases", type=int, metavar="N", help="how many of the cases the peers get (default: all)"
    )
    parser.add_argument("--derived", type=int, default=40, metavar="N", help="how many pictures get their web widths")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep the casebook here, and use one made before")
    return parser


def main() -> None:
    """Measure what the command line asks for."""
    given = _parser().parse_args()
    settings = Settings(
        given.cases, given.languages, given.pictures, given.stages, given.peers, given.peer_cases or given.cases,
        given.derived, given.jobs,
    )  # fmt: skip
    work = given.work.resolve() if given.work else Path(tempfile.mkdtemp(prefix="casebook-benchmark-"))
    try:
        _measure_all(work, settings)
    finally:
        if given.work is None:
            shutil.rmtree(work)


def _measure_all(work: Path, settings: Settings) -> None:
    project = _project(work, settings)
    before = calibrate()
    rows: list[Row] = []
    for stage in stages_in_order(settings):
        for row in measure(project, settings, stage):
            rows.append(row)
            _say(f"{row.stage}, {row.state}: {number(row.seconds)} s")
    peers = []
    if "peers" in settings.stages:
        for name in settings.peers:
            peers.append(measure_peer(work, settings, name, PEERS[name]))
            _say(f"{peers[-1].stage}: {number(peers[-1].seconds)} s")
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {settings.jobs} processes")
    print(f"calibration task: {before:.2f} s before, {calibrate():.2f} s after\n")
    print(table([*rows, *peers]))
    for line in [*ratios(rows, peers), *print_ratios(rows, peers, settings)]:
        print(f"- {line}")


def _project(work: Path, settings: Settings) -> Path:
    """The project under the work folder; one of the same size, languages and pictures is used again."""
    project, mark = work / "project", work / "made"
    wanted = f"{settings.cases} cases, {settings.languages} languages, pictures: {settings.pictures}\n"
    if mark.is_file() and mark.read_text("utf-8") == wanted:
        return project
    if project.exists():
        shutil.rmtree(project)
    start = time.perf_counter()
    make_project(project, settings.cases, languages=settings.languages, pictures=settings.pictures)
    mark.write_text(wanted, encoding="utf-8")
    _say(f"{settings.cases:,} cases made in {time.perf_counter() - start:.1f} s")
    return project


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
