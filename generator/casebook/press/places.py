"""Which cases stand on which pages, by the named places and bookmarks that a catalogue keeps for this."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

_CASE = "case:"


def cases_by_page(pdf: pikepdf.Pdf) -> dict[int, tuple[str, ...]]:
    """Page, from 1 → ids of the cases that begin on it, or else of the one that goes on there."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    starts: dict[int, list[str]] = {}
    for name, page in _named(pdf):
        if name.startswith(_CASE) and page in numbers:
            starts.setdefault(numbers[page], []).append(name.removeprefix(_CASE))
    others = {numbers[page] for page in _chapters(pdf) if page in numbers} - set(starts)
    found: dict[int, tuple[str, ...]] = {}
    going_on: tuple[str, ...] = ()
    for number in range(1, len(pdf.pages) + 1):
        if number in starts:
            found[number] = tuple(sorted(starts[number]))
            going_on = found[number][-1:]
        elif number in others:
            going_on = ()
        elif going_on:
            found[number] = going_on
    return found


def _named(pdf: pikepdf.Pdf) -> Iterator[tuple[str, tuple[int, int]]]:
    if "/Names" not in pdf.Root or "/Dests" not in pdf.Root.Names:
        return
    for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items():
        target: Any = place.D if isinstance(place, pikepdf.Dictionary) else place
        if isinstance(target, pikepdf.Array) and len(target):
            yield str(name), target[0].objgen


def _chapters(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """The pages of the uppermost bookmarks, and of places that are no cases."""
    with pdf.open_outline() as outline:
        for item in outline.root:
            if isinstance(item.destination, pikepdf.Array):
                yield item.destination[0].objgen
    for name, page in _named(pdf):
        if not name.startswith(_CASE):
            yield page
