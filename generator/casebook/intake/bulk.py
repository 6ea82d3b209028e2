"""`import_table`: a table of cases through a mapping to case files, from reading to the report.

Everything is made in memory before anything is written. A faulty mapping or table writes nothing; a faulty
record is reported and leaves the others alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.intake.changes import FileChange, render_diff, write_changes
from casebook.intake.clean import clean, one_line
from casebook.intake.compose import Composer, values
from casebook.intake.emit import emit
from casebook.intake.files import Addition, extended
from casebook.intake.ids import case_id, numbered
from casebook.intake.lists import Known, known_organisations, known_terms
from casebook.intake.mapping import Mapping as ReadMapping
from casebook.intake.mapping import TableMap, TermFeed, check_columns, check_edition, feeds, read_mapping
from casebook.intake.report import report_lines
from casebook.intake.table import Cell, Record, merged_rows, read_table
from casebook.intake.update import update_text
from casebook.model.case import Case
from casebook.model.decode import decode
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.project.files import find_case_files
from casebook.project.settings import ORGANISATIONS, SETTINGS, read_organisations, read_programme
from casebook.rules.context import near
from casebook.source.reader import parse_source
from casebook.source.tree import MappingNode, to_plain

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, in lines for a reader, and the problems met."""

    lines: list[str] = field(default_factory=list)
    diagnostics: tuple[Diagnostic, ...] = ()
    complete: bool = False
    """Whether every record has become a case file without an error."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A table and its mapping, sound so far, before the first record is looked at."""

    path: str
    table_map: TableMap
    programme: Programme
    registry: Mapping[str, Organisation]
    records: Sequence[Record]
    diagnostics: Sequence[Diagnostic]
    counts: Counter[str]
    said: Sequence[str]
    """How the table was read."""


