"""The casebook as values: every case with its rendered texts and its pictures, and what surrounds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, Severity
from casebook.model.case import Case
from casebook.model.internal import InternalSheet
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.project.kept import KeptCase

Texts = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Language → section key → sanitised HTML of each of its items. `summary` and `title` are plain text in the case."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file that was opened, decoded once and found whole."""

    path: Path
    """Where the original lies."""
    digest: str
    """The content's hash; names of derivatives come from it."""
    width: int
    """In pixels, after the rotation that EXIF asks for."""
    height: int
    format: str
    """JPEG, PNG, WEBP, SVG …"""
    alt: str
    caption: str
    credit: str
    licence: str
    place: int = 0
    """Its number among the case's images, from 0; pictures that were not sound are left out of a list of these."""


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """One case: the model, and what was made of it while it was read."""

    id: str
    path: str
    """The file, relative to the project, with forward slashes."""
    edition: str
    """The folder it lies in."""
    held: Case | KeptCase
    """The case, or the text that it is made from when somebody asks."""
    texts: Texts
    pictures: tuple[Picture, ...] = ()
    faulty: bool = False
    """Whether an error was found in it; such a case is never published."""

    @property
    def case(self) -> Case:
        """The typed case."""
        return self.held.case if isinstance(self.held, KeptCase) else self.held

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions it stands in; the folder's where the file names none."""
        return self.case.editions or ((self.edition,) if self.edition else ())


@dataclass(frozen=True, slots=True)
class Casebook:
    """All files of a project, read and cross-checked."""

    root: Path
    programme: Programme
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    cases: tuple[CaseEntry, ...] = ()
    """Sorted by id."""
    projects: tuple[Project, ...] = ()
    internal: tuple[InternalSheet, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """Every problem of every file, sorted by place."""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The problems that stop a build."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.ERROR)
