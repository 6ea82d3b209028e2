"""The one gate: what certain channels may show on a certain date. Every output begins here.

A case passes when it is free of errors, its status is `published`, its day has come, and its consent
covers the channels. On the basis of the grant's terms a consent is not asked for, but where a company
has named channels, only those are used; on the basis of consent a case without a valid one is withheld.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from casebook.model.case import CHANNELS, SECTIONS, Case, Consent, Participant, Translation
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.scalars import first_day
from casebook.project.kept import KeptCase
from casebook.project.values import Casebook, CaseEntry
from casebook.publication.contact import shown_contact
from casebook.publication.values import Member, Outline, Preview, PublicCase, Published, WithdrawnCase
from casebook.richtext.comments import without_comments

PRIVATE_KEYS = tuple(
    name
    for name, field in Case.model_fields.items()
    if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("x-private")
)
"""The keys of a case that never pass."""
_HIDDEN = {key: Case.model_fields[key].get_default() for key in (*PRIVATE_KEYS, "contact")}
"""What is shown in place of what never passes, and of the contact, which is shown by other ways."""


Decision = PublicCase | WithdrawnCase | None
"""What is shown of a case: all that may be, that it was withdrawn, or nothing."""


@dataclass(slots=True)
class Decisions:
    """What the gate decided the last time, for a server that asks at every change of a file."""

    asked: object = None
    of: dict[str, tuple[CaseEntry, Decision]] = field(default_factory=dict)
    """Path → the entry and what was decided on it."""

    def recall(self, entry: CaseEntry) -> tuple[CaseEntry, Decision] | None:
        """What was decided on an equal entry."""
        known = self.of.get(entry.path)
        return known if known and known[0] == entry else None


def publish(casebook: Casebook, *, channels: Iterable[str], date: dt.date, last: Decisions | None = None) -> Published:
    """What these channels, all of them together, may show on this date. Raises ValueError for an unknown one.

    `last` spares deciding again on cases that are as they were, and is brought up to date.
    """
    wanted = frozenset(channels)
    if not wanted or not wanted <= set(CHANNELS):
        raise ValueError(f"an output declares the channels it needs, of {', '.join(CHANNELS)}; not {sorted(wanted)}")
    last, asked = last or Decisions(), (casebook.programme, casebook.organisations, wanted, date)
    if last.asked != asked:
        last.asked, last.of = asked, {}
    last.of = {each.path: last.recall(each) or (each, _decide(each, casebook, wanted, date)) for each in casebook.cases}
    decided = [last.of[each.path][1] for each in casebook.cases]
    return Published(
        casebook.programme,
        casebook.organisations,
        tuple(each for each in decided if isinstance(each, PublicCase)),
        tuple(each for each in decided if isinstance(each, WithdrawnCase)),
        date,
        wanted,
    )


def _decide(entry: CaseEntry, casebook: Casebook, channels: frozenset[str], date: dt.date) -> Decision:
    if may_pass(entry, casebook.programme, channels, date):
        return _public(entry, casebook, date)
    return WithdrawnCase(entry.id, entry.editions) if _was_public(entry, channels, date) else None


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
    return _covers(case.consent, channels)


def _covers(consent: Consent | None, channels: frozenset[str]) -> bool:
    """Whether a consent covers channels; one that names none covers all, and so does none at all."""
    named = consent.channels if consent else None
    return named is None or channels <= set(named)


def _valid(consent: Consent | None, date: dt.date) -> bool:
    """Whether a consent holds on a date; one that does not say when it was given is none."""
    if consent is None or consent.given is None:
        return False
    return consent.given <= date and (consent.expires is None or consent.expires >= date)


def _was_public(entry: CaseEntry, channels: frozenset[str], date: dt.date) -> bool:
    """Whether a withdrawn case can have been seen on these channels: after its day, and after leave was given."""
    case = entry.case
    if entry.faulty or case.status != "withdrawn" or (case.publish_from and case.publish_from > date):
        return False
    given = case.consent.given if case.consent else None
    return (given is None or given <= date) and _covers(case.consent, channels)


def _public(entry: CaseEntry, casebook: Casebook, date: dt.date, *, watermark: bool = False) -> PublicCase:
    case, programme = entry.case, casebook.programme
    # Most cases have little to hide; what is shown of these is what was read, and need not be packed again.
    hidden = {key: value for key, value in _hidden(case, programme, date).items() if getattr(case, key) != value}
    shown = case.model_copy(update=hidden) if hidden else case
    held = entry.held
    return PublicCase(
        id=entry.id,
        held=held if not hidden else held.altered(shown) if isinstance(held, KeptCase) else shown,
        language=case.language or programme.language,
        editions=entry.editions,
        fields_today=programme.taxonomies.fields_today(case.fields),
        stage=_stage_today(shown),
        members=tuple(_member(each, casebook.organisations) for each in case.organisations),
        contact=shown_contact(case, casebook, date),
        texts=entry.texts,
        pictures=entry.pictures,
        watermark=watermark,
        known=Outline.of(shown),
    )


def _hidden(case: Case, programme: Programme, date: dt.date) -> dict[str, object]:
    """The keys of which something may have to be hidden, each with what may be shown of it."""
    shown: dict[str, object] = dict(_HIDDEN)
    shown["extra"] = {
        key: without_comments(value)
        for key, value in case.extra.items()
        if key in programme.template.extra and programme.template.extra[key].public
    }
    shown["follow_up"] = tuple(each for each in case.follow_up if first_day(each.date) <= date)
    shown["corrections"] = tuple(each for each in case.corrections if each.date <= date)
    translated = {language: _uncommented(each) for language, each in case.translations.items()}
    if any(translated.values()):
        shown["translations"] = {
            language: each.model_copy(update=translated[language]) for language, each in case.translations.items()
        }
    return shown | _uncommented(case)


def _uncommented(held: Case | Translation) -> dict[str, tuple[str, ...]]:
    """The sections with comments in them, without these: no page shows a comment, and no data shall."""
    written = {key: texts for key in SECTIONS if (texts := getattr(held, key))}
    cleaned = {key: tuple(map(without_comments, texts)) for key, texts in written.items()}
    return {key: texts for key, texts in cleaned.items() if texts != written[key]}


def _stage_today(case: Case) -> str | None:
    """The stage of the latest observation, else the one at the project's end."""
    seen = [each for each in case.follow_up if each.stage]
    return max(seen, key=lambda each: each.date).stage if seen else case.stage


def _member(participant: Participant, organisations: Mapping[str, Organisation]) -> Member:
    organisation = organisations.get(participant.id or "")
    names = organisation.names if organisation else {"": participant.name or participant.id or ""}
    return Member(participant.role, names, organisation)


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
