"""Every text of a case by which it may be sought: its titles, its summaries, and all the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casebook.model.case import SECTIONS, SHORTS
from casebook.model.scalars import in_language
from casebook.publication.values import PublicCase, Published
from casebook.richtext.markdown import visible_text


def texts_by_rank(case: PublicCase, published: Published) -> tuple[list[str], list[str], list[str]]:
    """The titles, the summaries and the other texts of a case, in all its languages."""
    titles = [case.title(language) for language in case.languages]
    summaries = [case.summary(language) for language in case.languages]
    return list(dict.fromkeys(titles)), list(dict.fromkeys(summaries)), list(case_texts(case, published))


def case_texts(case: PublicCase, published: Published) -> Iterator[str]:
    """The texts of a case beside titles and summaries."""
    model = case.case
    yield case.id
    yield model.project or ""
    for language in case.languages:
        yield from (case.short(language, key) for key in SHORTS)
        for key in SECTIONS:
            items, _ = case.section(language, key)
            yield from (visible_text(item) for item in items)
        yield from (case.alternative_text(language, place) for place in range(len(case.pictures)))
        yield from (case.caption(language, place) for place in range(len(case.pictures)))
    yield from model.keywords
    for member in case.members:
        yield from member.names.values()
        yield from member.organisation.aliases if member.organisation else ()
    yield from _outputs(case)
    yield from _terms(case, published)
    for figure in model.figures:
        quantity = published.programme.taxonomies.quantity(figure.quantity)
        unit = figure.unit or (quantity.unit if quantity else "")
        numbers = (figure.before, figure.target, figure.after)
        yield " ".join(f"{number:f} {unit}" for number in numbers if number is not None)


def _outputs(case: PublicCase) -> Iterator[str]:
    outputs = case.case.outputs
    for each in (*outputs.products, *outputs.publications, *outputs.awards, *outputs.standards):
        yield f"{each.title} {each.by or ''}"
    for patent in outputs.patents:
        yield f"{patent.number} {patent.title or ''}"


def _terms(case: PublicCase, published: Published) -> Iterator[str]:
    """The names of a case's terms in all the site's languages."""
    model = case.case
    used: Sequence[tuple[str, Sequence[str]]] = (
        ("fields", (*case.fields_today, *model.fields)),
        ("applications", model.applications),
        ("processes", model.processes),
        ("materials", model.materials),
        ("regions", (case.region,) if case.region else ()),
        ("quantities", tuple(figure.quantity for figure in model.figures)),
    )
    for taxonomy, codes in used:
        for code in dict.fromkeys(codes):
            term = published.term(taxonomy, code)
            if term:
                yield from dict.fromkeys(in_language(term.name, language) for language in published.programme.languages)
                yield from term.aliases
