"""The built sample site, looked into file by file."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml

from casebook.site.builder import SiteError, build_site
from tests.conftest import DAY, ServedSite, copy_sample, forget_named_cases

TERMS = {"fields", "applications", "processes", "materials", "stages", "regions", "editions", "kinds", "languages"}
PREFIXES = ("", "ja/", "zh/")


class _Links(HTMLParser):
    """The links, sources and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name == "srcset" and value:
                self.links += [part.split()[0] for part in value.split(",")]
            elif name in {"href", "src", "action"} and value and not (tag == "link" and "canonical" in str(attrs)):
                self.links.append(value)


def _read(folder: Path) -> dict[str, _Links]:
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        parser = _Links()
        parser.feed(path.read_text("utf-8"))
        pages[path.relative_to(folder).as_posix()] = parser
    return pages


def _statuses(root: Path) -> dict[str, str]:
    """Id → published, withdrawn, or withheld: a draft, an embargo, or leave for other channels alone."""
    found = {}
    for path in sorted((root / "cases").glob("*/*.yml")):
        case = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
        channels = (case.get("consent") or {}).get("channels", ["web"])
        early = case.get("publish_from", "") > DAY.isoformat()
        shown = case.get("status") == "published" and "web" in channels and not early
        withdrawn = case.get("status") == "withdrawn" and not early
        found[path.stem] = "published" if shown else "withdrawn" if withdrawn else "withheld"
    assert {"published", "withdrawn", "withheld"} <= set(found.values())
    return found


def test_every_link_and_anchor_resolves(sample_site: ServedSite) -> None:
    base = "https://example.org/casebook/"
    pages = _read(sample_site.folder)
    broken = []
    for name, page in pages.items():
        here = base + name.removesuffix("index.html")
        for link in page.links:
            target = urlsplit(urljoin(here, link))
            if target.scheme not in {"http", "https"} or not target.geturl().startswith(base):
                continue
            path = unquote(target.path.removeprefix("/casebook/"))
            file = path + "index.html" if path.endswith("/") or not path else path
            missing = not (sample_site.folder / file).is_file()
            anchors = pages[file].ids if file in pages else {unquote(target.fragment)}
            if missing or (target.fragment and unquote(target.fragment) not in anchors):
                broken.append(f"{name}: {link}")
    assert broken == []


def test_each_published_case_has_a_page_in_each_language(sample_site: ServedSite) -> None:
    for identifier, status in _statuses(sample_site.root).items():
        for prefix in PREFIXES:
            page = sample_site.folder / prefix / "cases" / identifier / "index.html"
            assert page.is_file() is (status in {"published", "withdrawn"}), page


def test_a_withdrawn_case_keeps_one_sentence_and_none_of_its_text(sample_site: ServedSite) -> None:
    withdrawn = [identifier for identifier, status in _statuses(sample_site.root).items() if status == "withdrawn"]
    assert withdrawn
    for identifier in withdrawn:
        page = (sample_site.folder / "cases" / identifier / "index.html").read_text("utf-8")
        assert "This case has been withdrawn" in page
        file = next((sample_site.root / "cases").glob(f"*/{identifier}.yml"))
        title = yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader).get("title", "")
        assert title not in page


def test_translations_and_originals_are_marked(sample_site: ServedSite) -> None:
    folder = sample_site.folder
    original = (folder / "cases/pinion-divided-flow-forging/index.html").read_text("utf-8")
    translated = (folder / "zh/cases/pinion-divided-flow-forging/index.html").read_text("utf-8")
    untranslated = (folder / "ja/cases/pinion-divided-flow-forging/index.html").read_text("utf-8")
    assert '<html lang="en"' in original
    assert '<html lang="zh-Hans"' in translated
    assert "译自英文" in translated
    assert '<html lang="ja"' in untranslated
    assert re.search(r'<h1 lang="en"', untranslated)
    assert (
        '<link rel="canonical" href="https://example.org/casebook/cases/pinion-divided-flow-forging/">' in untranslated
    )
    assert (
        '<link rel="canonical" href="https://example.org/casebook/zh/cases/pinion-divided-flow-forging/">' in translated
    )


def test_no_inline_style_and_no_script_of_our_own(sample_site: ServedSite) -> None:
    for path in sample_site.folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "CASEBOOKSLOT" not in text, path
        body = text[text.index('<article class="md-content__inner') :] if "md-content__inner" in text else text
        content = body[: body.index("</article>")] if "</article>" in body else body
        assert " style=" not in text, path
        assert "<script" not in content, path


def _places(name: str, page: _Links) -> Iterator[str]:
    """The files that a page leads to."""
    for link in page.links:
        path = urlsplit(urljoin("https://example.org/" + name, link)).path.lstrip("/")
        yield path + "index.html" if path.endswith("/") or not path else path


def test_every_case_can_be_reached_without_scripts(sample_site: ServedSite) -> None:
    pages = _read(sample_site.folder)
    reached, wave = {"index.html"}, {"index.html"}
    for _ in range(4):
        following: set[str] = set()
        for name in wave:
            following.update(_places(name, pages[name]))
        wave = {name for name in following if name in pages} - reached
        reached |= wave
    cases = {
        f"cases/{identifier}/index.html"
        for identifier, status in _statuses(sample_site.root).items()
        if status == "published"
    }
    assert cases <= reached
    terms = {name: set(_places(name, pages[name])) & cases for name in pages if name.split("/")[0] in TERMS}
    assert {name.split("/")[0] for name in terms} == TERMS
    assert {name for name, own in terms.items() if own} <= reached
    assert cases <= set().union(*terms.values())


