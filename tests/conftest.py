"""Fixtures that several tests share: the sample casebook's site, built once, and a browser to look at it."""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Machines differ in speed, and speed is measured elsewhere.
settings.register_profile("casebook", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casebook")

CHECKOUT = Path(__file__).parent.parent
SAMPLE = (
    "casebook.yml",
    "mkdocs.yml",
    "organisations.yml",
    "register.csv",
    "cases",
    "docs",
    "templates",
    "golden_queries.yml",
)
DAY = dt.date(2026, 11, 1)


def copy_sample(target: Path) -> Path:
    """The sample casebook in a folder of its own."""
    target.mkdir(parents=True, exist_ok=True)
    for name in SAMPLE:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        elif source.is_file():
            shutil.copyfile(source, target / name)
    return target


def forget_named_cases(root: Path) -> None:
    """Take away what names cases by hand, for tests that take cases of the sample away."""
    (root / "golden_queries.yml").unlink()
    settings = root / "casebook.yml"
    text, number = re.subn(r"(?m)^    cases: \[.*\]\n", "", settings.read_text("utf-8"))
    assert number == 1
    settings.write_text(text, "utf-8")


@dataclass(frozen=True)
class ServedSite:
    """A built site and where it is served, below a folder as most sites are."""

    root: Path
    folder: Path
    address: str


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder at /casebook/ as a static host does, with the lines of `_headers` on every answer."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/casebook"))

    def end_headers(self) -> None:
        """Add the lines before the empty one."""
        for line in (Path(self.directory) / "_headers").read_text("utf-8").splitlines()[1:]:
            name, value = line.strip().split(": ", 1)
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests have nothing to read here."""


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The site of the sample casebook, built once and served under its own policy."""
    # Imported here, so that the tests of other rooms need neither MkDocs nor a browser.
    from casebook.exports.write import CHANNELS, write_data
    from casebook.project.load import load
    from casebook.publication.gate import publish
    from casebook.site.builder import build_site

    root = copy_sample(tmp_path_factory.mktemp("sample") / "project")
    write_data(publish(load(root, date=DAY), channels=CHANNELS, date=DAY), root)
    folder = build_site(root, date=DAY, jobs=2)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield ServedSite(root, folder, f"http://127.0.0.1:{server.server_port}/casebook/")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # a busy machine takes its time, and speed is measured elsewhere
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield running
        running.close()
