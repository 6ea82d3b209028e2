"""Rules on texts: links, and what the rich text's door refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from casebook.diagnostics.values import Severity, diagnose
from casebook.richtext.markdown import Finding
from casebook.rules.context import CaseContext
from casebook.source.tree import KeyPath


def check_links(context: CaseContext) -> None:
    """Every address is http or https and has a host."""
    case = context.case
    addresses: list[tuple[KeyPath, str]] = [
        (("links", place, "url"), link.url) for place, link in enumerate(case.links)
    ]
    if case.contact and case.contact.url:
        addresses.append((("contact", "url"), case.contact.url))
    for kind in ("products", "publications", "awards", "standards"):
        for place, output in enumerate(getattr(case.outputs, kind)):
            if output.url:
                addresses.append((("outputs", kind, place, "url"), output.url))
    for where, address in addresses:
        if not is_web_address(address):
            context.error(where, "bad-link", found=address[:80])


def is_web_address(address: str) -> bool:
    """Whether an address is http or https, with a host and without spaces."""
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", address)
    except ValueError:
        return False


_WARNINGS = {"html-removed"}


def report_findings(context: CaseContext, where: KeyPath, findings: Iterable[Finding]) -> None:
    """What the door of rich text refused, at its place in the file."""
    for finding in findings:
        severity = Severity.WARNING if finding.code in _WARNINGS else Severity.ERROR
        position = context.at_text(where, finding.line, finding.column)
        code = "text-too-deep" if finding.code == "too-deep" else finding.code
        context.found.append(
            diagnose(context.path, position, code, severity, found=dict(finding.arguments).get("name", ""))
        )
