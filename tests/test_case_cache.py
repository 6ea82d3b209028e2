"""The data of cases that catalogues remember: what is unchanged is not made again, and nothing old is shown."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from casebook.catalogue.fonts import find_fonts
from casebook.catalogue.plan import Plan, plan_catalogue
from casebook.catalogue.sealed import SealedCase, seal_cases
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.values import Published

CHECKOUT = Path(__file__).parent.parent
DAY = dt.date(2026, 11, 1)
NAME = "casebook-2020-ja"
FONTS = find_fonts()


@pytest.fixture(scope="module")
def published() -> Published:
    return publish(load(CHECKOUT, date=DAY), channels={"web", "print"}, date=DAY)


def _plan(published: Published) -> Plan:
    return plan_catalogue(NAME, published.cases[:4], published)


def _sealed(published: Published, cache: Path | None) -> dict[str, SealedCase]:
    return seal_cases(_plan(published), published, FONTS, jobs=1, cache=cache)


def _spoil(cache: Path) -> None:
    """Mark each remembered case, so that one sees what is taken from the cache."""
    with sqlite3.connect(cache) as store:
        store.execute("UPDATE cases SET digest = 'remembered'")


def _remembered(sealed: dict[str, SealedCase]) -> list[str]:
    return [case for case, each in sealed.items() if each.digest == "remembered"]


def test_what_is_remembered_is_what_would_be_made(published: Published, tmp_path: Path) -> None:
    cache = tmp_path / "print.sqlite"
    fresh = _sealed(published, None)
    assert _sealed(published, cache) == fresh
    assert _sealed(published, cache) == fresh
    _spoil(cache)
    assert _remembered(_sealed(published, cache)) == list(fresh)


def test_an_edited_case_alone_is_made_again(published: Published, tmp_path: Path) -> None:
    cache = tmp_path / "print.sqlite"
    first = published.cases[0].id
    others = set(_sealed(published, cache)) - {first}
    _spoil(cache)
    edited = replace(published.cases[0], held=published.cases[0].case.model_copy(update={"title": "Another title"}))
    changed = replace(published, cases=(edited, *published.cases[1:]))
    sealed = _sealed(changed, cache)
    assert set(_remembered(sealed)) == others
    assert sealed[first].text == _sealed(changed, None)[first].text


def test_another_word_in_the_settings_makes_all_again(published: Published, tmp_path: Path) -> None:
    cache = tmp_path / "print.sqlite"
    _sealed(published, cache)
    _spoil(cache)
    programme = published.programme.model_copy(update={"address": "https://example.org/other/"})
    assert _remembered(_sealed(replace(published, programme=programme), cache)) == []


def test_a_broken_cache_is_made_anew(published: Published, tmp_path: Path) -> None:
    cache = tmp_path / "print.sqlite"
    cache.write_bytes(b"no database")
    assert _sealed(published, cache) == _sealed(published, None)
    _spoil(cache)
    assert len(_remembered(_sealed(published, cache))) == 4
