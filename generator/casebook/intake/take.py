"""`take`: cases of another casebook into this one, with pictures, organisations, terms and where they came from.

A copy of what was taken is kept under `internal/taken/`. Taking again compares three texts key by key: what was taken,
what stands here, what the source says now. What only the source changed is brought in; what was changed here stays, and
where both changed, that is said.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.intake.emit import emit
from casebook.intake.files import Addition, extended
from casebook.intake.take_source import Offered, TakeSource, Values
from casebook.intake.update import update_text
from casebook.model.case import Case
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.project.files import find_case_files
from casebook.project.settings import ORGANISATIONS, SETTINGS
from casebook.source.reader import parse_source
from casebook.source.tree import MappingNode, to_plain
from casebook.staging import write_whole

TAKEN = "internal/taken"
ORDER = tuple(Case.model_fields)
_CODES = ("fields", "applications", "processes", "materials", "factors", "offers", "distinctions")


@dataclass(slots=True)
class TakePlan:
    """What taking would write, and what it has to say."""

    files: dict[str, bytes] = field(default_factory=dict)
    """Path → content; settings and registry first, then pictures, then cases."""
    fresh: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def plan_take(
    root: Path,
    source: TakeSource,
    programme: Programme,
    registry: Mapping[str, Organisation],
    *,
    date: dt.date,
    edition: str | None,
) -> TakePlan:
    """Everything that taking the source's cases would write; with `edition` all of them go into that one."""
    plan = TakePlan()
    paths = {path.rsplit("/", 1)[-1].removesuffix(".yml"): path for path in find_case_files(root).paths}
    taken: list[Offered] = []
    for offered in source.cases:
        path = paths.get(offered.id)
        if path is None:
            _add_case(plan, offered, source, programme, date, edition)
        elif not _merge_case(plan, root, path, offered, source, programme, date):
            continue
        taken.append(offered)
    _report_gone(plan, root, paths, source)
    lists = _lists(root, taken, source, programme, registry, edition, plan)
    plan.files = {**lists, **plan.files}
    return plan


def write_take(root: Path, plan: TakePlan) -> None:
    """Write what was planned, each file whole or not at all."""
    for path, content in plan.files.items():
        write_whole(root / path, content)


def _values(offered: Offered, source: TakeSource, programme: Programme, date: dt.date) -> Values:
    """The keys that the case shall have here."""
    origin = {"casebook": source.title, "address": source.address, "id": offered.id, "date": date.isoformat()}
    extra = {key: value for key, value in offered.values.get("extra", {}).items() if key in programme.template.extra}
    values = {**offered.values, "extra": extra, "origin": {key: text for key, text in origin.items() if text}}
    return {key: values[key] for key in ORDER if values.get(key)}


