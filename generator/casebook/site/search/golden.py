"""Asks a built site the golden queries, as a reader's browser would, and reports what they do not find."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.project.golden import GOLDEN, GoldenQueries, PlacedQuery
from casebook.site.errors import SiteError
from casebook.site.search.engine import Index, find_part, search
from casebook.site.search.index import FOLDER, FORMAT
from casebook.site.search.query import plan_query


def check_golden(golden: GoldenQueries, site: Path) -> list[Diagnostic]:
    """Every golden query that a built site does not answer as it must. Raises SiteError where there is no such site."""
    names, head = site / "browse/ids.json", site / FOLDER / "index.json"
    if not names.is_file() or not head.is_file():
        raise SiteError(f"{site} holds no built site with a search; run `casebook build` first")
    index = Index(site / FOLDER)
    if index.head["format"] != FORMAT:
        raise SiteError(f"the search of {site} was made by another version of Casebook; run `casebook build` again")
    ids: list[str] = json.loads(names.read_text("utf-8"))
    places = {case: place for place, case in enumerate(ids)}
    return [problem for query in golden.queries for problem in _problems(query, index, ids, places)]


def _problems(placed: PlacedQuery, index: Index, ids: Sequence[str], places: Mapping[str, int]) -> Iterator[Diagnostic]:
    """What a query does not find, at the id that it should have found."""
    query = placed.query
    found = [ids[place] for place in search(index, query.query)]
    top = found[: len(query.first)]
    for key in ("first", "finds"):
        for number, case in enumerate(getattr(query, key)):
            words = {"query": query.query, "case": case}
            where = placed.place_of(key, number)
            if case not in places:
                yield diagnose(GOLDEN, where, "golden-not-shown", **words)
            elif case not in found:
                lacking = _lacking(index, query.query, places[case])
                yield diagnose(GOLDEN, where, "golden-not-found", **words, count=len(found), lacking=lacking)
            elif key == "first" and case not in top:
                ahead = next(each for each in top if each not in query.first)
                yield diagnose(GOLDEN, where, "golden-not-first", **words, place=found.index(case) + 1, ahead=ahead)


def _lacking(index: Index, query: str, case: int) -> str:
    """The parts of a query that a case does not have."""
    parts = plan_query(query, index.synonyms)
    return ", ".join(part.typed for part in parts if case not in find_part(index, part))
