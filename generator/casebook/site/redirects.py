"""From the former ids of cases to their present ones: a page at each old address, and lines for the web server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from casebook.publication.values import PublicCase, Published
from casebook.site.languages import Place, SiteLanguage


@dataclass(frozen=True, slots=True)
class Move:
    """A case that had another id."""

    case: PublicCase
    former: str


def moves(published: Published) -> tuple[Move, ...]:
    """Every former id of a published case, sorted; an id that is in use is never led away from."""
    used = {case.id for case in published.cases} | {case.id for case in published.withdrawn}
    found: dict[str, Move] = {}
    for case in published.cases:
        for former in case.outline.former_ids:
            if former not in used:
                found.setdefault(former, Move(case, former))
    return tuple(found[former] for former in sorted(found))


Pair = tuple[str, str]
"""An old address and the new one, as paths from the root of the host."""


def pairs(all_moves: Iterable[Move], languages: Sequence[SiteLanguage], address: str) -> tuple[Pair, ...]:
    """Old and new addresses in every language."""
    base = urlsplit(address).path or "/"
    return tuple(
        (base + _page(language, move.former).address, base + _page(language, move.case.id).address)
        for move in all_moves
        for language in languages
    )


def _page(language: SiteLanguage, identifier: str) -> Place:
    return Place(language, f"cases/{identifier}/")


def static_lines(all_pairs: Iterable[Pair]) -> str:
    """`_redirects`, as Netlify, Cloudflare Pages and others read it."""
    return "".join(f"{old} {new} 301\n" for old, new in all_pairs)


def nginx_lines(all_pairs: Iterable[Pair]) -> str:
    """Lines for a server block of nginx; with and without the closing slash."""
    return "".join(f'rewrite "^{re.escape(old.rstrip("/"))}/?$" "{new}" permanent;\n' for old, new in all_pairs)


def apache_lines(all_pairs: Iterable[Pair]) -> str:
    """Lines for Apache's configuration of a host or for `.htaccess` (mod_alias)."""
    return "".join(f'RedirectMatch permanent "^{re.escape(old.rstrip("/"))}/?$" "{new}"\n' for old, new in all_pairs)
