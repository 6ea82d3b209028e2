"""The facets that readers narrow down by: their keys, which are those of `where`, and their terms in a language.

What a case has under a key is what `where` says it has, so that a choice made on the page and one written in words
find the same cases.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from casebook.publication.values import PublicCase, Published
from casebook.site.languages import language_name
from casebook.site.room import Room, Tag
from casebook.where.expressions import Value
from casebook.where.keys import facts_of

Traits = Mapping[str, tuple[Value, ...]]
"""What a case has under each key that it can be narrowed down by."""


@dataclass(frozen=True, slots=True)
class FacetKey:
    """A facet: its key in `where` and in addresses, the folder of its terms' pages, and its label."""

    key: str
    folder: str
    label: str

    @property
    def taxonomy(self) -> str:
        """The list that its terms stand in; '' where they are editions or languages."""
        return {"kind": "organisation_kinds", "edition": "", "language": ""}.get(self.key, self.folder)


FACETS = (
    FacetKey("field", "fields", "fact_fields"),
    FacetKey("application", "applications", "fact_applications"),
    FacetKey("process", "processes", "fact_processes"),
    FacetKey("material", "materials", "fact_materials"),
    FacetKey("stage", "stages", "fact_stage"),
    FacetKey("region", "regions", "fact_region"),
    FacetKey("edition", "editions", "fact_editions"),
    FacetKey("offer", "offers", "facet_offer"),
    FacetKey("factor", "factors", "facet_factor"),
    FacetKey("kind", "kinds", "facet_kind"),
    FacetKey("certification", "certifications", "facet_certification"),
    FacetKey("distinction", "distinctions", "facet_distinction"),
    FacetKey("language", "languages", "facet_language"),
)
RANGES = ("adopted", "year", "trl")
"""The keys of whole numbers that are narrowed down from one to another."""
_UNSHOWN = frozenset({"id", "project", "keyword", "mrl"})


def traits_of(case: PublicCase, published: Published) -> Traits:
    """What a case has under each key."""
    facts = facts_of(
        case.id, case.case, editions=case.editions, stage=case.stage, programme=published.programme,
        organisations=published.organisations,
    )  # fmt: skip
    return {key: values for key, values in facts.values.items() if key not in _UNSHOWN}


def terms(facet: FacetKey, room: Room, published: Published, found: Collection[Value]) -> tuple[Tag, ...]:
    """Those of a facet's terms that were found in cases, in the order in which readers are shown them."""
    lists = room.programme.taxonomies
    if facet.key == "field":
        tags = [room.field(term.code) for term in lists.fields_of(None)]
    elif facet.key == "edition":
        tags = [room.edition(code) for code in reversed(editions(published))]
    elif facet.key == "language":
        spoken = (
            *room.programme.languages,
            *sorted({str(each) for each in found}.difference(room.programme.languages)),
        )
        tags = [Tag(tag, language_name(tag, room.language.tag), f"{facet.folder}/{tag}/") for tag in spoken]
    else:
        codes = [term.code for term in lists.terms(facet.taxonomy)]
        shown = reversed(codes) if facet.key == "stage" else codes
        tags = [room.term(facet.taxonomy, code, facet.folder) for code in shown]
    return tuple(tag for tag in tags if tag.code in found)


def found_under(key: str, traits: Iterable[Traits]) -> frozenset[Value]:
    """Every value that a case has under a key."""
    return frozenset(value for each in traits for value in each.get(key, ()))


def editions(published: Published) -> tuple[str, ...]:
    """The editions that have cases, oldest first; those that the programme does not name come last."""
    found = {code for case in published.cases for code in case.editions}
    named = [edition.code for edition in published.programme.editions if edition.code in found]
    return (*named, *sorted(found.difference(named)))


def browse_order(published: Published) -> tuple[PublicCase, ...]:
    """The cases as the browse page shows them at first: the newest edition first, each in the order of a book.

    A case's place in this order is its place in the columns, in the cards' slices, and in what a search finds.
    """
    age = {code: -place for place, code in enumerate(editions(published))}
    fields = {term.code: place for place, term in enumerate(published.programme.taxonomies.fields_of(None))}

    def place(case: PublicCase) -> tuple[int, int, str]:
        main = fields.get(case.fields_today[0], len(fields)) if case.fields_today else len(fields)
        return min((age[code] for code in case.editions), default=1), main, case.id

    return tuple(sorted(published.cases, key=place))
