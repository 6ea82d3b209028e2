"""The pages of one case as a proof: drafts too, marked as such, beside the casebook and never on the site."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from casebook.catalogue.book import prepare_catalogue
from casebook.catalogue.compiler import Setting, open_setting
from casebook.catalogue.fit import LADDER, STANDARD, Fit
from casebook.catalogue.fitting import solve
from casebook.catalogue.measuring import Room, measure_room
from casebook.catalogue.places import Places, read_places
from casebook.catalogue.setting import Task
from casebook.model.catalogue import Catalogue
from casebook.project.values import Casebook
from casebook.publication.gate import preview
from casebook.publication.values import Preview
from casebook.staging import WORK

PROOFS = f"{WORK}/proofs"
"""Where proofs lie, under the project's root."""
_RESOLUTION = 110
_FIRST_PAGE = 2


@dataclass(frozen=True, slots=True)
class Proof:
    """What was made of a case."""

    files: tuple[Path, ...]
    """The PDF, then each page as PNG."""
    room: Room | None
    """What the case takes and has before anything is tightened; none in formats that fit themselves."""
    fit: Fit


@dataclass(slots=True)
class Proofreader:
    """Makes proofs of a case again and again, with one compiler that remembers what has not changed."""

    root: Path
    case: str
    form: str
    language: str
    out: Path
    _setting: dict[str, Setting] = field(default_factory=dict)

    def proof(self, casebook: Casebook, *, date: dt.date) -> Proof:
        """The case's pages, written beside their place and swapped in. Raises CatalogueError."""
        published = _as_catalogue(preview(casebook, date=date), self.case, self.form, self.language)
        task = prepare_catalogue("proof", published, self.root, self.root / PROOFS / "work", jobs=1)
        setting = self._open(task)
        fit, room = _lay_out(task, setting) if task.space == "two-pages" else (Fit(), None)
        if room is None:
            (task.folder / "layout.json").write_text("{}", "utf-8")
        pages = setting.pictures(_RESOLUTION)
        # For the eye alone: a case by itself is not the whole document that the standards of a web file ask for.
        files = {f"{self.case}.pdf": setting.pdf(task.timestamp, "press")}
        files |= {f"{self.case}-{number}.png": page for number, page in enumerate(pages, start=1)}
        return Proof(_write(self.out, self.case, files), room, fit)

    def _open(self, task: Task) -> Setting:
        """The compiler, opened once: its folder keeps its place."""
        if task.template not in self._setting:
            self._setting[task.template] = open_setting(task.name, task.folder, task.template, task.fonts)
        return self._setting[task.template]


def _as_catalogue(seen: Preview, case: str, form: str, language: str) -> Preview:
    """What is seen of one case, under a programme whose one catalogue holds it alone."""
    catalogue = Catalogue.model_validate(
        {"format": form, "languages": [language], "parts": [], "channels": [], "overflow": "flow"}
    )
    programme = seen.programme.model_copy(update={"catalogues": {"proof": catalogue}})
    return replace(seen, programme=programme, cases=tuple(each for each in seen.cases if each.id == case))


def _lay_out(task: Task, setting: Setting) -> tuple[Fit, Room]:
    """Fit the case on its two pages, and say what room it had; the last pass is the one that is wanted."""
    [case] = task.cases
    height = task.page_height
    last: list[Fit] = []

    def lay_out(fits: Mapping[str, Fit], _cases: Collection[str]) -> Mapping[str, Places]:
        layout = {**fits[case].as_layout(), "page": _FIRST_PAGE, "proof": True}
        text = json.dumps({case: layout, "trial": True, "proof": True}, sort_keys=True)
        (task.folder / "layout.json").write_text(text, "utf-8")
        last[:] = [fits[case]]
        return read_places(setting.marks(), height)

    room = measure_room(lay_out({case: Fit()}, ())[case], LADDER[STANDARD].line)
    fit = solve(task.cases, {}, task.with_pictures, lay_out, task.tightest)[case]
    if last != [fit]:
        lay_out({case: fit}, ())
    return fit, room


def _write(folder: Path, case: str, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Swap the files in; pages of an earlier proof that no longer exist go."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{case}-*.png"):
        if old.name not in files and old.stem.removeprefix(f"{case}-").isdigit():
            old.unlink()
    for name, data in files.items():
        part = folder / f"{name}.part"
        part.write_bytes(data)
        part.replace(folder / name)
    return tuple(folder / name for name in files)
