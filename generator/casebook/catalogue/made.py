"""Finished catalogues: their files on the shelf, and the note beside them that says what they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.catalogue.data import as_json
from casebook.catalogue.jobs import Job
from casebook.catalogue.paging import VolumePages, from_data
from casebook.press.pack import packed
from casebook.staging import write_whole

_LOOSE = "loose "
"""Before the hash of what a file shows: it is not packed yet, and so not as it would be made."""


@dataclass(frozen=True, slots=True)
class LongCase:
    """A case that takes more than its two pages because nothing of it may be cut."""

    id: str
    pages: int


@dataclass(frozen=True, slots=True)
class MadeVolume:
    """One volume of a catalogue."""

    number: int
    names: Mapping[str, str]
    """What it is called, per language."""
    first: int
    """The number of its first page."""
    pages: int
    cases: int
    path: Path | None
    """Its file; none where all volumes are joined into one."""
    spine: float | None = None
    """How wide its spine is in millimetres; None where the paper is not known."""

    @property
    def last(self) -> int:
        """The number of its last page."""
        return self.first + self.pages - 1


@dataclass(frozen=True, slots=True)
class MadeCover:
    """A cover sheet: back, spine and front."""

    path: Path
    width: float
    """In millimetres, as its height and its spine."""
    height: float
    spine: float


@dataclass(frozen=True, slots=True)
class MadeCatalogue:
    """A catalogue as it lies among the artefacts."""

    name: str
    path: Path
    """Its file, or that of its first volume."""
    title: Mapping[str, str]
    edition: str
    pages: int
    cases: int
    long_cases: tuple[LongCase, ...]
    fresh: bool
    """Whether anything of it was set in this run."""
    warnings: tuple[str, ...] = ()
    """Of a file for the press: the lines of what the printer should be asked about."""

    spine: float | None = None
    """How wide its spine is in millimetres; None where the paper is not known, and where each volume has its own."""
    volumes: tuple[MadeVolume, ...] = ()
    """None where it is one book."""
    covers: tuple[MadeCover, ...] = ()
    """The cover sheets of a book for the press that has such, one for each volume."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of it, in the order of its pages."""
        return tuple(volume.path for volume in self.volumes if volume.path) or (self.path,)


def read_note(path: Path) -> dict[str, Any]:
    """The note beside a catalogue; empty where it is missing or broken, which makes the catalogue anew."""
    try:
        note = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def last_pages(path: Path) -> VolumePages | None:
    """Where everything stood when a catalogue was last made, by its note; None where that is not known."""
    try:
        return from_data(read_note(path)["stood"])
    except (KeyError, TypeError, ValueError):
        return None


def is_current(job: Job, shelf: Path) -> bool:
    """Whether all files of a catalogue are there as they would be made now."""
    note = read_note(shelf / f"{job.stem}.json")
    return note.get("content") == job.content and all((shelf / name).is_file() for name in _files_of(note))


def _files_of(note: Mapping[str, Any]) -> list[str]:
    """The names of a catalogue's files by its note."""
    volumes = [str(volume["file"]) for volume in note.get("volumes", ()) if volume.get("file")]
    covers = [str(cover["file"]) for cover in note.get("covers", ())]
    return [*(volumes or [str(note.get("file", ""))]), *covers]


def keep_note(job: Job, shelf: Path, said: Mapping[str, Any], *, loose: bool = False) -> None:
    """Write the note of a catalogue whose files are in place; files of it that it no longer has go."""
    path = shelf / f"{job.stem}.json"
    gone = set(_files_of(read_note(path))) - set(_files_of(said)) - {""}
    write_whole(path, as_json({**said, "content": f"{_LOOSE if loose else ''}{job.content}"}).encode())
    for name in gone:
        (shelf / Path(name).name).unlink(missing_ok=True)


def pack_loose(made: MadeCatalogue) -> bool:
    """Pack a file that was left loose, and then say in its note that it is finished; whether there was one."""
    path = made.path.with_suffix(".json")
    note = read_note(path)
    content = str(note.get("content", ""))
    if not content.startswith(_LOOSE):
        return False
    write_whole(made.path, packed(made.path.read_bytes()))
    write_whole(path, as_json({**note, "content": content.removeprefix(_LOOSE)}).encode())
    return True


def made_catalogue(job: Job, shelf: Path, gate: str, *, fresh: bool) -> MadeCatalogue:
    """The catalogue as it now lies there; its note is brought up to the gate's present decision."""
    path = shelf / f"{job.stem}.json"
    edition = job.plan.edition.code if job.plan.edition else ""
    catalogue, cases = job.plan.catalogue, job.plan.cases
    said = {"key": gate, "title": dict(job.plan.titles), "edition": edition, "cases": len(cases)}
    if not catalogue.kind.bound:
        # Sheets, one for each case: the site leads from a case's page to its own.
        said |= {"format": catalogue.format, "language": job.plan.language, "sheets": [case.id for case in cases]}
    old = read_note(path)
    note = {**old, **said}
    if note != old:
        write_whole(path, (as_json(note) + "\n").encode())
    long = tuple(LongCase(case, pages) for case, pages in sorted(note["long_cases"].items()))
    volumes = tuple(_volume(job, shelf, number, held) for number, held in enumerate(note.get("volumes", ()), start=1))
    return MadeCatalogue(
        job.plan.name, shelf / note["file"], job.plan.titles, edition, note["pages"], len(cases), long, fresh,
        tuple(note.get("warnings", ())), None if volumes else job.plan.spine(note["pages"]), volumes,
        tuple(_cover(job, shelf, held) for held in note.get("covers", ())),
    )  # fmt: skip


def _cover(job: Job, shelf: Path, held: Mapping[str, Any]) -> MadeCover:
    width, height = job.plan.size
    return MadeCover(shelf / held["file"], round(2 * width + held["spine"], 2), height, held["spine"])


def _volume(job: Job, shelf: Path, number: int, held: Mapping[str, Any]) -> MadeVolume:
    path = shelf / held["file"] if held.get("file") else None
    pages = held["pages"]
    return MadeVolume(number, held["names"], held["first"], pages, held["cases"], path, job.plan.spine(pages))
