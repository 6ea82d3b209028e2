"""Joins volumes that were set untagged into one file: their pages, bookmarks and named places, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

_LEADING_ELSEWHERE = ("/Annots", "/StructParents", "/Tabs")
"""What a page may hold that points to other pages; a printer needs none of it."""
Pages = Mapping[tuple[int, int], pikepdf.Object]
"""A page of a volume → the same page of the whole."""


def join_volumes(volumes: Sequence[Path], target: Path, title: str) -> None:
    """Write one file of several; what the first says of itself holds for all, under the title of the whole."""
    with ExitStack() as opened, pikepdf.new() as whole:
        parts = [opened.enter_context(pikepdf.open(path)) for path in volumes]
        moved = [_add_pages(whole, part) for part in parts]
        places: dict[str, pikepdf.Object] = {}
        with whole.open_outline() as outline:
            for part, pages in zip(parts, moved, strict=True):
                outline.root.extend(_bookmarks(part, pages))
                places.update(_places(part, pages))
        _name_places(whole, places)
        for key, value in parts[0].docinfo.items():
            whole.docinfo[key] = String(str(value))
        whole.docinfo[Name.Title] = String(title)
        whole.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _add_pages(whole: pikepdf.Pdf, part: pikepdf.Pdf) -> Pages:
    before = len(whole.pages)
    for page in part.pages:
        for key in _LEADING_ELSEWHERE:
            if key in page.obj:
                del page.obj[key]
    old = [page.obj.objgen for page in part.pages]
    whole.pages.extend(part.pages)
    return dict(zip(old, (page.obj for page in whole.pages[before:]), strict=True))


def _bookmarks(part: pikepdf.Pdf, pages: Pages) -> list[OutlineItem]:
    with part.open_outline() as outline:
        return [_bookmark(item, pages) for item in outline.root]


def _bookmark(item: OutlineItem, pages: Pages) -> OutlineItem:
    moved = OutlineItem(item.title, _moved(item.destination, pages))
    moved.is_closed = item.is_closed
    moved.children = [_bookmark(child, pages) for child in item.children]
    return moved


def _places(part: pikepdf.Pdf, pages: Pages) -> dict[str, pikepdf.Object]:
    if "/Names" not in part.Root or "/Dests" not in part.Root.Names:
        return {}
    found: dict[str, pikepdf.Object] = {}
    for name, place in pikepdf.NameTree(part.Root.Names.Dests).items():
        found[str(name)] = _moved(place.D if isinstance(place, Dictionary) else place, pages)
    return found


def _moved(place: Any, pages: Pages) -> Array:
    """A place, which is a page and how it is shown, in the whole."""
    page, *rest = list(place)
    return Array([pages[page.objgen], *rest])


def _name_places(whole: pikepdf.Pdf, places: Mapping[str, pikepdf.Object]) -> None:
    tree = pikepdf.NameTree.new(whole)
    for name, place in sorted(places.items()):
        tree[name] = whole.make_indirect(place)
    whole.Root.Names = Dictionary(Dests=tree.obj)
