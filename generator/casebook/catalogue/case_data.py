"""One case as plain data for the templates: every word ready, nothing left for a template to weigh."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from casebook.catalogue.figures import key_figure
from casebook.labels.catalogue import Labels
from casebook.model.case import SECTIONS, Observation
from casebook.model.organisation import Organisation
from casebook.model.outputs import Output, Patent
from casebook.model.scalars import in_language
from casebook.publication.values import Member, PublicCase, Published
from casebook.richtext.nodes import nodes
from casebook.wording.dates import date, period
from casebook.wording.figures import SHOWN
from casebook.wording.languages import comma, is_cjk
from casebook.wording.money import money

Data = dict[str, Any]
_OUTPUTS = ("products", "publications", "awards", "standards")


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a book is made: its language and its words."""

    language: str
    label: Labels
    published: Published

    def term(self, taxonomy: str, code: str) -> str:
        """A term's name; its code where the list has lost it."""
        term = self.published.term(taxonomy, code)
        return in_language(term.name, self.language) if term else code

    def terms(self, taxonomy: str, codes: tuple[str, ...]) -> str:
        """Terms' names in one line."""
        return comma(self.language).join(self.term(taxonomy, code) for code in codes)


def case_data(case: PublicCase, reader: Reader, labels_of_case: Labels, pictures: list[Data]) -> Data:
    """The case for the readers of a book; what is not translated stays in the original, and is marked."""
    shown = case.shown_language(reader.language)
    figures = [_figure(figure, reader) for figure in case.case.figures]
    return {
        "id": case.id,
        "path": f"cases/{next(iter(case.editions), '')}/{case.id}.yml",
        "lang": shown,
        "mark": _mark(shown, reader),
        "reader": reader.language,
        "side": 0,
        "second": None,
        "title": case.title(reader.language),
        "summary": case.summary(reader.language),
        "lead": case.lead.name(reader.language) if case.lead else "",
        "invented": case.fictional,
        "tags": _tags(case, reader),
        "facts": [group for group in _facts(case, reader) if group["rows"]],
        "short": _short(case, reader),
        "region": reader.term("regions", case.region) if case.region else "",
        "sections": [section for key in SECTIONS if (section := _section(case, key, reader, labels_of_case))],
        "figures": figures[:SHOWN],
        "more_figures": figures[SHOWN:],
        "pictures": pictures,
        "road": _road(case, reader),
        "factors": [reader.term("factors", code) for code in case.case.factors],
        "outputs": _outputs(case, reader),
        "contact": _contact(case, reader),
        "address": address(case, reader.published),
        "short_address": re.sub(r"^https?://|/$", "", address(case, reader.published)),
        "watermark": case.watermark,
    }


def address(case: PublicCase, published: Published) -> str:
    """The permanent address of the case's page; '' where the programme names none."""
    base = published.programme.address
    return f"{base.rstrip('/')}/cases/{case.id}/" if base else ""


def summary_in(case: PublicCase, language: str, shown: str) -> Data | None:
    """Title and summary in a further language; None where the case has them in no other than the one shown."""
    if case.shown_language(language) != language or language == shown:
        return None
    return {"lang": language, "title": case.title(language), "summary": case.summary(language)}


def _short(case: PublicCase, reader: Reader) -> list[Data]:
    """The short sentences that there are, each under its label."""
    texts = [(key, case.short(reader.language, key)) for key in ("problem", "solution", "result")]
    return [{"key": key, "label": reader.label(key), "text": text} for key, text in texts if text]


def _mark(shown: str, reader: Reader) -> str:
    if shown == reader.language:
        return ""
    named = f"language_{shown}"
    language = reader.label(named) if named in reader.label.keys else shown
    return reader.label("in_language", language=language)


def _tags(case: PublicCase, reader: Reader) -> list[str]:
    stage = reader.term("stages", case.stage) if case.stage else ""
    honours = [reader.term("distinctions", code) for code in case.case.distinctions]
    return [tag for tag in [*honours, stage] if tag]


def _section(case: PublicCase, key: str, reader: Reader, labels_of_case: Labels) -> Data | None:
    items, language = case.section(reader.language, key)
    if not items:
        return None
    rule = reader.published.programme.template.sections.get(key)
    heading = in_language(rule.name, language) if rule and rule.name else labels_of_case(key)
    return {"key": key, "lang": language, "heading": heading, "items": [nodes(item) for item in items]}


def _figure(figure: Any, reader: Reader) -> Data:
    quantity = reader.published.programme.taxonomies.quantity(figure.quantity)
    made = key_figure(figure, quantity, reader.label, reader.language)
    return dict(made)


