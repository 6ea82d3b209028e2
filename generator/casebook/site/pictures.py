"""Pictures on the site: which files of which widths stand for a picture, and bringing them there."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casebook.pictures.derive import Derivatives, Source, derive
from casebook.pictures.values import PictureFault
from casebook.project.values import Picture
from casebook.site.errors import SiteError
from casebook.staging import artefact_folder
from casebook.workers import cores

FOLDER = "pictures"


@dataclass(frozen=True, slots=True)
class PictureSet:
    """A picture's files below the site's root, smallest first, and the one for browsers that know no WebP."""

    sources: tuple[tuple[str, int], ...]
    fallback: str
    width: int
    height: int

    def srcset(self, up: str) -> str:
        """The files with their widths, as the attribute wants them."""
        return ", ".join(f"{up}{path} {width}w" for path, width in self.sources)

    @property
    def small(self) -> str:
        """The smallest file, for cards and rows."""
        return self.sources[0][0] if self.sources else self.fallback


def bring_pictures(pictures: Iterable[Picture], root: Path, out: Path, jobs: int | None) -> dict[str, PictureSet]:
    """Bring every picture's files below the site and say which they are, by digest; made once, kept as artefacts."""
    sources = {picture.digest: Source(picture.path, picture.digest) for picture in pictures}
    folder = artefact_folder(root, "pictures")
    made = derive(list(sources.values()), folder, jobs=jobs or cores())
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
        shutil.copyfile(folder / name, out / FOLDER / name)
    return PictureSet(
        tuple((f"{FOLDER}/{each.name}", each.width) for each in files.widths),
        f"{FOLDER}/{files.full}",
        files.width,
        files.height,
    )
