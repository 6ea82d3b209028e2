"""What machines read in the head of a case page: JSON-LD by schema.org, and Open Graph."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup, escape

from casebook.publication.values import Member, PublicCase
from casebook.site.appearance import appeared, changed
from casebook.site.case_page import CaseView
from casebook.site.languages import Place
from casebook.site.room import Room
from casebook.site.source import SiteSource

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-([0-9]\.[0-9])\Z")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""Within a script element no entity is read, and `</script` would end it."""
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def case_head(case: PublicCase, view: CaseView, room: Room, source: SiteSource, canonical: Place) -> Markup:
    """The lines for the head of a case page; nothing where the site has no address."""
    if not source.address:
        return Markup()
    data = {key: value for key, value in article(case, view, room, source, canonical).items() if value}
    text = _JSON.encode(data)
    for mark, written in _ESCAPES.items():
        text = text.replace(mark, written)
    script = f'<script type="application/ld+json">{text}</script>'
    properties = open_graph(case, view, room, source, canonical)
    lines = [f'<meta property="{name}" content="{escape(value)}">' for name, value in properties if value]
    return Markup("\n  ".join([*lines, script]))


def article(case: PublicCase, view: CaseView, room: Room, source: SiteSource, canonical: Place) -> dict[str, Any]:
    """A case as a TechArticle of schema.org; empty values are to be left out."""
    model, published, address = case.case, source.published, source.address
    first, last = appeared(case, published), changed(case, published)
    original = next((each for each in source.languages if each.tag == case.language), None)
    about = [room.name("fields", code) for code in case.fields_today]
    about += [room.name("applications", code) for code in model.applications]
    lead = case.lead
    return {
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "@id": address + canonical.address,
        "url": address + canonical.address,
        "identifier": case.id,
        "headline": view.card.title,
        "abstract": view.card.summary,
        "inLanguage": view.language,
        "datePublished": first.isoformat() if first else "",
        "dateModified": last.isoformat() if last else "",
        "author": _organisation(lead, room) if lead else None,
        "contributor": [_organisation(member, room) for member in case.members if member is not lead],
        "publisher": _named("Organization", room.text(room.programme.publisher.name)),
        "isPartOf": [_named("Book", edition.name) for edition in view.editions],
        "about": [_named("DefinedTerm", name) for name in dict.fromkeys(about)],
        "keywords": list(view.keywords),
        "license": licence_address(model.licence or room.programme.licence or ""),
        "image": [address + picture.files.fallback for picture in view.pictures],
        "translationOfWork": {"@id": address + canonical.sibling(original).address}
        if view.state == "translation" and original
        else None,
    }


def _named(kind: str, name: str) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _organisation(member: Member, room: Room) -> dict[str, str]:
    known = member.organisation
    made = {"@type": "Organization", "name": member.name(room.language.tag)}
    if known and known.fictional:
        made["disambiguatingDescription"] = room.words("invented")
    if known and known.url and known.url.startswith(("https://", "http://")):
        made["url"] = known.url
    return made


def licence_address(licence: str) -> str:
    """The page of a licence: of Creative Commons by its SPDX name, or the licence itself where it is an address."""
    if found := _CREATIVE_COMMONS.match(licence):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return licence if licence.startswith(("https://", "http://")) else ""


def open_graph(
    case: PublicCase, view: CaseView, room: Room, source: SiteSource, canonical: Place
) -> list[tuple[str, str]]:
    """The properties by which a link to the case is shown elsewhere (ogp.me); empty values are to be left out."""
    picture = view.pictures[0] if view.pictures else None
    first = appeared(case, source.published)
    return [
        ("og:type", "article"),
        ("og:site_name", room.text(room.programme.title)),
        ("og:title", view.card.title),
        ("og:description", view.card.summary),
        ("og:url", source.address + canonical.address),
        ("og:image", source.address + picture.files.fallback if picture else ""),
        ("og:image:alt", picture.alt if picture else ""),
        ("article:published_time", first.isoformat() if first else ""),
    ]