def test_columns_say_the_same_as_the_pages(sample_site: ServedSite) -> None:
    folder = sample_site.folder / "browse"
    data, names = (json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("columns", "names"))
    ids = json.loads((folder / "ids.json").read_text("utf-8"))
    published = {identifier for identifier, status in _statuses(sample_site.root).items() if status == "published"}
    assert set(ids) == published
    assert data["count"] == len(ids) == len(published)
    assert all(len(facet["column"]) == len(ids) for facet in (*data["facets"], *data["ranges"], data["quantities"]))
    assert [facet["key"] for facet in data["facets"]] == [
        "field", "application", "process", "material", "stage", "region", "edition", "offer", "factor", "kind",
        "certification", "distinction", "language",
    ]  # fmt: skip
    for facet in data["facets"]:
        assert len(names["facets"][facet["key"]]["terms"]) == len(facet["terms"]), facet["key"]
    cards = [card for path in sorted(folder.glob("cards-*.json")) for card in json.loads(path.read_text("utf-8"))]
    assert [card["id"] for card in cards] == ids
    newest = [own[0] for facet in data["facets"] if facet["key"] == "edition" for own in facet["column"]]
    assert newest == sorted(newest)


def test_every_term_has_a_page_with_its_cases(sample_site: ServedSite) -> None:
    data = json.loads((sample_site.folder / "browse/columns.json").read_text("utf-8"))
    ids = json.loads((sample_site.folder / "browse/ids.json").read_text("utf-8"))
    folders = {"kind": "kinds", "process": "processes"}
    for facet in data["facets"]:
        for place, code in enumerate(facet["terms"]):
            expected = {ids[case] for case, own in enumerate(facet["column"]) if place in own}
            for prefix in PREFIXES:
                folder = sample_site.folder / prefix / folders.get(facet["key"], facet["key"] + "s") / code
                found = re.findall(r'href="[./]+/cases/([a-z0-9-]+)/"', (folder / "index.html").read_text("utf-8"))
                assert set(found) == expected, folder


def _small(tmp_path: Path) -> Path:
    """A project of a few cases, for builds that fail."""
    root = copy_sample(tmp_path / "project")
    forget_named_cases(root)
    for path in sorted((root / "cases").glob("*/*.yml"))[3:]:
        path.unlink()
    for folder in [
        path for path in (root / "cases").glob("*/*") if path.is_dir() and not path.with_suffix(".yml").is_file()
    ]:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    return root


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_same_input_and_date_give_the_same_bytes(tmp_path: Path) -> None:
    one = _tree(build_site(_small(tmp_path / "one"), date=DAY, jobs=1))
    other = _tree(build_site(_small(tmp_path / "other"), date=DAY, jobs=2))
    assert list(one) == list(other)
    assert [name for name, content in one.items() if other[name] != content] == []


def test_a_faulty_case_stops_the_build_and_leaves_the_site(tmp_path: Path) -> None:
    root = _small(tmp_path)
    before = _tree(build_site(root, date=DAY))
    case = next((root / "cases").glob("*/*.yml"))
    case.write_text(case.read_text("utf-8") + "comercialisation: x\n", "utf-8")
    with pytest.raises(SiteError, match="comercialisation") as caught:
        build_site(root, date=DAY)
    assert caught.value.diagnostics
    assert _tree(root / "site") == before
    kept = build_site(root, date=DAY, keep_going=True)
    assert not (kept / "cases" / case.stem).exists()


def test_a_failure_in_the_middle_leaves_the_site(tmp_path: Path) -> None:
    root = _small(tmp_path)
    before = _tree(build_site(root, date=DAY))
    template = root / "templates/site/field.html"
    template.write_text(template.read_text("utf-8") + "{{ a_name_that_is_not_given }}", "utf-8")
    with pytest.raises(Exception, match="a_name_that_is_not_given"):
        build_site(root, date=DAY)
    assert _tree(root / "site") == before


def test_a_strict_failure_leaves_the_site(tmp_path: Path) -> None:
    root = _small(tmp_path)
    before = _tree(build_site(root, date=DAY))
    about = root / "docs/about.md"
    about.write_text(about.read_text("utf-8") + "\n[nowhere](nowhere.md)\n", "utf-8")
    with pytest.raises(SiteError, match="strict"):
        build_site(root, date=DAY, strict=True)
    assert _tree(root / "site") == before


def test_an_embargo_holds_until_its_day(tmp_path: Path) -> None:
    root = _small(tmp_path)
    case = next(
        path for path in sorted((root / "cases").glob("*/*.yml")) if "status: published" in path.read_text("utf-8")
    )
    case.write_text(
        case.read_text("utf-8").replace("status: published", "status: published\npublish_from: 2026-11-02"), "utf-8"
    )
    assert not (build_site(root, date=DAY) / "cases" / case.stem).exists()
    assert (build_site(root, date=DAY + dt.timedelta(days=1)) / "cases" / case.stem).exists()
