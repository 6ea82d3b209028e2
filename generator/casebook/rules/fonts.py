"""Rules on typefaces of a catalogue's own: the files in the project's `fonts/` are there, whole, and fit for print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casebook.diagnostics.values import Severity
from casebook.model.programme import Programme
from casebook.source.tree import KeyPath
from casebook.typefaces import (
    Typeface,
    TypefaceError,
    own_typefaces,
    read_typefaces,
    repertoire,
    same_family,
    shipped_typefaces,
)


@dataclass(frozen=True, slots=True)
class FontProblem:
    """What is wrong with a family that a catalogue names, and where in casebook.yml it does so."""

    where: KeyPath
    code: str
    severity: Severity
    arguments: dict[str, str]


def check_fonts(programme: Programme, root: Path) -> Iterator[FontProblem]:
    """Every problem with the typefaces that catalogues name."""
    named = list(_named(programme))
    faces: list[Typeface] = []
    for path in (*shipped_typefaces(), *own_typefaces(root)) if named else ():
        try:
            faces += read_typefaces(path)
        except TypefaceError:
            yield FontProblem(named[0][0], "font-unreadable", Severity.ERROR, {"found": f"fonts/{path.name}"})
    for where, family, serif in named:
        for code, severity, words in _problems(family, faces, serif=serif):
            yield FontProblem(where, code, severity, words)


def _named(programme: Programme) -> Iterator[tuple[KeyPath, str, bool]]:
    """Where a family is named, its name, and whether running text is set in it."""
    for name, catalogue in programme.catalogues.items():
        for role, family in (("sans", catalogue.fonts.sans), ("serif", catalogue.fonts.serif)):
            if family:
                yield ("catalogues", name, "fonts", role), family, role == "serif"


def _problems(family: str, faces: Sequence[Typeface], *, serif: bool) -> Iterator[tuple[str, Severity, dict[str, str]]]:
    own = [face for face in faces if same_family(face.family, family)]
    if not own:
        held = ", ".join(sorted({face.family for face in faces})) or "none"
        yield "font-missing", Severity.ERROR, {"found": family, "held": held}
        return
    for face in own:
        file = f"fonts/{face.path.name}"
        if face.variable:
            yield "font-variable", Severity.ERROR, {"found": file}
        if not face.embeddable:
            yield "font-no-embedding", Severity.ERROR, {"found": file}
    for face_of in _lacking(own, serif=serif):
        yield "font-face-missing", Severity.WARNING, {"found": family, "face": face_of}


def _lacking(own: Sequence[Typeface], *, serif: bool) -> Iterator[str]:
    if any(face.variable for face in own):
        return
    if not any(not face.bold and not face.italic for face in own):
        yield "regular"
    if not any(face.bold for face in own):
        yield "bold"
    # Chinese and Japanese are never set in italics.
    if serif and not any(face.italic for face in own) and "国" not in repertoire(own[0].path, own[0].index):
        yield "italic"
