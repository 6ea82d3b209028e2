"""Where templates and assets lie: the project's own `templates/` first, then those that Casebook brings along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from casebook.labels.catalogue import Labels

PACKAGE = Path(__file__).parent.parent


def template_folders(root: Path) -> tuple[Path, ...]:
    """The folders that hold `site/`, the project's own first; then the wheel's or the checkout's."""
    candidates = (root / "templates", PACKAGE / "templates", PACKAGE.parent.parent / "templates")
    found = [folder / "site" for folder in candidates if (folder / "site").is_dir()]
    return tuple(dict.fromkeys(folder.resolve() for folder in found))


class PageEnvironment(jinja2.Environment):
    """Templates for pages of one language: what `t("…")` says without arguments stands in them once they are compiled.

    A page asks for some seventy labels; looking each up and escaping it again took a tenth of its time.
    """

    words: Labels

    def _generate(self, source: nodes.Template, *arguments: Any, **options: Any) -> str:
        """The hook that Jinja2 keeps for a change of the tree before code is made of it."""
        return super()._generate(_FixedWords(self.words).visit(source), *arguments, **options)


class _FixedWords(NodeTransformer):
    """Puts the words in the place of calls for a label that takes no arguments."""

    def __init__(self, words: Labels) -> None:
        self._words = words.all()

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802, as Jinja2 names it
        """A call: the words themselves where it asks for a known label by its name alone."""
        match node:
            case nodes.Call(node=nodes.Name(name="t"), args=[nodes.Const(value=str(key))], kwargs=[], dyn_kwargs=None):
                if key in self._words:
                    return nodes.Const(self._words[key], lineno=node.lineno)
        return self.generic_visit(node)


def page_environment(root: Path, words: Labels) -> PageEnvironment:
    """The templates of Casebook's own pages: text is escaped, and a name that is not given is an error."""
    made = PageEnvironment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in template_folders(root)]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.words = words
    return made


def asset_files(root: Path) -> dict[str, Path]:
    """Style sheets and scripts by name; the project's own files replace those of the same name."""
    found: dict[str, Path] = {}
    for folder in template_folders(root):
        for path in sorted((folder / "assets").rglob("*")):
            if path.is_file():
                found.setdefault(path.relative_to(folder / "assets").as_posix(), path)
    return dict(sorted(found.items()))


def asset_folder(contents: Iterator[tuple[str, bytes]]) -> str:
    """The assets' folder, named by what they hold, so that no browser mixes two versions."""
    digest = hashlib.sha256()
    for name, content in contents:
        digest.update(name.encode() + b"\0" + content + b"\0")
    return f"assets/casebook-{digest.hexdigest()[:8]}"
