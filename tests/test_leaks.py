"""What must not be published is found nowhere: in no page, index, picture or catalogue, whatever it is packed in.

Words are planted under every key that the model has, in comments, file names and picture metadata, and looked
for in every byte under site/, with compressed streams opened. A key added tomorrow is planted tomorrow.
"""

from __future__ import annotations

import datetime as dt
import gzip
import re
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml
from PIL import Image

from casebook.build import build_all
from casebook.diagnostics.report import as_text
from casebook.model.case import Case
from casebook.model.internal import InternalSheet
from casebook.project.load import load
from casebook.publication.gate import PRIVATE_KEYS, publish
from tests.planting import Words, paths_of, planted
from tests.projects import INPUTS, make_project

DATE = dt.date(2026, 1, 1)
CATALOGUE = """
catalogues:
  book: {format: book-a4, where: edition = 2019, languages: [en], channels: [print, web]}
"""
HIDDEN: dict[str, dict[str, Any]] = {
    "draft": {"status": "draft"},
    "review": {"status": "review"},
    "embargo": {"status": "published", "publish_from": "2026-01-02"},
    "withdrawn": {"status": "withdrawn"},
    "channel": {"status": "published", "consent": {"given": "2019-01-01", "channels": ["print", "data"]}},
    "faulty": {"status": "published", "title": ["not", "one", "title"]},
}
"""Why a case is hidden → what makes it so."""


def _save(root: Path, name: str, data: dict[str, Any], words: Words) -> None:
    folder = root / "cases" / "2019" / name
    folder.mkdir(parents=True)
    for image in data.get("images", []):
        exif = Image.Exif()
        exif[0x010E] = words.at("picture metadata")
        colour = sum(ord(letter) for letter in image["file"]) % 200
        Image.new("RGB", (1000, 700), (colour, 90, 90)).save(folder / image["file"], "JPEG", exif=exif)
    text = f"# {words.at('a comment')}\n" + yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (root / "cases" / "2019" / f"{name}.yml").write_text(text, encoding="utf-8")


def _hidden_case(words: Words, why: dict[str, Any]) -> dict[str, Any]:
    data = planted(Case, words)
    data["images"] = [{**image, "file": f"{words.at('a file name')}.jpg"} for image in data["images"]]
    data["former_ids"] = [f"{words.at('a former id')}".lower()]
    return {**data, **why}


def _open_case(words: Words, shown: Words) -> dict[str, Any]:
    """A published case: what is private in it must not be seen, and all else must."""
    data = planted(Case, shown)
    hidden = planted(Case, words)
    for key in PRIVATE_KEYS:
        data[key] = hidden[key]
    data["consent"].pop("channels")
    data["contact"] = {**hidden["contact"], "consent": {"expires": "2025-12-31"}}
    data["images"] = [{**image, "file": f"{words.at('a file name')}.jpg"} for image in data["images"]]
    data |= {
        "status": "published",
        "former_ids": [],
        "translations": {},
        "extra": {"secret": hidden["extra"]["secret"]},
    }
    data["follow_up"][0].pop("effects", None)
    return data


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Words, Words]:
    """A project with something planted everywhere; the words that must stay hidden, and those that are public."""
    root = make_project(tmp_path_factory.mktemp("leaks"))
    settings = (root / "casebook.yml").read_text(encoding="utf-8")
    secret = "    secret: {name: Secret, public: false}\n"
    settings = settings.replace("  extra:\n", f"  extra:\n{secret}") + CATALOGUE
    (root / "casebook.yml").write_text(settings, encoding="utf-8")
    shutil.copy(INPUTS.parent.parent / "mkdocs.yml", root / "mkdocs.yml")
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    hidden, shown = Words("zqhidden"), Words("zqshown")
    for name, why in HIDDEN.items():
        _save(root, f"{name}-case", _hidden_case(hidden, why), hidden)
    _save(root, "open-case", _open_case(hidden, shown), hidden)
    (root / "internal").mkdir()
    sheet = {**planted(InternalSheet, hidden), "case": "open-case"}
    (root / "internal" / "open-case.yml").write_text(yaml.safe_dump(sheet), encoding="utf-8")
    faults = [each for each in load(root, date=DATE).errors if "/faulty-case" not in each.path]
    assert [as_text([each]) for each in faults] == []
    build_all(root, date=DATE, jobs=2, keep_going=True)
    return root, hidden, shown


