"""What the words of the fixed lists mean: those that the format itself sets, not the programme."""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("Case", "status"): {
        "draft": "Being written; shown nowhere, and what is missing is only a warning.",
        "review": "Written, waiting for approval; shown nowhere.",
        "published": "May be shown, once its day has come and its consent allows.",
        "withdrawn": "Taken back; a page with the id, the edition and one sentence remains.",
    },
    ("Participant", "role"): {
        "lead": "Leads the project.",
        "research": "A university or an institute that does research.",
        "partner": "Another company of the consortium.",
        "advisor": "A downstream user who advises.",
        "support": "Keeps the project's books and its office.",
    },
    ("Figure", "relation"): {
        "=": "The value is exact.",
        "<": "The value is below this number.",
        ">": "The value is above this number.",
        "about": "The value is rounded.",
    },
    ("Figure", "evidence"): {
        "own-measurement": "Measured by the company.",
        "third-party": "Measured by a body that takes no part in the project.",
        "user-measurement": "Measured by the downstream user.",
        "estimate": "Estimated, not measured.",
    },
    ("Observation", "source"): {
        "survey": "The programme's own survey.",
        "interview": "A talk with the company.",
        "report": "A report that the company handed in.",
        "press": "A newspaper, a journal or a page on the web.",
    },
    ("Consent", "channels"): {
        "web": "The site.",
        "print": "Catalogues, brochures, hand-outs and posters.",
        "data": "Files for machines: JSON, CSV, feeds.",
    },
    ("Patent", "status"): {"applied": "Applied for.", "granted": "Granted.", "expired": "Run out."},
    ("Patent", "licence"): {
        "open": "Licences are to be had.",
        "exclusive": "Licensed to one company alone.",
        "none": "No licences are given.",
    },
    ("Publication", "basis"): {
        "by-terms": "The conditions of the grant allow publication.",
        "consent": "A case without a valid consent is held back.",
    },
    ("Publication", "stand_in"): {
        "office": "The office's own address.",
        "coordinator": "The address of the first member with the role support, where organisations.yml has one.",
    },
    ("Quantity", "better"): {"higher": "A higher value is better.", "lower": "A lower value is better."},
    ("Stage", "counts_as"): {"practical": "Counts as put to practical use.", "commercial": "Counts as sold."},
    ("ExtraKey", "type"): {
        "text": "One paragraph.",
        "number": "A number, digits only.",
        "date": "A day: 2019-07-20.",
        "flag": "true or false.",
        "choice": "One of the values listed under values.",
    },
    ("Catalogue", "group_by"): {
        "fields": "A part for each technology field.",
        "applications": "A part for each downstream industry.",
        "regions": "A part for each region of the lead.",
        "editions": "A part for each edition.",
    },
    ("Catalogue", "channels"): {
        "web": "The catalogue lies on the site.",
        "print": "The catalogue is printed.",
        "data": "The catalogue is handed on as data.",
    },
    ("Catalogue", "format"): {"book-a4": "A book in A4, two pages a case."},
}
"""Model and key → word → one sentence."""
