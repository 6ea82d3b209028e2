"""What is run, in which order, and what is forgotten before a cold run."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Run, run
from benchmarks.peers import make_peer
from benchmarks.project import CHECKOUT
from benchmarks.table import Row

STAGES = ("check", "pictures", "pages", "search", "catalogue", "edited", "volumes", "office", "peers")


@dataclass(frozen=True, slots=True)
class Step:
    """A measured part of a stage."""

    name: str
    shown: str
    unit: str
    forget: tuple[str, ...]
    """What is deleted below the project before the cold run."""


_BOOK = 300
"""As many cases has the book that is set, at most."""
_CACHE, _WORK = ".casebook/cache", ".casebook/benchmark"
STEPS: dict[str, tuple[Step, ...]] = {
    "pictures": (
        Step("decode", "pictures: decode and judge", "pictures", (f"{_CACHE}/pictures.sqlite",)),
        Step("derive", "pictures: three widths for the web", "pictures", (".casebook/artefacts/pictures", _WORK)),
    ),
    "check": (Step("check", "check", "cases", (f"{_CACHE}/cases.sqlite",)),),
    "pages": (Step("pages", "pages, {languages}", "pages", ("site", ".casebook/stage")),),
    "search": (Step("search", "search index", "cases", (_WORK,)),),
    "office": (
        Step("exports", "all open data", "cases", (".casebook/artefacts/data",)),
        Step("rows", "import of an Excel workbook", "cases", ()),
        Step("board", "the board", "cases", ()),
    ),
    "catalogue": (Step("catalogue", "catalogue of {edition} cases", "pages", (".casebook/artefacts/catalogues",)),),
    "edited": (Step("edited", "one of {edition} cases edited", "pages", ()),),
    "volumes": (Step("volumes", "volumes, {cases:,} cases", "pages", (".casebook/artefacts/catalogues",)),),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line asks for."""

    cases: int
    languages: int
    pictures: bool
    stages: tuple[str, ...]
    peers: tuple[str, ...]
    peer_cases: int
    derived: int
    jobs: int


def stages_in_order(settings: Settings) -> list[str]:
    """Pictures first: checking and pages go on with what is known of them."""
    wanted: list[str] = [
        stage
        for stage in ("pictures", "check", "pages", "search", "catalogue", "edited", "volumes", "office")
        if stage in settings.stages
    ]
    return wanted if settings.pictures else [stage for stage in wanted if stage != "pictures"]


def measure(root: Path, settings: Settings, stage: str) -> Iterator[Row]:
    """Run a stage cold, then again; pictures that pages need are made before, unmeasured."""
    words = {
        "edition": min(settings.cases, _BOOK),
        "cases": settings.cases,
        "languages": f"{settings.languages} language{'s' * (settings.languages > 1)}",
    }
    if stage == "pages" and settings.pictures:
        _run(root, "derive", settings, limit=len(list(root.glob("cases/*/*/*"))))
    for step in STEPS[stage]:
        for path in step.forget:
            _forget(root / path)
        for state in ("cold", "again"):
            done = _run(root, step.name, settings)
            found = json.loads(done.output.strip().splitlines()[-1])
            yield Row(
                step.shown.format(**words), state, found["items"], step.unit, found["seconds"], done.seconds,
                done.cpu_seconds, done.peak_mb,
            )  # fmt: skip


def _forget(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink()


def _run(root: Path, name: str, settings: Settings, *, limit: int | None = None) -> Run:
    limit = settings.derived if limit is None else limit
    command = [sys.executable, "-m", "benchmarks.stage", name, str(root)]
    return run(
        [*command, "--jobs", str(settings.jobs), "--limit", str(limit)], cwd=CHECKOUT, environment=_environment()
    )


def _environment() -> dict[str, str]:
    paths = [str(CHECKOUT / "generator"), str(CHECKOUT), os.environ.get("PYTHONPATH", "")]
    # Installed peers come with their compiled modules; those of a checkout are kept from the first run on too.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONHASHSEED": "0"}


def measure_peer(work: Path, settings: Settings, name: str, shown: str) -> Row:
    """Build the first cases with plain MkDocs Material, or set them with WeasyPrint."""
    if name == "weasyprint":
        return _measure_print_peer(work, settings, shown)
    root = work / f"peer-{name}"
    make_peer(root, work / "project" / "cases", settings.peer_cases, full=name == "full")
    done = run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, environment=_environment())
    pages = len(list((root / "site" / "cases").glob("*/index.html")))
    return Row(shown, "cold", pages, "pages", done.seconds, done.seconds, done.cpu_seconds, done.peak_mb)


def _measure_print_peer(work: Path, settings: Settings, shown: str) -> Row:
    cases = [str(work / "project" / "cases"), str(min(settings.peer_cases, _BOOK)), str(work / "peer.pdf")]
    done = run([sys.executable, "-m", "benchmarks.print_peer", *cases], cwd=CHECKOUT, environment=_environment())
    made = json.loads(done.output.strip().splitlines()[-1])
    return Row(shown, "cold", made["cases"], "cases", done.seconds, done.seconds, done.cpu_seconds, done.peak_mb)


def print_ratios(rows: Sequence[Row], peers: Sequence[Row], settings: Settings) -> list[str]:
    """How many times as many cases a second the catalogue sets, process against process."""
    books = [row for row in rows if row.stage.startswith("catalogue") and row.state == "cold"]
    cases = min(settings.cases, _BOOK)
    return [
        f"{row.stage}, {row.state}: {cases / row.process_seconds / (peer.items / peer.process_seconds):.1f} times "
        f"{peer.stage}; by processor time {cases / row.cpu_seconds / (peer.items / peer.cpu_seconds):.1f} times"
        for row in books
        for peer in peers
        if peer.unit == "cases"
    ]


def ratios(rows: Sequence[Row], peers: Sequence[Row]) -> list[str]:
    """How many times as many pages a second each way of ours makes, process against process."""
    ours = [row for row in rows if row.stage.startswith("pages")]
    index = next((row for row in rows if row.stage == "search index" and row.state == "cold"), None)
    lines = []
    for row in ours:
        for peer in (each for each in peers if each.unit == "pages"):
            rate = peer.items / peer.process_seconds
            lines.append(f"{row.stage}, {row.state}: {row.items / row.process_seconds / rate:.1f} times {peer.stage}")
            if index is not None and row.state == "cold":
                both = row.items / (row.process_seconds + index.process_seconds)
                lines.append(f"{row.stage} and search index, cold: {both / rate:.1f} times {peer.stage}")
    return lines
