"""Reads a whole project in parallel, from the cache where nothing changed, with every problem of every file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, Severity
from casebook.model.case import Case
from casebook.model.decode import decode
from casebook.model.programme import Programme
from casebook.pictures.memory import inspect_all
from casebook.project.cache import RecordCache, code_digest, record_key
from casebook.project.catalogues import check_catalogues, check_short
from casebook.project.cross import check_ids, check_projects, check_sheets
from casebook.project.files import CaseFiles, find_case_files
from casebook.project.golden import read_golden
from casebook.project.kept import KEEPING, KeptCase, KeptTexts
from casebook.project.pictures import follow, join_pictures
from casebook.project.read_case import CaseRecord, Surroundings, read_case
from casebook.project.register import read_register
from casebook.project.settings import (
    MAX_REGISTRY_BYTES,
    ORGANISATIONS,
    SETTINGS,
    read_internal,
    read_programme,
    read_registry,
)
from casebook.project.values import Casebook, CaseEntry
from casebook.rules.names import registered_names
from casebook.source.reader import MAX_BYTES, read_bytes, read_source
from casebook.staging import WORK
from casebook.workers import collect_seldom, cores, pool_context

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
    collect_seldom()
    programme, found = read_programme(root)
    if programme is None:
        return Casebook(root, Programme(), diagnostics=tuple(sorted({*found, *_alone(root)})))
    registry = read_registry(root, programme)
    files = find_case_files(root)
    surroundings = Surroundings(programme, registry.organisations, date)
    records, unread = _records(root, files, surroundings, jobs or cores(), use_cache=use_cache)
    entries, of_cases = _entries(root, files, records, jobs or cores())
    register, sheets = read_register(root, programme, registry.organisations), read_internal(root)
    if not registry.read:  # its own error says it all
        of_cases = [each for each in of_cases if each.code != "unknown-organisation"]
        register.diagnostics = [each for each in register.diagnostics if each.code != "unknown-organisation"]
    outlines = {path: record.outline for path, record in records.items()}
    found += [*registry.diagnostics, *files.diagnostics, *unread, *of_cases, *register.diagnostics, *sheets.diagnostics]
    found += check_ids(outlines) + check_projects(outlines, register) + check_sheets(outlines, sheets)
    ids = {entry.id for entry in entries} | {Path(path).stem for path in files.paths}
    found += read_golden(root, ids).diagnostics
    found += check_catalogues(
        programme, root, registry.organisations if registry.read else None, {entry.id for entry in entries}
    )
    found += check_short(programme, registry.organisations, entries)
    found = sorted(set(found))
    projects = tuple(register.projects[key] for key in sorted(register.projects))
    return Casebook(
        root, programme, registry.organisations, _marked(entries, found), projects, sheets.sheets, tuple(found)
    )


def load_case(root: Path, case: str, *, date: dt.date) -> Casebook:
    """The casebook with this one case, its file read anew, and the problems of that file and of the settings alone.

    It is empty where no case has the id. Raises NotAProjectError where there is no casebook.yml.
    """
    if not (root / SETTINGS).is_file():
        raise NotAProjectError(str(root))
    programme, found = read_programme(root)
    if programme is None:
        return Casebook(root, Programme(), diagnostics=tuple(sorted(found)))
    registry = read_registry(root, programme)
    everything = find_case_files(root)
    files = replace(everything, paths=tuple(path for path in everything.paths if Path(path).stem == case))
    surroundings = Surroundings(programme, registry.organisations, date)
    records, unread = _records(root, files, surroundings, 1, use_cache=False)
    entries, of_cases = _entries(root, files, records, 1)
    found = sorted({*found, *registry.diagnostics, *unread, *of_cases})
    return Casebook(root, programme, registry.organisations, _marked(entries, found), diagnostics=tuple(found))


def _alone(root: Path) -> list[Diagnostic]:
    """What is wrong with each file by itself, where the settings that it is checked against cannot be read."""
    files = find_case_files(root)
    found = [*files.diagnostics, *read_registry(root, Programme()).diagnostics, *read_internal(root).diagnostics]
    for path in files.paths:
        source = read_source(root / path, path)
        found += source.diagnostics
        found += decode(Case, source.root, path)[1] if source.root is not None else ()
    return [each for each in found if each.code != "unknown-code"]


def _records(
    root: Path, files: CaseFiles, surroundings: Surroundings, jobs: int, *, use_cache: bool
) -> tuple[dict[str, CaseRecord], list[Diagnostic]]:
    """A record for every case file: remembered where its bytes and its surroundings are the same."""
    data: dict[str, bytes] = {}
    unread: list[Diagnostic] = []
    for path in files.paths:
        content = read_bytes(root / path, path, MAX_BYTES)
        if isinstance(content, Diagnostic):
            unread.append(content)
        else:
            data[path] = content
    base = _surroundings_key(root, surroundings.date)
    keys = {path: record_key(base, content) for path, content in data.items()}
    cache = RecordCache(root / WORK / "cache" / "cases.sqlite")
    known, others = cache.read(keys) if use_cache else ({}, set())
    fresh = _read_fresh([(path, data[path]) for path in sorted(data.keys() - known.keys())], surroundings, jobs)
    if use_cache and (fresh or others):
        cache.write(keys, fresh, others - fresh.keys())
    records = known | fresh
    return {path: records[path] for path in sorted(records)}, unread


def _surroundings_key(root: Path, date: dt.date) -> str:
    digest = blake2b(f"{code_digest()} {date.isoformat()}".encode(), digest_size=16)
    for name in (SETTINGS, ORGANISATIONS):
        data = read_bytes(root / name, name, MAX_REGISTRY_BYTES)
        digest.update(b"\0" + (data if isinstance(data, bytes) else repr(data).encode()))
    return digest.hexdigest()


def _read_fresh(files: Sequence[tuple[str, bytes]], surroundings: Surroundings, jobs: int) -> dict[str, CaseRecord]:
    if not files:
        return {}
    surroundings = replace(surroundings, registered_names=registered_names(surroundings.organisations))
    if len(files) <= FEW or jobs == 1:
        return {path: read_case(data, path, surroundings) for path, data in files}
    size = max(20, min(100, len(files) // (jobs * 4)))
    tasks = [_Task(tuple(files[start : start + size])) for start in range(0, len(files), size)]
    with ProcessPoolExecutor(jobs, mp_context=pool_context(), initializer=_remember, initargs=(surroundings,)) as pool:
        return {path: record for chunk in pool.map(_read_chunk, tasks) for path, record in chunk}


_known: list[Surroundings] = []
"""What a worker process checks against, handed over once when it starts."""


def _remember(surroundings: Surroundings) -> None:
    collect_seldom()
    _known[:] = [surroundings]


def _read_chunk(task: _Task) -> list[tuple[str, CaseRecord]]:
    return [(path, read_case(data, path, _known[0])) for path, data in task.files]


def _entries(
    root: Path, files: CaseFiles, records: Mapping[str, CaseRecord], jobs: int
) -> tuple[list[CaseEntry], list[Diagnostic]]:
    """The cases with their texts and sound pictures, sorted by id."""
    named = {
        path: [follow(root, path, image.file) for image in record.outline.images] for path, record in records.items()
    }
    wanted = [name.file for names in named.values() for name in names if name.file]
    seen = inspect_all(root, wanted, cache=root / WORK / "cache", jobs=jobs) if wanted else {}
    found = [problem for record in records.values() for problem in record.diagnostics]
    entries: list[CaseEntry] = []
    for path, record in records.items():
        if record.case is None:
            continue
        joined = join_pictures(path, record.outline, named[path], seen, files.folders.get(path, ()))
        found += joined.diagnostics
        _, edition, name = path.split("/")
        texts = KeptTexts(record.texts)
        entries.append(
            CaseEntry(
                name.removesuffix(".yml"),
                path,
                edition,
                KeptCase(record.case, keeps=len(records) <= KEEPING),
                texts,
                joined.pictures,
            )
        )
    return sorted(entries, key=lambda entry: (entry.id, entry.path)), found


def _marked(entries: Sequence[CaseEntry], found: Sequence[Diagnostic]) -> tuple[CaseEntry, ...]:
    """The entries, the faulty ones marked as such."""
    faulty = {problem.path for problem in found if problem.severity is Severity.ERROR}
    return tuple(replace(entry, faulty=True) if entry.path in faulty else entry for entry in entries)
