"""Rules on organisations, contacts, consent and approvals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.model.case import Case, Period
from casebook.model.hashes import content_hash
from casebook.model.scalars import first_day
from casebook.rules.context import CaseContext
from casebook.rules.names import folded_name
from casebook.source.tree import KeyPath

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
PHONE = re.compile(r"[+]?[0-9][0-9 ()./-]{4,}\Z")


def check_organisations(context: CaseContext) -> None:
    """Members are registered or at least named, and one of them leads."""
    for place, member in enumerate(context.case.organisations):
        where = ("organisations", place)
        if member.id is not None:
            _check_registered(context, (*where, "id"), member.id)
        elif member.name:
            known = context.registered_names.get(folded_name(member.name))
            words = {"near": known} if known else {}
            context.warn((*where, "name"), "not-registered", name=member.name, **words)
        elif not any(context.written((*where, key)) for key in ("id", "name")):
            context.missing(where, "member-unnamed")
    leads = any(member.role == "lead" for member in context.case.organisations)
    if context.case.organisations and not leads and "organisations" not in context.faulty:
        context.missing(("organisations",), "no-lead")


def _check_registered(context: CaseContext, where: KeyPath, key: str) -> None:
    if key not in context.organisations:
        context.error(where, "unknown-organisation", found=key, **context.near(key, context.organisations))


def check_contact(context: CaseContext) -> None:
    """The contact can be used, and may be shown."""
    contact = context.case.contact
    if contact is None:
        return
    if contact.organisation:
        _check_registered(context, ("contact", "organisation"), contact.organisation)
    if contact.email and not EMAIL.match(contact.email):
        context.error(("contact", "email"), "bad-email", found=contact.email)
    if contact.phone and not PHONE.match(contact.phone):
        context.error(("contact", "phone"), "bad-phone", found=contact.phone)
    if context.case.status == "withdrawn":
        return
    days = [("contact", "consent", key) for key in ("given", "expires")]
    if contact.consent is None or not any(context.written(day) for day in days):
        if not (contact.consent is None and context.written(("contact", "consent"))):
            context.warn(("contact",), "contact-without-consent")
    elif contact.consent.expires and contact.consent.expires < context.date:
        context.warn(("contact", "consent", "expires"), "contact-consent-expired", expires=contact.consent.expires)


def check_consent(context: CaseContext) -> None:
    """Leave to publish is there where the programme asks for it, and still holds."""
    consent = context.case.consent
    if context.case.status == "withdrawn":
        return
    asked = context.programme.publication.basis == "consent"
    if consent is None:
        if asked and not context.written(("consent",)):
            context.missing((), "consent-missing")
        return
    if asked and not context.written(("consent", "given")):
        context.missing(("consent",), "missing-key", key="given")
    if consent.given and consent.expires and consent.expires < consent.given:
        context.error(("consent", "expires"), "consent-reversed", given=consent.given, expires=consent.expires)
    elif consent.expires and consent.expires < context.date:
        context.warn(("consent", "expires"), "consent-expired", expires=consent.expires)


def check_approvals(context: CaseContext) -> None:
    """Approvals are by known organisations and of the present text."""
    now = content_hash(context.case) if context.case.approvals else ""
    required = context.programme.publication.require_approval and context.case.status == "published"
    for place, approval in enumerate(context.case.approvals):
        _check_registered(context, ("approvals", place, "by"), approval.by)
        if approval.of != now and not context.faulty - {"approvals"}:
            report = context.error if required else context.warn
            report(("approvals", place, "of"), "approval-stale", by=approval.by, date=approval.date, now=now)
    if required and not context.case.approvals and "approvals" not in context.faulty:
        context.error((), "approval-missing")


def check_dates(context: CaseContext) -> None:
    """The period does not end before it begins, what followed came after it, and what happened is not to come."""
    period = context.case.period or Period()
    if period.start and period.end and is_reversed(period.start, period.end):
        context.error(("period", "end"), "period-reversed", start=period.start, end=period.end)
    for place, observation in enumerate(context.case.follow_up):
        if period.start and is_reversed(period.start, observation.date):
            context.warn(("follow_up", place, "date"), "follow-up-too-early", date=observation.date, start=period.start)
    for where, written in _past(context.case):
        if first_day(written) > context.date:
            context.warn(where, "future-date", key=str(where[-1]), found=written)


def is_reversed(start: str, end: str) -> bool:
    """Whether a date lies before another, as far as both are precise."""
    return end[: len(start)] < start[: len(end)]


def _past(case: Case) -> Iterator[tuple[KeyPath, str]]:
    """The dates that tell of something done, as written; an imprecise one may mean its first day."""
    for place, observation in enumerate(case.follow_up):
        yield ("follow_up", place, "date"), observation.date
    for position, approval in enumerate(case.approvals):
        yield ("approvals", position, "date"), approval.date.isoformat()
    for position, correction in enumerate(case.corrections):
        yield ("corrections", position, "date"), correction.date.isoformat()
    if case.consent and case.consent.given:
        yield ("consent", "given"), case.consent.given.isoformat()
    if case.contact and case.contact.consent and case.contact.consent.given:
        yield ("contact", "consent", "given"), case.contact.consent.given.isoformat()
