"""Plans a form: which questions the programme's settings and the case's keys lead to, in a language.

Keys that the office keeps (status, editions, approvals …) are in no form; a test holds every key of a case to be
either asked for or named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from casebook.intake.forms.questions import Choice, Form, Item, Kind, Part, Question, Table
from casebook.labels.catalogue import Labels, labels
from casebook.model.case import SECTIONS, SHORTS, Evidence, Figure, Role
from casebook.model.programme import FORMAT, ExtraKey, Programme, Term
from casebook.model.scalars import in_language

OFFICE_KEYS = frozenset({
    "language", "status", "publish_from", "editions", "distinctions", "licence", "approvals", "corrections",
    "former_ids", "translations", "origin",
})  # fmt: skip
"""Keys of a case that no form asks for; they stay as they are when a form is read."""
SLOTS = {"fields": 3, "applications": 4, "processes": 4, "materials": 4, "keywords": 6, "factors": 4, "offers": 4}
"""How many entries each list offers."""
PAIRS = 3
"""How many problems and solutions, each in a box."""
LANGUAGES = {"en": "en", "ja": "ja", "zh": "zh-Hans", "zh-Hans": "zh-Hans"}
"""The languages of forms, as they are asked for."""
IMAGE_NAME = "picture"
"""What the names of pictures begin with that come out of a form."""
REQUIRED = frozenset({"title", "summary", "fields", "organisations"})
_KINDS: Mapping[str, Kind] = {
    "year": "whole", "jobs": "whole", "date": "month", "before": "number", "target": "number", "after": "number",
    "change": "number", "sales.amount": "number", "file": "picture", "effects": "codes",
}  # fmt: skip
_OUTPUT = ("title", "year", "by", "url")
_TABLES: Mapping[str, tuple[str, ...]] = {
    "figures": ("quantity", "unit", "before", "target", "after", "change", "relation", "evidence", "note"),
    "follow_up": ("date", "stage", "source", "sales.amount", "sales.currency", "jobs", "effects", "note"),
    "outputs.products": _OUTPUT,
    "outputs.patents": ("title", "number", "status", "licence"),
    "outputs.publications": _OUTPUT,
    "outputs.awards": _OUTPUT,
    "outputs.standards": _OUTPUT,
    "links": ("title", "url"),
    "images": ("file", "caption", "alt", "credit", "licence"),
    "organisations": ("name", "role"),
}
_ROWS = {"figures": 6, "follow_up": 4, "images": 4, "organisations": 6, "links": 3}
_LISTS: Mapping[tuple[str, str], str] = {
    ("figures", "quantity"): "quantities", ("figures", "relation"): "relation", ("figures", "evidence"): "evidence",
    ("follow_up", "stage"): "stages", ("follow_up", "source"): "source", ("follow_up", "effects"): "effects",
    ("organisations", "role"): "role", ("outputs.patents", "status"): "patent_status",
    ("outputs.patents", "licence"): "patent_licence",
}  # fmt: skip
"""Table and column → the list that is chosen from."""


def plan_form(
    programme: Programme, language: str, *, case_id: str, edition: str, known: Mapping[str, Any], pictures: str = "xlsx"
) -> Form:
    """The form of a programme in a language; `known` are a case's values, so that there is room for all of them."""
    planner = _Planner(programme, language, edition, known, pictures)
    title = in_language(programme.title, language)
    contact = programme.publication.contact or programme.publisher.email or ""
    return Form(FORMAT, language, title, case_id, edition, contact, tuple(planner.parts()))


