"""Owns what is read from the casebook: the pictures declared, their language, the field's colour."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SUFFIXES = (".png", ".jpg")


@dataclass(frozen=True, slots=True)
class Declared:
    """A picture that a case declares."""

    key: str
    """``<edition>/<id>/<file>``, the picture's name everywhere in this package."""
    language: str
    accent: str
    """The colour of the case's first field today, ``#rrggbb``."""


def read_declared(root: Path) -> list[Declared]:
    """Every picture that the cases under a checkout's root declare, in the order of their names."""
    settings = _read(root / "casebook.yml")
    colours = dict(_field_colours(settings["taxonomies"]["fields"]))
    accent, language = str(settings["accent"]), str(settings["languages"][0])
    found: list[Declared] = []
    for path in sorted((root / "cases").glob("*/*.yml")):
        case = _read(path)
        colour = colours.get((case.get("fields") or [""])[0], accent)
        for image in case.get("images") or []:
            key = f"{path.parent.name}/{path.stem}/{image['file']}"
            found.append(Declared(key, str(case.get("language", language)), colour))
    return found


def list_stored(root: Path) -> list[str]:
    """Every picture that lies in the folders of the cases, by the same names."""
    files = (path for path in (root / "cases").glob("*/*/*") if path.suffix in SUFFIXES)
    return sorted(path.relative_to(root / "cases").as_posix() for path in files)


def _read(path: Path) -> dict[str, Any]:
    tree: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tree


def _field_colours(fields: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    own = {str(field["code"]): str(field["colour"]) for field in fields if "colour" in field}
    yield from own.items()
    for field in fields:
        for successor in field.get("replaced_by", [])[:1]:
            yield str(field["code"]), own[successor]
