"""Every choice that the browse page can make, said in the grammar of `where`, finds the same cases there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.selection import select
from casebook.publication.values import Published
from casebook.site.reading import CHANNELS
from tests.conftest import DAY, ServedSite

CHOICES = (Path(__file__).parent / "browse_choices.js").read_text("utf-8")


@pytest.fixture(scope="module")
def published(sample_site: ServedSite) -> Published:
    return publish(load(sample_site.root, date=DAY, jobs=1, use_cache=False), channels=CHANNELS, date=DAY)


@pytest.fixture
def page(browser: Browser, sample_site: ServedSite) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.goto(sample_site.address + "browse/")
    made.wait_for_selector("#cb-results [data-case]")
    yield made
    context.close()


def test_every_line_of_the_page_finds_the_same_cases(page: Page, sample_site: ServedSite, published: Published) -> None:
    script = page.locator("script[src*='casebook.js']").get_attribute("src") or ""
    assets = page.evaluate("path => new URL(path, location.href).href", script.removesuffix("casebook.js"))
    made = page.evaluate(CHOICES, [assets, sample_site.address])
    assert len(made) > 600
    assert sum(1 for _, found in made if found) > 400
    differing = [where for where, found in made if [case.id for case in select(published, where)] != found]
    assert differing == []


def test_the_line_stands_on_the_page_and_can_be_copied(page: Page, sample_site: ServedSite) -> None:
    expect(page.locator("#cb-where-box")).to_be_hidden()
    page.goto(sample_site.address + "browse/?field=precision-machining&field=joining-mounting&adopted=2014..2016")
    page.locator("#cb-where-box > summary").click()
    where = "field in (precision-machining, joining-mounting) and adopted >= 2014 and adopted <= 2016"
    line = f'casebook print --where "{where}"'
    expect(page.locator("#cb-where")).to_have_text(line)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#cb-copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == line


def test_the_language_switch_keeps_the_choice(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "browse/?field=precision-machining&trl=7..")
    expect(page.locator("#cb-chosen li")).to_have_count(2)
    found = page.locator("#cb-count").inner_text()
    page.goto(page.locator(".cb-switch a[hreflang=ja]").evaluate("link => link.href"))
    expect(page.locator("#cb-chosen li")).to_have_count(2)
    assert page.locator("#cb-count").inner_text().startswith(found.split()[0])
    assert "/ja/browse/?field=precision-machining&trl=7.." in page.url


def test_ranges_of_measured_quantities_narrow_down(page: Page) -> None:
    page.locator("[data-facet=quantity] select").select_option("yield")
    page.get_by_label("Yield of material: improved by at least").fill("30")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?yield.improved=30..")
    expect(page.locator("#cb-count")).to_have_text("1 case")
    expect(page.locator("#cb-results [data-case]")).to_have_attribute("data-case", "sand-cast-aluminium-composite")


def test_what_is_no_number_is_said_and_the_range_stays(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "browse/?yield.improved=30..")
    field = page.get_by_label("Yield of material: improved by at least")
    field.fill("many")
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        "This is not a number, so the filter stays as it was. Write a number such as 0.5."
    )
    expect(page.locator("#cb-chosen li")).to_have_count(1)
    expect(page.locator("#cb-count")).to_have_text("1 case")
    assert page.url.endswith("?yield.improved=30..")
    field.fill("20")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?yield.improved=20..")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".cb-range-wrong:visible")).to_have_count(0)


def test_where_nothing_is_found_the_page_says_what_to_drop(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "browse/?field=biotechnology&adopted=..1999")
    drop = page.locator(".cb-drop")
    expect(drop).to_have_count(1)
    expect(drop).to_contain_text("Fiscal year of adoption ≤ 1999")
    drop.click()
    expect(page.locator("#cb-results [data-case]").first).to_be_visible()
    assert page.url.endswith("?field=biotechnology")
    assert page.evaluate("document.activeElement.id") == "cb-count"


@pytest.mark.parametrize("sort", ["title", "company", "stage", "change"])
def test_every_order_shows_the_same_cases(page: Page, sort: str) -> None:
    page.locator("#cb-sort").select_option(sort)
    page.wait_for_url(f"**/?sort={sort}")
    expect(page.locator("#cb-count")).to_have_text("24 of 44 cases")
    page.locator("#cb-more").press("Enter")  # a click can miss a button that moves while cards arrive
    expect(page.locator("#cb-results [data-case]")).to_have_count(44)
    assert (
        len(set(page.eval_on_selector_all("#cb-results [data-case]", "all => all.map(one => one.dataset.case)"))) == 44
    )
