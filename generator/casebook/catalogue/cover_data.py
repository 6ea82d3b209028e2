"""What stands on a cover sheet beside the front, as the data that its template reads. Its spine comes later."""

from __future__ import annotations

from casebook.catalogue.case_data import Data
from casebook.catalogue.data import covers, qr_code
from casebook.catalogue.plan import Plan
from casebook.model.scalars import in_language
from casebook.publication.values import Published


def sheet_data(plan: Plan, published: Published) -> Data | None:
    """The words of back and spine and the site's QR code; None for a book without a cover sheet."""
    settings, programme, language = plan.catalogue.cover_sheet, published.programme, plan.language
    if settings is None or not plan.has_cover_sheet:
        return None
    publisher = programme.publisher
    contact = [in_language(publisher.place, language), publisher.phone, publisher.email, publisher.url]
    return {
        "edition": _edition(plan),
        "back": in_language(settings.back, language),
        "contact": [line for line in contact if line],
        "isbn": f"ISBN {plan.isbn}" if plan.isbn else "",
        "address": programme.address or "",
        "qr": qr_code(programme.address or ""),
    }


def _edition(plan: Plan) -> str:
    """The edition's title, or what it covers where the book has no other title."""
    if plan.edition is None:
        return ""
    named = in_language(plan.edition.title, plan.language)
    return named if named != in_language(plan.titles, plan.language) else covers(plan.edition)
