"""Every kind of page, judged by the W3C's Nu HTML checker: no error but those of the theme's own frame."""

from __future__ import annotations

import json
import subprocess
from urllib.parse import urlsplit

from tests.auditors import EVERY_LANGUAGE, IN_ENGLISH, auditor
from tests.conftest import ServedSite

OF_THE_THEME = (
    "Attribute “autocomplete” is only allowed when the input type is",
    "Bad value “” for attribute “tabindex” on element “label”",
    "The value of the “for” attribute of the “label” element must be the ID of a non-hidden form control.",
)
"""What the checker says of any page of the theme: its two toggles, its folded sections, its table of contents."""


def test_the_pages_are_right_html(sample_site: ServedSite) -> None:
    places = dict.fromkeys(urlsplit(place).path for place in EVERY_LANGUAGE)
    pages = [prefix + place for prefix in ("", "ja/", "zh/") for place in places] + list(IN_ENGLISH)
    files = [place if place.endswith(".html") else f"{place}index.html" for place in pages]
    moved = next(
        path
        for path in sorted((sample_site.folder / "cases").glob("*/index.html"))
        if "data-moved-to" in path.read_text("utf-8")
    )
    line = ["java", "-Xmx512m", "-jar", str(auditor("vnu-jar/build/dist/vnu.jar")), "--format", "json", "--errors-only"]
    said = subprocess.run(
        [*line, "--exit-zero-always", str(moved), *files], cwd=sample_site.folder, capture_output=True, check=True
    ).stderr
    found = json.loads(said)["messages"]
    assert found, "the theme's own faults are expected"
    assert [each for each in found if not each["message"].startswith(OF_THE_THEME)] == []
