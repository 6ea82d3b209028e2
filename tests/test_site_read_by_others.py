"""Feeds and linked data as the libraries of others read them."""

from __future__ import annotations

import json
import re
from typing import Any

import feedparser  # type: ignore[import-untyped]
from pyld import jsonld  # type: ignore[import-untyped]

from casebook.exports.write import render_export
from casebook.project.load import load
from casebook.publication.gate import publish
from tests.conftest import CHECKOUT, DAY, ServedSite

SCHEMA = {"@context": {"@vocab": "https://schema.org/"}}
"""What matters of schema.org's context here; the real one lies on another host."""


def expanded(data: Any) -> list[dict[str, Any]]:
    """The nodes of JSON-LD, every name made an address."""

    def known(url: str, _options: Any) -> dict[str, Any]:
        assert url.rstrip("/") == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, "document": SCHEMA}

    nodes: list[dict[str, Any]] = jsonld.expand(data, {"documentLoader": known})
    return nodes


def test_every_feed_is_read_without_complaint(sample_site: ServedSite) -> None:
    feeds = sorted(sample_site.folder.rglob("*.atom")) + sorted(sample_site.folder.rglob("feed.xml"))
    assert len(feeds) > 20
    for file in feeds:
        read = feedparser.parse(file.read_bytes())
        assert not read.bozo, (file, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.feed.title
        assert all(entry.title and entry.link and entry.id and entry.updated for entry in read.entries)


def test_the_linked_data_of_a_case_page_is_read(sample_site: ServedSite) -> None:
    page = (sample_site.folder / "cases" / "copper-sinter-joining" / "index.html").read_text("utf-8")
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    [node] = expanded(json.loads(script))
    assert node["@type"] == ["https://schema.org/TechArticle"]
    assert node["https://schema.org/headline"][0]["@value"].startswith("Copper sintering")
    assert node["https://schema.org/author"][0]["@type"] == ["https://schema.org/Organization"]


def test_the_linked_data_of_all_cases_are_read() -> None:
    published = publish(load(CHECKOUT, date=DAY, use_cache=False, jobs=1), channels={"data"}, date=DAY)
    [data] = expanded(json.loads(render_export(published, "jsonld")))
    assert data["@type"] == ["https://schema.org/Dataset"]
    assert len(data["https://schema.org/hasPart"]) == len(published.cases)