class _Planner:
    """Makes the questions of one form."""

    def __init__(
        self, programme: Programme, language: str, edition: str, known: Mapping[str, Any], pictures: str
    ) -> None:
        self.programme, self.language, self.edition, self.known = programme, language, edition, known
        self.pictures = pictures
        self.words: Labels = labels("forms", language)
        self.lists = choices(programme, language, edition)

    def parts(self) -> Iterator[Part]:
        facts = (*self._facts(), *map(self._extra, self.programme.template.extra.items()))
        yield self._part("texts", *self._texts())
        yield self._part("facts", *facts)
        yield self._part("figures", self._table("figures"))
        yield self._part("follow_up", self._table("follow_up"))
        outputs = [key for key in _TABLES if key.startswith("outputs.")]
        yield self._part("outputs", *map(self._table, outputs), self._table("links"))
        yield self._part("pictures", self._table("images"))
        yield self._part("people", self._table("organisations"), *self._people())

    def _part(self, key: str, *items: Item) -> Part:
        return Part(key, self.words(f"part_{key}"), self.words(f"part_{key}_lead"), items)

    def _texts(self) -> Iterator[Question]:
        template = self.programme.template
        yield self._question("title", "line")
        yield self._question("summary", "text", budget=template.summary_budget)
        for key in SECTIONS:
            if key == "problems":
                yield from self._pairs()
            elif key != "solutions":
                yield self._section(key, key)
        for name in SHORTS:
            yield self._question(f"short.{name}", "text", budget=template.short_budget)

    def _pairs(self) -> Iterator[Question]:
        """Problems and solutions by turns, so that each stands beside its own."""
        most = max(PAIRS, *(_count(self.known.get(key)) for key in ("problems", "solutions")))
        for number in range(1, most + 1):
            for key in ("problems", "solutions"):
                yield self._section(key, f"{key}.{number}", number)

    def _section(self, section: str, key: str, number: int = 0) -> Question:
        rule = self.programme.template.sections.get(section)
        label = (in_language(rule.name, self.language) if rule and not number else "") or self.words(section)
        return Question(
            key, "prose", self.words("numbered", label=label, number=number) if number else label,
            self.words(f"{section}_help") if number < 2 else "",
            self.words(f"{section}_example") if number < 2 else "",
            required=bool(rule and rule.required and number < 2),
            budget=rule.budget.get(self.language) if rule else None,
        )  # fmt: skip

    def _question(self, key: str, kind: Kind, *, budget: Mapping[str, int] | None = None, taken: str = "") -> Question:
        example = self.words(f"{key}_example") if f"{key}_example" in self.words.keys else ""
        return Question(
            key, kind, self.words(key), self.words(f"{key}_help"), example, key in REQUIRED,
            (budget or {}).get(self.language), self.lists.get(taken, ()), taken,
        )  # fmt: skip

    def _facts(self) -> Iterator[Item]:
        for key, kind in (
            ("project", "line"), ("adopted", "whole"), ("period.start", "month"), ("period.end", "month"),
            ("funding.amount", "number"), ("funding.currency", "line"),
        ):  # fmt: skip
            yield self._question(key, _kind(kind))
        yield self._question("stage", "choice", taken="stages")
        for key in ("maturity.trl", "maturity.mrl"):
            yield self._question(key, "whole")
        for key, slots in SLOTS.items():
            rows = max(slots, _count(self.known.get(key)))
            taken = "" if key == "keywords" else key
            kind = _kind("choice" if taken else "line")
            column = Question("", kind, self.words(key), choices=self.lists.get(taken, ()), list=taken)
            yield Table(key, self.words(key), self.words(f"{key}_help"), (column,), rows, key in REQUIRED)

    def _extra(self, entry: tuple[str, ExtraKey]) -> Question:
        key, rule = entry
        kind = {"number": "number", "date": "day", "flag": "choice", "choice": "choice"}.get(rule.type, "text")
        taken = {"flag": "flags", "choice": f"extra.{key}"}.get(rule.type, "")
        label = in_language(rule.name, self.language)
        found = self.lists.get(taken, ())
        return Question(
            f"extra.{key}", _kind(kind), label, self.words("extra_help"), "", rule.required, None, found, taken
        )

    def _table(self, key: str) -> Table:
        help_key = next(each for each in (f"{key}_help", f"{key}_help_{self.pictures}") if each in self.words.keys)
        columns = tuple(self._column(key, name) for name in _TABLES[key])
        rows = max(_ROWS.get(key, 3), _count(_inner(self.known, key)))
        return Table(key, self.words(key), self.words(help_key), columns, rows, key in REQUIRED)

    def _column(self, table: str, name: str) -> Question:
        taken = _LISTS.get((table, name), "")
        kind = _KINDS.get(name) or _kind("choice" if taken else "line")
        shared = f"{table}.{name}" if f"{table}.{name}" in self.words.keys else f"outputs.{name}"
        return Question(name, kind, self.words(shared), choices=self.lists.get(taken, ()), list=taken)

    def _people(self) -> Iterator[Item]:
        for key in ("department", "name", "email", "phone", "url"):
            yield self._question(f"contact.{key}", "line")
        for key in ("contact.consent.given", "contact.consent.expires", "consent.given"):
            yield self._question(key, "day")
        yield self._question("consent.by", "line")
        yield self._question("consent.expires", "day")
        label, explained = self.words("consent.channels"), self.words("consent.channels_help")
        column = Question("", "choice", label, choices=self.lists["channels"], list="channels")
        yield Table("consent.channels", label, explained, (column,), 3)


def _kind(word: str) -> Kind:
    found: Kind = next(kind for kind in get_args(Kind) if kind == word)
    return found


def _count(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def _inner(known: Mapping[str, Any], key: str) -> Any:
    value: Any = known
    for step in key.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def choices(programme: Programme, language: str, edition: str) -> dict[str, tuple[Choice, ...]]:
    """Every list to choose from, by its name: the programme's terms in force, and the fixed words of the format."""
    words = labels("forms", language)
    found = programme.edition(edition)
    terms: dict[str, tuple[Term, ...]] = {"fields": programme.taxonomies.fields_of(found.fields if found else None)}
    for name in ("applications", "processes", "materials", "stages", "quantities", "factors", "offers", "effects"):
        terms[name] = tuple(term for term in programme.taxonomies.terms(name) if term.to is None)
    made = {
        name: tuple(Choice(term.code, in_language(term.name, language, programme.language)) for term in each)
        for name, each in terms.items()
    }
    for name, codes in _fixed().items():
        made[name] = tuple(Choice(code, words(f"name_{name}_{code}")) for code in codes)
    made["flags"] = (Choice("true", words("yes")), Choice("false", words("no")))
    for key, rule in programme.template.extra.items():
        if rule.type == "choice":
            made[f"extra.{key}"] = tuple(Choice(value, value) for value in rule.values)
    return made


def _fixed() -> dict[str, tuple[str, ...]]:
    """The words that the format itself sets."""
    return {
        "role": get_args(Role),
        "relation": get_args(Figure.model_fields["relation"].annotation),
        "evidence": get_args(Evidence),
        "source": ("survey", "interview", "report", "press"),
        "patent_status": ("applied", "granted", "expired"),
        "patent_licence": ("open", "exclusive", "none"),
        "channels": ("web", "print", "data"),
    }
