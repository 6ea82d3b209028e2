"""Pictures on the site: which files of which widths stand for a picture, and bringing them there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casebook.pictures.derive import Original, derive_all
from casebook.project.values import Picture
from casebook.site.errors import SiteError
from casebook.staging import artefact_folder

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
    originals = [Original(picture.path, picture.digest, picture.format) for picture in pictures]
    folder = artefact_folder(root, "pictures")
    try:
        made = derive_all(originals, folder, jobs=jobs or os.cpu_count() or 1)
    except OSError as problem:
        raise SiteError(f"a picture has changed while the site was being built: {problem}; build again") from None
    if made:
        (out / FOLDER).mkdir(parents=True, exist_ok=True)
    for files in made.values():
        for name in (files.fallback, *(name for name, _ in files.sources)):
            shutil.copyfile(folder / name, out / FOLDER / name)
    return {
        digest: PictureSet(
            tuple((f"{FOLDER}/{name}", width) for name, width in files.sources),
            f"{FOLDER}/{files.fallback}",
            files.width,
            files.height,
        )
        for digest, files in made.items()
    }
