"""The one gate: what certain channels may show on a certain date. Every output begins here.

A case passes when it is free of errors, its status is `published`, its day has come, and its consent
covers the channels. On the basis of the grant's terms a consent is not asked for, but where a company
has named channels, only those are used; on the basis of consent a case without a valid one is withheld.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping

from casebook.model.case import Case, Consent, Participant
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.project.values import Casebook, CaseEntry
from casebook.publication.values import Member, Preview, PublicCase, Published, ShownContact, WithdrawnCase

PRIVATE_KEYS = tuple(
    name
    for name, field in Case.model_fields.items()
    if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("x-private")
)
"""The keys of a case that never pass."""


def publish(casebook: Casebook, *, channels: Iterable[str], date: dt.date) -> Published:
    """What these channels, all of them together, may show on this date."""
    wanted = frozenset(channels)
    programme = casebook.programme
    open_entries = [entry for entry in casebook.cases if may_pass(entry, programme, wanted, date)]
    return Published(
        programme,
        casebook.organisations,
        tuple(_public(entry, casebook, date) for entry in open_entries),
        tuple(WithdrawnCase(entry.id, entry.editions) for entry in casebook.cases if _was_public(entry, date)),
        date,
        wanted,
    )


def preview(casebook: Casebook, *, date: dt.date) -> Preview:
    """Every readable case, drafts too, each to be marked as a preview; never for anything under the site."""
    cases = tuple(_public(entry, casebook, date, watermark=True) for entry in casebook.cases)
    return Preview(casebook.programme, casebook.organisations, cases, (), date, frozenset())


def may_pass(entry: CaseEntry, programme: Programme, channels: frozenset[str], date: dt.date) -> bool:
    """Whether a case may be shown on all of these channels on this date."""
    case = entry.case
    if entry.faulty or case.status != "published" or (case.publish_from and case.publish_from > date):
        return False
    if programme.publication.basis == "consent" and not _valid(case.consent, date):
        return False
    named = case.consent.channels if case.consent else None
    return named is None or channels <= set(named)


def _valid(consent: Consent | None, date: dt.date) -> bool:
    """Whether a consent holds on a date; one that does not say since when holds from the beginning."""
    if consent is None:
        return False
    return (consent.given is None or consent.given <= date) and (consent.expires is None or consent.expires >= date)


def _was_public(entry: CaseEntry, date: dt.date) -> bool:
    return entry.case.status == "withdrawn" and not (entry.case.publish_from and entry.case.publish_from > date)


def _public(entry: CaseEntry, casebook: Casebook, date: dt.date, *, watermark: bool = False) -> PublicCase:
    case, programme = entry.case, casebook.programme
    hidden = {key: Case.model_fields[key].get_default() for key in (*PRIVATE_KEYS, "contact")}
    hidden["extra"] = {
        key: value
        for key, value in case.extra.items()
        if key in programme.template.extra and programme.template.extra[key].public
    }
    return PublicCase(
        id=entry.id,
        case=case.model_copy(update=hidden),
        language=case.language or programme.language,
        editions=entry.editions,
        fields_today=programme.taxonomies.fields_today(case.fields),
        stage=_stage_today(case, date),
        members=tuple(_member(each, casebook.organisations) for each in case.organisations),
        contact=_contact(case, casebook, date),
        texts=entry.texts,
        pictures=entry.pictures,
        watermark=watermark,
    )


def _stage_today(case: Case, date: dt.date) -> str | None:
    """The stage of the latest observation up to the date, else the one at the project's end."""
    seen = [each for each in case.follow_up if each.stage and each.date[:10] <= date.isoformat()[: len(each.date)]]
    return max(seen, key=lambda each: each.date).stage if seen else case.stage


def _member(participant: Participant, organisations: Mapping[str, Organisation]) -> Member:
    organisation = organisations.get(participant.id or "")
    names = organisation.names if organisation else {"": participant.name or participant.id or ""}
    return Member(participant.role, names, organisation)


def _contact(case: Case, casebook: Casebook, date: dt.date) -> ShownContact | None:
    """The company's contact while its consent holds, else the office's; None where there is neither."""
    contact, programme = case.contact, casebook.programme
    if contact is not None and contact.consent is not None:
        consent = contact.consent
        started = consent.given is None or consent.given <= date
        if started and (consent.expires is None or consent.expires >= date):
            lead = next((each.id for each in case.organisations if each.role == "lead"), None)
            organisation = casebook.organisations.get(contact.organisation or lead or "")
            return ShownContact(
                False, organisation.names if organisation else {}, contact.department or "", contact.name or "",
                contact.email or "", contact.phone or "", contact.url or "",
            )  # fmt: skip
    publisher = programme.publisher
    email = programme.publication.contact or publisher.email
    if not (email or publisher.phone or publisher.url):
        return None
    return ShownContact(True, publisher.name, email=email or "", phone=publisher.phone or "", url=publisher.url or "")


def key(published: Published) -> str:
    """A hash of what the gate let through, for artefacts that must not outlive its decision."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(",".join(sorted(published.channels)).encode())
    for case in published.cases:
        digest.update(f"\0{case.id}\0{case.contact!r}\0{case.stage}".encode())
        digest.update(case.case.model_dump_json(exclude_defaults=True).encode())
        digest.update("".join(picture.digest for picture in case.pictures).encode())
    for withdrawn in published.withdrawn:
        digest.update(f"\0-{withdrawn.id}".encode())
    return digest.hexdigest()
