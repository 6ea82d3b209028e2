"""Typefaces of a project's own: judged when the project is checked, and embedded in both kinds of file."""

from __future__ import annotations

import datetime as dt
import struct
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from casebook.catalogue.book import make_catalogues
from casebook.catalogue.coverage import uncovered
from casebook.catalogue.fonts import FontSet, find_fonts, font_folders, latin_families
from casebook.catalogue.profiles import Profile
from casebook.model.catalogue import Catalogue
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.typefaces import TypefaceError, of_families, own_typefaces, read_typefaces
from tests.projects import make_project, read

CHECKOUT = Path(__file__).parent.parent
FACES = {"Regular": "400Regular", "Bold": "700Bold", "Italic": "400Regular_Italic"}


def sample_face(face: str, *, rights: int = 0, variable: bool = False) -> bytes:
    """A face that comes with Casebook, under another name, and with what is to be found in it."""
    data = bytearray((font_folders()[0] / f"SourceSans3_{FACES[face]}.ttf").read_bytes())
    for old, new in (("Source Sans 3", "Sample Sans 3"), ("SourceSans3", "SampleSans3")):
        data = data.replace(old.encode("utf-16-be"), new.encode("utf-16-be"))
    count = struct.unpack_from(">H", data, 4)[0]
    for place in range(12, 12 + 16 * count, 16):
        if data[place : place + 4] == b"OS/2":
            struct.pack_into(">H", data, struct.unpack_from(">I", data, place + 8)[0] + 8, rights)
        if variable and data[place : place + 4] == b"GPOS":
            data[place : place + 4] = b"fvar"
    return bytes(data)


def _problems(tmp_path: Path, fonts: str, **files: bytes) -> list[tuple[int, int, str, dict[str, str]]]:
    root = make_project(tmp_path)
    settings = root / "casebook.yml"
    lines = [*settings.read_text("utf-8").splitlines(), "catalogues:", f"  one: {{fonts: {fonts}}}"]
    settings.write_text("\n".join(lines) + "\n", "utf-8")
    (root / "fonts").mkdir()
    for name, content in files.items():
        (root / "fonts" / f"{name}.ttf").write_bytes(content)
    found = [each for each in read(root).diagnostics if each.code.startswith("font-")]
    assert all(each.line == len(lines) for each in found)
    return [(each.line - len(lines), each.column, each.code, dict(each.arguments)) for each in found]


def test_a_whole_family_is_in_order(tmp_path: Path) -> None:
    files = {face: sample_face(face) for face in FACES}
    assert _problems(tmp_path, "{sans: Sample Sans 3, serif: sample sans 3}", **files) == []


def test_a_family_of_casebook_needs_no_files(tmp_path: Path) -> None:
    assert _problems(tmp_path, "{sans: Source Serif 4}") == []


def test_a_family_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    [(line, column, code, said)] = _problems(tmp_path, "{sans: Sampel Sans 3}", Regular=sample_face("Regular"))
    assert (line, column, code) == (0, 23, "font-missing")
    assert said["found"] == "Sampel Sans 3"
    assert "Sample Sans 3" in said["held"]


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", sample_face("Regular")[:300]])
def test_a_wrong_file_is_named(tmp_path: Path, content: bytes) -> None:
    files = {face: sample_face(face) for face in ("Regular", "Bold")} | {"broken": content}
    [(_, column, code, said)] = _problems(tmp_path, "{sans: Sample Sans 3}", **files)
    assert (column, code, said) == (23, "font-unreadable", {"found": "fonts/broken.ttf"})


def test_a_variable_font_is_named(tmp_path: Path) -> None:
    [(*_, code, said)] = _problems(tmp_path, "{sans: Sample Sans 3}", one=sample_face("Regular", variable=True))
    assert (code, said) == ("font-variable", {"found": "fonts/one.ttf"})


@pytest.mark.parametrize(("rights", "allowed"), [(0, True), (4, True), (8, True), (2, False), (0x200, False)])
def test_a_font_that_must_not_be_embedded_is_named(tmp_path: Path, rights: int, *, allowed: bool) -> None:
    files = {"Regular": sample_face("Regular", rights=rights), "Bold": sample_face("Bold")}
    found = [(code, said) for *_, code, said in _problems(tmp_path, "{sans: Sample Sans 3}", **files)]
    assert found == ([] if allowed else [("font-no-embedding", {"found": "fonts/Regular.ttf"})])


def test_faces_that_are_missing_are_named(tmp_path: Path) -> None:
    found = _problems(tmp_path, "{sans: Sample Sans 3, serif: Sample Sans 3}", Regular=sample_face("Regular"))
    assert [(code, said["face"]) for *_, code, said in found] == [
        ("font-face-missing", "bold"),
        ("font-face-missing", "bold"),
        ("font-face-missing", "italic"),
    ]


def _own(root: Path) -> tuple[Path, ...]:
    (root / "fonts").mkdir()
    for face in FACES:
        (root / "fonts" / f"{face}.ttf").write_bytes(sample_face(face))
    return own_typefaces(root)


def test_what_an_own_family_draws_counts_as_covered(tmp_path: Path) -> None:
    own = _own(tmp_path)
    assert of_families(own, ["SAMPLE SANS 3"]) == own
    assert of_families(own, ["Another"]) == ()
    assert uncovered("abc", "en", FontSet(())) == {"a", "b", "c"}
    assert uncovered("abc", "en", FontSet((), own)) == frozenset()
    # In Chinese and Japanese text it draws Latin letters, and no punctuation that both have.
    assert latin_families(replace(find_fonts(), own=own)) == ("Source Sans 3", "Source Serif 4", "Sample Sans 3")


def test_no_typeface_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TypefaceError):
        read_typefaces(tmp_path / "missing.ttf")


@pytest.mark.parametrize("profile", ["web", "press"])
def test_own_faces_are_embedded_beside_those_for_other_scripts(tmp_path: Path, profile: Profile) -> None:
    _own(tmp_path)
    day = dt.date(2026, 11, 1)
    published = publish(load(CHECKOUT, date=day, use_cache=False), channels={"print"}, date=day)
    catalogue = Catalogue.model_validate(
        {
            "format": "brochure-a5", "cases": ["metal-micro-pump"], "languages": ["ja"], "parts": ["contents"],
            "fonts": {"sans": "Sample Sans 3", "serif": "Sample Sans 3"}, "channels": ["print"],
        }
    )  # fmt: skip
    programme = published.programme.model_copy(update={"catalogues": {"one": catalogue}})
    cases = tuple(case for case in published.cases if case.id == "metal-micro-pump")
    [made] = make_catalogues(
        replace(published, programme=programme, cases=cases), tmp_path, artefacts=tmp_path / "made", profile=profile
    )
    rows = (
        subprocess.run(["pdffonts", str(made.path)], capture_output=True, check=True).stdout.decode().splitlines()[2:]
    )
    assert {"SampleSans3-Regular", "SampleSans3-Bold"} <= {row.split()[0].partition("+")[2] for row in rows}
    assert any("CJK" in row or "JP" in row for row in rows)
    assert all(" yes yes yes " in row for row in rows)
