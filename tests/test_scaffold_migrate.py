"""Lifting a project: keys renamed where they stand, everything else byte by byte as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.model.programme import FORMAT
from casebook.scaffold.lift import STEPS, Lifted, Texts
from casebook.scaffold.migrate import lift_project, migrate_project
from casebook.scaffold.rename import Change, Rename, rename_keys

SETTINGS = """\
# The license of this file is nobody's business.
title: Old casebook        # keep me
license: CC-BY-4.0
template:
  sections:
    commercialization: {name: "Way to market, license: none"}
taxonomies:
  fields:
    - {code: license, color: "#03769d", name: {en: License}}
  organization_kinds:
    - code: firm
      color: '#b5494e'
      name: Firm
catalogs:
  all: {where: "edition = 2019"}
"""
CASE = """\
title: "license: what is it worth?"
'organizations':
  - {id: example-forge, role: lead}
commercialization: |
  license: CC
  organizations: none
license:    CC-BY-4.0
images: [{file: a.png, license: CC0}, {alt: license, file: b.png}]
outputs: {patents: [{number: JP 1, license: open}, {license: none, number: JP 2}]}
contact: {organization: example-forge}
translations:
  ja:
    commercialization: 事業化 # license
keywords: [license, organizations]
extra: {license: kept}
"""


def _project(root: Path) -> Path:
    (root / "cases/2019").mkdir(parents=True)
    (root / "internal").mkdir()
    (root / "casebook.yml").write_text(SETTINGS, encoding="utf-8")
    (root / "organizations.yml").write_text("- {id: example-forge, names: {en: Example Forge}}\n", encoding="utf-8")
    (root / "cases/2019/vessel.yml").write_text(CASE, encoding="utf-8")
    sheet = "case: vessel\ncommercialization: {progress: 3, problems: 4}\n"
    (root / "internal/vessel.yml").write_text(sheet, encoding="utf-8")
    return root


def _texts(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def test_keys_are_renamed_where_they_stand(tmp_path: Path) -> None:
    report = migrate_project(_project(tmp_path), dry_run=False)
    assert not report.failed
    assert (
        (tmp_path / "cases/2019/vessel.yml").read_text("utf-8")
        == """\
title: "license: what is it worth?"
'organisations':
  - {id: example-forge, role: lead}
commercialisation: |
  license: CC
  organizations: none
licence:    CC-BY-4.0
images: [{file: a.png, licence: CC0}, {alt: license, file: b.png}]
outputs: {patents: [{number: JP 1, licence: open}, {licence: none, number: JP 2}]}
contact: {organisation: example-forge}
translations:
  ja:
    commercialisation: 事業化 # license
keywords: [license, organizations]
extra: {license: kept}
"""
    )
    assert (
        (tmp_path / "casebook.yml").read_text("utf-8")
        == """\
# The license of this file is nobody's business.
format: 1
title: Old casebook        # keep me
licence: CC-BY-4.0
template:
  sections:
    commercialisation: {name: "Way to market, license: none"}
taxonomies:
  fields:
    - {code: license, colour: "#03769d", name: {en: License}}
  organisation_kinds:
    - code: firm
      colour: '#b5494e'
      name: Firm
catalogues:
  all: {where: "edition = 2019"}
