"""The case page as values: every text ready, every list in its order, and nothing where nothing is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casebook.model.case import SECTIONS, SHORTS
from casebook.publication.values import PublicCase
from casebook.richtext.cjk import CJK
from casebook.site.cards import Card
from casebook.site.facts import Fact, facts
from casebook.site.figures import FigureView, figure_view
from casebook.site.languages import language_name
from casebook.site.pictures import PictureSet
from casebook.site.road import Mark, road
from casebook.site.room import Room, Tag
from casebook.wording.dates import date

PAIRED = ("problems", "solutions")
WIDE, STRIP = 3.5, 8.0
"""From which width a picture of height one is wide, and from which a strip."""
LONG, LONGEST = 62.0, 150.0
"""From which length a title is set smaller, and smaller still; a Chinese or Japanese character counts as 1.8."""
_WIDE_LETTER = re.compile(f"[{CJK}]")
COLUMNS = ("before", "target", "after", "change", "evidence")


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section: its heading, its items as HTML, and the language they are in."""

    key: str
    name: str
    items: tuple[str, ...]
    language: str
    foreign: bool
    """Whether that is not the reader's language nor the one the page is in."""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture with its words."""

    files: PictureSet
    alt: str
    caption: str
    credit: str

    @property
    def span(self) -> str:
        """'' for a picture that fits a narrow screen; wide or strip for one that would be too low there to be read."""
        ratio = self.files.width / self.files.height
        return "strip" if ratio > STRIP else "wide" if ratio > WIDE else ""


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member of the consortium."""

    name: str
    role: str
    details: str
    link: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class OutputView:
    """A product, patent, publication, award or standard."""

    title: str
    details: str
    url: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom to ask, and the ways to do it."""

    of_office: bool
    name: str
    lines: tuple[str, ...]
    mail: tuple[str, str]
    """The address before and after its @, which the page keeps apart; two empty texts for none."""
    subject: str
    phone: str
    phone_link: str
    url: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that the case page shows, in one language."""

    card: Card
    language: str
    """The language of the texts."""
    original: str
    """The original's language, by its name in the reader's."""
    state: str
    """original, translation, or untranslated: shown in another language than the reader's."""
    original_tag: str
    editions: tuple[Tag, ...]
    pictures: tuple[PictureView, ...]
    figures: tuple[FigureView, ...]
    sections: dict[str, SectionView]
    pairs: tuple[tuple[str, str], ...]
    """Problems and solutions side by side; none where their numbers differ."""
    factors: tuple[Tag, ...]
    road: tuple[Mark, ...]
    members: tuple[MemberView, ...]
    outputs: tuple[tuple[str, tuple[OutputView, ...]], ...]
    offers: tuple[Tag, ...]
    distinctions: tuple[Tag, ...]
    contact: ContactView | None
    links: tuple[OutputView, ...]
    corrections: tuple[tuple[str, str, str], ...]
    """The day, as a date and in words, and what was mended."""
    facts: tuple[Fact, ...]
    keywords: tuple[str, ...]
    short: tuple[tuple[str, str, str], ...]
    """Key, sentence and language of the short texts, from which a comparison of cases is made."""

    @property
    def title_size(self) -> str:
        """The class that makes a title of more than two lines smaller; '' for most."""
        return title_size(self.card.title)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the table of figures needs: those in which at least one figure says something."""
        return tuple(key for key in COLUMNS if any(getattr(each, key) for each in self.figures))

    def section(self, key: str) -> SectionView | None:
        """A section; None where the case has none."""
        return self.sections.get(key)


def title_size(title: str) -> str:
    """The class of a title by its length; '' for one that is set in full size."""
    length = len(title) + 0.8 * len(_WIDE_LETTER.findall(title))
    return "cb-longest" if length > LONGEST else "cb-long" if length > LONG else ""


def case_view(case: PublicCase, card: Card, room: Room, pictures: dict[str, PictureSet]) -> CaseView:
    """The case page for readers of a language."""
    tag, model, words = room.language.tag, case.case, room.words
    shown = case.shown_language(tag)
    sections = {view.key: view for key in SECTIONS if (view := section_view(case, key, room, shown))}
    return CaseView(
        card=card,
        language=shown,
        original=language_name(case.language, tag),
        state="untranslated" if shown != tag else "original" if tag == case.language else "translation",
        original_tag=case.language,
        editions=tuple(room.edition(code) for code in case.editions),
        pictures=picture_views(case, room, pictures),
        figures=tuple(figure_view(figure, room.programme, tag, words) for figure in model.figures),
        sections=sections,
        pairs=_pairs(sections),
        factors=tuple(room.term("factors", code) for code in model.factors),
        road=road(model, room.programme, tag, words),
        members=_members(case, room),
        outputs=_outputs(case, room),
        offers=tuple(room.term("offers", code) for code in model.offers),
        distinctions=tuple(room.term("distinctions", code) for code in model.distinctions),
        contact=_contact(case, room),
        links=tuple(OutputView(link.title, "", link.url) for link in model.links),
        corrections=tuple(
            (each.date.isoformat(), date(each.date.isoformat(), tag), each.text) for each in model.corrections
        ),
        facts=facts(case, room),
        keywords=model.keywords,
        short=_short(case, tag),
    )


def _short(case: PublicCase, reader: str) -> tuple[tuple[str, str, str], ...]:
    """The short sentences that there are, each in the reader's language or else in the original's."""
    translation = case.case.translations.get(reader)
    own = translation.short if translation else None
    told = [(key, case.short(reader, key), bool(own and getattr(own, key))) for key in SHORTS]
    return tuple((key, text, reader if translated else case.language) for key, text, translated in told if text)


def section_view(case: PublicCase, key: str, room: Room, shown: str) -> SectionView | None:
    """One of the seven sections; None where it is missing."""
    items, language = case.section(room.language.tag, key)
    if not items:
        return None
    rule = room.programme.template.sections.get(key)
    name = (room.text(rule.name) if rule else "") or room.words(f"section_{key}")
    return SectionView(key, name, items, language, language != shown)


def picture_views(case: PublicCase, room: Room, pictures: dict[str, PictureSet]) -> tuple[PictureView, ...]:
    """The case's pictures that have files on the site."""
    tag = room.language.tag
    return tuple(
        PictureView(
            pictures[picture.digest],
            case.alternative_text(tag, place),
            case.caption(tag, place),
            " · ".join(part for part in (picture.credit, picture.licence) if part),
        )
        for place, picture in enumerate(case.pictures)
        if picture.digest in pictures
    )


