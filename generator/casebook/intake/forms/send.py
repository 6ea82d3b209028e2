"""Makes the form of a case, of a project of the register, or a blank one: the room's way out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casebook.intake.forms.document import render_document
from casebook.intake.forms.filled import fill, from_register
from casebook.intake.forms.plan import plan_form
from casebook.intake.forms.workbook import render_workbook
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.pictures.inspect import inspect
from casebook.pictures.values import PictureFacts
from casebook.project.files import find_case_files
from casebook.project.pictures import follow
from casebook.source.reader import read_source
from casebook.source.tree import to_plain

FORMATS = ("xlsx", "docx")
_SHOWN = {"JPEG", "PNG"}
"""Kinds of pictures that both Excel and Word show; others stay in the folder and are named."""


def find_case(root: Path, case_id: str) -> str:
    """The case file of an id, relative to the project; '' where there is none."""
    paths = find_case_files(root).paths
    return next((path for path in paths if path.rsplit("/", 1)[-1] == f"{case_id}.yml"), "")


def language_of(root: Path, case_id: str) -> str:
    """The language that a case is written in; '' where there is no such case, or it does not say."""
    path = find_case(root, case_id) if case_id else ""
    tree = read_source(root / path, path).root if path else None
    known = to_plain(tree) if tree else None
    return str(known.get("language", "")) if isinstance(known, dict) else ""


def make_form(
    root: Path, programme: Programme, organisations: Mapping[str, Organisation], *, kind: str, language: str,
    case_id: str, edition: str, project: Project | None,
) -> bytes:  # fmt: skip
    """The bytes of a form: with what the case file knows, else with what the register knows, else blank."""
    path = find_case(root, case_id) if case_id else ""
    known: Mapping[str, Any] = from_register(project) if project else {}
    pictures: dict[str, bytes] = {}
    if path:
        source = read_source(root / path, path)
        known = to_plain(source.root) if source.root else {}
        edition = path.split("/")[1]
        pictures = _pictures(root, path, known)
    form = plan_form(programme, language, case_id=case_id, edition=edition, known=known, pictures=kind)
    render = render_workbook if kind == "xlsx" else render_document
    return render(form, fill(form, known, organisations, programme), pictures, programme.accent)


def _pictures(root: Path, path: str, known: Mapping[str, Any]) -> dict[str, bytes]:
    """The pictures of a case by their names, those that a form can show."""
    found: dict[str, bytes] = {}
    for image in known.get("images") or ():
        name = str(image.get("file", ""))
        file = follow(root, path, name).file
        facts = inspect(file) if file else None
        if file and isinstance(facts, PictureFacts) and facts.format in _SHOWN:
            found[name] = file.read_bytes()
    return found