def _facts(case: PublicCase, reader: Reader) -> list[Data]:
    model, label = case.case, reader.label
    span = period(model.period.start, model.period.end, reader.language) if model.period else ""
    funds = money(model.funding.amount, model.funding.currency, reader.language) if model.funding else ""
    levels = [("TRL", model.maturity.trl), ("MRL", model.maturity.mrl)] if model.maturity else []
    project = [
        ("number", model.project or ""),
        ("adopted", label("adopted_value", year=model.adopted) if model.adopted else ""),
        ("period", span),
        ("funding", funds),
        ("maturity", comma(reader.language).join(f"{name}\u00a0{level}" for name, level in levels if level)),
        ("edition", comma(reader.language).join(case.editions)),
    ]
    technology = [
        ("fields", reader.terms("fields", model.fields)),
        ("applications", reader.terms("applications", model.applications)),
        ("processes", reader.terms("processes", model.processes)),
        ("materials", reader.terms("materials", model.materials)),
        ("keywords", comma(reader.language).join(model.keywords)),
        ("offers", reader.terms("offers", model.offers)),
    ]
    return [
        {"heading": label("who"), "rows": [_member(member, reader) for member in case.members]},
        {"heading": label("technology"), "rows": _rows(technology, label)},
        {"heading": label("project"), "rows": _rows(project, label)},
    ]


def _rows(pairs: list[tuple[str, str]], label: Labels) -> list[Data]:
    return [{"label": label(key), "value": value} for key, value in pairs if value]


def _member(member: Member, reader: Reader) -> Data:
    organisation = member.organisation
    details = _member_details(organisation, reader) if organisation and member.role == "lead" else []
    return {
        "label": reader.label(member.role),
        "value": member.name(reader.language),
        "strong": member.role == "lead",
        "details": comma(reader.language).join(details),
        "invented": reader.label("invented")
        if organisation and organisation.fictional and member.role == "lead"
        else "",
    }


def _member_details(organisation: Organisation, reader: Reader) -> list[str]:
    region = reader.term("regions", organisation.region) if organisation.region else ""
    people = reader.label("employees", count=organisation.employees) if organisation.employees else ""
    held = [reader.term("certifications", code) for code in organisation.certifications]
    return [detail for detail in [region, people, *held] if detail]


def _road(case: PublicCase, reader: Reader) -> list[Data]:
    """The dated marks, oldest first; none where less than two are known."""
    span, label = case.case.period, reader.label
    marks: list[tuple[str, Data]] = []
    if span and span.start:
        marks.append((span.start, {"title": label("project_start"), "notes": [], "kind": "start"}))
    if span and span.end:
        stage = [reader.term("stages", case.case.stage)] if case.case.stage else []
        marks.append((span.end, {"title": label("project_end"), "notes": stage, "kind": "end"}))
    marks += [(seen.date, _seen(seen, reader)) for seen in case.case.follow_up]
    made = [{**mark, "date": date(when, reader.language)} for when, mark in sorted(marks, key=lambda mark: mark[0])]
    return made if len(made) > 1 else []


def _seen(seen: Observation, reader: Reader) -> Data:
    stage = next((stage for stage in reader.published.programme.taxonomies.stages if stage.code == seen.stage), None)
    counts = stage.counts_as if stage else ()
    sales = money(seen.sales.amount, seen.sales.currency, reader.language) if seen.sales else ""
    notes = [
        reader.label("sales", amount=sales) if sales else "",
        reader.label("jobs_one" if seen.jobs == 1 else "jobs", count=seen.jobs) if seen.jobs else "",
        *(reader.term("effects", code) for code in seen.effects),
        seen.note or "",
    ]
    return {
        "title": reader.term("stages", seen.stage) if seen.stage else "",
        "notes": [note for note in notes if note],
        "kind": "commercial" if "commercial" in counts else "practical" if "practical" in counts else "seen",
    }


def _outputs(case: PublicCase, reader: Reader) -> list[Data]:
    held = case.case.outputs
    kinds = [(kind, [_output(each, reader) for each in getattr(held, kind)]) for kind in _OUTPUTS]
    kinds.insert(1, ("patents", [_patent(patent, reader) for patent in held.patents]))
    kinds.append(("links", [{"text": link.title, "url": link.url} for link in case.case.links]))
    kinds.append(("corrections", [{"text": _correction(each, reader), "url": ""} for each in case.case.corrections]))
    return [{"label": reader.label(kind), "items": items} for kind, items in kinds if items]


def _correction(correction: Any, reader: Reader) -> str:
    return f"{date(correction.date.isoformat(), reader.language)}: {correction.text}"


def _output(output: Output, reader: Reader) -> Data:
    maker = reader.published.organisations.get(output.by or "")
    by = in_language(maker.names, reader.language) if maker else output.by or ""
    said = comma(reader.language).join(part for part in (by, str(output.year or "")) if part)
    return {"text": _bracketed(output.title, said, reader.language), "url": output.url or ""}


def _patent(patent: Patent, reader: Reader) -> Data:
    states = [reader.label(state) for state in (patent.status, patent.licence) if state]
    said = comma(reader.language).join(state for state in states if state)
    named = f"{patent.number} {patent.title}" if patent.title else patent.number
    return {"text": _bracketed(named, said, reader.language), "url": ""}


def _bracketed(text: str, said: str, language: str) -> str:
    if not said:
        return text
    return f"{text}（{said}）" if is_cjk(language) else f"{text} ({said})"


def _contact(case: PublicCase, reader: Reader) -> Data | None:
    contact = case.contact
    if contact is None:
        return None
    return {
        "heading": reader.label("office_contact" if contact.of_office else "contact"),
        "name": in_language(dict(contact.names), reader.language),
        "lines": [line for line in (contact.department, contact.person) if line],
        "email": contact.email,
        "phone": contact.phone,
        "url": contact.url,
    }
