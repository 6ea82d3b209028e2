"""The content security policy: what a page may load, and which of the theme's inline scripts may run, by their hashes.

Hashes are taken from the frames and from the pages that people wrote, never from filled frames: a script that crept
into the text of a case would otherwise be let through by the very header that is to stop it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

RUN = frozenset({"", "module", "text/javascript", "application/javascript"})
"""Types of scripts that run; others are data, on which the policy has no say."""
SELF = ("style-src", "font-src", "connect-src", "worker-src", "manifest-src", "form-action")


class _InlineScripts(HTMLParser):
    """Collects the text of every inline script that runs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = tag == "script" and "src" not in given and (given.get("type") or "").lower() in RUN
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def script_hashes(pages: Iterable[str]) -> tuple[str, ...]:
    """The sources of a policy's `script-src` for all inline scripts of these pages, sorted, each once."""
    scripts: set[str] = set()
    for page in pages:
        parser = _InlineScripts()
        parser.feed(page)
        parser.close()
        scripts.update(parser.found)
    digests = (hashlib.sha256(script.encode("utf-8")).digest() for script in scripts)
    return tuple(sorted(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests))


def policy(hashes: Iterable[str]) -> str:
    """The policy: nothing but what lies on the site; inline scripts by their hashes."""
    scripts = " ".join(("script-src 'self'", *hashes))
    own = [f"{name} 'self'" for name in SELF]
    closed = ["base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"]
    return "; ".join(["default-src 'none'", scripts, "img-src 'self' data:", *own, *closed])


def headers(pages: Iterable[str]) -> dict[str, str]:
    """The header lines that every answer of the site shall carry."""
    return {"Content-Security-Policy": policy(script_hashes(pages)), "X-Content-Type-Options": "nosniff"}


def static_headers(lines: dict[str, str]) -> str:
    """`_headers`, as Netlify, Cloudflare Pages and others read it."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())


def nginx_headers(lines: dict[str, str]) -> str:
    """Lines for nginx; a `location` with header lines of its own must include them again."""
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in lines.items())


def apache_headers(lines: dict[str, str]) -> str:
    """Lines for Apache's configuration of a host or for `.htaccess` (mod_headers)."""
    return "".join(f'Header always set {name} "{value}"\n' for name, value in lines.items())