def import_table(
    root: Path,
    file: Path,
    mapping: Path,
    *,
    overwrite: bool,
    update: bool = False,
    dry_run: bool = False,
    done: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Write a case file for each record of a table into the casebook at `root`.

    A case file that is there already is left alone; with `overwrite` it is written anew, with `update` only what the
    table says otherwise is changed in it. `dry_run` writes nothing and gives the diff. `done` is told after each file
    how many of how many are written.
    """
    plan = _plan(root, file, read_mapping(mapping))
    if not isinstance(plan, _Plan):
        return ImportReport([], tuple(sorted(plan)))
    found = list(plan.diagnostics)
    places = _place(root, plan, found, overwrite=overwrite or update)
    records = [record for record, _ in places]
    terms = _terms(plan, records)
    organisations = _organisations(plan, records)
    composer = Composer(plan.table_map, terms, organisations, plan.counts)
    made = [composer.case(record) for record, _ in places]
    for (record, _), node in zip(places, made, strict=True):
        found += _problems(node, plan, terms, record)
    planned = [
        _change(root, path, to_plain(node), found, update=update) for (_, path), node in zip(places, made, strict=True)
    ]
    lists = _lists(root, terms, organisations)
    problems = [each for each in lists if isinstance(each, Diagnostic)]
    if problems:
        return ImportReport([], tuple(sorted([*found, *problems])))
    cases = [each for each in planned if each is not None]
    changes = [*(each for each in lists if isinstance(each, FileChange)), *cases]
    if dry_run:
        return ImportReport(render_diff(changes).splitlines(), tuple(sorted(set(found))), _sound(found))
    _write(root, changes, done)
    plan.counts["without-organisation"] = sum("\norganisations:" not in each.after for each in cases)
    paths = [each.path for each in cases]
    lines = report_lines(len(plan.records), paths, terms, organisations, plan.counts)
    return ImportReport(
        [*plan.said, *lines, *_unchanged(len(planned) - len(cases))], tuple(sorted(set(found))), _sound(found)
    )


def _unchanged(count: int) -> list[str]:
    return [f"{count:,} case files were already as the table has them"] if count else []


def _write(root: Path, changes: Sequence[FileChange], done: Callable[[int, int], None] | None) -> None:
    """One file after the other, each whole, so that what was interrupted can be run again."""
    for number, each in enumerate(changes, 1):
        write_changes(root, [each])
        if done is not None:
            done(number, len(changes))


def _change(root: Path, path: str, values: Values, found: list[Diagnostic], *, update: bool) -> FileChange | None:
    """What a record makes of its case file; None where that says all of it already, or cannot be changed."""
    file = root / path
    before = file.read_bytes().decode("utf-8", "replace") if file.exists() else None
    if before is None or not update:
        after: str | None = emit(values)
    else:
        node = parse_source(before.encode("utf-8"), path).root
        known = to_plain(node) if isinstance(node, MappingNode) else {}
        # What the table does not carry within a key, such as who has consented to the contact, stays.
        held = {key: {**known[key], **value} for key, value in values.items() if _both_keyed(known.get(key), value)}
        after = update_text(before, {**values, **held}, tuple(Case.model_fields))
    if after is None:
        found.append(diagnose(path, (1, 1), "case-not-changed"))
    return FileChange(path, before, after) if after is not None and after != before else None


def _both_keyed(one: object, other: object) -> bool:
    return isinstance(one, Mapping) and isinstance(other, Mapping)


def _sound(found: Iterable[Diagnostic]) -> bool:
    return all(each.severity is not Severity.ERROR for each in found)


def _plan(root: Path, file: Path, mapping: ReadMapping) -> _Plan | list[Diagnostic]:
    """Read all that an import needs; only the problems where it cannot begin."""
    programme, problems = read_programme(root)
    wanted = mapping.table_map
    table = read_table(file, wanted.sheet if wanted else None)
    found = [*mapping.diagnostics, *table.diagnostics]
    if programme is None:
        return [*found, *problems]
    if mapping.table_map is None or not table.records:
        return found
    if not _sound(mapping.diagnostics):
        return found
    found += [*check_columns(mapping, table.columns), *check_edition(mapping, programme)]
    if not _sound(each for each in found if each.path == mapping.path):
        return found
    registry, problems = read_organisations(root, programme)
    if not registry and not _sound(problems):
        return [*found, *problems]
    counts: Counter[str] = Counter()
    if mapping.table_map.rows_of:
        table = merged_rows(table, mapping.table_map.rows_of)
    records = [_cleaned(record, file.name, counts, found) for record in table.records]
    return _Plan(file.name, mapping.table_map, programme, registry, records, found, counts, table.said)


def _cleaned(record: Record, path: str, counts: Counter[str], found: list[Diagnostic]) -> Record:
    cells: dict[str, Cell] = {}
    for name, cell in record.cells.items():
        cleaned = [clean(text) for text in cell.texts]
        for each in cleaned:
            counts.update(each.counts or {})
            found += [
                diagnose(path, cell.position, "character-removed", Severity.WARNING, column=name, character=code)
                for code in each.removed
            ]
            found += [
                diagnose(path, cell.position, "unprintable-character", character=code) for code in each.unreadable
            ]
        cells[name] = Cell(tuple(each.text for each in cleaned), cell.position)
    return Record(record.line, cells)


def _place(root: Path, plan: _Plan, found: list[Diagnostic], *, overwrite: bool) -> list[tuple[Record, str]]:
    """Each record with the path of its case file; records that have no place are reported and left out."""
    there = set(find_case_files(root).paths)
    owners = {path.rsplit("/", 1)[-1].removesuffix(".yml"): path for path in sorted(there)}
    known = [edition.code for edition in plan.programme.editions]
    taken: set[str] = set()
    placed: list[tuple[Record, str]] = []
    for record in plan.records:
        texts, position = values(plan.table_map.edition, record)
        edition = texts[0] if texts else ""
        if edition not in known:
            found.append(diagnose(plan.path, position, "unknown-edition", found=edition, **near(edition, known)))
            continue
        cells = {name: one_line(cell.text) for name, cell in record.cells.items()}
        identifier = numbered(case_id(plan.table_map.id, cells), taken)
        taken.add(identifier)
        path = f"cases/{edition}/{identifier}.yml"
        owner = owners.get(identifier, path)
        if owner != path:
            found.append(diagnose(plan.path, (record.line, 1), "id-twice", id=identifier, other=owner))
        elif path in there and not overwrite:
            found.append(diagnose(plan.path, (record.line, 1), "case-exists", path=path))
        else:
            placed.append((record, path))
    return placed


def _terms(plan: _Plan, records: Sequence[Record]) -> dict[str, Known]:
    terms: dict[str, Known] = {}
    for where, feed in feeds(plan.table_map.case):
        if isinstance(feed, TermFeed):
            key = str(where[-1])
            names = [text for record in records for text in values(feed, record)[0]]
            terms[key] = known_terms(plan.programme.taxonomies.terms(key), names, key, collect=feed.collect)
    return terms


def _organisations(plan: _Plan, records: Sequence[Record]) -> Known:
    case = plan.table_map.case
    names = [text for record in records for member in case.organisations for text in values(member, record)[0]]
    language = (case.language.constant if case.language else None) or plan.programme.language
    return known_organisations(plan.registry, names, language)


def _problems(node: MappingNode, plan: _Plan, terms: Mapping[str, Known], record: Record) -> list[Diagnostic]:
    """What a check would say of the types and codes of the new file, said at the place in the table."""
    _, found = decode(Case, node, plan.path)
    for key, known in terms.items():
        feed = getattr(plan.table_map.case, key)
        texts, position = values(feed, record)
        found += [
            diagnose(plan.path, position, "unknown-code", found=text, list=key, **near(text, known.codes.values()))
            for text in texts
            if known.find(text) is None
        ]
    return found


def _lists(root: Path, terms: Mapping[str, Known], organisations: Known) -> list[FileChange | Diagnostic]:
    """Settings and registry with what the cases need of them; they are written before the cases that use them."""
    wanted: dict[str, list[Addition]] = {
        SETTINGS: [(("taxonomies", key), known.added) for key, known in terms.items() if known.added],
        ORGANISATIONS: [((), organisations.added)] if organisations.added else [],
    }
    made: list[FileChange | Diagnostic] = []
    for name, additions in wanted.items():
        if additions:
            after = extended(root / name, name, additions)
            before = (root / name).read_bytes().decode("utf-8") if (root / name).exists() else None
            made.append(after if isinstance(after, Diagnostic) else FileChange(name, before, after))
    return made