def _streams(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and whatever is compressed inside them."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield from _streams(gzip.decompress(data))
    for start in re.finditer(rb"stream\r?\n|IDAT|iTXt|zTXt|iCCP", data):
        try:
            yield zlib.decompressobj().decompress(data[start.end() :])
        except zlib.error:
            continue


def _pdf_words(file: Path) -> str:
    reader = pypdf.PdfReader(file)
    outline = str(reader.outline)
    return " ".join(page.extract_text() for page in reader.pages) + outline + str(reader.metadata)


def _everything(site: Path) -> dict[str, bytes]:
    """File → all its bytes, opened, in small letters; its own name is part of them."""
    found = {}
    for file in sorted(site.rglob("*")):
        if file.is_file():
            data = b"\n".join((file.name.encode(), *_streams(file.read_bytes())))
            if file.suffix == ".pdf":
                data += _pdf_words(file).encode()
            found[file.relative_to(site).as_posix()] = data.lower()
    return found


def test_no_planted_word_is_found_anywhere(project: tuple[Path, Words, Words]) -> None:
    root, hidden, _ = project
    stem = re.compile(rb"zqhiddenx(?:\d{3}q)?")  # the search index keeps letters and digits apart
    leaks = [
        f"{file}: {hidden.planted.get(found[0].decode(), '?')}"
        for file, data in _everything(root / "site").items()
        for found in stem.finditer(data)
    ]
    assert leaks == []


def test_the_search_would_find_a_leak(project: tuple[Path, Words, Words]) -> None:
    """Words of the published case are found on its page, in the index and in the catalogue, so the eye is open."""
    root, _, shown = project
    everything = _everything(root / "site")
    title = next(word for word, path in shown.planted.items() if path == ".title").encode()
    background = next(word for word, path in shown.planted.items() if path == ".background").encode()
    assert {"cases", "catalogues"} <= {file.split("/")[0] for file, data in everything.items() if title in data}
    assert "search-index" in {file.split("/")[0] for file, data in everything.items() if b"zqshownx" in data}
    assert background in everything["catalogues/book.pdf"]
    assert background in everything["cases/open-case/index.html"]


def test_every_key_of_the_model_was_planted_or_cannot_hold_a_word() -> None:
    words = Words("zq")
    data = planted(Case, words)
    schema = Case.model_json_schema()
    written = set(words.planted.values())
    without = {path.replace(".*", "") for path in paths_of(schema, schema)} - written
    leaves = {path for path in without if not any(other.startswith(f"{path}.") for other in without | written)}
    assert data["background"]
    assert {path.rsplit(".", 1)[-1] for path in leaves} <= {
        "language", "status", "publish_from", "editions", "adopted", "start", "end", "amount", "currency", "fields",
        "applications", "processes", "materials", "id", "role", "quantity", "unit", "before", "target", "after",
        "change", "relation", "evidence", "year", "licence", "stage", "date", "source", "jobs", "effects", "trl", "mrl",
        "factors", "offers", "distinctions", "organisation", "phone", "given", "expires", "channels", "by",
    }  # fmt: skip


def test_a_withdrawn_case_keeps_an_empty_page(project: tuple[Path, Words, Words]) -> None:
    root, _, _ = project
    page = (root / "site" / "cases" / "withdrawn-case" / "index.html").read_text(encoding="utf-8")
    assert "withdrawn-case" in page
    assert not (root / "site" / "cases" / "draft-case").exists()


def test_what_was_let_through_is_what_was_meant(project: tuple[Path, Words, Words]) -> None:
    root, _, _ = project
    casebook = load(root, date=DATE)
    assert [each.id for each in publish(casebook, channels={"web"}, date=DATE).cases] == ["open-case"]
    on_paper = publish(casebook, channels={"print"}, date=DATE).cases
    assert [each.id for each in on_paper] == ["channel-case", "open-case"]
