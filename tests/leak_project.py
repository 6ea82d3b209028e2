"""A project with a word of its own in every place that may not be published, and in everything that may.

A word's stem tells where it may be seen; `SEEN` says so for each stem, from the channels that a case's consent names.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from casebook.model.case import Case
from casebook.model.golden import GoldenQuery
from casebook.model.internal import InternalSheet
from casebook.model.office import Office
from casebook.model.organisation import Organisation
from casebook.model.programme import ExtraKey
from casebook.model.register import Project
from tests.leak_pictures import write_picture
from tests.planting import Words, planted
from tests.projects import INPUTS, make_project

DATE = dt.date(2026, 1, 1)
NEEDS = {
    "pages": {"web"},
    "data": {"web", "data"},
    "catalogues": {"web", "print"},
    "export": {"data"},
    "printed": {"print"},
}
"""Output → the channels it needs, all of them."""
OPEN = {
    "open": ("web", "print", "data"),
    "reach": ("web", "print", "data"),
    "webonly": ("web",),
    "paper": ("print",),
    "dataonly": ("data",),
    "webpaper": ("web", "print"),
    "webdata": ("web", "data"),
    "nowhere": (),
}
"""Published case → the channels that its consent names."""
HIDDEN: dict[str, dict[str, Any]] = {
    "draft": {"status": "draft"},
    "review": {"status": "review"},
    "embargo": {"publish_from": "2026-01-02"},
    "withdrawn": {"status": "withdrawn"},
    "unasked": {"consent": None},
    "lapsed": {"consent": {"given": "2019-06-01", "expires": "2025-12-31"}},
    "early": {"consent": {"given": "2026-01-02"}},
    "faulty": {"title": ["not", "one", "title"]},
}
"""Why a case is hidden → what makes it so."""
SEEN = {
    **{f"zq{name}": {out for out, needs in NEEDS.items() if needs <= set(held)} for name, held in OPEN.items()},
    **{f"zq{name}": set[str]() for name in HIDDEN},
    "zqprivate": set[str](),
    "zqmail": {"pages", "catalogues", "printed"},
}
"""Stem → the outputs in which it is found, and nowhere else. A mail address is on pages and paper, but in no list."""
CATALOGUES = """
catalogues:
  book: {format: book-a4, where: edition = 2019, languages: [en], foreword: docs/foreword.md, channels: [print]}
  sheets: {format: handout-a4, languages: [ja], channels: [print]}
"""
ENDINGS = (".jpg", ".png", ".webp", ".svg", ".tif")


@dataclass
class Plantation:
    """The project and the words in it."""

    root: Path
    words: dict[str, Words] = field(default_factory=dict)
    """By stem."""

    def stem(self, name: str) -> Words:
        """The words of a stem."""
        return self.words.setdefault(f"zq{name}", Words(f"zq{name}"))

    @property
    def private(self) -> Words:
        """Words that may be seen nowhere, whatever the case that they stand in."""
        return self.stem("private")

    def place(self, word: str) -> str:
        """Where a word was planted."""
        return next((each.planted[word] for each in self.words.values() if word in each.planted), word)


def plant(folder: Path) -> Plantation:
    """Make the project in a folder, below one whose name must not be seen either."""
    private = Words("zqprivate")
    plantation = Plantation(folder / private.at("the project's path"), {"zqprivate": private})
    make_project(plantation.root)
    _write_settings(plantation)
    _write_office_files(plantation)
    for name, channels in OPEN.items():
        _write_case(plantation, name, open_case(plantation, name, channels))
    for name, why in HIDDEN.items():
        own = plantation.stem(name)
        _write_case(plantation, name, {**_whole_case(planted(Case, own), own), "former_ids": [own.at("id")], **why})
    _write_beside(plantation)
    return plantation


def open_case(plantation: Plantation, name: str, channels: tuple[str, ...]) -> dict[str, Any]:
    """A published case: what the model marks as private must not be seen, and all else must."""
    own, private = plantation.stem(name), plantation.private
    data = _whole_case(planted(Case, own, private=private), private)
    data["consent"] |= {"given": "2019-06-01", "channels": list(channels)}
    data["contact"] = _contact(plantation, own) if name == "reach" else _silent_contact(private)
    data["extra"] = {"secret": private.at("an extra key that is not public"), "remark": own.at(".extra.*")}
    later = {"date": "2026-01-02", "note": private.at("a later observation")}
    data["follow_up"].append(later)
    data["corrections"].append({"date": "2026-01-02", "text": private.at("a later correction")})
    data["background"][0] += f" <!-- {private.at('a comment in a text')} -->"
    data["translations"]["ja"]["goals"][0] += f" <!-- {private.at('a comment in a translation')} -->"
    return data


def _contact(plantation: Plantation, own: Words) -> dict[str, Any]:
    """One that may be shown: its address on the web everywhere, the rest on pages and paper alone."""
    made = planted(Case, plantation.stem("mail"))["contact"]
    return {**made, "url": f"https://example.org/{own.at('.contact.url')}", "consent": {"expires": "2040-01-01"}}


def _silent_contact(private: Words) -> dict[str, Any]:
    return {**planted(Case, private)["contact"], "consent": {"expires": "2025-12-31"}}


def _whole_case(data: dict[str, Any], names: Words) -> dict[str, Any]:
    """A planted case that the check has nothing against; its pictures' names are of `names`."""
    image = data["images"][0]
    data["images"] = [{**image, "file": f"{names.at('a file name')}{ending}"} for ending in ENDINGS]
    del data["project"], data["consent"]["channels"]  # one reason for each case to be hidden, and no second
    return {
        **data,
        "status": "published",
        "publish_from": "2019-06-01",
        "consent": {**data["consent"], "given": "2019-06-01"},
    }


