"""Every kind of page for everyone: judged by axe-core, gone through by keyboard, at 400 % and with little motion."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.auditors import EVERY_LANGUAGE, IN_ENGLISH, auditor
from tests.conftest import ServedSite

PLACES = (*(prefix + place for prefix in ("", "ja/", "zh/") for place in EVERY_LANGUAGE), *IN_ENGLISH)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = (("light", 1280), ("dark", 390), ("dark", 1280), ("light", 390))
JUDGE = """async rules => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  const told = ({ id, nodes }) => nodes.map(each => `${id}: ${each.html.slice(0, 160)} ${each.failureSummary}`);
  return violations.flatMap(told);
}"""
SEEN = """() => {
  const place = document.activeElement;
  const label = place.matches(".md-option") ? place.nextElementSibling : place;
  const shown = label.getBoundingClientRect();
  return {
    name: [place.getAttribute("aria-label"), place.labels?.[0]?.textContent, place.textContent, place.title].join(""),
    inside: shown.right > 0 && shown.left < innerWidth && shown.bottom > 0 && shown.top < innerHeight,
    outlined: getComputedStyle(label).outlineStyle !== "none", end: place === document.body,
  };
}"""

CUT = """() => [...document.querySelectorAll("body *")].filter(each =>
  each.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  && each.getBoundingClientRect().right > innerWidth + 1
  && !each.closest(".cb-scroll, .cb-span, .cb-text[tabindex], pre, .md-typeset__scrollwrap, .md-header__title"))
  .map(each => each.outerHTML.slice(0, 160))"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh browser whose reader asked for little motion."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _open(page: Page, address: str) -> None:
    """Open a page, what its scripts fetch, and everything that unfolds."""
    page.goto("about:blank")
    page.goto(address)
    if "browse/" in address:
        expect(page.locator("#cb-results > *").first).to_be_attached()
    if "#cases=" in address:
        expect(page.locator("table.cb-compare")).to_be_attached()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_no_violation(page: Page, sample_site: ServedSite, place: str) -> None:
    _open(page, sample_site.address + place)
    page.evaluate(auditor("axe-core/axe.min.js").read_text("utf-8"))
    # Each place in two of the four looks: over the languages every kind of page is seen in all.
    turn = PLACES.index(place) // len(EVERY_LANGUAGE) % 2 * 2
    for scheme, width in LOOKS[turn : turn + 2]:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator("body")).to_have_attribute(
            "data-md-color-scheme", "slate" if scheme == "dark" else "default"
        )
        assert page.evaluate(JUDGE, RULES) == [], (scheme, width)


def test_axe_finds_no_violation_where_a_case_has_moved(page: Page, sample_site: ServedSite) -> None:
    text = next(
        text
        for path in sorted((sample_site.folder / "cases").glob("*/index.html"))
        if "data-moved-to" in (text := path.read_text("utf-8"))
    )
    page.set_content(re.sub(r"<meta http-equiv=.refresh.[^>]*>", "", text))
    page.evaluate(auditor("axe-core/axe.min.js").read_text("utf-8"))
    assert page.evaluate(JUDGE, RULES) == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("place", ["", "browse/", "cases/copper-sinter-joining/", "handbook/publishing/"])
def test_the_keyboard_reaches_only_what_can_be_seen(
    page: Page, sample_site: ServedSite, place: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(sample_site.address + place)
    if place == "browse/":
        expect(page.locator("#cb-results > *").first).to_be_attached()
    for step in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(SEEN)
        if seen["end"]:
            break
        assert seen["name"].strip(), step
        assert seen["inside"], seen
        assert seen["outlined"], seen


@pytest.mark.parametrize("place", ["", "browse/", "cases/copper-sinter-joining/", "handbook/publishing/"])
def test_the_first_key_offers_to_skip_to_the_content(page: Page, sample_site: ServedSite, place: str) -> None:
    page.goto(sample_site.address + place)
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


def test_the_keyboard_opens_the_drawer_and_leaves_it(page: Page, sample_site: ServedSite) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(sample_site.address + "handbook/publishing/")
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    fold = page.locator("label.md-nav__title:focus")
    expect(fold).to_have_attribute("aria-label", "Handbook")
    page.keyboard.press("Space")
    expect(page.locator(".md-nav--primary > .md-nav__title a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("place", [*EVERY_LANGUAGE, *IN_ENGLISH])
def test_at_400_per_cent_nothing_is_cut(page: Page, sample_site: ServedSite, place: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    _open(page, sample_site.address + place)
    cut = page.evaluate(CUT)
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_nothing_moves_for_readers_who_asked_for_that(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "browse/")
    expect(page.locator("#cb-results > *").first).to_be_attached()
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].map(each => getComputedStyle(each))
      .filter(look => look.animationName !== "none" || parseFloat(look.transitionDuration) > 0).length""")
    assert moving == 0


def test_the_count_is_spoken_as_it_changes(page: Page, sample_site: ServedSite) -> None:
    page.goto(sample_site.address + "browse/")
    count = page.get_by_role("status").filter(has_text=re.compile("[0-9]"))
    expect(count).to_have_attribute("aria-live", "polite")
    before = count.inner_text()
    page.locator("input[name=field][value=precision-machining]").focus()
    page.keyboard.press("Space")
    expect(count).not_to_have_text(before)
    expect(page.locator("input[name=field][value=precision-machining]")).to_be_focused()
