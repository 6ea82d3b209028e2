"""Rules on organisations, contacts, consent and approvals."""

from __future__ import annotations

import re

from casebook.model.hashes import content_hash
from casebook.model.scalars import first_day
from casebook.rules.context import CaseContext, near

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
PHONE = re.compile(r"[+]?[0-9][0-9 ()./-]{4,}\Z")


def check_organisations(context: CaseContext) -> None:
    """Members are registered or at least named, and one of them leads."""
    for place, member in enumerate(context.case.organisations):
        if member.id is None and member.name is None:
            context.error(("organisations", place), "member-unnamed")
        elif member.id is None:
            context.warn(("organisations", place), "not-registered", name=member.name)
        elif member.id not in context.organisations:
            context.error(
                ("organisations", place, "id"),
                "unknown-organisation",
                found=member.id,
                **near(member.id, context.organisations),
            )
    if context.case.organisations and not any(member.role == "lead" for member in context.case.organisations):
        context.missing(("organisations",), "no-lead")


def check_contact(context: CaseContext) -> None:
    """The contact can be used, and may be shown."""
    contact = context.case.contact
    if contact is None:
        return
    if contact.organisation and contact.organisation not in context.organisations:
        context.error(
            ("contact", "organisation"), "unknown-organisation", found=contact.organisation,
            **near(contact.organisation, context.organisations),
        )  # fmt: skip
    if contact.email and not EMAIL.match(contact.email):
        context.error(("contact", "email"), "bad-email", found=contact.email)
    if contact.phone and not PHONE.match(contact.phone):
        context.error(("contact", "phone"), "bad-phone", found=contact.phone)
    if context.case.status == "withdrawn":
        return
    if contact.consent is None:
        context.warn(("contact",), "contact-without-consent")
    elif contact.consent.expires and contact.consent.expires < context.date:
        context.warn(("contact", "consent", "expires"), "contact-consent-expired", expires=contact.consent.expires)


def check_consent(context: CaseContext) -> None:
    """Leave to publish is there where the programme asks for it, and still holds."""
    consent = context.case.consent
    if context.case.status == "withdrawn":
        return
    if consent is None:
        if context.programme.publication.basis == "consent":
            context.missing((), "consent-missing")
        return
    if consent.given and consent.expires and consent.expires < consent.given:
        context.error(("consent", "expires"), "consent-reversed", given=consent.given, expires=consent.expires)
    elif consent.expires and consent.expires < context.date:
        context.warn(("consent", "expires"), "consent-expired", expires=consent.expires)


def check_approvals(context: CaseContext) -> None:
    """Approvals are by known organisations and of the present text."""
    now = content_hash(context.case) if context.case.approvals else ""
    required = context.programme.publication.require_approval and context.case.status == "published"
    for place, approval in enumerate(context.case.approvals):
        if approval.by not in context.organisations:
            context.error(
                ("approvals", place, "by"),
                "unknown-organisation",
                found=approval.by,
                **near(approval.by, context.organisations),
            )
        if approval.of != now:
            report = context.error if required else context.warn
            report(("approvals", place, "of"), "approval-stale", by=approval.by, date=approval.date, now=now)
    if required and not context.case.approvals:
        context.error((), "approval-missing")


def check_dates(context: CaseContext) -> None:
    """The period does not end before it begins, and what followed came after it."""
    period = context.case.period
    if period is None:
        return
    if period.start and period.end and period.end[: len(period.start)] < period.start[: len(period.end)]:
        context.error(("period", "end"), "period-reversed", start=period.start, end=period.end)
    for place, observation in enumerate(context.case.follow_up):
        if period.start and first_day(observation.date) < first_day(period.start):
            context.warn(("follow_up", place, "date"), "follow-up-too-early", date=observation.date, start=period.start)
