"""What every page depends on beside its own values, as one hash: code, templates, frames, programme, address, day."""

from __future__ import annotations

from hashlib import blake2b
from importlib import metadata
from pathlib import Path

from casebook.site.resources import PACKAGE, template_folders
from casebook.site.source import Rendered, SiteSource

_LIBRARIES = ("jinja2", "markupsafe")
_CODE = {".py", ".yml", ".json"}


def surroundings(source: SiteSource, rendered: Rendered) -> str:
    """The hash; where it differs, every page is made anew."""
    published, digest = source.published, blake2b(digest_size=16)
    for file in _files(source.root):
        digest.update(f"{file.name}\0".encode() + file.read_bytes())
    values = (
        [(library, metadata.version(library)) for library in _LIBRARIES],
        sorted(rendered.frames.items()), published.programme, published.date, source.address,
    )  # fmt: skip
    digest.update(repr(values).encode())
    return digest.hexdigest()


def _files(root: Path) -> list[Path]:
    code = sorted(path for path in PACKAGE.rglob("*") if path.suffix in _CODE)
    templates = [path for folder in template_folders(root) for path in sorted(folder.rglob("*.html"))]
    return [*code, *templates]
