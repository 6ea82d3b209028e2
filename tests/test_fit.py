"""How cases fit: what the report says agrees with the pages that are set, and what does not fit is an error."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from casebook.catalogue.book import make_catalogues, prepare_catalogue
from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.fit import LADDER, STANDARD, TIGHTEST, Fit, tightest_step
from casebook.catalogue.fit_report import CaseFit, CatalogueFit, as_text
from casebook.catalogue.fitting import Search, advance
from casebook.catalogue.places import Places
from casebook.catalogue.trials import Measured, measure_cases
from casebook.cli import main
from casebook.model.catalogue import Tightening
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.values import PublicCase, Published

CHECKOUT = Path(__file__).parent.parent
DAY = dt.date(2026, 11, 1)
NAME = "casebook-2020-ja"
CASES = ("terahertz-paint-layers", "ectoine-milking", "servo-pump-press-brake")


@pytest.fixture(scope="module")
def published() -> Published:
    return publish(load(CHECKOUT, date=DAY), channels={"web", "print"}, date=DAY)


def _measured(published: Published, folder: Path) -> Measured:
    task = prepare_catalogue(NAME, published, CHECKOUT, folder)
    return measure_cases(task)


def _longer(case: PublicCase, lines: int) -> PublicCase:
    """The case with so many lines more: paragraphs of one line each, for readers of every language."""
    more = tuple(f"<p>{number}</p>" for number in range(lines))
    texts = {
        language: {**held, "commercialisation": ("".join([*held.get("commercialisation", ()), *more]),)}
        for language, held in case.texts.items()
    }
    return replace(case, texts=texts)


def _with(published: Published, more: dict[str, int]) -> Published:
    return replace(published, cases=tuple(_longer(case, more[case.id]) for case in published.cases if case.id in more))


def test_the_lines_reported_are_the_lines_that_fit(published: Published, tmp_path: Path) -> None:
    before = _measured(_with(published, dict.fromkeys(CASES, 1)), tmp_path).standard
    room = {case: -before[case].lines_over for case in CASES}
    # A heading keeps its first lines and a table its rows, so that a line or two of the room may not be had.
    full = _measured(_with(published, {case: lines - 2 for case, lines in room.items()}), tmp_path)
    # Two lines more: the closing blocks stay where they are, and only the last of the text goes on to a third page.
    over = _measured(_with(published, {case: lines + 2 for case, lines in room.items()}), tmp_path)
    for case in CASES:
        assert full.fits[case].step <= STANDARD, case
        assert 0 <= -full.standard[case].lines_over <= 4, case
        assert over.fits[case].step > STANDARD, case
        assert 1 <= over.standard[case].lines_over <= 3, case


def _of_one_case(published: Published, overflow: str) -> Published:
    """The book with one case of 400 lines more."""
    held = published.programme.catalogues[NAME].model_copy(update={"overflow": overflow})
    programme = published.programme.model_copy(update={"catalogues": {NAME: held}})
    return replace(_with(published, {CASES[0]: 400}), programme=programme)


def test_a_case_that_fits_at_no_step_is_an_error_that_names_its_lines(published: Published, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=rf"{CASES[0]} by \d{{3}} lines") as caught:
        make_catalogues(_of_one_case(published, "error"), CHECKOUT, artefacts=tmp_path)
    assert caught.value.case == CASES[0]
    assert not (tmp_path / "catalogues" / f"{NAME}.pdf").exists()


def test_where_the_catalogue_lets_it_a_long_case_flows_over(published: Published, tmp_path: Path) -> None:
    [made] = make_catalogues(_of_one_case(published, "flow"), CHECKOUT, artefacts=tmp_path)
    assert [each.id for each in made.long_cases] == [CASES[0]]


@pytest.mark.parametrize(
    ("limits", "step"),
    [
        ({}, TIGHTEST),
        ({"pictures": Decimal(100)}, STANDARD),
        ({"pictures": Decimal(60)}, 6),
        ({"size": Decimal("8.8")}, 5),
        ({"line": Decimal(11)}, 7),
    ],
)
def test_a_catalogue_sets_the_limits_of_tightening(limits: dict[str, Decimal], step: int) -> None:
    assert tightest_step(Tightening(**limits)) == step


def test_figures_go_to_the_right_page_though_their_section_begins_there_for_want_of_room_on_the_left() -> None:
    sections = (("goals", (4, 57.0, 700.0)), ("results", (5, 57.0, 74.0)), ("commercialisation", (5, 57.0, 300.0)))
    places = Places(start=(4, 57.0, 80.0), text=(5, 57.0, 470.0), band=(4, 57.0, 400.0), foot=(5, 57.0, 540.0),
                    end=(5, 57.0, 788.0), sections=sections, bottom=788.0)  # fmt: skip
    assert advance(Search(Fit(band="results")), places, pictures=False).fit.band == "commercialisation"
    assert advance(Search(Fit(band="commercialisation")), places, pictures=False).fit.band == "end"


def test_nothing_is_ever_set_smaller_than_can_be_read() -> None:
    assert min(step.size for step in LADDER) == 7.4


def test_the_command_knows_the_catalogues() -> None:
    done = CliRunner().invoke(main, ["fit", "nothing", "--project", str(CHECKOUT)])
    assert done.exit_code == 2
    assert "has no catalogue" in done.output


def test_the_report_says_lines_section_characters_and_steps() -> None:
    tight = CaseFit("long", fits=True, lines_over=3, section="results", characters=5100, budget=4900,
                    step={"picture": 0.7, "size": 8.8, "line": 12.6}, lines_still_over=0)  # fmt: skip
    over = replace(tight, case="over", fits=False, lines_over=40, step=None, lines_still_over=1)
    found = CatalogueFit("book", may_flow=False, cases=(tight, over))
    assert not found.passes
    assert as_text([found]) == (
        "book\n"
        "  long: over by 3 lines, in results; 5,100 characters where 4,900 fill the room; "
        "set with pictures at 70%, 8.8 pt on 12.6 pt\n"
        "  over: over by 40 lines, in results; 5,100 characters where 4,900 fill the room; "
        "DOES NOT FIT: at its tightest still over by 1 line\n"
    )
