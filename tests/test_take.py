"""Cases taken from another casebook: with pictures and terms, and again after changes on both sides."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casebook.cli import main
from casebook.diagnostics.values import Severity
from casebook.project.load import load
from casebook.publication.gate import publish
from tests.conftest import DAY, copy_sample
from tests.projects import make_project, plain_case


def call(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, [*words, "--date", str(DAY)])


def said(result: Result, code: str) -> bool:
    """Whether a diagnostic of a code was reported."""
    return f"[{code}]" in result.output


@pytest.fixture(scope="module")
def taken_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample as a source, and a fresh casebook that has taken twelve cases of it."""
    folder = tmp_path_factory.mktemp("take")
    source = copy_sample(folder / "source")
    target = folder / "target"
    assert CliRunner().invoke(main, ["init", str(target)]).exit_code == 0
    shutil.rmtree(target / "cases")
    (target / "cases").mkdir()
    settings = target / "casebook.yml"
    settings.write_text(settings.read_text("utf-8").replace("required: true", "required: false"), "utf-8")
    done = call("take", str(source), "-C", str(target), "--where", "edition in (2019)")
    assert done.exit_code == 0, done.output
    return source, target


@pytest.fixture
def pair(taken_once: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """Copies of both, to be changed."""
    source, target = (shutil.copytree(each, tmp_path / each.name) for each in taken_once)
    return source, target


def files_of(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in sorted(root.rglob("*")) if each.is_file()}


def test_what_was_taken_is_a_sound_casebook_with_the_same_words(taken_once: tuple[Path, Path]) -> None:
    source, target = taken_once
    there = publish(load(source, date=DAY, use_cache=False, jobs=1), channels={"data"}, date=DAY)
    casebook = load(target, date=DAY, use_cache=False, jobs=1)
    here = publish(casebook, channels={"data"}, date=DAY)
    assert [str(each) for each in casebook.diagnostics if each.severity is Severity.ERROR] == []
    wanted = {case.id: case for case in there.cases if "2019" in case.editions}
    assert len(here.cases) >= 12
    assert {case.id for case in here.cases} == set(wanted)
    for case in here.cases:
        model, original = case.case, wanted[case.id].case
        kept = original.model_copy(update={"project": None, "origin": model.origin, "extra": model.extra})
        assert model.model_copy(update={"language": original.language, "editions": original.editions}) == kept
        assert [each.digest for each in case.pictures] == [each.digest for each in wanted[case.id].pictures]
        assert case.region == wanted[case.id].region
        assert model.origin is not None
        assert model.origin.id == case.id


def test_taking_again_changes_nothing(pair: tuple[Path, Path]) -> None:
    source, target = pair
    before = files_of(target / "cases")
    done = call("take", str(source), "-C", str(target), "--where", "edition in (2019)")
    assert done.exit_code == 0
    assert "0 cases taken, 0 updated" in done.output
    assert files_of(target / "cases") == before


def test_changes_on_both_sides(pair: tuple[Path, Path]) -> None:
    source, target = pair
    name = "cases/2019/copper-sinter-joining.yml"
    _replace(source / name, "title: ", "title: Mended ")
    _replace(source / name, "summary: ", "summary: Longer. ")
    _replace(target / name, "summary: ", "summary: Shorter. ")
    _replace(target / name, "stage: ", "# ours\nstage: ")
    done = call("take", str(source), "-C", str(target), "--where", "edition in (2019)")
    assert done.exit_code == 0, done.output
    assert "1 updated" in done.output
    assert said(done, "take-differs")
    assert "“summary”" in done.output
    text = (target / name).read_text("utf-8")
    assert "Mended " in text
    assert "Shorter. " in text
    assert "Longer. " not in text
    assert "# ours\n" in text
    again = call("take", str(source), "-C", str(target), "--where", "edition in (2019)")
    assert said(again, "take-differs")
    assert "0 updated" in again.output


def _replace(file: Path, old: str, new: str) -> None:
    """Put words at the beginning of a value, behind its quote if it has one."""
    text = "\n" + file.read_text("utf-8")
    quote = '"' if f'\n{old}"' in text else ""
    assert f"\n{old}{quote}" in text
    key, _, words = new.partition(old.strip())
    fresh = f"\n{key}{old}{quote}{words.lstrip()}"
    file.write_text(text.replace(f"\n{old}{quote}", fresh, 1)[1:], "utf-8")


def test_pictures_follow_the_source_unless_they_were_changed_here(pair: tuple[Path, Path]) -> None:
    source, target = pair
    folder = "cases/2019/copper-sinter-joining"
    first, second, *_ = sorted(each.name for each in (source / folder).iterdir())
    other = next(
        each for each in sorted((source / "cases").rglob("*.png")) if each.parent.name != "copper-sinter-joining"
    )
    shutil.copyfile(other, source / folder / first)
    shutil.copyfile(other, source / folder / second)
    (target / folder / second).write_bytes((target / folder / second).read_bytes() + b" ")
    done = call("take", str(source), "-C", str(target), "--where", "edition in (2019)")
    assert (target / folder / first).read_bytes() == other.read_bytes()
    assert (target / folder / second).read_bytes() != other.read_bytes()
    assert said(done, "take-picture-differs")


def test_a_case_that_the_source_withdrew_is_named(pair: tuple[Path, Path]) -> None:
    source, target = pair
    file = source / "cases" / "2019" / "copper-sinter-joining.yml"
    file.write_text(file.read_text("utf-8").replace("status: published", "status: withdrawn"), "utf-8")
    done = call("take", str(source), "-C", str(target), "--where", "edition in (2019)")
    assert said(done, "take-gone")


def test_a_case_of_ones_own_is_left_alone(tmp_path: Path) -> None:
    source, target = make_project(tmp_path / "a"), make_project(tmp_path / "b")
    plain_case(source)
    mine = plain_case(target)
    before = mine.read_bytes()
    done = call("take", str(source), "-C", str(target))
    assert done.exit_code == 1
    assert said(done, "take-id-taken")
    assert mine.read_bytes() == before


def test_an_archive_is_a_source_and_an_edition_of_ones_own_takes_all(
    tmp_path: Path, taken_once: tuple[Path, Path]
) -> None:
    source, _ = taken_once
    archive = tmp_path / "2019.zip"
    assert call("archive", "2019", "-C", str(source), "--out", str(archive)).exit_code == 0
    target = make_project(tmp_path / "target")
    done = call("take", str(archive), "-C", str(target), "--where", "fields = joining-mounting", "--edition", "2019")
    assert done.exit_code == 0, done.output
    assert sorted((target / "cases" / "2019").glob("*.yml"))
    no = call("take", str(archive), "-C", str(target), "--edition", "1066")
    assert no.exit_code == 2


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    source, target = make_project(tmp_path / "a"), make_project(tmp_path / "b")
    plain_case(source)
    before = files_of(target)
    done = call("take", str(source), "-C", str(target), "--dry-run")
    assert "1 cases would be taken" in done.output
    assert files_of(target) == before


def test_what_the_source_does_not_show_is_not_taken(tmp_path: Path) -> None:
    source, target = make_project(tmp_path / "a"), make_project(tmp_path / "b")
    draft = plain_case(source)
    draft.write_text(draft.read_text("utf-8").replace("status: published", "status: draft"), "utf-8")
    done = call("take", str(source), "-C", str(target))
    assert "0 cases taken" in done.output
    assert list((target / "cases").rglob("*.yml")) == []
