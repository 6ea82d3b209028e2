"""What a company is given shows its own case and nothing that the office keeps: the forms, and the pack to proof by."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from casebook.cli import main
from tests.leak_eye import every_word, files_below
from tests.leak_pictures import write_picture
from tests.leak_project import DATE, SEEN, Plantation, plant
from tests.planting import Words

ITS_OWN = {
    "a file name",
    "a later observation",
    "an extra key that is not public",
    ".name.*",
    ".consent.by",
    ".contact.department",
    ".contact.email",
    ".contact.name",
}
"""What is not public, or not yet, and yet the company's own: it is asked for in the form, or was given with it.

`.name.*` is how the programme calls that extra key.
"""


@pytest.fixture(scope="module")
def plantation(tmp_path_factory: pytest.TempPathFactory) -> Plantation:
    """The project with words planted everywhere; nothing of it is built."""
    return plant(tmp_path_factory.mktemp("leaks"))


def _call(plantation: Plantation, *words: str) -> None:
    done = CliRunner().invoke(main, [words[0], "-C", str(plantation.root), *words[1:]])
    assert done.exit_code == 0, done.output


def _places(file: bytes, plantation: Plantation) -> set[str]:
    """Where the words were planted that are found, but those of the case that anybody may see."""
    return {plantation.place(word) for word in every_word(file, SEEN) if not word.startswith("zqreach")}


@pytest.fixture(scope="module")
def of_pictures(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The places within a picture."""
    words = Words("zqpicture")
    for ending in (".jpg", ".png"):
        write_picture(tmp_path_factory.mktemp("picture") / f"one{ending}", words)
    return set(words.planted.values())


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("language", ["en", "ja", "zh"])
def test_a_form_gives_a_company_back_what_is_its_own(
    plantation: Plantation, of_pictures: set[str], tmp_path: Path, kind: str, language: str
) -> None:
    file = tmp_path / f"form.{kind}"
    _call(plantation, "form", "--format", kind, "--language", language, "--case", "reach-case", "--out", str(file))
    seen = _places(file.read_bytes(), plantation)
    # Its pictures lie in the form as they were sent, for reading it back must change none.
    assert seen - of_pictures <= ITS_OWN
    assert {".contact.email", "an extra key that is not public"} <= seen


def test_a_pack_to_proof_by_shows_what_will_be_published(plantation: Plantation, tmp_path: Path) -> None:
    _call(plantation, "proof-pack", "--date", str(DATE), "reach-case", "--out", str(tmp_path))
    found = {file: _places(content, plantation) for file, content in files_below(tmp_path).items()}
    contact = {".contact.department", ".contact.email", ".contact.name"}
    assert found == {
        "reach-case/reach-case-approval.docx": set(),
        "reach-case/reach-case-print.pdf": contact,
        "reach-case/reach-case-web.pdf": contact,
    }
    words = every_word((tmp_path / "reach-case" / "reach-case-web.pdf").read_bytes(), SEEN)
    assert any(word.startswith("zqreach") for word in words)
