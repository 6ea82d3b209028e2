"""When a case first appeared and last changed, told by its file and its editions alone: no clock is asked."""

from __future__ import annotations

import datetime as dt

from casebook.publication.values import PublicCase, Published


def appeared(case: PublicCase, published: Published) -> dt.date | None:
    """The day on which a case could first be seen; None where neither the case nor an edition of it has a date.

    That is `publish_from`, else the date of its earliest edition, else the year that is the edition's code; a date
    after the one that is published for counts as that one.
    """
    if case.outline.publish_from:
        return min(case.outline.publish_from, published.date)
    days = [day for code in case.editions if (day := _edition_day(code, published))]
    return min(*days, published.date) if days else None


def changed(case: PublicCase, published: Published) -> dt.date | None:
    """The day of its latest correction or observation, or on which it appeared; None where that is not known."""
    first = appeared(case, published)
    if first is None:
        return None
    return max(first, *case.outline.later) if case.outline.later else first


def _edition_day(code: str, published: Published) -> dt.date | None:
    edition = published.edition(code)
    if edition and edition.date:
        return edition.date
    return dt.date(int(code), 1, 1) if len(code) == 4 and code.isascii() and code.isdigit() and int(code) else None
