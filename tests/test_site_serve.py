"""`casebook serve`: an edited case appears, an error is told and the last state stays."""

from __future__ import annotations

import json
import shutil
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from casebook.site.serve import serve_site
from tests.conftest import DAY, copy_sample, forget_named_cases

CASE = "pinion-divided-flow-forging"


def _until(holds: Callable[[], bool], seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_an_edit_appears_and_an_error_leaves_the_page(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project")
    for folder in ("2019", "2020"):
        shutil.rmtree(root / "cases" / folder)
    forget_named_cases(root)
    said: list[str] = []
    stop = threading.Event()
    thread = threading.Thread(
        target=serve_site, args=(root,), kwargs={"date": DAY, "port": 0, "say": said.append, "stop": stop}
    )
    thread.start()
    try:
        _until(lambda: any(line.startswith("Serving on") for line in said))
        address = next(line for line in said if line.startswith("Serving on")).split()[2]

        def page(path: str) -> str:
            with urllib.request.urlopen(address + path) as answer:
                text: str = answer.read().decode()
                return text

        file = root / "cases/2010" / f"{CASE}.yml"
        sound = file.read_text("utf-8")
        with urllib.request.urlopen(f"{address}_casebook/look.js") as answer:
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        index = page("search-index/index.json")
        assert "Cold forging of helical" in page(f"cases/{CASE}/")
        file.write_text(sound.replace("Cold forging of helical", "Warm forging of helical"), "utf-8")
        _until(lambda: "Warm forging of helical" in page(f"cases/{CASE}/"))
        _until(lambda: page("search-index/index.json") != index)
        file.write_text(sound + "nonsense: 1\n", "utf-8")
        _until(lambda: "nonsense" in json.loads(page("_casebook/state"))["problem"])
        assert "Warm forging of helical" in page(f"cases/{CASE}/")
        assert not (root / "site").exists()
    finally:
        stop.set()
        thread.join()
