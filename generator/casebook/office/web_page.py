"""The web page of one case as a proof, drafts too: built by the site's own way in a folder of its own, then printed.

A throw-away casebook holds the settings, the registry and this case alone, as if it were published today. Its site is
built where nobody else looks, and a browser of this machine prints the page. Nothing of it lies under `site/`.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
from pathlib import Path

from casebook.intake.update import update_text
from casebook.labels.catalogue import labels
from casebook.model.case import Case
from casebook.project.settings import ORGANISATIONS, SETTINGS
from casebook.project.values import Casebook, CaseEntry
from casebook.site.builder import build_site
from casebook.site.languages import site_languages

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
"""Programs that can print a page, in the order in which they are looked for."""
_SETTINGS = "site_name: proof\ntheme: {name: material}\nplugins: [casebook]\n"
_MARK = (
    '<p style="position:fixed;top:0;right:0;margin:0;padding:.2rem .8rem;background:#b5494e;color:#fff;'
    'font:600 14px sans-serif;z-index:99">{words}</p>'
)
_SECONDS = 60


def find_browser() -> str | None:
    """A browser that can print, if there is one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def web_page_pdf(casebook: Casebook, entry: CaseEntry, language: str, *, date: dt.date, browser: str) -> bytes:
    """The page of a case in a language, as a browser prints it. Raises OSError where the browser fails."""
    with tempfile.TemporaryDirectory(prefix="casebook-proof-") as folder:
        root = _alone(casebook, entry, Path(folder) / "casebook")
        site = build_site(root, date=date, search=False, jobs=1)
        place = next((each for each in site_languages(casebook.programme) if each.tag == language), None)
        page = site / (place.prefix if place else "") / "cases" / entry.id / "index.html"
        words = labels("office", language)("proof_mark")
        page.write_text(page.read_text("utf-8").replace("</body>", _MARK.format(words=words) + "</body>", 1), "utf-8")
        return _printed(page, Path(folder), browser)


def _alone(casebook: Casebook, entry: CaseEntry, root: Path) -> Path:
    """A casebook of this case alone, as if it were published."""
    for name in (SETTINGS, ORGANISATIONS):
        if (casebook.root / name).is_file():
            root.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(casebook.root / name, root / name)
    if (logo := casebook.programme.publisher.logo) and (casebook.root / logo).is_file():
        (root / logo).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(casebook.root / logo, root / logo)
    if (casebook.root / "templates").is_dir():
        shutil.copytree(casebook.root / "templates", root / "templates")
    (root / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "index.md").write_text("# \n", "utf-8")
    text = (casebook.root / entry.path).read_bytes().decode("utf-8")
    shown = {"status": "published", "publish_from": None, "approvals": None, "project": None}
    settings = (root / SETTINGS).read_text("utf-8")
    asked = {"basis", "require_approval"}
    publication = casebook.programme.publication.model_dump(mode="json", exclude_defaults=True, exclude=asked)
    plain = {"publication": publication, "catalogues": None, "press": None}
    (root / SETTINGS).write_text(update_text(settings, plain, ()) or settings, "utf-8")
    file = root / entry.path
    file.parent.mkdir(parents=True)
    file.write_text(update_text(text, {**shown, "consent": None}, tuple(Case.model_fields)) or text, "utf-8")
    beside = (casebook.root / entry.path).with_suffix("")
    if beside.is_dir():
        shutil.copytree(beside, file.with_suffix(""))
    return root


def _printed(page: Path, folder: Path, browser: str) -> bytes:
    out = folder / "page.pdf"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--no-first-run"]
    command += ["--disable-background-networking", f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}"]
    try:
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=_SECONDS)
        return out.read_bytes()
    except subprocess.SubprocessError as error:
        raise OSError(f"{browser} did not print the page") from error
