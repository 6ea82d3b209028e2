"""`robots.txt`: everything may be read; where the site has an address, it names the site map."""

from __future__ import annotations


def robots(address: str) -> str:
    """The file by RFC 9309; robots ask for it at the root of a host alone."""
    site_map = f"\nSitemap: {address}sitemap.xml\n" if address else ""
    return f"User-agent: *\nDisallow:\n{site_map}"
