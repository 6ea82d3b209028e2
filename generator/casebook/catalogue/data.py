"""A catalogue's settings and what has passed the gate, as the plain data that the templates read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import segno

from casebook.catalogue.case_data import Data, Reader, address, case_data, summary_in
from casebook.catalogue.fonts import FontSet, latin_families
from casebook.catalogue.grouping import Group
from casebook.catalogue.index_data import INDEXES, index_entries
from casebook.catalogue.overview import overview
from casebook.catalogue.pictures import place_picture
from casebook.catalogue.plan import Plan
from casebook.catalogue.spacing import TIE, tied_case
from casebook.catalogue.written import WrittenPage
from casebook.labels.catalogue import labels
from casebook.model.formats import PARTS
from casebook.model.programme import Edition
from casebook.model.scalars import in_language
from casebook.publication.values import PublicCase, Published
from casebook.richtext.nodes import nodes
from casebook.wording.dates import date
from casebook.wording.languages import is_cjk

_DARK = re.compile(b"\x01+")


def reader_of(plan: Plan, published: Published) -> Reader:
    """For whom a catalogue is made."""
    return Reader(plan.language, labels("catalogue", plan.language), published)


def book_data(
    plan: Plan,
    published: Published,
    fonts: FontSet,
    cases: Callable[[PublicCase], Sequence[Data]] | None = None,
) -> Data:
    """The book as data; `cases` gives those of a case where they are made already."""
    reader = reader_of(plan, published)
    label = reader.label
    held = cases or (lambda case: sides(plan, case, reader))
    programme = published.programme
    edition = plan.edition
    return {
        "profile": plan.profile,
        "format": plan.catalogue.format,
        "space": plan.catalogue.room,
        "parts": [part for part in PARTS if part in plan.parts],
        "page": {"width": plan.size[0], "height": plan.size[1]},
        "lang": plan.language,
        "fonts": {each: _families(plan, fonts, each) for each in {*plan.languages, *_case_languages(plan)}},
        "latin": list(latin_families(fonts)),
        "title": in_language(plan.titles, plan.language),
        "programme": in_language(programme.title, plan.language),
        "subtitle": in_language(plan.catalogue.subtitle or programme.subtitle, plan.language),
        "covers": covers(edition),
        "publisher": in_language(programme.publisher.name, plan.language),
        "date": date(edition.date.isoformat(), plan.language) if edition and edition.date else "",
        "inks": {},
        "accent": plan.catalogue.accent or programme.accent,
        "labels": label.all(),
        "foreword": nodes(plan.written.foreword.html) if plan.written.foreword else None,
        "before": [_page(page) for page in plan.written.before],
        "after": [_page(page) for page in plan.written.after],
        "cover": _cover(plan),
        "fill_to": plan.catalogue.fill_to or 1,
        "overview": overview(plan.groups, reader) if "matrix" in plan.parts else None,
        "words": {each: labels("catalogue", each).all() for each in (plan.language, plan.second) if each},
        "groups": [
            {**_group(plan, group, place, reader), "cases": [side for case in group.cases for side in held(case)]}
            for place, group in enumerate(plan.groups)
        ],
        "group_count": len(plan.groups),
        **{"volume": None, "volumes": [], "listed": None},
        "indexes": [_index(index, plan, reader) for index in INDEXES if index in plan.parts],
        "colophon": _colophon(plan, reader),
    }


def _page(page: WrittenPage) -> Data:
    return {"title": page.title, "nodes": nodes(page.html)}


def _cover(plan: Plan) -> Data:
    """The pictures of the cover by their names in the book's folder, the picture with its words."""
    art, settings, sheet = plan.cover_art, plan.catalogue.cover_picture, plan.catalogue.cover_sheet
    return {
        "apart": plan.has_cover_sheet and sheet is not None and sheet.first_page == "title",
        "logo": art["logo"].name if "logo" in art else "",
        "picture": art["picture"].name if "picture" in art else "",
        "alt": in_language(settings.alt, plan.language) if settings else "",
        "credit": (settings.credit or "") if settings else "",
    }


def _index(index: str, plan: Plan, reader: Reader) -> Data:
    found = index_entries(index, plan.cases, reader.published, plan.language)
    entries = [{"initial": entry.initial, "name": entry.name, "cases": list(entry.cases)} for entry in found]
    heading = "organisations" if index == "organisations" else f"index_of_{index}"
    return {"key": index, "heading": reader.label(heading), "entries": entries}


def _case_languages(plan: Plan) -> set[str]:
    return {case.shown_language(plan.language) for case in plan.cases} | {case.language for case in plan.cases}


