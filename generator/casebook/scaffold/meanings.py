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
        "organisations": "A part for each leading organisation.",
        "none": "No parts; the cases follow each other.",
    },
    ("Catalogue", "order"): {
        "id": "By the name of the file.",
        "title": "By title, as the language sorts.",
        "organisation": "By the leading organisation's name, as the language sorts.",
        "stage": "The furthest on the road to sales first.",
        "newest": "The latest year of adoption first.",
        "oldest": "The earliest year of adoption first.",
        "listed": "As they stand under cases.",
    },
    ("Catalogue", "space"): {
        "two-pages": "Two pages that lie beside each other.",
        "page": "One page.",
        "half-page": "Half a page, made of the short sentences.",
        "flow": "As many pages as it takes.",
    },
    ("Catalogue", "parts"): {
        "cover": "The title page, with the picture and the logo.",
        "half-title": "A page with the title alone, behind the cover.",
        "foreword": "The foreword and the pages under before.",
        "how-to-read": "How to read a case, in the book's language.",
        "contents": "The groups and cases with their pages.",
        "matrix": "A table of fields by applications with the numbers of cases.",
        "dividers": "A title page for each group.",
        "organisations": "The index of organisations.",
        "regions": "The index of regions.",
        "applications": "The index of applications.",
        "keywords": "The index of keywords.",
        "colophon": "Publisher, date, licence, ISBN.",
    },
    ("Catalogue", "channels"): {
        "web": "The catalogue lies on the site.",
        "print": "The catalogue is printed.",
        "data": "The catalogue is handed on as data.",
    },
    ("Catalogue", "format"): {
        "book-a4": "A book in A4, two pages a case, or one.",
        "brochure-a5": "A brochure in A5, a page or half a page a case, of the short sentences.",
        "brochure-a4": "The same in A4.",
        "handout-a4": "A sheet for each case, of the short sentences; a second language stands on its back.",
        "poster-a1": "A poster for each case, to be read from three metres.",
        "flow-a4": "A4, each case with all its text on as many pages as it takes.",
    },
}
"""Model and key → word → one sentence."""
