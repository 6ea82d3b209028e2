"""What the site holds for machines: feeds, robots, redirects, header lines; beside it, lines for the web server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casebook.site.feeds import atom, feeds
from casebook.site.filling import Filler, write_text
from casebook.site.languages import Place
from casebook.site.policy import apache_headers, headers, nginx_headers, static_headers
from casebook.site.redirects import apache_lines, moves, nginx_lines, pairs, static_lines
from casebook.site.robots import robots
from casebook.site.source import Rendered, SiteSource
from casebook.staging import WORK


def write_machines(source: SiteSource, rendered: Rendered, filler: Filler, out: Path) -> None:
    """Write them below the site; a file of the same name that stands in `docs/` is kept."""
    if source.address:
        for room in filler.rooms.values():
            for feed in feeds(source.published, room):
                write_text(out / feed.place.address, atom(feed, source.published, room, source.address))
    _write_moved_pages(source, filler, out)
    _write_new(out / "robots.txt", robots(source.address))
    _write_new(out / "_headers", static_headers(headers(inline_pages(rendered, out))))
    if redirects := static_lines(pairs(moves(source.published), source.languages, source.address)):
        _write_new(out / "_redirects", redirects)


def write_server_lines(source: SiteSource, rendered: Rendered, out: Path) -> None:
    """Write what nginx and Apache include, into the project's work folder: none of it belongs to what is served."""
    lines = headers(inline_pages(rendered, out))
    leads = pairs(moves(source.published), source.languages, source.address)
    folder = source.root / WORK
    write_text(folder / "headers" / "nginx.conf", nginx_headers(lines))
    write_text(folder / "headers" / "apache.conf", apache_headers(lines))
    write_text(folder / "redirects" / "nginx.conf", nginx_lines(leads))
    write_text(folder / "redirects" / "apache.conf", apache_lines(leads))


def inline_pages(rendered: Rendered, out: Path) -> Iterator[str]:
    """The pages that hold all inline scripts of the site: frames, written pages, the one for wrong addresses."""
    for _, frame in sorted(rendered.frames.items()):
        yield frame.fill({})
    for file in (*(f"{address}index.html" for address in rendered.written), "404.html"):
        if (out / file).is_file():
            yield (out / file).read_text("utf-8")


def _write_moved_pages(source: SiteSource, filler: Filler, out: Path) -> None:
    for move in moves(source.published):
        for language in source.languages:
            old, new = (Place(language, f"cases/{each}/") for each in (move.former, move.case.id))
            context = {
                "title": move.case.title(language.tag),
                "title_language": move.case.shown_language(language.tag),
                "canonical": source.address + new.address if source.address else "",
                "target": old.to(new),
            }
            write_text(out / old.file, filler.body(old, "moved.html", context))


def _write_new(path: Path, text: str) -> None:
    if not path.exists():
        write_text(path, text)
