"""`casebook translated`: hashes come into a case file, and everything else in it stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from casebook.cli import main
from casebook.model.hashes import text_hash
from casebook.scaffold.example import write_example
from casebook.scaffold.translated import NotNotedError, note_translated
from tests.projects import read

CASE = """\
title: Vessels   # as it was said
results: |
  # No comment, but a text.
  Thin walls.
translations:
  ja:
    title: "容器"
    results: |
      薄い壁。
      # 本文
  # The Chinese one came later.
  zh-Hans:
    title: 容器

# What stands below.
stage: on-sale
"""
TITLE, RESULTS = text_hash(("Vessels",)), text_hash(("# No comment, but a text.\nThin walls.\n",))


def _noted(text: str, *languages: str, keys: tuple[str, ...] = ()) -> str:
    return note_translated(text, "cases/2019/vessel.yml", languages, keys).text


def test_hashes_come_at_the_end_of_a_translation() -> None:
    made = _noted(CASE)
    assert made == CASE.replace(
        "      # 本文\n", f"      # 本文\n    of:\n      title: {TITLE}\n      results: {RESULTS}\n"
    ).replace("    title: 容器\n\n", f"    title: 容器\n    of:\n      title: {TITLE}\n\n")
    assert _noted(made) == made


def test_one_language_and_one_text_can_be_named() -> None:
    assert _noted(CASE, "ja", keys=("title",)).count(TITLE) == 1
    assert RESULTS not in _noted(CASE, "ja", keys=("title",))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", ""])
def test_line_ends_marks_and_a_missing_last_line_end_stay(newline: str, mark: str, end: str) -> None:
    text = (
        mark
        + "title: Vessels\ntranslations:\n  ja:\n    title: 容器".replace("\n", newline)
        + end.replace("\n", newline)
    )
    made = _noted(text)
    assert made.startswith(text)
    assert made.count(newline) == made.count("\n")
    assert yaml.safe_load(made)["translations"]["ja"]["of"] == {"title": TITLE}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("of: {title: 000000000000}  # by hand", f"of: {{results: {RESULTS}, title: {TITLE}}}  # by hand"),
        ("of: {title: '000000000000'}", f"of: {{results: {RESULTS}, title: '{TITLE}'}}"),
        (
            "of:\n      # by hand\n      title: 000000000000",
            f"of:\n      # by hand\n      results: {RESULTS}\n      title: {TITLE}",
        ),
        (f"of: {{results: {RESULTS}, title: 000000000000}}", f"of: {{results: {RESULTS}, title: {TITLE}}}"),
    ],
)
def test_old_hashes_are_changed_where_they_stand(before: str, after: str) -> None:
    text = CASE.replace('    title: "容器"\n', f'    {before}\n    title: "容器"\n')
    assert _noted(text, "ja") == text.replace(before, after)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: A\ntranslations: {ja: {title: B}}\n", ":2: this translation needs a line"),
        ("title: A\ntranslations:\n  ja: {title: B}\n", ":3: this translation needs a line"),
        ("title: A\ntitle: B\n", "casebook check says why"),
        ("title: [\n", "casebook check says why"),
        ("title: A\n", "no translation into ja"),
    ],
)
def test_what_cannot_be_changed_is_said(text: str, said: str) -> None:
    with pytest.raises(NotNotedError, match=said):
        _noted(text, "ja")


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_the_command_writes_and_the_check_finds_what_was_left_behind(tmp_path: Path) -> None:
    root = tmp_path / "project"
    write_example(root)
    file = next(path for path in sorted(root.glob("cases/*/*.yml")) if "\nsummary: " in path.read_text("utf-8"))
    words = "\ntranslations:\n  ja:\n    title: 題名\n    summary: 要約\n"
    file.write_text(file.read_text("utf-8").rstrip("\n") + words, "utf-8")
    found = _run("translated", file.stem, "--project", str(root))
    assert (found.exit_code, ": title" in found.output) == (0, True)
    assert "nothing was changed" in _run("translated", file.stem, "--project", str(root)).output
    assert not [each for each in read(root).diagnostics if each.code == "translation-stale"]
    text = file.read_text("utf-8")
    file.write_text(text.replace("\nsummary: ", "\nsummary: Now ", 1), "utf-8")
    stale = [dict(each.arguments)["key"] for each in read(root).diagnostics if each.code == "translation-stale"]
    assert stale == ["summary"]
    assert not list(root.rglob("*.casebook-new"))


def test_wrong_words_are_wrong_use(tmp_path: Path) -> None:
    root = tmp_path / "project"
    write_example(root)
    case = next(root.glob("cases/*/*.yml")).stem
    assert "Did you mean" in _run("translated", case + "x", "--project", str(root)).output
    found = _run("translated", case, "--key", "colour", "--project", str(root))
    assert (found.exit_code, "There is no text colour" in found.output) == (2, True)
