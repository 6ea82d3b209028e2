"""Makes from each picture the files that outputs show: turned upright, in sRGB, without any metadata, never enlarged.

Files are named by content and operation, written whole or not at all, and made once. Nothing of the
original's name appears in them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from casebook.pictures.clean import clean_svg, upright, write_whole

WIDTHS = (480, 960, 1600)
"""Pixels; the site's columns at single and double density."""
VERSION = 1
"""Part of every name: raised when the making changes."""
_QUALITY = {"webp": 80, "avif": 60, "jpeg": 86}
FEW = 3


@dataclass(frozen=True, slots=True)
class Original:
    """A picture to make files from; it has been inspected and found whole."""

    path: Path
    digest: str
    format: str


@dataclass(frozen=True, slots=True)
class Derivatives:
    """The files that stand for one picture."""

    sources: tuple[tuple[str, int], ...]
    """File name and width in pixels, smallest first; empty for SVG, which needs no widths."""
    fallback: str
    """The file in the original's format, for whoever knows no other."""
    width: int
    """Of the fallback, in pixels."""
    height: int


def derive_all(
    originals: Sequence[Original], folder: Path, *, jobs: int, formats: tuple[str, ...] = ("webp",)
) -> dict[str, Derivatives]:
    """Digest → its files in `folder`, made by `jobs` processes where they are not there yet."""
    unique = {original.digest: original for original in originals}
    known = {digest: found for digest in unique if (found := _made_before(digest, folder, formats))}
    fresh = [original for digest, original in unique.items() if digest not in known]
    if fresh:
        folder.mkdir(parents=True, exist_ok=True)
        known |= dict(zip((each.digest for each in fresh), _derive_each(fresh, folder, formats, jobs), strict=True))
    return {digest: known[digest] for digest in sorted(known)}


def _derive_each(
    originals: Sequence[Original], folder: Path, formats: tuple[str, ...], jobs: int
) -> list[Derivatives]:
    if len(originals) <= FEW or jobs == 1:
        return [derive(original, folder, formats) for original in originals]
    context = get_context("forkserver" if os.name == "posix" else "spawn")
    count = len(originals)
    with ProcessPoolExecutor(min(jobs, count), mp_context=context) as pool:
        return list(pool.map(derive, originals, [folder] * count, [formats] * count))


def derive(original: Original, folder: Path, formats: tuple[str, ...]) -> Derivatives:
    """Make the files of one picture, and a note of what they are."""
    if original.format == "SVG":
        made = _derive_svg(original, folder)
    else:
        made = _derive_raster(original, folder, formats)
    note = {"sources": made.sources, "fallback": made.fallback, "width": made.width, "height": made.height}
    write_whole(_note(original.digest, folder, formats), json.dumps(note).encode())
    return made


def _derive_raster(original: Original, folder: Path, formats: tuple[str, ...]) -> Derivatives:
    image = upright(original.path, least=WIDTHS[-1])
    widths = [width for width in WIDTHS if width < image.width] or [image.width]
    if image.width < WIDTHS[-1] and widths[-1] != image.width:
        widths.append(image.width)
    elif image.width >= WIDTHS[-1] and WIDTHS[-1] not in widths:
        widths.append(WIDTHS[-1])
    sources: list[tuple[str, int]] = []
    resized = image
    for width in sorted(widths, reverse=True):
        resized = _resize(resized, width)
        for form in formats:
            name = f"{original.digest[:16]}-{width}.{VERSION}.{form}"
            _save(resized, folder / name, form)
            sources.append((name, width))
        if width == max(widths):
            largest = resized
    form = "png" if original.format == "PNG" or largest.mode == "RGBA" else "jpeg"
    fallback = f"{original.digest[:16]}.{VERSION}.{'png' if form == 'png' else 'jpg'}"
    _save(largest, folder / fallback, form)
    return Derivatives(tuple(sorted(sources, key=lambda each: each[1])), fallback, largest.width, largest.height)


def _resize(image: Image.Image, width: int) -> Image.Image:
    if width >= image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _save(image: Image.Image, file: Path, form: str) -> None:
    if file.exists():
        return
    options: dict[str, object] = {"quality": _QUALITY[form]} if form in _QUALITY else {}
    if form == "png":
        options["optimize"] = image.width * image.height < 4_000_000
    elif form == "jpeg":
        options |= {"optimize": True, "progressive": True}
    elif form == "webp":
        options["method"] = 4
    write_whole(file, image, form, **options)


def _derive_svg(original: Original, folder: Path) -> Derivatives:
    data, width, height = clean_svg(original.path.read_bytes())
    name = f"{original.digest[:16]}.{VERSION}.svg"
    write_whole(folder / name, data)
    return Derivatives((), name, width, height)


def _note(digest: str, folder: Path, formats: tuple[str, ...]) -> Path:
    return folder / f"{digest[:16]}-{'-'.join(formats)}.{VERSION}.json"


def _made_before(digest: str, folder: Path, formats: tuple[str, ...]) -> Derivatives | None:
    """What the note says, where every file that it names is there."""
    try:
        note = json.loads(_note(digest, folder, formats).read_bytes())
        sources = tuple((str(name), int(width)) for name, width in note["sources"])
        made = Derivatives(sources, note["fallback"], note["width"], note["height"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    names = [made.fallback, *(name for name, _ in sources)]
    return made if all((folder / name).is_file() for name in names) else None


def for_print(original: Original, folder: Path, *, widest: int) -> Path:
    """A clean file for the typesetter, at most `widest` pixels wide; JPEG stays JPEG, all else becomes PNG."""
    ending = {"SVG": "svg", "JPEG": "jpg"}.get(original.format, "png")
    file = folder / f"{original.digest[:16]}-print-{widest}.{VERSION}.{ending}"
    if file.exists():
        return file
    folder.mkdir(parents=True, exist_ok=True)
    if ending == "svg":
        write_whole(file, clean_svg(original.path.read_bytes())[0])
        return file
    image = _resize(upright(original.path, least=widest), widest)
    if ending == "jpg":
        write_whole(file, image.convert("RGB"), "jpeg", quality=90, subsampling=0)
    else:
        write_whole(file, _on_paper(image), "png", compress_level=6)
    return file


def _on_paper(image: Image.Image) -> Image.Image:
    """The picture on white, as it will be on paper."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def prune(folder: Path, wanted: Iterable[str]) -> int:
    """Delete the files of pictures whose digest is no longer wanted; returns how many."""
    keep = {digest[:16] for digest in wanted}
    gone = [file for file in sorted(folder.glob("*")) if file.is_file() and file.name[:16] not in keep]
    for file in gone:
        file.unlink()
    return len(gone)
