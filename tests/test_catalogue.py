"""A real book, made once from the sample casebook, and looked into: numbers, words, tags, marks, sameness."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from casebook.catalogue.book import make_catalogues
from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.index_data import organisation_index
from casebook.catalogue.made import MadeCatalogue
from casebook.catalogue.plan import Plan, plan_catalogue
from casebook.catalogue.spacing import tied
from casebook.project.load import load
from casebook.publication.gate import key, publish
from casebook.publication.selection import select
from casebook.publication.values import Published
from tests.printed import counted, divided, flat, listed, loosely, page_texts, text_of

CHECKOUT = Path(__file__).parent.parent
NAME = "casebook-2020-ja"


@dataclass(frozen=True)
class Book:
    """The book and what it was made from."""

    published: Published
    plan: Plan
    made: MadeCatalogue
    artefacts: Path
    reader: PdfReader
    pages: tuple[str, ...]

    @property
    def first_pages(self) -> dict[str, int]:
        """Case → the page it begins on, by the book's bookmarks."""
        found = {}
        cases = iter(self.plan.cases)
        for entry in flat(self.reader.outline):
            if entry[0] == 2:
                number = self.reader.get_destination_page_number(entry[1])
                assert number is not None
                found[next(cases).id] = number + 1
        return found


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    artefacts = tmp_path_factory.mktemp("artefacts")
    day = dt.date(2026, 11, 1)
    casebook = load(CHECKOUT, date=day, use_cache=False)
    published = publish(casebook, channels={"web", "print"}, date=day)
    [made] = make_catalogues(published, CHECKOUT, artefacts=artefacts, names=[NAME])
    cases = select(published, published.programme.catalogues[NAME].where)
    reader = PdfReader(made.path)
    return Book(published, plan_catalogue(NAME, cases, published), made, artefacts, reader, page_texts(made.path))


def test_each_case_begins_on_a_left_page_and_takes_two(book: Book) -> None:
    assert book.made.long_cases == ()
    starts = list(book.first_pages.items())
    assert len(starts) == len(book.plan.cases)
    following = [*[page for _, page in starts[1:]], None]
    for (case, page), after in zip(starts, following, strict=True):
        assert page % 2 == 0, case
        assert after is None or after - page in {2, 4}, case


def test_the_contents_name_the_pages_that_hold_the_cases(book: Book) -> None:
    contents = " ".join(book.pages[: min(book.first_pages.values()) - 1])
    for case, page in book.first_pages.items():
        title = next(each.title("ja") for each in book.plan.cases if each.id == case)
        assert re.search(listed(title, page), contents), case
        assert re.search(loosely(title), book.pages[page - 1]), case
        assert re.search(rf"(?m)^{page}$", book.pages[page - 1]), case


def test_the_index_names_pages_on_which_the_organisation_stands(book: Book) -> None:
    starts = book.first_pages
    index = next(page for page in book.pages[max(starts.values()) :] if "機関索引" in page)
    for entry in organisation_index(book.plan.cases, book.published, "ja"):
        assert re.search(loosely(entry.name) + rf"\s+{starts[entry.cases[0]]}–", index), entry.name
        for case in entry.cases:
            assert re.search(loosely(entry.name), book.pages[starts[case] - 1]), entry.name


def test_no_word_of_a_case_is_missing(book: Book) -> None:
    starts = book.first_pages
    for case in book.plan.cases:
        held = "\n".join(book.pages[starts[case.id] - 1 : starts[case.id] + 1])
        words, characters = counted(held)
        expected_words, expected_characters = counted(text_of(case, "ja"))
        gone = expected_characters - characters
        assert not gone, (case.id, gone)
        missing = {word for word in expected_words - words if not divided(word, held)}
        assert not missing, (case.id, missing)


def test_the_file_is_tagged_and_says_its_language(book: Book) -> None:
    root: Any = book.reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("ja")
    assert book.reader.metadata is not None
    assert book.reader.metadata.title == "2020年度版 事例集"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def _structure(book: Book, entry: str) -> set[str]:
    """The values of an entry over all elements of the structure tree."""
    root: Any = book.reader.trailer["/Root"]
    found: set[str] = set()
    pending: list[Any] = [root["/StructTreeRoot"]]
    while pending:
        node = pending.pop().get_object()
        if isinstance(node, list):
            pending += [child for child in node if not isinstance(child, int)]
        elif hasattr(node, "get"):
            found |= {str(node[entry])} if entry in node else set()
            pending += [node["/K"]] if "/K" in node and not isinstance(node["/K"], int) else []
    return found


def test_texts_carry_the_language_they_are_in(book: Book) -> None:
    assert {language.split("-")[0] for language in _structure(book, "/Lang")} >= {"en", "zh"}


def test_pictures_have_their_alternative_text(book: Book) -> None:
    held = _structure(book, "/Alt")
    for case in book.plan.cases:
        for place in range(len(case.pictures)):
            assert case.alternative_text("ja", place) in held, case.id


