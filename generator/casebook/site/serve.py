"""`casebook serve`: a small server that fills the frames again at each change and shows errors on the page itself.

MkDocs runs once, and again only when a written page, the theme or the settings have changed. The open page asks a few
times a second whether there is something new; nothing of that is in the files themselves.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from casebook.site.builder import build_beside, fill_again
from casebook.site.errors import SiteError
from casebook.site.follow import IndexFollower
from casebook.site.machines import inline_pages
from casebook.site.memory import Memory
from casebook.site.policy import headers
from casebook.site.source import Built
from casebook.staging import WORK, swap
from casebook.watching import PAUSE, seen

CASES = ("cases", "organisations.yml", "register.csv", "golden_queries.yml")
FRAMES = ("casebook.yml", "mkdocs.yml", "docs", "templates")
OWN = "/_casebook/"
_SCRIPT = """\
const box = document.createElement("pre");
box.setAttribute("role", "alert");
box.className = "cb-serve-errors";
let known;
async function look() {
  try {
    const now = await (await fetch("/_casebook/state?page=" + encodeURIComponent(location.pathname))).json();
    known ??= now.version;
    if (now.version !== known) location.reload();
    box.textContent = now.problem;
    if (now.problem) document.body.prepend(box); else box.remove();
  } catch { /* the server is on its way down or up */ }
  setTimeout(look, 400);
}
look();
"""


@dataclass(slots=True)
class State:
    """What the open pages are told."""

    problem: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The header lines that the site shall be served with."""


class Handler(SimpleHTTPRequestHandler):
    """Serves the built folder, with the script that looks for changes in every page."""

    def __init__(self, *arguments: object, state: State, **options: object) -> None:
        self.state = state
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, a page with its script, or the state."""
        path = urlsplit(self.path).path
        if path == OWN + "state":
            page = dict(parse_qsl(urlsplit(self.path).query)).get("page", "/")
            told = json.dumps({"version": self._version(page), "problem": self.state.problem})
            return self._answer(told.encode(), "application/json")
        if path == OWN + "look.js":
            return self._answer(_SCRIPT.encode(), "text/javascript")
        return self._page(path) if path.endswith("/") else super().do_GET()

    def end_headers(self) -> None:
        """Send the site's own header lines with every answer."""
        for name, value in self.state.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def _file(self, path: str) -> tuple[Path, int]:
        """The file of a page and the status of the answer."""
        file = Path(self.translate_path(path)) / "index.html"
        return (file, 200) if file.is_file() else (Path(self.directory) / "404.html", 404)

    def _version(self, path: str) -> str:
        """When the page, or a file of data beside it, last changed; only what has changed is written."""
        file, _ = self._file(path)
        try:
            beside = [each.stat().st_mtime_ns for each in os.scandir(file.parent) if each.is_file()]
        except OSError:
            beside = []
        return f"{file.name} {max(beside, default=0)}"

    def _page(self, path: str) -> None:
        found, status = self._file(path)
        page = found.read_text("utf-8") if found.is_file() else "<!doctype html><title>Casebook</title><body></body>"
        page = page.replace("</body>", f'<script type="module" src="{OWN}look.js"></script></body>')
        self._answer(page.encode(), "text/html; charset=utf-8", status)

    def _answer(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the terminal is for what the author has to know."""


@dataclass(slots=True)
class Workshop:
    """Keeps a served folder up to date."""

    root: Path
    date: dt.date | None
    address: str
    state: State
    say: Callable[[str], None]
    follower: IndexFollower
    built: Built | None = None
    memory: Memory = field(default_factory=Memory)
    frames_hold: bool = False

    @property
    def folder(self) -> Path:
        """The served folder."""
        return self.follower.folder

    def make(self, *, frames: bool) -> None:
        """Build, or fill again where the frames still hold; a problem is shown and the last state stays."""
        self.frames_hold = self.frames_hold and not frames
        try:
            if self.built is None or not self.frames_hold:
                fresh, memory = self.folder.with_name("serve-next"), Memory()
                self.built = build_beside(self.root, fresh, date=self.date, address=self.address, memory=memory)
                self.memory = memory
                self._move(fresh)
                self.frames_hold = True
                self.state.headers = headers(inline_pages(self.built.rendered, self.folder))
                self.follower.ask(None)
            else:
                self.built = fill_again(self.built, self.memory, date=self.date, shown=self._shown)
                self.follower.ask(self.built.source.published)
        except SiteError as problem:
            self.state.problem = str(problem)
            self.say(f"{problem}\nThe pages stay as they were.")
            return
        self._shown()
        self.say("Pages are up to date.")

    def _shown(self) -> None:
        """The cases' own pages are right."""
        self.state.problem = ""

    def _move(self, fresh: Path) -> None:
        swap(fresh, self.folder)
        if self.built is not None:
            self.built = Built(self.built.source, self.built.rendered, self.folder)


def watch(workshop: Workshop, stop: threading.Event) -> None:
    """Build, then look for changes until told to stop; what changes during a build is seen after it."""
    cases, frames = seen(workshop.root, CASES), seen(workshop.root, FRAMES)
    workshop.make(frames=True)
    workshop.say(f"Serving on {workshop.address} (stop with Ctrl+C)")
    while not stop.wait(PAUSE):
        now_cases, now_frames = seen(workshop.root, CASES), seen(workshop.root, FRAMES)
        if now_frames != frames or now_cases != cases:
            changed = now_frames != frames
            cases, frames = now_cases, now_frames
            workshop.make(frames=changed)
        workshop.follower.follow()
    workshop.follower.finish()


def serve_site(
    root: Path, *, date: dt.date | None = None, host: str = "127.0.0.1", port: int = 8000,
    say: Callable[[str], None] = print, stop: threading.Event | None = None,
) -> None:  # fmt: skip
    """Serve a project until interrupted, or until `stop` is set. Raises SiteError where the address is taken."""
    root, stop, state = root.resolve(), stop or threading.Event(), State()
    folder = root / WORK / "serve"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        server = ThreadingHTTPServer((host, port), partial(Handler, directory=str(folder), state=state))
    except OSError as problem:
        raise SiteError(f"cannot listen on {host}:{port}: {problem.strerror}; name another with --address") from None
    workshop = Workshop(root, date, f"http://{host}:{server.server_port}/", state, say, IndexFollower(folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        watch(workshop, stop)
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