"""
    )
    assert (tmp_path / "organisations.yml").exists()
    assert not (tmp_path / "organizations.yml").exists()
    assert "commercialisation:" in (tmp_path / "internal/vessel.yml").read_text("utf-8")


def test_the_report_names_file_line_old_and_new(tmp_path: Path) -> None:
    lines = migrate_project(_project(tmp_path), dry_run=True).lines
    assert lines[0] == "organizations.yml → organisations.yml"
    assert "casebook.yml:2: + format: 1" in lines
    assert "casebook.yml:10: organization_kinds → organisation_kinds" in lines
    assert "cases/2019/vessel.yml:8: license → licence" in lines
    assert lines[-1] == "Nothing was changed: this was a dry run."


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    before = _texts(_project(tmp_path))
    migrate_project(tmp_path, dry_run=True)
    assert _texts(tmp_path) == before


def test_every_touched_file_is_kept(tmp_path: Path) -> None:
    before = _texts(_project(tmp_path))
    report = migrate_project(tmp_path, dry_run=False)
    assert report.lines[-1] == "Lifted from format 0 to 1. The old files are in .casebook/backup/001."
    assert _texts(tmp_path / ".casebook/backup/001") == before


def test_running_again_does_nothing(tmp_path: Path) -> None:
    migrate_project(_project(tmp_path), dry_run=False)
    after = _texts(tmp_path)
    report = migrate_project(tmp_path, dry_run=False)
    assert report.lines == ("casebook.yml is of format 1 already; there is nothing to lift.",)
    assert not report.failed
    assert _texts(tmp_path) == after


def test_a_second_backup_has_the_next_number(tmp_path: Path) -> None:
    migrate_project(_project(tmp_path), dry_run=False)
    (tmp_path / "casebook.yml").write_text("title: again\n", encoding="utf-8")
    report = migrate_project(tmp_path, dry_run=False)
    assert report.lines[-1].endswith(".casebook/backup/002.")
    assert list(_texts(tmp_path / ".casebook/backup/002")) == ["casebook.yml"]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("casebook.yml", "format: 7\n", "casebook.yml is of format 7; this Casebook reads 1. Install"),
        ("casebook.yml", "format: new\n", "casebook.yml:1: the format is not a whole number."),
        ("casebook.yml", "# nothing\n", "casebook.yml:1: there are no settings in this file."),
        ("casebook.yml", "{title: x}\n", "casebook.yml:1: the format cannot be put in here"),
        ("cases/2019/vessel.yml", "title: a\nlicense: b\nlicence: c\n", "cases/2019/vessel.yml:2: both “license”"),
        ("cases/2019/vessel.yml", "title: [a\n", "cases/2019/vessel.yml:1: "),
        ("cases/2019/vessel.yml", "title: a\ntitle: b\n", "cases/2019/vessel.yml:2: the key “title” stands here"),
        ("cases/2019/vessel.yml", '"licen\\x73e": b\n', "cases/2019/vessel.yml:1: “license” is written in an"),
        ("organisations.yml", "[]\n", "both organizations.yml and organisations.yml are there"),
    ],
)  # fmt: skip
def test_what_cannot_be_lifted_leaves_all_as_it_was(tmp_path: Path, file: str, text: str, said: str) -> None:
    (_project(tmp_path) / file).write_text(text, encoding="utf-8")
    before = _texts(tmp_path)
    report = migrate_project(tmp_path, dry_run=False)
    assert report.failed
    assert report.lines[0].startswith(said)
    assert _texts(tmp_path) == before


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    (_project(tmp_path) / "casebook.yml").write_bytes("\ufefflicense: CC0\r\ntitle: ü\r\n".encode())
    migrate_project(tmp_path, dry_run=False)
    assert (tmp_path / "casebook.yml").read_bytes() == "\ufeffformat: 1\r\nlicence: CC0\r\ntitle: ü\r\n".encode()


def test_an_interrupted_swap_can_be_run_again(tmp_path: Path) -> None:
    """The settings are swapped in last: until then the project is still of its old format."""
    _project(tmp_path)
    migrate_project(shutil.copytree(tmp_path, tmp_path / "other"), dry_run=False)
    shutil.copy(tmp_path / "other/cases/2019/vessel.yml", tmp_path / "cases/2019/vessel.yml")
    assert not migrate_project(tmp_path, dry_run=False).failed
    for name in ("casebook.yml", "cases/2019/vessel.yml", "organisations.yml", "internal/vessel.yml"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_steps_follow_each_other(tmp_path: Path) -> None:
    """The next version of the format is one function and one row of the table."""

    def lift_1(texts: Texts) -> Lifted:
        made = {("partners.yml" if path == "organisations.yml" else path): text for path, text in texts.items()}
        made["casebook.yml"] = made["casebook.yml"].replace("format: 1", "format: 2")
        change = Change("casebook.yml", 2, "format: 1", "format: 2")
        return Lifted(made, (change,), (("organisations.yml", "partners.yml"),))

    report = lift_project(_project(tmp_path), dry_run=False, steps={**STEPS, 1: lift_1}, target=2)
    assert report.lines[0] == "organizations.yml → partners.yml"
    assert (tmp_path / "partners.yml").exists()
    assert not (tmp_path / "organizations.yml").exists()
    assert (tmp_path / ".casebook/backup/001/organizations.yml").exists()
    assert "format: 2" in (tmp_path / "casebook.yml").read_text("utf-8")


def test_there_is_a_step_from_every_older_format() -> None:
    assert sorted(STEPS) == list(range(FORMAT))


@given(
    st.lists(st.sampled_from(["license: a", "title: license", "# license: b", "x: {license: c}", "y: 'license'", ""]))
)
def test_nothing_but_the_key_changes(lines: list[str]) -> None:
    kept = [line for place, line in enumerate(lines) if not line or line not in lines[:place]]
    text = "\n".join(kept)
    made, changes = rename_keys(text, "x.yml", [Rename((), "license", "licence")])
    assert made.replace("licence", "license") == text
    assert len(changes) == kept.count("license: a")
