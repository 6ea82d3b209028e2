"""The page numbers a book prints of itself: read off one pass, foretold for the next."""

from __future__ import annotations

from casebook.catalogue.numbers import Standing, read_numbers
from casebook.catalogue.places import Mark, Places, read_places

HEIGHT = 841.9


def _case(name: str, first: int, last: int) -> list[Mark]:
    at: dict[str, tuple[int, float]] = {
        "case": (first, 74.0),
        "text": (last, 300.0),
        "foot": (last, 600.0),
        "end": (last, 788.0),
    }
    return [(f"{kind}:{name}", page, 51.0, y) for kind, (page, y) in at.items()]


def _pass(first_takes: int) -> tuple[list[Mark], dict[str, Places]]:
    """Two cases behind a divider each, the first on so many pages, and an index."""
    second = 10 + first_takes + first_takes % 2 + 2
    marks: list[Mark] = [
        ("contents-end", 6, 51.0, 300.0),
        ("group:joining", 8, 51.0, 120.0), *_case("one", 10, 9 + first_takes),
        ("group:machining", second - 2, 51.0, 120.0), *_case("two", second, second + 1),
        ("index:organisations", second + 2, 51.0, 80.0), ("index:keywords", second + 3, 51.0, 80.0),
    ]  # fmt: skip
    return marks, read_places(marks, HEIGHT)


def test_a_pass_in_which_nothing_changes_stands_as_it_was_foretold() -> None:
    marks, places = _pass(2)
    assert Standing.of(marks, places).foretell(places) == read_numbers(marks)


def test_a_case_that_takes_fewer_pages_moves_all_that_follows() -> None:
    marks, places = _pass(3)
    shorter, shorter_places = _pass(2)
    assert Standing.of(marks, places).foretell({**places, "one": shorter_places["one"]}) == read_numbers(shorter)


def test_a_case_set_alone_on_other_pages_is_foretold_by_its_length() -> None:
    marks, places = _pass(2)
    alone = read_places(_case("two", 2, 3), HEIGHT)
    assert Standing.of(marks, places).foretell({**places, **alone}) == read_numbers(marks)


def test_a_group_without_a_divider_moves_with_its_first_case() -> None:
    marks: list[Mark] = [
        ("group:all", 4, 51.0, 74.0),
        *_case("one", 4, 5),
        ("group:rest", 6, 51.0, 74.0),
        *_case("two", 6, 7),
    ]
    places = read_places(marks, HEIGHT)
    longer = read_places(_case("one", 4, 6), HEIGHT)
    foretold = Standing.of(marks, places).foretell({**places, **longer})
    assert foretold["group:all"] == 4
    assert foretold["group:rest"] == foretold["case:two"] == 8