def _write_case(plantation: Plantation, name: str, data: dict[str, Any]) -> None:
    file = plantation.root / "cases" / "2019" / f"{name}-case.yml"
    for image in data["images"]:
        write_picture(file.with_suffix("") / image["file"], plantation.private)
    write_picture(
        file.with_suffix("") / f"{plantation.private.at('a picture that no case names')}.jpg", plantation.private
    )
    _write_yaml(file, {key: value for key, value in data.items() if value is not None}, plantation.private)


def _write_yaml(file: Path, data: Any, private: Words) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    file.write_text(f"# {private.at('a comment')}\n{text}# {private.at('a comment at the end')}\n", "utf-8")


def _write_settings(plantation: Plantation) -> None:
    root, private = plantation.root, plantation.private
    settings = yaml.safe_load((root / "casebook.yml").read_text("utf-8")) | yaml.safe_load(CATALOGUES)
    settings["address"] = "https://cases.example.org/"
    settings["publication"]["basis"] = "consent"
    settings["publisher"] = {"name": "Example Office", "logo": "docs/logo.png"}
    remark = {"name": "Remark"}
    settings["template"] = {"extra": {"secret": {**planted(ExtraKey, private), "public": "false"}, "remark": remark}}
    _write_yaml(root / "casebook.yml", settings, private)
    registry = yaml.safe_load((root / "organisations.yml").read_text("utf-8"))
    quiet = planted(Organisation, private)
    registry[0]["contact"] = dict(quiet["contact"])
    _write_yaml(root / "organisations.yml", [*registry, quiet], private)


def _write_office_files(plantation: Plantation) -> None:
    """Whatever the office keeps for itself."""
    root, private = plantation.root, plantation.private
    _write_yaml(root / "internal" / "open-case.yml", {**planted(InternalSheet, private), "case": "open-case"}, private)
    for folder in ("approved", "taken"):
        _write_yaml(root / "internal" / folder / "open-case" / "3f9a.yml", planted(Case, private), private)
    expected = planted(Office, private)
    expected["expected"][0]["case"] = "open-case"
    _write_yaml(root / "office.yml", expected, private)
    query = {**planted(GoldenQuery, private), "first": ["open-case"], "finds": ["open-case"]}
    _write_yaml(root / "golden_queries.yml", [query], private)
    row = planted(Project, private)
    row["applications"], row["case"] = ";".join(row["applications"]), ""
    with (root / "register.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)


def _write_beside(plantation: Plantation) -> None:
    """The pages that people wrote, and what an editor leaves lying about."""
    root, private = plantation.root, plantation.private
    settings = (INPUTS.parent.parent / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(f"# {private.at('a comment')}\n{settings}", "utf-8")
    (root / "docs").mkdir()
    comment = f"<!-- {private.at('a comment in a written page')} -->"
    (root / "docs" / "index.md").write_text(f"# Home\n\n{comment}\n\n![A hall](hall.jpg)\n", "utf-8")
    (root / "docs" / "about.md").write_text(f"# About\n\nAll of us. {comment}\n", "utf-8")
    comment = f"<!-- {private.at('a comment in a foreword')} -->"
    (root / "docs" / "foreword.md").write_text(f"# Foreword\n\nA word before. {comment}\n", "utf-8")
    write_picture(root / "docs" / "logo.png", private)
    for name in ("hall.jpg", "hall.png", "hall.webp", "hall.svg"):
        write_picture(root / "docs" / name, private)
    shutil.copy(root / "office.yml", root / "cases" / "2019" / "open-case" / "notes.yml~")
