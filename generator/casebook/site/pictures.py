"""Pictures on the site: which files of which widths stand for a picture, and bringing them there."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casebook.pictures.bare import bare_picture
from casebook.pictures.derive import Derivatives, Source, WebForms, derive
from casebook.pictures.values import PictureFault
from casebook.project.values import Picture
from casebook.site.errors import SiteError
from casebook.staging import artefact_folder
from casebook.workers import cores

FOLDER = "pictures"


@dataclass(frozen=True, slots=True)
class PictureSet:
    """A picture's files below the site's root, by format and then smallest first, and the one for any browser."""

    sources: tuple[tuple[str, int], ...]
    fallback: str
    width: int
    height: int

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats beside the original's, the preferred one first."""
        return tuple(dict.fromkeys(_format(path) for path, _ in self.sources))

    def srcset(self, up: str, form: str) -> str:
        """The files of a format with their widths, as the attribute wants them."""
        return ", ".join(f"{up}{path} {width}w" for path, width in self.sources if _format(path) == form)

    @property
    def small(self) -> str:
        """The smallest file, for cards and rows, in the format that most browsers know."""
        return next((path for path, _ in self.sources if _format(path) == self.formats[-1]), self.fallback)


def _format(path: str) -> str:
    return path.rsplit(".", 1)[1]


def bring_pictures(
    pictures: Iterable[Picture], root: Path, out: Path, jobs: int | None, formats: tuple[str, ...]
) -> dict[str, PictureSet]:
    """Bring every picture's files below the site and say which they are, by digest; made once, kept as artefacts."""
    sources = {picture.digest: Source(picture.path, picture.digest) for picture in pictures}
    folder = artefact_folder(root, "pictures")
    made = derive(list(sources.values()), folder, forms=WebForms(formats=formats), jobs=jobs or cores())
    found: dict[str, PictureSet] = {}
    for digest, source in sorted(sources.items()):
        files = made[source]
        if isinstance(files, PictureFault):
            raise SiteError("a picture has changed while the site was being built; build again")
        found[digest] = _brought(files, folder, out)
    return found


def _brought(files: Derivatives, folder: Path, out: Path) -> PictureSet:
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    for name in (files.full, *(each.name for each in files.widths)):
        if not (out / FOLDER / name).exists():  # the name tells the content
            shutil.copyfile(folder / name, out / FOLDER / name)
    return PictureSet(
        tuple((f"{FOLDER}/{each.name}", each.width) for each in files.widths),
        f"{FOLDER}/{files.full}",
        files.width,
        files.height,
    )


def write_bare(files: Iterable[str], out: Path) -> None:
    """Write the pictures of written pages anew below the site, where they tell more than they show."""
    for name in files:
        content = bare_picture(out / name) if (out / name).is_file() else None
        if content is not None:
            (out / name).write_bytes(content)
