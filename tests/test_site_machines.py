"""What the site holds for machines: feeds, robots, redirects, linked data, and the policy under which it runs."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from casebook.labels.catalogue import labels
from casebook.model.case import Case
from casebook.model.programme import Programme
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.values import PublicCase, Published, WithdrawnCase
from casebook.site.appearance import appeared, changed
from casebook.site.feeds import MOST, atom, feeds
from casebook.site.languages import SiteLanguage, site_languages
from casebook.site.linked_data import licence_address
from casebook.site.policy import apache_headers, headers, nginx_headers, policy, script_hashes, static_headers
from casebook.site.redirects import apache_lines, moves, nginx_lines, pairs, static_lines
from casebook.site.robots import robots
from casebook.site.room import Room
from tests.conftest import DAY, ServedSite

ADDRESS = "https://example.org/casebook/"
ATOM = "{http://www.w3.org/2005/Atom}"
EN = SiteLanguage("en", "", "English")
PROGRAMME = Programme.model_validate(
    {
        "title": "A & B",
        "languages": ["en", "ja"],
        "timezone": "Asia/Tokyo",
        "editions": [{"code": "spring", "date": "2019-04-01"}, {"code": "2021"}, {"code": "undated"}],
        "taxonomies": {
            "fields": [{"code": "forging", "name": "Forging"}],
            "applications": [{"code": "steel", "name": "Steel"}],
        },
    }
)


def _case(identifier: str, *editions: str, **keys: object) -> PublicCase:
    model = Case.model_validate({"title": f"Title <of> {identifier}", "fields": ["forging"], **keys})
    return PublicCase(identifier, model, "en", editions, ("forging",), None, (), None, {}, ())


def _published(*cases: PublicCase, withdrawn: tuple[WithdrawnCase, ...] = ()) -> Published:
    return Published(PROGRAMME, {}, cases, withdrawn, dt.date(2026, 1, 1), frozenset({"web"}))


@pytest.mark.parametrize(
    ("case", "first", "last"),
    [
        (_case("a", "spring"), "2019-04-01", "2019-04-01"),
        (_case("a", "2021", "spring"), "2019-04-01", "2019-04-01"),
        (_case("a", "2021"), "2021-01-01", "2021-01-01"),
        (_case("a", "spring", publish_from="2020-05-06"), "2020-05-06", "2020-05-06"),
        (_case("a", "spring", corrections=[{"date": "2020-02-01", "text": "x"}]), "2019-04-01", "2020-02-01"),
        (_case("a", "spring", follow_up=[{"date": "2022-07"}]), "2019-04-01", "2022-07-01"),
        (_case("a", "2030"), "2026-01-01", "2026-01-01"),
        (_case("a", "undated"), None, None),
        (_case("a"), None, None),
    ],
)
def test_the_day_of_a_case_comes_from_its_file_and_its_editions(
    case: PublicCase, first: str | None, last: str | None
) -> None:
    published = _published(case)
    days = (appeared(case, published), changed(case, published))
    assert [day.isoformat() if day else None for day in days] == [first, last]


def test_a_feed_begins_with_the_latest_change_and_leaves_out_what_has_no_day() -> None:
    corrected = _case("old", "spring", corrections=[{"date": "2025-01-01", "text": "x"}])
    published = _published(_case("new", "2021"), corrected, _case("timeless"))
    room = Room(PROGRAMME, EN)
    found = ET.fromstring(atom(next(feeds(published, room)), published, room, ADDRESS))
    entries = found.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Title <of> old", "Title <of> new"]
    assert found.findtext(f"{ATOM}updated") == "2025-01-01T00:00:00+09:00"
    assert entries[0].findtext(f"{ATOM}published") == "2019-04-01T00:00:00+09:00"


def test_a_feed_is_never_endless_and_never_without_a_date() -> None:
    room = Room(PROGRAMME, EN)
    many = _published(*(_case(f"case-{number:03}", "2021") for number in range(MOST + 9)))
    text = atom(next(feeds(many, room)), many, room, ADDRESS)
    assert text.count("<entry>") == MOST
    empty = atom(next(feeds(_published(), room)), _published(), room, ADDRESS)
    assert "<updated>2026-01-01T00:00:00+09:00</updated>" in empty


def test_former_ids_lead_on_and_never_away_from_a_case_in_use() -> None:
    published = _published(
        _case("now", former_ids=["then", "once", "kept", "gone"]),
        _case("kept"),
        withdrawn=(WithdrawnCase("gone", ()),),
    )
    assert [(move.former, move.case.id) for move in moves(published)] == [("once", "now"), ("then", "now")]
    lines = pairs(moves(published)[:1], site_languages(PROGRAMME), ADDRESS)
    assert static_lines(lines) == (
        "/casebook/cases/once/ /casebook/cases/now/ 301\n/casebook/ja/cases/once/ /casebook/ja/cases/now/ 301\n"
    )
    assert nginx_lines(lines[:1]) == 'rewrite "^/casebook/cases/once/?$" "/casebook/cases/now/" permanent;\n'
    assert apache_lines(lines[:1]) == 'RedirectMatch permanent "^/casebook/cases/once/?$" "/casebook/cases/now/"\n'
    assert pairs(moves(published)[:1], (EN,), "") == (("/cases/once/", "/cases/now/"),)


def test_the_policy_names_inline_scripts_that_run_and_no_others() -> None:
    data = '<script type="application/json">{}</script>'
    page = f'<script>a<b</script><script src="x.js"></script>{data}<script>a<b</script>'
    expected = base64.b64encode(hashlib.sha256(b"a<b").digest()).decode()
    assert script_hashes([page, page]) == (f"'sha256-{expected}'",)
    text = policy(["'sha256-x'"])
    assert text.startswith("default-src 'none'; script-src 'self' 'sha256-x'; img-src")
    assert "unsafe-inline" not in text


def test_header_lines_for_each_kind_of_server() -> None:
    lines = {"X-A": "b 'c'"}
    assert static_headers(lines) == "/*\n  X-A: b 'c'\n"
    assert nginx_headers(lines) == "add_header X-A \"b 'c'\" always;\n"
    assert apache_headers(lines) == "Header always set X-A \"b 'c'\"\n"


def test_robots_are_told_of_the_site_map() -> None:
    assert robots(ADDRESS) == "User-agent: *\nDisallow:\n\nSitemap: https://example.org/casebook/sitemap.xml\n"
    assert "Sitemap" not in robots("")


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("All rights reserved", ""),
    ],
)
def test_a_licence_has_an_address(licence: str, address: str) -> None:
    assert licence_address(licence) == address


# The built sample site


def test_every_feed_is_valid_and_names_pages_that_exist(sample_site: ServedSite) -> None:
    published = publish(load(sample_site.root, date=DAY), channels={"web"}, date=DAY)
    terms = published.programme.taxonomies
    paths = sorted(sample_site.folder.rglob("feed.xml"))
    assert len(paths) == 3 * (1 + len(terms.fields_of(None)) + len(terms.applications))
    for path in paths:
        feed = ET.fromstring(path.read_text("utf-8"))
        assert feed.tag == f"{ATOM}feed"
        _complete(feed)
        assert feed.findtext(f"{ATOM}id") == ADDRESS + path.relative_to(sample_site.folder).as_posix()
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        identifiers = [_complete(entry) for entry in feed.findall(f"{ATOM}entry")]
        assert len(set(identifiers)) == len(identifiers)
        for identifier in identifiers:
            assert (sample_site.folder / identifier.removeprefix(ADDRESS) / "index.html").is_file()


def _complete(element: ET.Element) -> str:
    """The id of a feed or an entry that has all that RFC 4287 asks for."""
    moment = element.findtext(f"{ATOM}updated") or ""
    assert dt.datetime.fromisoformat(moment).utcoffset() is not None
    assert dt.datetime.fromisoformat(moment).date() <= DAY
    assert element.findtext(f"{ATOM}title")
    assert len(element.findall(f"{ATOM}link[@rel='alternate']")) == 1
    identifier = element.findtext(f"{ATOM}id") or ""
    assert identifier.startswith(ADDRESS)
    return identifier


def test_a_feed_holds_the_cases_of_its_field_and_is_linked_there(sample_site: ServedSite) -> None:
    feed = ET.fromstring((sample_site.folder / "ja/fields/biotechnology/feed.xml").read_text("utf-8"))
    page = (sample_site.folder / "ja/fields/biotechnology/index.html").read_text("utf-8")
    linked = set(re.findall(r"cases/([a-z0-9-]+)/", page))
    ids = {(entry.findtext(f"{ATOM}id") or "").split("/")[-2] for entry in feed.findall(f"{ATOM}entry")}
    assert ids
    assert ids <= linked
    assert f'type="application/atom+xml" title="{_title("ja", feed)}"' in page
    assert 'href="../../fields/biotechnology/feed.xml"' in page


def _title(language: str, feed: ET.Element) -> str:
    casebook, name = (feed.findtext(f"{ATOM}title") or "").split(" · ")
    return f"{labels('site', language)('field_title', name=name)} · {casebook}"


def test_the_site_map_has_every_page_with_all_its_languages(sample_site: ServedSite) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = ET.fromstring((sample_site.folder / "sitemap.xml").read_text("utf-8"))
    listed = {url.findtext(f"{space}loc"): url for url in found.findall(f"{space}url")}
    withdrawn = {
        path.stem for path in (sample_site.root / "cases").glob("*/*.yml") if "status: withdrawn" in path.read_text()
    }
    for path in sorted(sample_site.folder.rglob("index.html")):
        address = path.relative_to(sample_site.folder).as_posix().removesuffix("index.html")
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' in text or path.parent.name in withdrawn:
            assert ADDRESS + address not in listed
            continue
        told = [link.get("href", "") for link in listed[ADDRESS + address] if link.tag.endswith("link")]
        assert all(other in listed for other in told)
        assert sorted(told) == sorted(re.findall(r'rel="alternate " hreflang="[^"]+" href="([^"]+)"', text))
        assert not told or ADDRESS + address in told


def test_an_old_address_leads_on_without_scripts(sample_site: ServedSite) -> None:
    for prefix in ("", "ja/", "zh/"):
        page = (sample_site.folder / prefix / "cases/copper-paste-die-attach/index.html").read_text("utf-8")
        assert f'<link rel="canonical" href="{ADDRESS}{prefix}cases/copper-sinter-joining/">' in page
        assert f'content="0; url=../../{"../" if prefix else ""}{prefix}cases/copper-sinter-joining/"' in page
        assert "<script" not in page
    lines = (sample_site.folder / "_redirects").read_text("utf-8")
    assert "/casebook/zh/cases/copper-paste-die-attach/ /casebook/zh/cases/copper-sinter-joining/ 301\n" in lines
    assert "copper" in (sample_site.root / ".casebook/redirects/nginx.conf").read_text("utf-8")


def test_case_pages_carry_linked_data_and_a_citation(sample_site: ServedSite) -> None:
    for prefix in ("", "ja/", "zh/"):
        for path in sorted((sample_site.folder / prefix / "cases").glob("*/index.html")):
            text = path.read_text("utf-8")
            if 'class="cb-case' not in text:
                continue
            (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
            data = json.loads(found)
            canonical = re.search(r'<link rel="canonical" href="([^"]+)"', text)
            assert canonical is not None
            assert data["@type"] == "TechArticle"
            assert data["url"] == canonical[1]
            assert f'<meta property="og:url" content="{canonical[1]}">' in text
            assert f'<a href="{canonical[1]}">{canonical[1]}</a></p>' in text
            assert data["identifier"] == path.parent.name
            assert {"headline", "inLanguage", "author", "datePublished", "publisher"} <= data.keys()
            for image in data.get("image", []):
                assert (sample_site.folder / image.removeprefix(ADDRESS)).is_file()


@pytest.mark.parametrize(
    "place",
    [
        *(
            prefix + page
            for prefix in ("", "ja/")
            for page in (
                "",
                "cases/metal-micro-pump/",
                "browse/?q=forging",
                "fields/biotechnology/",
                "cases/",
                "about/",
            )
        ),
        "404.html",
        "handbook/",
        "handbook/publishing/",
    ],
)
def test_the_console_is_silent_under_the_policy(browser: Browser, sample_site: ServedSite, place: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(sample_site.address + place)
    assert answer is not None
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    if "?q=" in place:
        page.wait_for_selector("#cb-results [data-case=pinion-divided-flow-forging]")
    page.locator("label[for=__palette_1]:not([hidden])").click()
    page.wait_for_timeout(200)
    assert page.evaluate("document.body.dataset.mdColorScheme") is not None
    context.close()
    assert complaints == []


def test_the_policy_stops_a_script_that_nobody_vouched_for(browser: Browser, sample_site: ServedSite) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(sample_site.address)
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.crept = 1'}))")
    assert page.evaluate("window.crept") is None
    assert len(complaints) == 1
    page.close()


def test_every_server_gets_the_same_policy(sample_site: ServedSite) -> None:
    static = (sample_site.folder / "_headers").read_text("utf-8")
    (line,) = re.findall(r"Content-Security-Policy: (.+)", static)
    for server in ("nginx", "apache"):
        assert f'"{line}"' in (sample_site.root / ".casebook/headers" / f"{server}.conf").read_text("utf-8")
    everything = (path.read_text("utf-8") for path in sorted(sample_site.folder.rglob("*.html")))
    assert headers(everything)["Content-Security-Policy"] == line
