"""The words: generated pages are fresh, every code, key and command is explained, every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from tools.handbook.pages import PAGES

from casebook.cli import main
from casebook.diagnostics.messages import messages
from casebook.model.case import Case
from casebook.model.programme import TAXONOMIES, Programme
from casebook.model.scalars import Model
from casebook.project.settings import read_programme
from casebook.where.keys import known_keys
from casebook.where.parser import parse

ROOT = Path(__file__).parent.parent
HANDBOOK = ROOT / "docs/handbook"
PAGES_BY_HAND = sorted({*HANDBOOK.glob("*.md"), ROOT / "docs/architecture.md", ROOT / "README.md"})
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def _text(name: str) -> str:
    return (HANDBOOK / name).read_text("utf-8")


def _anchors(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", file.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip()) for heading in headings}


def _fenced(file: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", file.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def _subclasses(model: type[Model]) -> list[type[Model]]:
    return [each for found in model.__subclasses__() for each in (found, *_subclasses(found))]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_fresh(name: str) -> None:
    assert _text(name) == PAGES[name](), "run: python -m tools.handbook"


def test_every_diagnostic_is_explained_with_an_example() -> None:
    page = _text("diagnostics.md")
    sections = dict(re.findall(r"^### ([a-z0-9-]+)\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL))
    assert sorted(sections) == sorted(messages())
    assert [
        code for code, text in sections.items() if not re.search(r"^(Example: \S|```text)", text, re.MULTILINE)
    ] == []
    assert [code for code, text in sections.items() if not re.search(r"^\*(error|warning)", text, re.MULTILINE)] == []


def test_every_key_is_explained() -> None:
    page = _text("keys.md")
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", page, re.MULTILINE)
    written = {name for name, takes, meaning in rows if takes.strip() and meaning.strip()}
    models = [model for model in _subclasses(Model) if model.__module__.startswith("casebook.model.")]
    assert written == {field.alias or name for model in models for name, field in model.model_fields.items()}


def test_every_command_and_option_is_explained() -> None:
    page = _text("commands.md")
    for name, command in main.commands.items():
        assert f"## casebook {name}\n" in page
        assert [
            option for each in command.params for option in each.opts if option.startswith("-") and option not in page
        ] == []


def test_every_page_of_the_handbook_is_in_its_index() -> None:
    index = _text("index.md")
    assert [
        file.name for file in HANDBOOK.glob("*.md") if file.name != "index.md" and f"]({file.name})" not in index
    ] == []


def test_every_list_and_every_key_of_a_choice_is_named() -> None:
    page = _text("settings.md")
    assert [name for name in TAXONOMIES if f"`{name}`" not in page] == []
    programme = Programme()
    assert [name for name in known_keys(programme) if f"`{name}`" not in page] == []


def test_choices_in_the_handbook_can_be_read() -> None:
    programme, _ = read_programme(ROOT)
    assert programme is not None
    section = _text("settings.md").split("## Choosing cases")[1].split("\n## ")[0]
    lines = [line.strip() for line in section.splitlines() if line.startswith("    ")]
    assert len(lines) > 3
    for line in lines:
        assert not isinstance(parse(line, programme), list), line


@pytest.mark.parametrize("file", PAGES_BY_HAND, ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    broken = []
    for link in (found[0] or found[1] for found in LINK.findall(FENCE.sub("", file.read_text("utf-8")))):
        address, _, anchor = unquote(link).partition("#")
        if re.match(r"[a-z]+:", address):
            continue
        target = (file.parent / address).resolve() if address else file
        if not target.is_file() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("file", sorted(HANDBOOK.glob("*.md")), ids=lambda file: file.name)
def test_yaml_in_the_handbook_can_be_read(file: Path) -> None:
    for block in _fenced(file, "yaml"):
        yaml.load(block, Loader=yaml.CBaseLoader)


def test_a_case_in_the_handbook_has_keys_that_exist() -> None:
    for name in ("writing-a-case.md", "pictures.md"):
        for block in _fenced(HANDBOOK / name, "yaml"):
            assert set(yaml.load(block, Loader=yaml.CBaseLoader)) <= set(Case.model_fields), block


def test_settings_in_the_handbook_have_keys_that_exist() -> None:
    blocks = _fenced(HANDBOOK / "settings.md", "yaml")
    for block in blocks:
        found = yaml.load(block, Loader=yaml.CBaseLoader)
        names = set(Programme.model_fields) | set(TAXONOMIES) | {"site_name", "theme", "plugins"}
        assert isinstance(found, dict)
        assert set(found) <= names, block
    assert len(blocks) > 8


def test_every_room_is_in_the_architecture() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    rooms = [folder.name for folder in (ROOT / "generator/casebook").iterdir() if (folder / "__init__.py").exists()]
    assert [room for room in sorted(rooms) if f"`{room}`" not in page] == []


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    block = project[project.index("dependencies = [") : project.index("[project.scripts]")]
    names = re.findall(r'^    "([A-Za-z0-9.-]+)', block, re.MULTILINE)
    assert [name for name in names if f"`{name}`" not in page] == []


def test_the_workflow_builds_every_day() -> None:
    github, check, gitlab = _fenced(HANDBOOK / "publishing.md", "yaml")
    workflow = yaml.load(github, Loader=yaml.CBaseLoader)
    assert workflow["on"]["schedule"][0]["cron"] == "10 15 * * *"
    assert set(workflow["jobs"]) == {"build", "publish"}
    assert yaml.load(check, Loader=yaml.CBaseLoader)["on"] == "pull_request"
    assert yaml.load(gitlab, Loader=yaml.CBaseLoader)["pages"]["artifacts"]["paths"] == ["public"]


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.lstrip().startswith("Apache License")
    assert "END OF TERMS AND CONDITIONS" in text
