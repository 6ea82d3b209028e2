"""Each guard against leaks is needed: with one taken away, the eye finds the words that it kept back."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from casebook.exports.write import all_files, write_data
from casebook.model.case import Case
from casebook.model.programme import Programme
from casebook.pictures import derive as deriving
from casebook.pictures import printing, svg
from casebook.pictures.bare import bare_picture
from casebook.pictures.derive import Source, derive
from casebook.pictures.inspect import digest_of
from casebook.pictures.printing import PrintJob, for_print
from casebook.project.load import load
from casebook.project.values import CaseEntry
from casebook.publication import contact, gate
from casebook.richtext.comments import html_without_comments
from casebook.site.open_data import find_data
from tests.leak_eye import every_word, files_below, words_in
from tests.leak_pictures import write_picture
from tests.leak_project import DATE, ENDINGS, SEEN, Plantation, plant
from tests.planting import Words

Guard = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module")
def plantation(tmp_path_factory: pytest.TempPathFactory) -> Plantation:
    """The project with words in every place, not built."""
    return plant(tmp_path_factory.mktemp("guards"))


def _leaked(plantation: Plantation) -> set[str]:
    """The places of all words in the open data that must not be there."""
    casebook = load(plantation.root, date=DATE, jobs=1)
    files = all_files(gate.publish(casebook, channels={"web", "data"}, date=DATE))
    stems = [stem for stem in SEEN if "data" not in SEEN[stem]]
    words = {word for data in files.values() for word in every_word(data, stems)}
    return {f"{word.split('x')[0]} {plantation.place(word)}" for word in words}


def test_with_all_guards_the_data_holds_nothing(plantation: Plantation) -> None:
    assert _leaked(plantation) == set()


def _as_if(monkeypatch: pytest.MonkeyPatch, **changed: object) -> None:
    """The gate judges every case as if these keys of it were others."""
    judged = gate.may_pass

    def lenient(entry: CaseEntry, programme: Programme, channels: frozenset[str], date: dt.date) -> bool:
        return judged(replace(entry, held=entry.case.model_copy(update=changed)), programme, channels, date)

    monkeypatch.setattr(gate, "may_pass", lenient)


def _let_through(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """The gate shows the whole of a key."""
    hidden = gate._hidden

    def lenient(case: Case, programme: Programme, date: dt.date) -> dict[str, object]:
        return {**hidden(case, programme, date), key: getattr(case, key)}

    monkeypatch.setattr(gate, "_hidden", lenient)


GUARDS: dict[str, tuple[Guard, str]] = {
    "private keys": (lambda patch: patch.setattr(gate, "_HIDDEN", {"contact": None}), "zqprivate .consent.by"),
    "status": (lambda patch: _as_if(patch, status="published"), "zqdraft .title"),
    "embargo": (lambda patch: _as_if(patch, publish_from=None), "zqembargo .title"),
    "consent that has run out": (lambda patch: patch.setattr(gate, "_valid", lambda *_: True), "zqlapsed .title"),
    "channels": (lambda patch: patch.setattr(gate, "_covers", lambda *_: True), "zqpaper .title"),
    "consent to the contact": (
        lambda patch: patch.setattr(contact, "_holds", lambda *_: True), "zqprivate .contact.url",
    ),
    "later observations": (
        lambda patch: patch.setattr(gate, "first_day", lambda _: dt.date.min), "zqprivate a later observation",
    ),
    "later corrections": (lambda patch: _let_through(patch, "corrections"), "zqprivate a later correction"),
    "comments in texts": (
        lambda patch: patch.setattr(gate, "without_comments", lambda text: text), "zqprivate a comment in a text",
    ),
    "extra keys": (
        lambda patch: _let_through(patch, "extra"), "zqprivate an extra key that is not public",
    ),
}  # fmt: skip
"""Guard → how it is taken away, and a word that it keeps back."""


@pytest.mark.parametrize("guard", GUARDS)
def test_without_a_guard_the_words_it_keeps_back_are_found(
    guard: str, plantation: Plantation, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_away, place = GUARDS[guard]
    take_away(monkeypatch)
    assert place in _leaked(plantation)


def test_data_of_an_earlier_decision_would_be_taken_without_its_key(plantation: Plantation) -> None:
    casebook = load(plantation.root, date=DATE, jobs=1)
    before = gate.publish(casebook, channels={"web", "data"}, date=DATE)
    write_data(before, plantation.root)
    after = gate.publish(casebook, channels={"web", "data"}, date=dt.date(2019, 5, 31))
    assert find_data(plantation.root, lambda: gate.key(after)) is None
    without = find_data(plantation.root, lambda: gate.key(before))
    assert without is not None
    assert words_in(files_below(without.folder), {"zqopen"})["zqopen"]


@pytest.fixture
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Words]:
    """A picture full of words."""
    words = Words("zqtold")
    file = tmp_path / f"picture{request.param}"
    write_picture(file, words)
    return file, words


every_kind = pytest.mark.parametrize("picture", ENDINGS, indirect=True)


def _made_of(file: Path, folder: Path) -> set[str]:
    """The words in all that is made of a picture for the web and for print."""
    source = Source(file, digest_of(file) or "")
    derive([source], folder, jobs=1)
    for_print(PrintJob(source, 400), folder)
    return {word for data in files_below(folder).values() for word in every_word(data, {"zqtold"})}


@every_kind
def test_the_eye_finds_each_word_of_a_picture_and_none_in_what_is_made_of_it(
    picture: tuple[Path, Words], tmp_path: Path
) -> None:
    file, words = picture
    assert every_word(file.read_bytes(), {"zqtold"}) == set(words.planted)
    assert _made_of(file, tmp_path / "made") == set()
    bare = bare_picture(file)
    if file.suffix != ".svg":
        assert bare
        with Image.open(file) as before, Image.open(io.BytesIO(bare)) as after:
            assert (after.format, after.size) == (before.format, before.size)
    assert bare is not None
    assert every_word(bare, {"zqtold"}) == set()


@pytest.mark.parametrize("picture", [".jpg", ".png", ".svg"], indirect=True)
def test_without_the_guard_metadata_would_be_found(
    picture: tuple[Path, Words], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, _ = picture
    monkeypatch.setattr(svg, "_SILENT", frozenset())

    def as_read(path: Path, **_rest: object) -> Image.Image:
        with Image.open(path) as image:
            image.load()
            return image.copy()

    for module in (deriving, printing):
        monkeypatch.setattr(module, "read_pixels", as_read)
    assert _made_of(file, tmp_path / "made")


def test_a_picture_that_tells_nothing_and_one_that_moves_stay_as_they_are(tmp_path: Path) -> None:
    for name in ("plain.jpg", "plain.png", "plain.webp"):
        Image.new("RGB", (30, 20), "red").save(tmp_path / name)
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "moving.webp", save_all=True, append_images=frames[1:])
    (tmp_path / "no-picture.png").write_bytes(b"nothing")
    assert [bare_picture(file) for file in sorted(tmp_path.iterdir())] == [None] * 5


def test_the_eye_opens_what_is_packed_in_what_is_packed(tmp_path: Path) -> None:
    words = Words("zqtold")
    write_picture(tmp_path / "a.png", words)
    page = b'<img src="data:image/png;base64,' + base64.b64encode((tmp_path / "a.png").read_bytes()) + b'">'
    assert every_word(gzip.compress(page), {"zqtold"}) == set(words.planted)


def test_comments_of_written_pages_are_not_served() -> None:
    assert html_without_comments("<p>a<!-- b\n--> c &lt;!-- d --&gt;</p>") == "<p>a c &lt;!-- d --&gt;</p>"
