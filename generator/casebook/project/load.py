"""Reads a whole project in parallel, from the cache where nothing changed, with every problem of every file."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.model.case import Case
from casebook.model.programme import Programme
from casebook.pictures.memory import inspect_all
from casebook.project.cache import RecordCache, code_digest, record_key
from casebook.project.catalogues import check_catalogues
from casebook.project.cross import check_ids, check_projects, check_sheets
from casebook.project.files import CaseFiles, find_case_files
from casebook.project.pictures import follow, join_pictures
from casebook.project.read_case import CaseRecord, Surroundings, read_case
from casebook.project.settings import (
    ORGANISATIONS,
    SETTINGS,
    read_internal,
    read_organisations,
    read_programme,
    read_register,
)
from casebook.project.values import Casebook, CaseEntry
from casebook.source.reader import MAX_BYTES
from casebook.staging import WORK

FEW = 60
"""Up to so many files are read in this process; starting others would take longer."""


class NotAProjectError(Exception):
    """The folder holds no casebook.yml."""


@dataclass(frozen=True, slots=True)
class _Task:
    """Some files for one worker."""

    files: tuple[tuple[str, bytes], ...]


def load(root: Path, *, date: dt.date, jobs: int | None = None, use_cache: bool = True) -> Casebook:
    """Read and check everything under `root` as of `date`. Raises NotAProjectError where there is no casebook.yml."""
    if not (root / SETTINGS).is_file():
        raise NotAProjectError(str(root))
    programme, found = read_programme(root)
    if programme is None:
        return Casebook(root, Programme(), diagnostics=tuple(sorted(found)))
    organisations, problems = read_organisations(root, programme)
    found += problems
    files = find_case_files(root)
    found += files.diagnostics
    records, problems = _records(
        root, files, Surroundings(programme, organisations, date), jobs or _cores(), use_cache=use_cache
    )
    found += problems
    entries, problems = _entries(root, files, records, jobs or _cores())
    found += problems
    projects, problems = read_register(root, programme)
    sheets, sheet_problems = read_internal(root)
    found += problems + sheet_problems
    places = {path: record.places for path, record in records.items()}
    found += check_ids(entries, places) + check_projects(entries, projects, places) + check_sheets(entries, sheets)
    found += check_catalogues(programme, root)
    found = sorted(set(found))
    return Casebook(root, programme, organisations, _mark_faulty(entries, found), projects, sheets, tuple(found))


def _cores() -> int:
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _records(
    root: Path, files: CaseFiles, surroundings: Surroundings, jobs: int, *, use_cache: bool
) -> tuple[dict[str, CaseRecord], list[Diagnostic]]:
    """A record for every case file: remembered where its bytes and its surroundings are the same."""
    data, found = _read_bytes(root, files.paths)
    base = _surroundings_key(root, surroundings.date)
    keys = {path: record_key(base, content) for path, content in data.items()}
    cache = RecordCache(root / WORK / "cache" / "cases.sqlite")
    known = cache.read(keys) if use_cache else {}
    records: dict[str, CaseRecord] = {}
    for path, text in known.items():
        try:
            records[path] = CaseRecord.from_json(text)
        except (ValueError, KeyError, TypeError, IndexError):
            continue
    fresh = _read_fresh([(path, data[path]) for path in sorted(data) if path not in records], surroundings, jobs)
    records |= fresh
    if use_cache and (fresh or len(known) != len(data)):
        cache.write(
            [(path, keys[path], record.to_json()) for path, record in sorted(fresh.items())],
            sorted(set(known) - set(data)),
        )
    return {path: records[path] for path in sorted(records)}, found


def _read_bytes(root: Path, paths: Sequence[str]) -> tuple[dict[str, bytes], list[Diagnostic]]:
    data: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for path in paths:
        try:
            with (root / path).open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            found.append(diagnose(path, (1, 1), "file-unreadable", reason=error.strerror or "it cannot be opened"))
            continue
        if len(content) > MAX_BYTES:
            size = (root / path).stat().st_size
            found.append(diagnose(path, (1, 1), "file-too-large", size=size, limit=MAX_BYTES))
        else:
            data[path] = content
    return data, found


def _surroundings_key(root: Path, date: dt.date) -> str:
    digest = blake2b(f"{code_digest()} {date.isoformat()}".encode(), digest_size=16)
    for name in (SETTINGS, ORGANISATIONS):
        file = root / name
        digest.update(b"\0" + (file.read_bytes() if file.is_file() else b""))
    return digest.hexdigest()


def _read_fresh(files: Sequence[tuple[str, bytes]], surroundings: Surroundings, jobs: int) -> dict[str, CaseRecord]:
    if len(files) <= FEW or jobs == 1:
        return {path: read_case(data, path, surroundings) for path, data in files}
    size = max(20, min(100, len(files) // (jobs * 4)))
    tasks = [_Task(tuple(files[start : start + size])) for start in range(0, len(files), size)]
    context = get_context("forkserver" if os.name == "posix" else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_remember, initargs=(surroundings,)) as pool:
        return {path: record for chunk in pool.map(_read_chunk, tasks) for path, record in chunk}


_known: list[Surroundings] = []
"""What a worker process checks against, handed over once when it starts."""


def _remember(surroundings: Surroundings) -> None:
    _known[:] = [surroundings]


def _read_chunk(task: _Task) -> list[tuple[str, CaseRecord]]:
    return [(path, read_case(data, path, _known[0])) for path, data in task.files]


def _entries(
    root: Path, files: CaseFiles, records: Mapping[str, CaseRecord], jobs: int
) -> tuple[list[CaseEntry], list[Diagnostic]]:
    """The cases with their texts and sound pictures, sorted by id."""
    cases = {path: Case.model_validate_json(record.case) for path, record in records.items() if record.case}
    named = {path: [follow(root, path, image.file) for image in case.images] for path, case in cases.items()}
    wanted = [name.file for names in named.values() for name in names if name.file]
    seen = inspect_all(root, wanted, cache=root / WORK / "cache", jobs=jobs) if wanted else {}
    found = [problem for record in records.values() for problem in record.diagnostics]
    entries: list[CaseEntry] = []
    for path, case in cases.items():
        joined = join_pictures(path, case, named[path], seen, records[path].places, files.folders.get(path, ()))
        found += joined.diagnostics
        _, edition, name = path.split("/")
        texts = LazyTexts(records[path].texts)
        entries.append(CaseEntry(name.removesuffix(".yml"), path, edition, case, texts, joined.pictures))
    return sorted(entries, key=lambda entry: (entry.id, entry.path)), found


def _mark_faulty(entries: Sequence[CaseEntry], found: Sequence[Diagnostic]) -> tuple[CaseEntry, ...]:
    faulty = {problem.path for problem in found if problem.severity is Severity.ERROR}
    return tuple(
        CaseEntry(each.id, each.path, each.edition, each.case, each.texts, each.pictures, each.path in faulty)
        for each in entries
    )


class LazyTexts(Mapping[str, Mapping[str, tuple[str, ...]]]):
    """The rendered texts of a case, kept as one JSON text until somebody asks: a check never does."""

    __slots__ = ("_json", "_value")

    def __init__(self, source: str) -> None:
        self._json = source
        self._value: dict[str, dict[str, tuple[str, ...]]] | None = None

    def _texts(self) -> dict[str, dict[str, tuple[str, ...]]]:
        if self._value is None:
            data = json.loads(self._json)
            self._value = {
                language: {key: tuple(items) for key, items in each.items()} for language, each in data.items()
            }
        return self._value

    def __getitem__(self, language: str) -> Mapping[str, tuple[str, ...]]:
        return self._texts()[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts())

    def __len__(self) -> int:
        return len(self._texts())

    def __reduce__(self) -> tuple[type[LazyTexts], tuple[str]]:
        return LazyTexts, (self._json,)
