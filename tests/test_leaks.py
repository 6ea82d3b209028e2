"""What must not be published is found in no output, whatever it is packed in; and what may be is found by the same eye.

Words are planted under every key of every model of the files, in comments, file names and metadata, and looked for in
every byte of the site, its data and catalogues, of every export and of what is printed. A key added tomorrow is planted
tomorrow, or fails the test here that asks for a reason.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from pydantic import BaseModel

from casebook.build import build_all
from casebook.catalogue.printing import print_catalogues
from casebook.cli import main
from casebook.exports.write import FORMATS
from casebook.model.case import CHANNELS, Case
from casebook.model.golden import GoldenQuery
from casebook.model.internal import InternalSheet
from casebook.model.office import Office
from casebook.model.organisation import Organisation
from casebook.model.programme import ExtraKey
from casebook.model.register import Project
from casebook.project.load import load
from casebook.publication.gate import PRIVATE_KEYS, publish
from casebook.site.builder import build_site
from tests.leak_eye import KINDS, files_below, words_in
from tests.leak_project import DATE, HIDDEN, NEEDS, OPEN, SEEN, Plantation, plant
from tests.planting import Words, keys_without_a_word, planted

FILES: tuple[type[BaseModel], ...] = (Case, InternalSheet, Office, Organisation, Project, GoldenQuery, ExtraKey)
"""The models of all files that hold something private."""
Found = dict[str, dict[str, dict[str, str]]]
"""Output → stem → file → the word in it."""


@pytest.fixture(scope="module")
def plantation(tmp_path_factory: pytest.TempPathFactory) -> Plantation:
    """The project, built, exported in every format and printed for screen and press."""
    plantation = plant(tmp_path_factory.mktemp("leaks"))
    root = plantation.root
    casebook = load(root, date=DATE)
    assert {each.path for each in casebook.errors} == {f"cases/2019/{name}-case.yml" for name in ("faulty", "unasked")}
    build_all(root, date=DATE, jobs=2, keep_going=True)
    (root / "exported").mkdir()
    for kind in FORMATS:
        words = ["export", "-C", str(root), "--date", str(DATE), "--format", kind]
        done = CliRunner().invoke(main, [*words, "--out", str(root / "exported" / f"all.{kind}")])
        assert done.exit_code == 1, done.output  # the two faulty cases are named
    print_catalogues(casebook, date=DATE, out=root / "print", jobs=2)
    print_catalogues(casebook, date=DATE, out=root / "press", names=("sheets",), profile="press", jobs=2)
    return plantation


def _outputs(root: Path) -> dict[str, dict[str, bytes]]:
    """Output → its files."""
    found: dict[str, dict[str, bytes]] = {name: {} for name in NEEDS}
    for file, content in files_below(root / "site").items():
        first = file.split("/")[0]
        found[first if first in {"data", "catalogues"} else "pages"][file] = content
    found["export"] = files_below(root / "exported")
    found["printed"] = {
        f"{each}/{file}": content for each in ("print", "press") for file, content in files_below(root / each).items()
    }
    return found


@pytest.fixture(scope="module")
def found(plantation: Plantation) -> Found:
    """What the eye sees."""
    return {output: words_in(files, SEEN) for output, files in _outputs(plantation.root).items()}


def _leaks(found: Found, plantation: Plantation) -> list[str]:
    """Every word that stands where it must not, and what it was planted in."""
    return [
        f"{output}: {file}: {word}, {plantation.place(word)}"
        for output, seen in found.items()
        for stem, files in seen.items()
        if output not in SEEN[stem]
        for file, word in files.items()
    ]


def test_no_planted_word_is_found_where_it_must_not_be(found: Found, plantation: Plantation) -> None:
    assert _leaks(found, plantation) == []


def test_the_eye_is_open_every_word_is_found_where_it_may_be(found: Found) -> None:
    seen = {stem: {output for output in NEEDS if found[output][stem]} for stem in SEEN}
    assert seen == SEEN


def test_the_eye_sees_a_published_word_in_each_kind_of_file(found: Found) -> None:
    files = {file for output in found.values() for file in output["zqopen"]}
    kinds = {(file.split("/")[0] if "/" in file else "", Path(file).suffix) for file in files}
    assert {(folder, ending) for folder, ending in kinds if folder in {"data", "catalogues", "print", "press"}} == {
        ("data", ".csv"), ("data", ".json"), ("data", ".jsonl"), ("data", ".jsonld"), ("data", ".xlsx"),
        ("catalogues", ".pdf"), ("print", ".pdf"), ("press", ".pdf"),
    }  # fmt: skip
    assert {f"all.{kind}" for kind in FORMATS} <= files
    assert {("search-index", ".words"), ("cases", ".html"), ("", ".xml")} <= kinds
    assert {"data/cases/open-case.json", "cases/open-case/index.html", "catalogues/sheets.pdf"} <= files
    assert any(folder not in {"data", "cases"} and ending == ".json" for folder, ending in kinds)  # browsing


def test_the_eye_opens_every_kind_of_file(plantation: Plantation) -> None:
    files = {file for each in _outputs(plantation.root).values() for file in each}
    assert {Path(file).suffix for file in files} - {f".{kind}" for kind in FORMATS} <= KINDS


@pytest.mark.parametrize("model", FILES)
def test_every_key_is_planted_or_cannot_hold_a_word(model: type[BaseModel]) -> None:
    assert keys_without_a_word(model) == set()


def test_a_new_key_is_planted_by_itself() -> None:
    class Wider(Case):
        """A case with keys that nobody has thought of."""

        told: str | None = None
        listed: tuple[str, ...] = ()
        held: dict[str, int] | None = None
        forgotten: tuple[tuple[str, ...], ...] = ()

    words = Words("zq")
    assert {"told", "listed", "held", "forgotten"} <= set(planted(Wider, words))
    assert {".told", ".listed.*", ".forgotten.*.*"} <= set(words.planted.values())
    assert keys_without_a_word(Wider) == set()


def test_private_marks_of_the_model_are_planted_as_such() -> None:
    shown, private = Words("zqa"), Words("zqb")
    planted(Case, shown, private=private)
    places = {path.split(".")[1] for path in private.planted.values()}
    assert {*PRIVATE_KEYS, "images"} == places
    assert ".images.*.file" in private.planted.values()


def test_what_was_let_through_is_what_was_meant(plantation: Plantation) -> None:
    casebook = load(plantation.root, date=DATE)
    for channel in CHANNELS:
        passed = {each.id for each in publish(casebook, channels={channel}, date=DATE).cases}
        assert passed == {f"{name}-case" for name, channels in OPEN.items() if channel in channels}


def test_a_withdrawn_case_keeps_an_empty_page(plantation: Plantation) -> None:
    cases = plantation.root / "site" / "cases"
    assert "withdrawn-case" in (cases / "withdrawn-case" / "index.html").read_text("utf-8")
    assert [name for name in HIDDEN if (cases / f"{name}-case").exists()] == ["withdrawn"]


def test_nothing_of_an_earlier_decision_stays(plantation: Plantation, tmp_path: Path) -> None:
    """Published, built, then withdrawn, put under embargo, or given leave for less: built again, by either way."""
    root = shutil.copytree(plantation.root, tmp_path / "again")
    changes = {"open": {"status": "withdrawn"}, "reach": {"publish_from": "2026-01-02"}, "webdata": {"status": "draft"}}
    for name, change in changes.items():
        file = root / "cases" / "2019" / f"{name}-case.yml"
        file.write_text(yaml.safe_dump({**yaml.safe_load(file.read_text("utf-8")), **change}), "utf-8")
    stems = {f"zq{name}" for name in changes} | {"zqmail", "zqprivate"}
    site = build_site(root, date=DATE, jobs=2, keep_going=True)
    assert words_in(files_below(site), stems) == {stem: {} for stem in stems}
    assert not (site / "data").exists()
    assert not list(site.rglob("*.pdf"))
    build_all(root, date=DATE, jobs=2, keep_going=True)
    assert words_in(files_below(site), stems) == {stem: {} for stem in stems}
    assert words_in(files_below(site / "catalogues"), {"zqwebpaper"})["zqwebpaper"].keys() >= {"book.pdf", "sheets.pdf"}
