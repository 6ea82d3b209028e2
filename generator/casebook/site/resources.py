"""Where templates and assets lie: the project's own `templates/` first, then those that Casebook brings along."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def template_folders(root: Path) -> tuple[Path, ...]:
    """The folders that hold `site/`, the project's own first; then the wheel's or the checkout's."""
    candidates = (root / "templates", PACKAGE / "templates", PACKAGE.parent.parent / "templates")
    found = [folder / "site" for folder in candidates if (folder / "site").is_dir()]
    return tuple(dict.fromkeys(folder.resolve() for folder in found))


def asset_files(root: Path) -> dict[str, Path]:
    """Style sheets and scripts by name; the project's own files replace those of the same name."""
    found: dict[str, Path] = {}
    for folder in template_folders(root):
        for path in sorted((folder / "assets").rglob("*")):
            if path.is_file():
                found.setdefault(path.relative_to(folder / "assets").as_posix(), path)
    return dict(sorted(found.items()))


_IMPORT = re.compile(r'^import [^;]*?"\./([a-z-]+\.js)";', re.MULTILINE)


def modules_with(name: str, contents: Mapping[str, bytes]) -> tuple[str, ...]:
    """A script and all that it imports at once, so that a page can ask for them together; sorted."""
    found, wanted = set(), [name]
    while wanted:
        script = wanted.pop()
        if script not in found:
            found.add(script)
            wanted += _IMPORT.findall(contents[script].decode())
    return tuple(sorted(found))


def asset_folder(contents: Iterator[tuple[str, bytes]]) -> str:
    """The assets' folder, named by what they hold, so that no browser mixes two versions."""
    digest = hashlib.sha256()
    for name, content in contents:
        digest.update(name.encode() + b"\0" + content + b"\0")
    return f"assets/casebook-{digest.hexdigest()[:8]}"