def _copy(offered: Offered, values: Values) -> bytes:
    """What is remembered of a case as it was taken."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in offered.pictures.items()}
    return emit({"values": values, "pictures": sums}).encode("utf-8")


def _add_case(
    plan: TakePlan, offered: Offered, source: TakeSource, programme: Programme, date: dt.date, edition: str | None
) -> None:
    values = _values(offered, source, programme, date)
    folder = f"cases/{edition or offered.edition}"
    shown = {key: value for key, value in values.items() if not (edition and key == "editions")}
    for name, content in offered.pictures.items():
        plan.files[f"{folder}/{offered.id}/{name}"] = content
    plan.files[f"{folder}/{offered.id}.yml"] = emit(shown).encode("utf-8")
    plan.files[f"{TAKEN}/{offered.id}.yml"] = _copy(offered, values)
    plan.fresh.append(offered.id)


def _merge_case(
    plan: TakePlan, root: Path, path: str, offered: Offered, source: TakeSource, programme: Programme, date: dt.date
) -> bool:
    """Bring in what the source changed; False where the case here is not one that was taken from it."""
    text = (root / path).read_bytes().decode("utf-8", "replace")
    here = _plain(text)
    origin = here.get("origin") if here else None
    if here is None or not isinstance(origin, Mapping) or origin.get("casebook") != source.title:
        plan.diagnostics.append(diagnose(path, (1, 1), "take-id-taken", id=offered.id, casebook=source.title))
        return False
    kept = _plain((root / TAKEN / f"{offered.id}.yml").read_bytes().decode("utf-8")) if _kept(root, offered) else {}
    before = (kept or {}).get("values", {})
    values = _values(offered, source, programme, date)
    changes = dict(_changes(plan, path, before, here, values))
    _merge_pictures(plan, root, path, offered, (kept or {}).get("pictures", {}))
    if changes:
        changed = update_text(text, {**changes, "origin": values["origin"]}, ORDER)
        if changed is None:
            plan.diagnostics.append(diagnose(path, (1, 1), "case-not-changed"))
            return False
        plan.files[path] = changed.encode("utf-8")
    # What was changed on both sides stays as it was taken, so that it is said again the next time.
    remembered = {key: before[key] for key in _conflicts(before, here, values) if key in before}
    plan.files[f"{TAKEN}/{offered.id}.yml"] = _copy(offered, {**values, **remembered})
    (plan.updated if changes else plan.same).append(offered.id)
    return True


def _kept(root: Path, offered: Offered) -> bool:
    return (root / TAKEN / f"{offered.id}.yml").is_file()


def _plain(text: str) -> Values | None:
    node = parse_source(text.encode("utf-8"), "").root
    return to_plain(node) if isinstance(node, MappingNode) else None


def _changes(plan: TakePlan, path: str, before: Values, here: Values, now: Values) -> Iterator[tuple[str, Any]]:
    conflicts = _conflicts(before, here, now)
    for key in conflicts:
        plan.diagnostics.append(diagnose(path, (1, 1), "take-differs", Severity.WARNING, key=key))
    for key in (*now, *(key for key in before if key not in now)):
        mended = key != "origin" and key not in conflicts and not _same(before.get(key), now.get(key))
        if mended and not _same(here.get(key), now.get(key)):
            yield key, now.get(key)


def _conflicts(before: Values, here: Values, now: Values) -> tuple[str, ...]:
    """Keys that were changed there and here, and not alike."""
    return tuple(
        key
        for key in dict.fromkeys((*now, *before))
        if key != "origin"
        and not _same(before.get(key), now.get(key))
        and not _same(here.get(key), before.get(key))
        and not _same(here.get(key), now.get(key))
    )


def _same(one: Any, other: Any) -> bool:
    return bool(_folded(one) == _folded(other))


def _folded(value: Any) -> Any:
    """A value for comparison: a list of one is its entry, breaks at the end of a text say nothing."""
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, Mapping):
        return {key: _folded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return _folded(value[0]) if len(value) == 1 else [_folded(each) for each in value]
    return value


def _merge_pictures(plan: TakePlan, root: Path, path: str, offered: Offered, before: Mapping[str, str]) -> None:
    folder = path.removesuffix(".yml")
    for name, content in offered.pictures.items():
        here = root / folder / name
        if not here.is_file():
            plan.files[f"{folder}/{name}"] = content
            continue
        present = hashlib.sha256(here.read_bytes()).hexdigest()
        if present == hashlib.sha256(content).hexdigest():
            continue
        if present == before.get(name):
            plan.files[f"{folder}/{name}"] = content
        else:
            plan.diagnostics.append(diagnose(path, (1, 1), "take-picture-differs", Severity.WARNING, file=name))


def _report_gone(plan: TakePlan, root: Path, paths: Mapping[str, str], source: TakeSource) -> None:
    """Say which cases were taken from this source and are not shown there any more."""
    for copy in sorted((root / TAKEN).glob("*.yml")):
        kept = _plain(copy.read_bytes().decode("utf-8", "replace")) or {}
        origin = kept.get("values", {}).get("origin", {})
        if origin.get("casebook") == source.title and copy.stem in paths and copy.stem not in source.shown:
            path = paths[copy.stem]
            plan.diagnostics.append(diagnose(path, (1, 1), "take-gone", Severity.WARNING, casebook=source.title))


def _lists(
    root: Path,
    taken: Sequence[Offered],
    source: TakeSource,
    programme: Programme,
    registry: Mapping[str, Organisation],
    edition: str | None,
    plan: TakePlan,
) -> dict[str, bytes]:
    """Settings and registry with the entries that the taken cases need and this casebook lacks."""
    members = {each["id"] for offered in taken for each in offered.values.get("organisations", ()) if "id" in each}
    organisations = [
        source.organisations[each] for each in sorted(members - set(registry)) if each in source.organisations
    ]
    additions: list[Addition] = []
    for name, codes in sorted(_codes(taken, organisations).items()):
        added = _with_followers(codes, name, source, programme)
        if added:
            additions.append((("taxonomies", name), added))
    known = {each.code for each in programme.editions}
    wanted = {code for offered in taken for code in offered.values.get("editions", ()) or (offered.edition,)}
    missing = [] if edition else [source.editions[code] for code in sorted(wanted - known) if code in source.editions]
    if missing:
        additions.append((("editions",), missing))
    files: dict[str, bytes] = {}
    registered: list[Addition] = [((), organisations)] if organisations else []
    for name, wished in ((SETTINGS, additions), (ORGANISATIONS, registered)):
        if wished:
            made = extended(root / name, name, wished)
            if isinstance(made, Diagnostic):
                plan.diagnostics.append(made)
            else:
                files[name] = made.encode("utf-8")
    return files


def _codes(taken: Iterable[Offered], organisations: Iterable[Values]) -> dict[str, set[str]]:
    """List of terms → the codes that cases and organisations use."""
    used: dict[str, set[str]] = {}
    for offered in taken:
        values = offered.values
        for name in _CODES:
            used.setdefault(name, set()).update(values.get(name, ()))
        stages = [values.get("stage"), *(each.get("stage") for each in values.get("follow_up", ()))]
        used.setdefault("stages", set()).update(filter(None, stages))
        used.setdefault("quantities", set()).update(each["quantity"] for each in values.get("figures", ()))
        effects = (code for each in values.get("follow_up", ()) for code in each.get("effects", ()))
        used.setdefault("effects", set()).update(effects)
    for organisation in organisations:
        used.setdefault("organisation_kinds", set()).update(filter(None, [organisation.get("kind")]))
        used.setdefault("regions", set()).update(filter(None, [organisation.get("region")]))
        used.setdefault("certifications", set()).update(organisation.get("certifications", ()))
    return used


def _with_followers(codes: set[str], name: str, source: TakeSource, programme: Programme) -> list[Values]:
    """The entries of codes that are missing here, and of those that stand for them today."""
    known = set(programme.taxonomies.index[name])
    there = source.terms.get(name, {})
    added: dict[str, Values] = {}
    waiting = sorted(codes - known)
    while waiting:
        code = waiting.pop(0)
        if code in there and code not in added:
            added[code] = there[code]
            waiting += sorted(set(there[code].get("replaced_by", ())) - known)
    return [each for code, each in there.items() if code in added]
