"""Takes a form that came back into a casebook: read, understood, composed, checked, and written where it is sound.

Pictures go before the case file that names them; every file is written whole or not at all.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.intake.emit import emit
from casebook.intake.forms.answers import Note, Place, Returned
from casebook.intake.forms.blocks import Paragraph, Run, as_lines, shown
from casebook.intake.forms.check import Found, check_text
from casebook.intake.forms.compose import compose
from casebook.intake.forms.filled import fill
from casebook.intake.forms.interpret import Meaning, as_returned, interpret
from casebook.intake.forms.lines import from_lines
from casebook.intake.forms.packing import is_sane
from casebook.intake.forms.pictures import Placed, place_pictures
from casebook.intake.forms.plan import LANGUAGES, plan_form
from casebook.intake.forms.questions import Form, Question
from casebook.intake.forms.read_document import read_document
from casebook.intake.forms.read_workbook import read_workbook
from casebook.intake.forms.values import Names
from casebook.intake.ids import SHORTEST, slug
from casebook.intake.update import update_text
from casebook.model.case import Case
from casebook.model.programme import FORMAT, Programme
from casebook.project.files import find_case_files
from casebook.project.read_case import Surroundings
from casebook.source.reader import parse_source
from casebook.source.tree import to_plain
from casebook.staging import write_whole

ENDINGS = (".xlsx", ".docx")


@dataclass(slots=True)
class Taken:
    """What became of one form."""

    file: str
    """The form's name."""
    language: str
    title: str = ""
    path: str = ""
    """The case file, relative to the project."""
    contact: str = ""
    found: list[Found] = field(default_factory=list)
    """Problems for the company."""
    office: list[Diagnostic] = field(default_factory=list)
    """Problems for the office."""
    notes: list[Note] = field(default_factory=list)
    text: str = ""
    """What the case file will hold; '' where there is nothing to write."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    written: bool = False

    @property
    def sound(self) -> bool:
        """Whether nothing has to be mended."""
        return all(each.severity is not Severity.ERROR for _, each in self.found)


@dataclass(frozen=True, slots=True)
class Project:
    """What forms are read against."""

    root: Path
    surroundings: Surroundings
    names: Names

    @property
    def programme(self) -> Programme:
        """The settings."""
        return self.surroundings.programme


def take_form(project: Project, file: Path, *, draft: bool) -> Taken:
    """Read a form and compose its case file; nothing is written. `draft`: whatever is wrong, as a draft."""
    reader = read_document if file.suffix.lower() == ".docx" else read_workbook
    data = file.read_bytes()
    unreadable = (Place(), diagnose(file.name, (0, 0), "form-unreadable"))
    returned = reader(data, file.name) if is_sane(data) else Returned(file.name, problems=[unreadable])
    language = LANGUAGES.get(returned.language, project.programme.language)
    taken = Taken(file.name, language, contact=project.programme.publication.contact or "")
    taken.found += [*returned.problems, *_about(returned, file.name)]
    if not returned.keys or any(found.code == "form-newer" for _, found in taken.found):
        return taken
    target = _target(project, returned, taken)
    if target:
        _compose(project, returned, taken, target, draft=draft)
    return taken


def write_form(project: Project, taken: Taken, *, draft: bool, update: bool) -> None:
    """Write the case file and its pictures, where the form is sound or a draft is wanted."""
    if not taken.text or not (taken.sound or draft):
        return
    file = project.root / taken.path
    if file.exists() and not update:
        taken.office.append(diagnose(taken.path, (1, 1), "form-case-exists"))
        return
    folder = file.with_suffix("")
    for name, content in taken.pictures.items():
        write_whole(folder / name, content)
    write_whole(file, taken.text.encode("utf-8"))
    taken.written = True


def _about(returned: Returned, file: str) -> list[Found]:
    """What a form says of itself that keeps it from being read."""
    if not returned.keys:
        return [] if returned.problems else [(Place(), diagnose(file, (0, 0), "form-unknown"))]
    version = int(returned.version) if returned.version.isdigit() else 0
    if version > FORMAT:
        return [(Place(), diagnose(file, (0, 0), "form-newer", found=version, known=FORMAT))]
    if version < FORMAT:
        return [(Place(), diagnose(file, (0, 0), "form-older", Severity.WARNING, found=version, known=FORMAT))]
    return []


def _target(project: Project, returned: Returned, taken: Taken) -> str:
    """The case file that a form is about; '' where nobody can tell."""
    there = {path.rsplit("/", 1)[-1].removesuffix(".yml"): path for path in find_case_files(project.root).paths}
    title = returned.answers.get("title")
    words = "".join(block.text for block in title.blocks if isinstance(block, Paragraph)) if title else ""
    identifier = slug(returned.case_id) or slug(words)
    if identifier in there:
        return there[identifier]
    editions = [edition.code for edition in project.programme.editions]
    edition = returned.edition if returned.edition in editions else next(reversed(editions), "")
    if len(identifier) < SHORTEST or not edition:
        taken.found.append((Place(), diagnose(taken.file, (0, 0), "form-without-id")))
        return ""
    return f"cases/{edition}/{identifier}.yml"


def _compose(project: Project, returned: Returned, taken: Taken, path: str, *, draft: bool) -> None:
    file = project.root / path
    old = file.read_bytes().decode("utf-8") if file.exists() else ""
    root = parse_source(old.encode("utf-8"), path).root if old else None
    existing: Mapping[str, Any] = to_plain(root) if root else {}
    form = _form(project, path, taken.language, existing, "docx" if taken.file.lower().endswith(".docx") else "xlsx")
    taken.path = path
    taken.found += list(_missing(returned, form))
    registered = project.surroundings.registered_names
    before = interpret(_as_sent(project, form, existing), form, project.names, registered)
    meaning = interpret(returned, form, project.names, registered)
    placed = place_pictures(meaning, file.with_suffix(""))
    taken.pictures = placed.written
    taken.notes += [*returned.notes, *meaning.notes, *placed.notes]
    changes = compose(meaning.values, before.values, existing)
    changes |= {} if old else {"language": taken.language}
    taken.title = str({**existing, **changes}.get("title") or path)
    checked = _text(old, {**changes, "status": _judged_as(existing)}, existing)
    if checked is None:
        taken.office.append(diagnose(path, (1, 1), "form-not-merged"))
        return
    found, office = _check(project, checked, form, meaning, placed, path)
    chosen = {place for place, _ in meaning.problems}
    taken.found += meaning.problems + [
        each for each in found if each[1].code != "unknown-code" or each[0] not in chosen
    ]
    taken.found.sort(key=lambda each: _order(form, each[0]))
    taken.office += office
    known = existing.get("status", "draft")
    status = "draft" if draft and not taken.sound else "review" if known == "draft" else known
    taken.text = _text(old, {**changes, "status": status}, existing) or ""


def _order(form: Form, place: Place) -> tuple[int, int]:
    """Where a place stands in the form, what is about the whole form first."""
    labels = [item.label for item in form.items()]
    return labels.index(place.heading) if place.heading in labels else -1, place.row


def _judged_as(existing: Mapping[str, Any]) -> str:
    """The status as which a form is checked: what is missing must be said before anybody prints it."""
    return "withdrawn" if existing.get("status") == "withdrawn" else "published"


def _form(project: Project, path: str, language: str, existing: Mapping[str, Any], kind: str) -> Form:
    _, edition, name = path.split("/")
    return plan_form(
        project.programme, language, case_id=name.removesuffix(".yml"), edition=edition, known=existing, pictures=kind
    )


def _as_sent(project: Project, form: Form, existing: Mapping[str, Any]) -> Returned:
    known = fill(form, existing, project.surroundings.organisations, project.programme)
    return as_returned(form, known, _shown)


def _shown(text: str, question: Question) -> list[Any]:
    return list(from_lines(as_lines(shown(text)))) if question.kind == "prose" else [Paragraph((Run(text),))]


def _text(old: str, changes: Mapping[str, Any], existing: Mapping[str, Any]) -> str | None:
    order = list(Case.model_fields)
    if old:
        return update_text(old, changes, order)
    whole = {**existing, **{key: value for key, value in changes.items() if value is not None}}
    return emit({key: whole[key] for key in order if key in whole})


def _missing(returned: Returned, form: Form) -> Iterable[Found]:
    """The parts of a form that are no longer in it."""
    for part in form.parts:
        keys = {item.key for item in part.items}
        there = {key for key in returned.keys if key in keys or key.rpartition(".")[0] in keys}
        if not there:
            place = Place(heading=part.heading)
            yield place, diagnose(returned.file, (0, 0), "form-part-missing", found=part.heading)
            continue
        for item in part.items:
            bases = {key.rpartition(".")[0] for key in there}
            if item.key not in there | bases:
                place = Place(heading=item.label)
                words = {"found": item.label}
                yield place, diagnose(returned.file, (0, 0), "form-question-missing", Severity.WARNING, **words)


def _check(
    project: Project, text: str, form: Form, meaning: Meaning, placed: Placed, path: str
) -> tuple[list[Found], list[Diagnostic]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, content in placed.written.items():
            (folder / picture).write_bytes(content)
        beside = (project.root / path).with_suffix("")
        files = [folder / each if each in placed.written else beside / each if each else None for each in placed.names]
        held = [file if file and file.is_file() else None for file in files]
        return check_text(text, path, project.surroundings, form, meaning.places, held)
