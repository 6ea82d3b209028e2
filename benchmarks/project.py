"""Writes a casebook of made-up cases with the sample's settings, so that lists, template and colours are real ones."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.cases import LANGUAGES, case, edition_of, editions
from benchmarks.pictures import PictureMaker
from benchmarks.texts import Writer
from casebook.intake.emit import Value, emit, emit_item

CHECKOUT = Path(__file__).parent.parent
CATALOGUE = "benchmark"
"""The catalogue of the first edition."""


def make_project(root: Path, cases: int, *, languages: int, pictures: bool) -> None:
    """Write a whole project into an empty folder; `languages` is 1 or 3, `pictures` two for each case."""
    settings = _settings(cases, LANGUAGES[:languages])
    root.mkdir(parents=True)
    (root / "casebook.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    _write_docs(root, LANGUAGES[:languages])
    _write_organisations(root, cases, LANGUAGES[:languages])
    codes = _codes(settings["taxonomies"])
    maker = PictureMaker() if pictures else None
    for place in range(cases):
        folder = root / "cases" / edition_of(place)
        folder.mkdir(parents=True, exist_ok=True)
        identifier = f"case-{place:05d}"
        names = maker.write(folder / identifier, place) if maker else []
        values = case(place, LANGUAGES[:languages], codes, names)
        (folder / f"{identifier}.yml").write_text(emit(values), encoding="utf-8")


def _settings(cases: int, languages: Sequence[str]) -> dict[str, Any]:
    text = (CHECKOUT / "casebook.yml").read_text("utf-8")
    settings: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)
    settings["languages"] = list(languages)
    settings["editions"] = [{"code": code, "title": {"en": f"Edition {code}"}} for code in editions(cases)]
    where = f"edition = {editions(cases)[0]}"
    settings["catalogues"] = {
        CATALOGUE: {"format": "book-a4", "where": where, "group_by": "fields", "languages": [languages[0]]}
    }
    return settings


def _codes(taxonomies: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    codes = {name: [term["code"] for term in terms if "to" not in term] for name, terms in taxonomies.items()}
    falling = [term["code"] for term in taxonomies["quantities"] if term.get("better") == "lower"]
    return codes | {"quantities": falling}


def _write_docs(root: Path, languages: Sequence[str]) -> None:
    shutil.copyfile(CHECKOUT / "mkdocs.yml", root / "mkdocs.yml")
    for place, language in enumerate(languages):
        folder = root / "docs" if place == 0 else root / "docs" / language
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "about.md").write_text("# About\n\nMade-up cases to measure with.\n", encoding="utf-8")


def _write_organisations(root: Path, cases: int, languages: Sequence[str]) -> None:
    lines = []
    for number in range(cases // 2 + 1):
        chance = random.Random(f"organisation {number}")
        language = languages[number % len(languages)]
        name = Writer.about(language, chance).organisation(number)
        region = chance.choice(("kansai", "kanto", "chubu", "kyushu"))
        entry: dict[str, Value] = {
            "id": f"organisation-{number}",
            "names": {language: name},
            "kind": "sme",
            "region": region,
        }
        lines.append(f"- {emit_item(entry)}\n")
    (root / "organisations.yml").write_text("".join(lines), encoding="utf-8")