def _pairs(sections: dict[str, SectionView]) -> tuple[tuple[str, str], ...]:
    problems, solutions = (sections.get(key) for key in PAIRED)
    if problems is None or solutions is None or len(problems.items) != len(solutions.items):
        return ()
    return tuple(zip(problems.items, solutions.items, strict=True))


def _members(case: PublicCase, room: Room) -> tuple[MemberView, ...]:
    views = []
    for member in case.members:
        known = member.organisation
        place = room.text(known.place) if known else ""
        kind = room.name("organisation_kinds", known.kind) if known else ""
        views.append(
            MemberView(
                member.name(room.language.tag),
                room.words(f"role_{member.role}"),
                " · ".join(part for part in (kind, place) if part),
                f"organisations/#{known.id}" if known else "",
                bool(known and known.fictional),
            )
        )
    return tuple(views)


def _outputs(case: PublicCase, room: Room) -> tuple[tuple[str, tuple[OutputView, ...]], ...]:
    outputs, words = case.case.outputs, room.words
    groups: list[tuple[str, tuple[OutputView, ...]]] = []
    for kind in ("products", "publications", "awards", "standards"):
        views = tuple(
            OutputView(
                each.title,
                " · ".join(str(part) for part in (each.by and _name_of(each.by, case, room), each.year) if part),
                each.url or "",
            )
            for each in getattr(outputs, kind)
        )
        groups.append((words(f"output_{kind}"), views))
    patents = tuple(
        OutputView(
            f"{each.number} {each.title or ''}".strip(),
            " · ".join(
                part
                for part in (
                    words(f"patent_{each.status}") if each.status else "",
                    words(f"patent_licence_{each.licence}") if each.licence else "",
                )
                if part
            ),
            "",
        )
        for each in outputs.patents
    )
    groups.insert(1, (words("output_patents"), patents))
    return tuple((name, views) for name, views in groups if views)


def _name_of(by: str, case: PublicCase, room: Room) -> str:
    """A member's name where `by` is its id, else the words as they stand."""
    found = next((member for member in case.members if member.organisation and member.organisation.id == by), None)
    return found.name(room.language.tag) if found else by


def _contact(case: PublicCase, room: Room) -> ContactView | None:
    contact = case.contact
    if contact is None:
        return None
    user, _, host = contact.email.rpartition("@")
    return ContactView(
        contact.of_office,
        room.text(dict(contact.names)),
        tuple(part for part in (contact.department, contact.person) if part),
        (user, host),
        f"[{case.id}] {case.title(room.language.tag)[:80]}",
        contact.phone,
        "tel:" + "".join(c for c in contact.phone if c.isdigit() or c == "+") if contact.phone else "",
        contact.url if contact.url.startswith(("https://", "http://")) else "",
    )
