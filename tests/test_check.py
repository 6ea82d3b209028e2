"""Every rule has an input that shows it: what is found is exactly what the input names, line and column."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from casebook.diagnostics.messages import messages
from tests.projects import INPUTS, add_case, expected_of, found_in, lacking_words, make_project, plain_case, read

CASES = sorted((*INPUTS.glob("*/case/*.yml"),))
PROGRAMMES = sorted(INPUTS.glob("bad/programme/*.yml"))
REGISTRIES = sorted(INPUTS.glob("bad/organisations/*.yml"))
REGISTERS = sorted(INPUTS.glob("bad/register/*.csv"))
GOLDEN = sorted(INPUTS.glob("bad/golden/*.yml"))
SHEETS = sorted(INPUTS.glob("bad/internal/*.yml"))

# Problems of bytes and of pictures, which no readable file can name in itself: see the tests named here.
SHOWN_ELSEWHERE = {
    "test_hostile": {"file-too-large", "not-utf8", "nul-byte", "too-many-values"},
    "test_project": {
        "case-link", "register-case-differs",
        "file-unreadable", "id-twice", "former-id-taken", "case-misplaced", "case-misnamed", "folder-without-case",
        "project-unknown", "approval-missing", "consent-missing", "short-missing",
    },
    "test_case_pictures": {
        "picture-link", "picture-unreadable", "picture-truncated", "picture-mislabelled", "picture-bomb",
        "picture-format", "picture-too-large", "svg-unsafe", "picture-too-small",
        "picture-without-alt", "picture-unused",
    },
    "test_catalogue": {"uncovered-character"},
    "test_fonts": {"font-missing", "font-unreadable", "font-variable", "font-no-embedding", "font-face-missing"},
    "test_preflight": {
        "press-unreadable", "press-metadata", "press-output-intent", "press-interactive", "press-page-count",
        "press-page-sizes", "press-box", "press-bleed", "press-resolution", "press-colour-space", "press-ink",
        "press-font", "press-missing-glyph", "press-thin-line", "press-small-text", "press-rich-black",
        "press-transparency", "press-cut-text",
    },
    "test_editing": {"translation-unplaced"},
    "test_take": {"take-id-taken", "take-differs", "take-picture-differs", "take-gone"},
    "test_forms": {
        "form-case-exists", "form-choice", "form-formula", "form-newer", "form-not-merged", "form-older",
        "form-part-missing", "form-question-missing", "form-unknown", "form-unreadable", "form-without-id",
    },
    "test_intake_exported": {
        "export-without-id", "export-without-edition", "export-column", "pictures-not-carried", "case-not-changed",
    },
    "test_site_search": {"golden-not-shown", "golden-not-found", "golden-not-first"},
    "test_intake": {
        "table-format", "table-empty", "sheet-unknown", "cell-error", "list-without-number",
        "json-syntax", "column-twice", "column-unknown", "column-unused", "feed-source",
        "lead-without-rest", "rest-without-lead", "character-removed", "case-exists", "list-not-extended",
    },
}  # fmt: skip


def _name(file: Path) -> str:
    return f"{file.parent.parent.name}/{file.stem}"


@pytest.mark.parametrize("file", CASES, ids=_name)
def test_case_file_has_exactly_the_problems_it_names(file: Path, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    add_case(root, file)
    expected = expected_of(file.read_text(encoding="utf-8"))
    assert found_in(read(root).diagnostics, f"cases/2019/{file.name}") == expected
    kind = file.parent.parent.name
    assert (kind == "bad") == any(severity == "error" for severity, *_ in expected)
    assert (kind == "ok") == (not expected)


@pytest.mark.parametrize("file", PROGRAMMES, ids=_name)
def test_settings_have_exactly_the_problems_they_name(file: Path, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    shutil.copy(file, root / "casebook.yml")
    assert found_in(read(root).diagnostics, "casebook.yml") == expected_of(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", REGISTRIES, ids=_name)
def test_registry_has_exactly_the_problems_it_names(file: Path, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    shutil.copy(file, root / "organisations.yml")
    assert found_in(read(root).diagnostics, "organisations.yml") == expected_of(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", REGISTERS, ids=_name)
def test_register_has_exactly_the_problems_beside_it(file: Path, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    shutil.copy(file, root / "register.csv")
    assert found_in(read(root).diagnostics, "register.csv") == expected_of(
        file.with_suffix(".expect").read_text("utf-8")
    )


@pytest.mark.parametrize("file", SHEETS, ids=_name)
def test_sheet_has_exactly_the_problems_it_names(file: Path, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    (root / "internal").mkdir()
    shutil.copy(file, root / "internal" / file.name)
    assert found_in(read(root).diagnostics, f"internal/{file.name}") == expected_of(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", GOLDEN, ids=_name)
def test_golden_queries_have_exactly_the_problems_they_name(file: Path, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    plain_case(root)
    shutil.copy(file, root / "golden_queries.yml")
    assert found_in(read(root).diagnostics, "golden_queries.yml") == expected_of(file.read_text(encoding="utf-8"))


def test_every_code_is_shown_by_an_input() -> None:
    shown = {
        code
        for file in (*CASES, *PROGRAMMES, *REGISTRIES, *SHEETS, *GOLDEN)
        for *_, code in expected_of(file.read_text("utf-8"))
    }
    shown |= {code for file in REGISTERS for *_, code in expected_of(file.with_suffix(".expect").read_text("utf-8"))}
    elsewhere: set[str] = set().union(*SHOWN_ELSEWHERE.values())
    assert shown | elsewhere == set(messages())
    for module, codes in SHOWN_ELSEWHERE.items():
        files = sorted(Path(__file__).parent.glob(f"{module}*.py"))
        text = "".join(each.read_text(encoding="utf-8") for each in files)
        assert not [code for code in codes if f'"{code}"' not in text], module


def test_every_sentence_is_whole(tmp_path: Path) -> None:
    """No argument is missing from a sentence or a hint, in any of the inputs."""
    for place, file in enumerate((*CASES, *PROGRAMMES)):
        root = make_project(tmp_path / str(place))
        if file in CASES:
            add_case(root, file)
        else:
            shutil.copy(file, root / "casebook.yml")
        assert [each for each in read(root).diagnostics if lacking_words(each)] == []


def test_every_hint_says_what_to_do_in_plain_words() -> None:
    """No word of programmers, and a sentence for each; what is expected is in the words of the file."""
    jargon = re.compile(r"\b(str|dict|int|tuple|None|NoneType|null|bool|Decimal|pydantic|regex|token|scalar)\b")
    for code, message in messages().items():
        assert message.says.strip(), code
        assert len(message.hint.split()) > 1, code
        for words in (message.says, message.hint, message.near):
            assert not jargon.search(words), (code, words)
            assert not words.endswith("."), code
