"""Another casebook as a source of cases: what its gate lets through, with pictures, organisations and terms.

The source is a folder with a `casebook.yml`, or an archive that `casebook archive` wrote.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casebook.intake.emit import to_values
from casebook.model.organisation import Organisation
from casebook.model.programme import TAXONOMIES, Programme
from casebook.model.scalars import in_language
from casebook.model.tables import plain
from casebook.project.load import load
from casebook.project.values import Casebook, CaseEntry
from casebook.publication.gate import publish
from casebook.publication.selection import select
from casebook.publication.values import PublicCase

Values = dict[str, Any]
"""Keys of a case file with texts, lists and mappings under them."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A case that can be taken."""

    id: str
    edition: str
    values: Values
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class TakeSource:
    """What the source offers."""

    title: str
    address: str
    cases: tuple[Offered, ...] = ()
    shown: frozenset[str] = frozenset()
    """The ids of all cases that it shows, chosen or not."""
    organisations: Mapping[str, Values] = field(default_factory=dict)
    terms: Mapping[str, Mapping[str, Values]] = field(default_factory=dict)
    """List of terms → code → entry."""
    editions: Mapping[str, Values] = field(default_factory=dict)


@contextlib.contextmanager
def opened(source: Path) -> Iterator[Path]:
    """The folder of a source; an archive is unpacked for as long as it is needed. Raises zipfile.BadZipFile."""
    if source.is_dir():
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="casebook-take-") as folder:
        with zipfile.ZipFile(source) as archive:
            archive.extractall(folder)  # which keeps every member below the folder
        yield Path(folder)


def read_take_source(root: Path, *, where: str | None, date: dt.date) -> TakeSource:
    """What a casebook's folder offers on a date for the channel data. Raises WhereError and NotAProjectError."""
    casebook = load(root, date=date, use_cache=False)
    programme = casebook.programme
    published = publish(casebook, channels={"data"}, date=date)
    entries = {entry.id: entry for entry in casebook.cases}
    return TakeSource(
        in_language(programme.title, programme.language) or root.name,
        programme.address or "",
        tuple(_offered(case, entries[case.id], casebook) for case in select(published, where)),
        frozenset(case.id for case in published.cases),
        {each.id: _entry(each) for each in casebook.organisations.values()},
        _terms(programme),
        {each.code: to_values(plain(each.model_dump(exclude_defaults=True))) for each in programme.editions},
    )


def _terms(programme: Programme) -> dict[str, dict[str, Values]]:
    return {
        name: {
            term.code: to_values(plain(term.model_dump(by_alias=True, exclude_defaults=True)))
            for term in programme.taxonomies.terms(name)
        }
        for name in TAXONOMIES
    }


def _entry(organisation: Organisation) -> Values:
    values: Values = to_values(plain(organisation.model_dump(exclude_defaults=True)))
    return values


def _offered(case: PublicCase, entry: CaseEntry, casebook: Casebook) -> Offered:
    model = entry.case
    values = plain(case.case.model_dump(exclude_defaults=True))
    # A project's number belongs to the register of the source.
    values.pop("project", None)
    values["language"] = case.language
    if case.contact is not None and not case.contact.of_office and model.contact is not None:
        values["contact"] = plain(model.contact.model_dump(exclude_defaults=True))
    if model.consent is not None:
        values["consent"] = plain(model.consent.model_dump(exclude_defaults=True))
    folder = (casebook.root / entry.path).with_suffix("")
    files = sorted({image.file for image in model.images})
    pictures = {name: (folder / name).read_bytes() for name in files if (folder / name).is_file()}
    edition = entry.edition or next(iter(case.editions), "")
    return Offered(case.id, edition, to_values(values), pictures)