def test_bookmarks_are_fields_and_their_cases(book: Book) -> None:
    levels = [(level, str(entry.title)) for level, entry in flat(book.reader.outline)]
    fields = [group.name("ja") for group in book.plan.groups]
    assert [title for level, title in levels if level == 1 and title in fields] == fields
    assert [title for level, title in levels if level == 2] == [tied(case.title("ja")) for case in book.plan.cases]


def test_every_font_is_embedded(book: Book) -> None:
    listing = subprocess.run(["pdffonts", str(book.made.path)], capture_output=True, check=True).stdout.decode()
    rows = listing.splitlines()[2:]
    assert rows
    assert all(re.search(r" yes yes yes ", row) for row in rows), listing


def test_the_note_beside_the_file_carries_the_gates_key(book: Book) -> None:
    note = (book.artefacts / "catalogues" / f"{NAME}.json").read_text("utf-8")
    assert key(book.published) in note
    assert f'"pages":{len(book.reader.pages)}' in note


def test_unchanged_it_is_not_set_again_and_anew_it_is_the_same(book: Book, tmp_path: Path) -> None:
    before = book.made.path.read_bytes()
    [again] = make_catalogues(book.published, CHECKOUT, artefacts=book.artefacts, names=[NAME])
    assert not again.fresh
    [anew] = make_catalogues(book.published, CHECKOUT, artefacts=tmp_path, names=[NAME])
    assert anew.fresh
    assert anew.path.read_bytes() == before


def test_an_edited_book_is_the_one_that_would_be_made_from_nothing(book: Book, tmp_path: Path) -> None:
    """Where everything stood is remembered and told beforehand; it may save passes and change no page."""
    few = book.published.programme.catalogues[NAME].model_copy(update={"where": None, "cases": _ids(book, 3)})
    programme = book.published.programme.model_copy(update={"catalogues": {NAME: few}})
    before = replace(book.published, programme=programme)
    case = book.plan.cases[1]
    edited = replace(case, texts={case.language: {"background": ("<p>Another text.</p>",)}})
    after = replace(before, cases=tuple(edited if each.id == case.id else each for each in before.cases))
    for published in (before, after):
        [again] = make_catalogues(published, CHECKOUT, artefacts=tmp_path / "again")
    [anew] = make_catalogues(after, CHECKOUT, artefacts=tmp_path / "anew")
    assert again.fresh
    assert again.path.read_bytes() == anew.path.read_bytes()


def _ids(book: Book, number: int) -> tuple[str, ...]:
    return tuple(case.id for case in book.plan.cases[:number])


def test_a_character_that_no_font_covers_is_an_error_with_the_case(book: Book, tmp_path: Path) -> None:
    case = book.plan.cases[0]
    spoilt = replace(case, held=case.case.model_copy(update={"summary": "a \U00013000 b", "translations": {}}))
    published = replace(
        book.published, cases=tuple(spoilt if each.id == case.id else each for each in book.published.cases)
    )
    with pytest.raises(CatalogueError) as caught:
        make_catalogues(published, CHECKOUT, artefacts=tmp_path, names=[NAME])
    assert caught.value.case == case.id
    assert [dict(found.arguments)["code_point"] for found in caught.value.diagnostics] == ["U+13000"]
    assert caught.value.diagnostics[0].code == "uncovered-character"
    assert not (tmp_path / "catalogues" / f"{NAME}.pdf").exists()


def test_a_text_too_long_for_two_pages_is_set_in_full(book: Book, tmp_path: Path) -> None:
    case = book.plan.cases[0]
    marks = [f"mark{number:04d}" for number in range(900)]
    text = "".join(
        f"<p>{' '.join(marks[start : start + 60])} {'lorem ipsum dolor ' * 60}</p>" for start in range(0, 900, 60)
    )
    texts = {case.language: {"background": (text,), "results": ("<p>end</p>",)}}
    long_case = replace(case, texts=texts)
    flowing = book.published.programme.catalogues[NAME].model_copy(update={"overflow": "flow"})
    programme = book.published.programme.model_copy(update={"catalogues": {NAME: flowing}})
    published = replace(book.published, cases=(long_case,), programme=programme)
    [made] = make_catalogues(published, CHECKOUT, artefacts=tmp_path, names=[NAME])
    assert [each.id for each in made.long_cases] == [case.id]
    assert made.long_cases[0].pages > 2
    held = subprocess.run(["pdftotext", str(made.path), "-"], capture_output=True, check=True).stdout.decode()
    assert set(marks) <= set(re.findall(r"mark\d{4}", held))


def test_an_unknown_name_is_an_error(book: Book, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"casebook\.yml has no catalogue of this name"):
        make_catalogues(book.published, CHECKOUT, artefacts=tmp_path, names=["nothing"])
