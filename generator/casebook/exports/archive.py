"""`archive`: a ZIP file of everything that an edition was made from and made into, each file with its checksum.

For the office's own shelf: it holds what was published and also what was not, so it is never written below the site.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from casebook.exports.write import render_export
from casebook.project.values import Casebook
from casebook.publication.values import Published
from casebook.zips import zipped

SETTINGS = ("casebook.yml", "mkdocs.yml", "organisations.yml", "register.csv")
FOLDERS = ("templates", "docs")
SUMS = "SHA256SUMS"


def edition_archive(casebook: Casebook, published: Published, edition: str) -> bytes:
    """The archive of an edition: sources, pictures, settings, its catalogues as they are on the site, and its data."""
    files = dict(sorted({**_sources(casebook, edition), **_made(casebook, edition)}.items()))
    cases = tuple(case for case in published.cases if edition in case.editions)
    chosen = Published(
        published.programme, published.organisations, cases, published.withdrawn, published.date, published.channels
    )
    files["data/cases.json"] = render_export(chosen, "json")
    files["data/cases.xlsx"] = render_export(chosen, "xlsx")
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return zipped([*sorted(files.items()), (SUMS, sums.encode("utf-8"))])


def _sources(casebook: Casebook, edition: str) -> Mapping[str, bytes]:
    root = casebook.root
    found: dict[str, bytes] = {name: (root / name).read_bytes() for name in SETTINGS if (root / name).is_file()}
    for folder in FOLDERS:
        found |= {file.relative_to(root).as_posix(): file.read_bytes() for file in _files(root / folder)}
    for entry in casebook.cases:
        if edition not in entry.editions:
            continue
        found[entry.path] = (root / entry.path).read_bytes()
        beside = (root / entry.path).with_suffix("")
        found |= {file.relative_to(root).as_posix(): file.read_bytes() for file in _files(beside)}
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The plain files below a folder; links are not followed out of it."""
    if folder.is_dir():
        yield from (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())


def _made(casebook: Casebook, edition: str) -> Mapping[str, bytes]:
    """The catalogues of the edition that lie on the built site, with their notes."""
    folder = casebook.root / ".casebook" / "artefacts" / "catalogues"
    found: dict[str, bytes] = {}
    for note in sorted(folder.glob("*.json")):
        try:
            said = json.loads(note.read_text("utf-8"))
            named = [each["file"] for each in said.get("volumes", ()) if "file" in each] or [said["file"]]
            books = [folder / Path(str(name)).name for name in named]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if said.get("edition") == edition:
            found |= {f"catalogues/{book.name}": book.read_bytes() for book in books if book.is_file()}
    return found
