"""The shortlist in Chromium: kept in the browser alone, shared by a link, compared, taken away; mails with one tap."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ServedSite

PUMP, PASTE, PLATE = "metal-micro-pump", "copper-sinter-joining", "square-holes-guide-plate"


@pytest.fixture
def page(browser: Browser, sample_site: ServedSite) -> Iterator[Page]:
    """A page of a fresh browser, from which no request may go elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    elsewhere: list[str] = []
    refused: list[str] = []
    made.on("console", lambda told: refused.append(told.text) if "Content Security Policy" in told.text else None)
    made.on("request", lambda asked: None if asked.url.startswith(sample_site.address) else elsewhere.append(asked.url))
    yield made
    cookies = context.cookies()
    context.close()
    assert refused == []
    assert (cookies, [url for url in elsewhere if not url.startswith("blob:")]) == ([], [])


def _open(page: Page, site: ServedSite, where: str = "", *, kept: tuple[str, ...] = ()) -> None:
    """The shortlist, with cases kept before it is opened."""
    page.goto(site.address + "404.html")
    page.evaluate("ids => localStorage.setItem('casebook.kept', JSON.stringify(ids))", list(kept))
    page.goto(f"{site.address}{where or 'shortlist/'}")
    page.wait_for_selector("#cb-shortlist-empty:not([hidden]), #cb-shortlist-entries li")


def _ids(page: Page, selector: str = "#cb-shortlist-entries [data-case]") -> list[str]:
    return list(page.eval_on_selector_all(selector, "all => all.map(one => one.dataset.case)"))


def _stored(page: Page) -> list[str]:
    return list(json.loads(page.evaluate("localStorage.getItem('casebook.kept')") or "[]"))


def test_a_kept_case_is_listed_and_counted(page: Page, sample_site: ServedSite) -> None:
    _open(page, sample_site)
    expect(page.locator("#cb-shortlist-empty")).to_be_visible()
    expect(page.locator("#cb-shortlist-tools")).to_be_hidden()
    page.goto(f"{sample_site.address}cases/{PUMP}/")
    page.locator(f".cb-actions [data-keep={PUMP}]").click()
    expect(page.locator("[data-kept-count]")).to_have_text("1")
    page.locator(".cb-head-kept").click()
    page.wait_for_selector("[data-case]")
    assert _ids(page) == [PUMP]
    expect(page.locator("#cb-shortlist-side")).to_be_hidden()


def test_a_case_taken_off_stays_in_sight_until_the_page_is_left(page: Page, sample_site: ServedSite) -> None:
    _open(page, sample_site, kept=(PUMP, PASTE))
    page.locator(f"#cb-shortlist-entries [data-keep={PUMP}]").click()
    assert (_ids(page), _stored(page)) == ([PUMP, PASTE], [PASTE])
    assert PUMP not in page.locator("#cb-shortlist-link").input_value().split("&")[0]
    page.reload()
    page.wait_for_selector("[data-case]")
    assert _ids(page) == [PASTE]


def test_two_to_four_cases_stand_side_by_side(page: Page, sample_site: ServedSite) -> None:
    others = ("hydride-compact-tank", "one-piece-vacuum-vessel")
    _open(page, sample_site, kept=(PUMP, PASTE, PLATE, *others))
    table = page.locator(".cb-compare")
    expect(table.locator("thead th")).to_have_count(4)
    expect(page.locator(f"input[value={others[1]}]")).to_be_disabled()
    rows = table.locator("tbody th").all_inner_texts()
    assert {"Stage", "Grain size", "Problems", "Solutions", "Contact", "Funding"} <= set(rows)
    flow = table.locator("tr", has=page.locator("th", has_text="Flow rate")).locator("td").all_inner_texts()
    assert "+51.5" in flow[0]
    assert "not stated" in flow[1]
    page.locator(f"input[value={PASTE}]").uncheck()
    page.locator(f"input[value={PLATE}]").uncheck()
    expect(table.locator("thead th")).to_have_count(2)
    page.reload()
    expect(table.locator("thead th")).to_have_count(2)


def test_a_link_shows_its_list_and_changes_nothing(page: Page, sample_site: ServedSite) -> None:
    _open(page, sample_site, f"ja/shortlist/#cases={PUMP},{PASTE}&compare={PUMP},{PASTE}", kept=(PLATE,))
    assert (_ids(page), _stored(page)) == ([PUMP, PASTE], [PLATE])
    expect(page.locator("#cb-shortlist-shared")).to_be_visible()
    assert "#cases=" in str(page.locator(".cb-switch a[hreflang=en]").get_attribute("href"))
    page.locator("#cb-shortlist-take").click()
    assert _stored(page) == [PLATE, PUMP, PASTE]
    expect(page.locator("#cb-shortlist-take")).to_be_hidden()
    link = page.locator("#cb-shortlist-link").input_value()
    assert unquote(link).endswith(f"#cases={PUMP},{PASTE}&compare={PUMP},{PASTE}")


