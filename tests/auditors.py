"""Where the programs lie that judge pages, and the kinds of pages that they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

AUDITORS = Path(__file__).parent.parent / ".venv/auditors/node_modules"
LIST = "metal-micro-pump,copper-sinter-joining,square-holes-guide-plate"

EVERY_LANGUAGE = (
    "",
    "browse/",
    "browse/?q=forging&field=precision-machining",
    "browse/?view=table&material=steel",
    "browse/?q=氦氖氙",
    "cases/",
    "cases/copper-sinter-joining/",
    "cases/damping-laminate/",
    "cases/pinion-divided-flow-forging/",
    "cases/bamboo-fibre-friction-pad/",
    "fields/precision-machining/",
    "editions/2019/",
    "kinds/sme/",
    "organisations/",
    "catalogues/",
    "data/",
    "shortlist/",
    f"shortlist/#cases={LIST}&compare={LIST}",
    "about/",
)
"""Home, browse, lists; a rich case, a poor one, one in two languages, one withdrawn; terms; a list; an own page."""

IN_ENGLISH = ("404.html", "handbook/", "handbook/publishing/", "architecture/")


def auditor(path: str) -> Path:
    """A file of a program that judges pages; `make auditors` installs them."""
    found = AUDITORS / path
    if not found.is_file():
        pytest.fail(f"{found.name} is not here; run: make auditors")
    return found
