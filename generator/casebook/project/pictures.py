"""Joins the pictures that cases name with the files that lie beside them, and reports what does not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.pictures.values import PictureFacts, PictureFault
from casebook.project.read_case import Outline
from casebook.project.values import Picture

PLACED_WIDTH_MM = 113
"""The width of a case's first picture on the A4 spread: eight of twelve columns."""
LEAST_PPI = 200
"""Below this a drawing's lines look soft in print; 300 is what printers ask for."""
LEAST_WIDTH = round(PLACED_WIDTH_MM / 25.4 * LEAST_PPI)
NAME = re.compile(r"[^/\\:*?\"<>|\x00-\x1f]+\Z")
LONGEST_NAME = 255
"""Bytes of a file name, on every system in use."""


@dataclass(frozen=True, slots=True)
class Named:
    """A picture that a case names: where, and whether the name is one that may be followed."""

    file: Path | None
    fault: str


def follow(root: Path, case_path: str, name: str) -> Named:
    """The file that a case means by a picture's name; only a plain file in the case's own folder is followed."""
    folder = root / case_path.removesuffix(".yml")
    if not NAME.match(name) or name in {".", ".."}:
        return Named(None, "picture-outside")
    if len(name.encode()) > LONGEST_NAME:
        return Named(None, "picture-missing")
    file = folder / name
    if file.is_symlink() or folder.is_symlink():
        return Named(None, "picture-link")
    if not file.is_file():
        return Named(None, "picture-missing")
    return Named(file, "")


@dataclass(frozen=True, slots=True)
class CasePictures:
    """The pictures of a case that are sound, and what is wrong with the others."""

    pictures: tuple[Picture, ...]
    diagnostics: tuple[Diagnostic, ...]


def join_pictures(
    path: str,
    outline: Outline,
    named: Sequence[Named],
    seen: Mapping[Path, PictureFacts | PictureFault],
    beside: Sequence[str],
) -> CasePictures:
    """Weigh each picture that a case names; `beside` are the names in its folder."""
    pictures: list[Picture] = []
    found: list[Diagnostic] = []
    missing = Severity.WARNING if outline.unfinished else Severity.ERROR
    for place, (image, name) in enumerate(zip(outline.images, named, strict=True)):
        position = (image.line, image.column)
        facts = seen.get(name.file) if name.file else None
        if isinstance(facts, PictureFacts) and name.file:
            pictures.append(
                Picture(
                    name.file, facts.digest, facts.width, facts.height, facts.format,
                    image.alt, image.caption, image.credit, image.licence, place,
                )
            )  # fmt: skip
            found += _weigh(path, position, image.file, facts)
        elif isinstance(facts, PictureFault):
            found.append(diagnose(path, position, facts.code, file=image.file, **dict(facts.arguments)))
        elif name.fault == "picture-missing":
            near = next((each for each in beside if each.lower() == image.file.lower()), None)
            words = {"near": near} if near else {}
            found.append(diagnose(path, position, "picture-missing", missing, file=image.file, **words))
        else:
            found.append(diagnose(path, position, name.fault, file=image.file[:80]))
        if not image.alt.strip():
            found.append(diagnose(path, position, "picture-without-alt", missing, file=image.file))
    declared = {image.file for image in outline.images}
    unused = [each for each in beside if each not in declared]
    if unused:
        found.append(diagnose(path, (1, 1), "picture-unused", Severity.WARNING, files=", ".join(unused)))
    return CasePictures(tuple(pictures), tuple(found))


def _weigh(path: str, position: tuple[int, int], file: str, facts: PictureFacts) -> list[Diagnostic]:
    if facts.format == "SVG" or facts.width >= LEAST_WIDTH:
        return []
    ppi = round(facts.width * 25.4 / PLACED_WIDTH_MM)
    return [
        diagnose(
            path,
            position,
            "picture-too-small",
            Severity.WARNING,
            file=file,
            width=facts.width,
            wanted=LEAST_WIDTH,
            ppi=ppi,
            placed=PLACED_WIDTH_MM,
        )
    ]