def test_what_is_not_there_is_named_kindly(page: Page, sample_site: ServedSite) -> None:
    withdrawn = next(
        path.stem
        for path in sorted((sample_site.root / "cases").glob("*/*.yml"))
        if "\nstatus: withdrawn" in path.read_text("utf-8")
    )
    pages = sorted((sample_site.folder / "cases").glob("*/index.html"))
    former = next(path.parent.name for path in pages if "data-moved-to" in path.read_text("utf-8"))
    _open(page, sample_site, kept=(withdrawn, "never-heard-of", former))
    entries = page.locator(".cb-kept-case")
    expect(entries.nth(0)).to_contain_text("has been withdrawn")
    expect(entries.nth(1)).to_contain_text("there is no case of this name")
    moved = _ids(page)
    assert len(moved) == 1
    assert moved[0] in _stored(page)
    assert former not in _stored(page)
    entries.nth(1).get_by_role("button").click()
    assert "never-heard-of" not in _stored(page)
    expect(entries).to_have_count(2)


def test_a_link_cannot_lead_out_of_the_cases(page: Page, sample_site: ServedSite) -> None:
    _open(page, sample_site, "shortlist/#cases=../../about,<b>,https://example.org", kept=(PUMP,))
    assert _ids(page) == [PUMP]


@pytest.mark.parametrize("prefix", ["", "ja/", "zh/"])
def test_the_table_file_opens_as_it_is_meant(page: Page, sample_site: ServedSite, prefix: str) -> None:
    _open(page, sample_site, f"{prefix}shortlist/", kept=(PUMP, PASTE))
    with page.expect_download() as waiting:
        page.locator("#cb-shortlist-csv").click()
    raw = Path(waiting.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert [row[0] for row in rows] == [PUMP, PASTE]
    assert len({len(row) for row in [head, *rows]}) == 1
    assert any("joining@example.org" in cell for cell in rows[1])
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t"}]
    assert ("Flow rate" in head) == (prefix == "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", '"\'=HYPERLINK(1)"'),
        (" +81 3", '"\' +81 3"'),
        ("\t=1", '"\'\t=1"'),
        ("＝1", '"\'＝1"'),
        ('a "b", c', '"a ""b"", c"'),
        ("two\nlines", '"two lines"'),
        ("−60%", "−60%"),
    ],
)
def test_no_cell_begins_a_formula(page: Page, sample_site: ServedSite, text: str, cell: str) -> None:
    _open(page, sample_site)
    module = page.eval_on_selector("script[type=module]", "one => one.src").replace("casebook.js", "csv.js")
    made = page.evaluate("([module, text]) => import(module).then(csv => csv.csvCell(text))", [module, text])
    assert made == cell


def test_the_print_view_has_the_contacts(page: Page, sample_site: ServedSite) -> None:
    _open(page, sample_site, kept=(PUMP, PASTE))
    expect(page.locator(".cb-kept-contact").nth(1)).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".cb-kept-contact").nth(1)).to_contain_text("joining@example.org")
    expect(page.locator("#cb-shortlist-tools")).to_be_hidden()
    expect(page.locator(".md-header")).to_be_hidden()


def test_mail_is_one_tap_away_and_hidden_from_simple_harvesters(page: Page, sample_site: ServedSite) -> None:
    page.goto(f"{sample_site.address}cases/{PASTE}/")
    link = page.locator(".cb-mail a.cb-button").get_attribute("href") or ""
    assert link.startswith("mailto:joining@example.org?subject=")
    assert f"[{PASTE}]" in unquote(link)
    for path in sorted((sample_site.folder / "cases").glob("*/index.html")):
        text = path.read_text("utf-8")
        assert "mailto:" not in text, path
        assert "@example.org" not in text, path


def test_a_mail_address_can_be_read_without_scripts(browser: Browser, sample_site: ServedSite) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample_site.address}cases/{PASTE}/")
    assert page.locator(".cb-mail").inner_text() == "joining [at] example.org"
    page.goto(f"{sample_site.address}shortlist/")
    assert "can be read without them" in page.locator("noscript").inner_text()
    context.close()
