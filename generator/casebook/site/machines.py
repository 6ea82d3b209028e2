"""What the site holds for machines: feeds, robots, redirects, header lines; beside it, lines for the web server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casebook.site.feeds import Feed, atom, feeds
from casebook.site.filling import Filler, write_or_remove, write_text
from casebook.site.languages import Place
from casebook.site.pieces import Piece
from casebook.site.policy import apache_headers, headers, nginx_headers, static_headers
from casebook.site.redirects import apache_lines, moves, nginx_lines, pairs, static_lines
from casebook.site.robots import robots
from casebook.site.room import Room
from casebook.site.source import Rendered, SiteSource
from casebook.staging import WORK

MACHINES = ("robots.txt", "_headers", "_redirects")
"""Files at the site's root; one of the same name in `docs/` is kept."""


def feed_pieces(source: SiteSource, room: Room) -> Iterator[Piece]:
    """The feeds of a language; none where the site has no address."""
    for feed in feeds(source.published, room) if source.address else ():
        yield Piece(feed.place.address, _feed_text, feed)


def _feed_text(feed: Feed, filler: Filler) -> str:
    source = filler.source
    return atom(feed, source.published, filler.rooms[feed.place.language.tag], source.address)


def moved_pieces(source: SiteSource) -> Iterator[Piece]:
    """A page at each former address of a case."""
    for move in moves(source.published):
        for language in source.languages:
            old, new = (Place(language, f"cases/{each}/") for each in (move.former, move.case.id))
            context = {
                "id": move.case.id,
                "title": move.case.title(language.tag),
                "title_language": move.case.shown_language(language.tag),
                "canonical": source.address + new.address if source.address else "",
                "target": old.to(new),
            }
            yield Piece(old.file, _moved_text, (old, context))


def _moved_text(move: tuple[Place, dict[str, str]], filler: Filler) -> str:
    old, context = move
    return filler.body(old, "moved.html", context)


def write_machines(source: SiteSource, rendered: Rendered, out: Path) -> None:
    """Write robots, header lines and redirects below the site."""
    texts = (
        robots(source.address),
        static_headers(headers(inline_pages(rendered, out))),
        static_lines(pairs(moves(source.published), source.languages, source.address)),
    )
    for name, text in zip(MACHINES, texts, strict=True):
        if name not in rendered.kept:
            write_or_remove(out / name, text)


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
