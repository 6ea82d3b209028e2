"""Finds the characters of a book that no font covers, before Typst would set an empty box for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casebook.catalogue.coverage import describe, uncovered
from casebook.catalogue.fonts import FontSet
from casebook.diagnostics.values import Diagnostic, diagnose

_NOT_SET = frozenset({"id", "lang", "qr", "file", "colour", "key", "kind", "url", "t", "align"})
"""Keys of a book's data that no page shows as text."""


def uncovered_in_book(book: Mapping[str, Any], fonts: FontSet) -> tuple[Diagnostic, ...]:
    """An error `uncovered-character` for each character and the place it was found at, sorted."""
    # Nearly always nothing is found, and one look at all texts together says so.
    if not uncovered(set().union(*_texts(book)), book["lang"], fonts):
        return ()
    found = set(_in_surroundings(book, fonts))
    for group in book["groups"]:
        found.update(uncovered_in_cases(group["cases"], book["lang"], fonts))
    return tuple(sorted(found))


def uncovered_in_cases(cases: Sequence[Mapping[str, Any]], language: str, fonts: FontSet) -> tuple[Diagnostic, ...]:
    """The same for cases of a book in a language."""
    if not uncovered(set().union(*_texts(cases)), language, fonts):
        return ()
    return tuple(sorted({each for case in cases for each in _in_case(case, fonts)}))


def _in_surroundings(book: Mapping[str, Any], fonts: FontSet) -> Iterator[Diagnostic]:
    around = {key: value for key, value in book.items() if key not in {"groups", "fonts", "labels", "words"}}
    groups = [{"name": group["name"], "description": group["description"]} for group in book["groups"]]
    for place, value in sorted({**around, "groups": groups}.items()):
        yield from _diagnoses("casebook.yml", "", book["lang"], place, value, fonts)


def _in_case(case: Mapping[str, Any], fonts: FontSet) -> Iterator[Diagnostic]:
    for place, value in sorted(case.items()):
        if place == "sections":
            for section in value:
                yield from _diagnoses(case["path"], case["id"], section["lang"], section["key"], section, fonts)
        elif place not in _NOT_SET:
            yield from _diagnoses(case["path"], case["id"], case["lang"], place, value, fonts)


def _diagnoses(path: str, case: str, language: str, place: str, value: Any, fonts: FontSet) -> Iterator[Diagnostic]:
    for character in sorted(uncovered("".join(_texts(value)), language, fonts)):
        yield diagnose(
            path, (0, 0), "uncovered-character",
            case=case, character=character, code_point=f"U+{ord(character):04X}", described=describe(character),
            place=place,
        )  # fmt: skip


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, held in value.items():
            if key not in _NOT_SET:
                yield from _texts(held)
    elif isinstance(value, Sequence):
        for held in value:
            yield from _texts(held)
