"""One stage in a process of its own: `python -m benchmarks.stage NAME ROOT …`; prints its seconds and how much it did.

What a stage needs and is not itself part of it (the loaded casebook, its pictures' hashes) is made before its clock
starts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from casebook.project.load import load
from casebook.project.values import Casebook, Picture
from casebook.publication.gate import publish
from casebook.publication.values import Published
from casebook.staging import WORK

DATE = dt.date(2026, 11, 1)
WEB = frozenset({"web"})
Stage = Callable[[Path, int, int], tuple[float, int]]
"""Root, jobs and limit → seconds and the number of things done."""


def check(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Read and check every file."""
    start = time.perf_counter()
    casebook = load(root, date=DATE, jobs=jobs)
    seconds = time.perf_counter() - start
    if casebook.errors:
        raise SystemExit(f"the made-up casebook has errors: {casebook.errors[0]}")
    return seconds, len(casebook.cases)


def decode(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Open, decode and judge every picture."""
    from casebook.pictures.memory import inspect_all

    paths = sorted(root.glob("cases/*/*/*.jpg"))
    start = time.perf_counter()
    inspect_all(root, paths, cache=root / WORK / "cache", jobs=jobs)
    return time.perf_counter() - start, len(paths)


def derive(root: Path, jobs: int, limit: int) -> tuple[float, int]:
    """Make the web's widths of the first pictures."""
    from casebook.site.pictures import bring_pictures

    pictures = [picture for case in _published(root, jobs).cases for picture in case.pictures][:limit]
    unique: dict[str, Picture] = {picture.digest: picture for picture in pictures}
    start = time.perf_counter()
    bring_pictures(list(unique.values()), root, root / WORK / "benchmark" / "site", jobs, ("webp",))
    return time.perf_counter() - start, len(unique)


def pages(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Build the site without the search index; items are case pages."""
    from casebook.site.builder import build_site

    start = time.perf_counter()
    folder = build_site(root, date=DATE, catalogues={}, jobs=jobs, search=False)
    seconds = time.perf_counter() - start
    return seconds, len(list(folder.glob("cases/*/index.html"))) + len(list(folder.glob("*/cases/*/index.html")))


def search(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Write the search index; items are cases."""
    from casebook.site.search.index import write_index

    published = _published(root, jobs)
    folder = root / WORK / "benchmark"
    start = time.perf_counter()
    write_index(published, folder / "parts", folder / "site", jobs=jobs)
    return time.perf_counter() - start, len(published.cases)


def catalogue(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Set the catalogue of the first edition; items are pages."""
    return _set(_printable(root, jobs), root, jobs)


def edited(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Set the same catalogue once more after a word was added to one case, as `casebook print --watch` does."""
    from casebook.catalogue.book import make_catalogues

    make_catalogues(_printable(root, jobs), root, artefacts=root / WORK / "artefacts", jobs=jobs, anew=True)
    path = sorted(root.glob("cases/*/*.yml"))[0]
    text = path.read_text("utf-8")
    path.write_text(text.replace("background: |\n  ", "background: |\n  Yesterday: ", 1), "utf-8")
    try:
        start = time.perf_counter()
        _, pages = _set(_printable(root, jobs), root, jobs)
        return time.perf_counter() - start, pages
    finally:
        path.write_text(text, "utf-8")


def volumes(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Set a catalogue of all cases, a volume for each field; items are pages."""
    published = _printable(root, jobs)
    programme = published.programme
    update = {"where": None, "volumes_above": 100}
    held = {f"{name}-whole": each.model_copy(update=update) for name, each in programme.catalogues.items()}
    return _set(replace(published, programme=programme.model_copy(update={"catalogues": held})), root, jobs)


def _set(published: Published, root: Path, jobs: int) -> tuple[float, int]:
    from casebook.catalogue.book import make_catalogues

    start = time.perf_counter()
    made = make_catalogues(published, root, artefacts=root / WORK / "artefacts", jobs=jobs)
    return time.perf_counter() - start, sum(each.pages for each in made)


def exports(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Write all open data; items are cases."""
    from casebook.exports.write import CHANNELS, write_data

    published = publish(_loaded(root, jobs), channels=CHANNELS, date=DATE)
    start = time.perf_counter()
    write_data(published, root)
    return time.perf_counter() - start, len(published.cases)


def rows(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Import an Excel workbook with a row a case into an empty casebook; items are case files."""
    from benchmarks.rows import ROWS, write_rows
    from casebook.intake.bulk import import_table

    folder = root / WORK / "benchmark" / "rows"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("casebook.yml", "organisations.yml"):
        shutil.copyfile(root / name, folder / name)
    (folder / "map.yml").write_text(ROWS, "utf-8")
    write_rows(_published(root, jobs), folder / "cases.xlsx")
    start = time.perf_counter()
    report = import_table(folder, folder / "cases.xlsx", folder / "map.yml", overwrite=False)
    seconds = time.perf_counter() - start
    if not report.complete:
        raise SystemExit(f"the made-up table has errors: {report.diagnostics[0]}")
    return seconds, len(list(folder.glob("cases/*/*.yml")))


def board(root: Path, jobs: int, _limit: int) -> tuple[float, int]:
    """Derive the board of all cases, from reading the files on; items are cases."""
    from casebook.labels.catalogue import labels
    from casebook.office.board import board as lines_of
    from casebook.office.files import read_office
    from casebook.office.show_board import render_text

    start = time.perf_counter()
    lines = lines_of(_loaded(root, jobs), read_office(root)[0], date=DATE)
    render_text(lines, labels("office", "en"))
    return time.perf_counter() - start, len(lines)


def _loaded(root: Path, jobs: int) -> Casebook:
    return load(root, date=DATE, jobs=jobs)


def _printable(root: Path, jobs: int) -> Published:
    return publish(_loaded(root, jobs), channels=frozenset({"web", "print"}), date=DATE)


def _published(root: Path, jobs: int) -> Published:
    return publish(_loaded(root, jobs), channels=WEB, date=DATE)


STAGES: dict[str, Stage] = {
    each.__name__: each
    for each in (check, decode, derive, pages, search, catalogue, edited, volumes, exports, rows, board)
}


def main() -> None:
    """Run the stage that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("stage", choices=list(STAGES))
    parser.add_argument("root", type=Path)
    parser.add_argument("--jobs", type=int, required=True)
    parser.add_argument("--limit", type=int, required=True)
    given = parser.parse_args()
    seconds, items = STAGES[given.stage](given.root.resolve(), given.jobs, given.limit)
    print(json.dumps({"seconds": seconds, "items": items}))


if __name__ == "__main__":
    main()
