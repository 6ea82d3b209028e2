"""`sitemap.xml`: every page with its versions in the other languages; nothing where the site has no address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from casebook.site.languages import Place

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(address: str, pages: Iterable[Sequence[Place]]) -> str:
    """The sitemap of pages, each given as all its versions; by sitemaps.org 0.9 with xhtml alternates."""
    entries = []
    for versions in pages:
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{each.language.tag}" href={quoteattr(address + each.address)}/>'
            for each in versions
        )
        for each in versions:
            entries.append(
                f"<url><loc>{escape(address + each.address)}</loc>{alternates if len(versions) > 1 else ''}</url>\n"
            )
    return _HEAD + "".join(sorted(entries)) + "</urlset>\n"
