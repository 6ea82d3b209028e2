"""Whom a case may name as its contact: the company while its consent holds, else who stands in for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from casebook.model.case import Case, ContactConsent
from casebook.model.organisation import Organisation
from casebook.project.values import Casebook
from casebook.publication.values import ShownContact


def shown_contact(case: Case, casebook: Casebook, date: dt.date) -> ShownContact | None:
    """The contact that may be shown on a date; None where there is neither the company's nor a substitute."""
    contact = case.contact
    if contact is not None and _holds(contact.consent, date):
        names = _names(case, contact.organisation, casebook.organisations)
        given = (contact.department, contact.name, contact.email, contact.phone, contact.url)
        return ShownContact(False, names, *(each or "" for each in given))
    if casebook.programme.publication.stand_in == "coordinator":
        return _coordinator(case, casebook.organisations) or _office(casebook)
    return _office(casebook)


def _holds(consent: ContactConsent | None, date: dt.date) -> bool:
    """Whether leave to show a contact was given and has not run out; one without any day is none."""
    if consent is None or (consent.given is None and consent.expires is None):
        return False
    return (consent.given is None or consent.given <= date) and (consent.expires is None or consent.expires >= date)


def _names(case: Case, key: str | None, organisations: Mapping[str, Organisation]) -> Mapping[str, str]:
    """The names of the organisation that the contact belongs to: the one it names, else the lead."""
    if key is not None:
        return organisations[key].names if key in organisations else {}
    lead = next((each for each in case.organisations if each.role == "lead"), None)
    if lead is None:
        return {}
    registered = organisations.get(lead.id or "")
    return registered.names if registered else {"": lead.name or ""}


def _coordinator(case: Case, organisations: Mapping[str, Organisation]) -> ShownContact | None:
    """The first supporting member that has an address to share."""
    for member in case.organisations:
        organisation = organisations.get(member.id or "")
        shared = organisation.contact if organisation else None
        if member.role == "support" and organisation is not None and shared is not None:
            given = (shared.department, None, shared.email, shared.phone, shared.url or organisation.url)
            return ShownContact(False, organisation.names, *(each or "" for each in given))
    return None


def _office(casebook: Casebook) -> ShownContact | None:
    publisher = casebook.programme.publisher
    email = casebook.programme.publication.contact or publisher.email
    if not (email or publisher.phone or publisher.url):
        return None
    return ShownContact(True, publisher.name, email=email or "", phone=publisher.phone or "", url=publisher.url or "")