def _families(plan: Plan, fonts: FontSet, language: str) -> dict[str, list[str]]:
    """The families to try in turn: the catalogue's own go before all others."""
    own = plan.catalogue.fonts
    return {
        "sans": [*filter(None, [own.sans]), *fonts.families(language, "sans")],
        "serif": [*filter(None, [own.serif]), *fonts.families(language, "serif")],
    }


def covers(edition: Edition | None) -> str:
    """The years of adoption that an edition covers, as readers are told."""
    return edition.projects or "" if edition else ""


def _group(plan: Plan, group: Group, place: int, reader: Reader) -> Data:
    counted = "case_count_one" if len(group.cases) == 1 else "case_count"
    term = reader.published.term("fields", group.code)
    return {
        "key": group.code or f"rest-{place}",
        "place": place,
        "number": group.number,
        "name": _group_name(plan, group, reader.language),
        "names": _names(plan, group),
        "description": in_language(term.description, reader.language) if term else "",
        "colour": group.colour,
        "counted": reader.label(counted, count=len(group.cases)),
    }


def _names(plan: Plan, group: Group) -> dict[str, str]:
    """The group's name in each of the catalogue's languages."""
    spoken = [each for each in (plan.language, plan.second) if each]
    return {each: _group_name(plan, group, each) for each in spoken}


def _group_name(plan: Plan, group: Group, language: str) -> str:
    """What stands in its band: its name; of a catalogue that is not grouped, the catalogue's."""
    if plan.catalogue.group_by == "none":
        return in_language(plan.titles, language)
    return group.name(language) or labels("catalogue", language)("other")


def sides(plan: Plan, case: PublicCase, reader: Reader) -> list[Data]:
    """The case once; of a sheet that is printed on both sides twice, the second time for the second language."""
    front = _case(plan, case, reader)
    if not plan.second:
        return [front]
    if plan.catalogue.kind.bound:
        return [{**front, "second": _second(plan, case, front)}]
    back = Reader(plan.second, labels("catalogue", plan.second), reader.published)
    return [front, {**_case(plan, case, back), "side": 1}]


def _second(plan: Plan, case: PublicCase, front: Data) -> Data | None:
    held = summary_in(case, plan.second, front["lang"])
    return tied_case(held) if held else None


def _case(plan: Plan, case: PublicCase, reader: Reader) -> Data:
    pictures = [
        {
            "file": place_picture(case, place, plan.boxes, plan.profile).name,
            "aspect": round(picture.width / picture.height, 4),
            "alt": case.alternative_text(reader.language, place),
            "caption": case.caption(reader.language, place),
            "credit": picture.credit,
        }
        for place, picture in enumerate(case.pictures)
    ]
    shown = case.shown_language(reader.language)
    made = tied_case(case_data(case, reader, labels("catalogue", shown), pictures))
    return {**made, "qr": qr_code(address(case, reader.published))}


@lru_cache(maxsize=8_192)
def qr_code(text: str) -> str:
    """The QR code as SVG, without a quiet zone: the page's white stands for it. '' for no text.

    Half of the work of a case's data; every catalogue of a run asks for the same ones.
    """
    if not text:
        return ""
    # Any of the eight masks gives a code that readers know; weighing them takes nine tenths of the time.
    rows = segno.make(text, error="m", micro=False, mask=3).matrix
    runs = "".join(
        f"M{run.start()},{line}h{run.end() - run.start()}v1H{run.start()}z"
        for line, row in enumerate(rows)
        for run in _DARK.finditer(bytes(row))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows)} {len(rows)}"><path d="{runs}"/></svg>'


def _colophon(plan: Plan, reader: Reader) -> list[Data]:
    programme, edition, label = reader.published.programme, plan.edition, reader.label
    publisher = programme.publisher
    place = in_language(publisher.place, reader.language)
    name = in_language(publisher.name, reader.language)
    parts = [name, place, publisher.email or "", (publisher.phone or "").replace(" ", TIE), publisher.url or ""]
    rows = [
        ("", f"{in_language(programme.title, reader.language)}: {in_language(plan.titles, reader.language)}"),
        ("publisher", ("　" if is_cjk(reader.language) else ", ").join(part for part in parts if part)),
        ("date", date(edition.date.isoformat(), reader.language) if edition and edition.date else ""),
        ("isbn", plan.isbn),
        ("licence", programme.licence or ""),
        ("", label("set_in")),
    ]
    return [{"label": label(key) if key else "", "value": value} for key, value in rows if value]


def as_json(data: Any) -> str:
    """The data as JSON with sorted keys: the same book gives the same text."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
