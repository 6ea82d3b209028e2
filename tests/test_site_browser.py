"""The sample site in Chromium: silent, at home, searching and narrowing down."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.auditors import EVERY_LANGUAGE, IN_ENGLISH
from tests.conftest import ServedSite

PLACES = (
    *(prefix + place for prefix in ("", "ja/", "zh/") for place in EVERY_LANGUAGE if place != "data/"),
    *IN_ENGLISH,
)


@pytest.fixture
def page(browser: Browser, sample_site: ServedSite) -> Iterator[Page]:
    """A page whose every complaint and every request elsewhere fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    complaints: list[str] = []
    made.on("console", lambda message: complaints.append(message.text))
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on(
        "response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
    )
    made.on(
        "request", lambda asked: None if asked.url.startswith(sample_site.address) else complaints.append(asked.url)
    )
    yield made
    context.close()
    assert complaints == []


def _found(page: Page) -> list[str]:
    expect(page.locator("#cb-count")).to_have_text(re.compile("[0-9]"))
    page.wait_for_timeout(400)
    while page.locator("#cb-more").is_visible():
        page.locator("#cb-more").click()
        page.wait_for_timeout(100)
    return [
        str(found)
        for found in page.eval_on_selector_all("#cb-results [data-case]", "all => all.map(one => one.dataset.case)")
    ]


@pytest.mark.parametrize("place", PLACES)
def test_pages_are_silent_at_home_and_fit_a_telephone(page: Page, sample_site: ServedSite, place: str) -> None:
    page.goto(sample_site.address + place)
    page.wait_for_timeout(150)
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    ("query", "case"),
    [
        ("pinion", "pinion-divided-flow-forging"),
        ("divided flow", "pinion-divided-flow-forging"),
        ("SCM420H", "pinion-divided-flow-forging"),
        ("歩留まり", "sand-cast-aluminium-composite"),
        ("冷锻", "pinion-divided-flow-forging"),
        ("锻", "pinion-divided-flow-forging"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "ja/", "zh/"])
def test_search_finds_a_case_in_any_language(
    page: Page, sample_site: ServedSite, prefix: str, query: str, case: str
) -> None:
    page.goto(f"{sample_site.address}{prefix}browse/?q={query}")
    assert case in _found(page)
    assert page.evaluate("document.documentElement.lang") in {"en", "ja", "zh-Hans"}


def test_a_word_that_nobody_wrote_finds_nothing(page: Page, sample_site: ServedSite) -> None:
    page.goto(f"{sample_site.address}browse/?q=氦氖氙")
    assert _found(page) == []
    expect(page.locator(".cb-nothing")).to_be_visible()


def test_facets_narrow_down_and_the_address_keeps_the_state(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "browse/")
    everything = _found(page)
    label = page.locator("label", has=page.locator("input[name=field][value=precision-machining]"))
    promised = int(label.locator(".cb-facet-count").inner_text())
    label.click()
    narrowed = _found(page)
    assert len(narrowed) == promised < len(everything)
    page.locator("input[name=field][value=biotechnology]").check()
    either = _found(page)
    assert set(narrowed) < set(either)
    page.locator("[data-facet=edition] > summary").click()
    page.locator("input[name=edition][value='2019']").check()
    both = _found(page)
    assert set(both) < set(either)
    told = parse_qs(urlsplit(page.url).query)
    assert told == {"field": ["precision-machining", "biotechnology"], "edition": ["2019"]}
    page.goto(page.url)
    assert _found(page) == both
    page.locator("[data-view=table]").click()
    assert _found(page) == both
    assert "view=table" in page.url
    page.locator("#cb-clear").click()
    assert sorted(_found(page)) == sorted(everything)


def test_search_and_facets_work_together(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "browse/?q=forging")
    found = _found(page)
    page.goto(sample_site.address + "browse/?q=forging&edition=2010")
    assert set(_found(page)) < set(found)
    assert "pinion-divided-flow-forging" in _found(page)


def test_the_page_stands_still_for_whoever_goes_to_its_end(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "browse/")
    expect(page.locator("#cb-results > .cb-laid")).to_be_visible()
    height = page.evaluate("document.documentElement.scrollHeight")
    for card in page.locator("#cb-results [data-case]").all():
        card.scroll_into_view_if_needed()
    page.keyboard.press("End")
    assert page.evaluate("document.documentElement.scrollHeight") == height


def test_kept_cases_stay_on_this_machine(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "cases/metal-micro-pump/")
    page.locator(".cb-actions .cb-keep").click()
    page.goto(sample_site.address + "ja/browse/?kept=1")
    assert _found(page) == ["metal-micro-pump"]
    assert page.context.cookies() == []


def test_the_switch_stays_on_the_page(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "cases/metal-micro-pump/")
    page.locator(".cb-switch .md-header__button").hover()
    page.locator(".cb-switch a[hreflang=ja]").click()
    page.wait_for_url("**/ja/cases/metal-micro-pump/")
    expect(page.locator("html")).to_have_attribute("lang", "ja")


def test_colours_copying_and_keeping_work_under_the_policy(page: Page, sample_site: ServedSite) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(sample_site.address + "browse/?edition=2019")
    assert len(_found(page)) > 1
    for scheme in ("default", "slate", "default"):
        page.locator(".md-header .md-option + label:not([hidden])").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    expect(page.locator("#cb-results > .cb-laid")).to_be_visible()
    page.locator("#cb-where-box > summary").click()
    page.locator("#cb-copy").click()
    assert "edition" in page.evaluate("navigator.clipboard.readText()")
    page.locator("[data-keep=metal-micro-pump], .cb-keep").first.click()
    expect(page.locator("[data-kept-count]")).to_have_text("1")


@pytest.mark.parametrize(
    ("place", "most"), [("", 150_000), ("browse/", 350_000), ("cases/copper-sinter-joining/", 150_000)]
)
def test_pages_are_light(page: Page, sample_site: ServedSite, place: str, most: int) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(sample_site.address + place)
    page.wait_for_load_state("networkidle")
    sent = {each.url: len(gzip.compress(each.body())) for each in answers if each.request.resource_type != "image"}
    assert sum(sent.values()) < most, sent
