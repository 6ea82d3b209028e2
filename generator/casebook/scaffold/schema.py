"""JSON Schemas for editors: the models of the files with the programme's own codes, headings and languages in them.

A schema sees one key at a time; what weighs two of them, or another file, only `casebook check` sees.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from casebook.model.case import SECTIONS, Case
from casebook.model.internal import InternalSheet
from casebook.model.organisation import Organisation
from casebook.model.programme import ExtraKey, Programme, SectionRule, Term
from casebook.model.scalars import LANGUAGE, NUMBER, in_language
from casebook.scaffold.dialect import DRAFT, Schema, plain_schema
from casebook.scaffold.meanings import MEANINGS

CODES: Mapping[tuple[str, str], str] = {
    ("Case", "editions"): "editions",
    ("Case", "fields"): "fields",
    ("Case", "applications"): "applications",
    ("Case", "processes"): "processes",
    ("Case", "materials"): "materials",
    ("Case", "stage"): "stages",
    ("Case", "factors"): "factors",
    ("Case", "offers"): "offers",
    ("Case", "distinctions"): "distinctions",
    ("Figure", "quantity"): "quantities",
    ("Observation", "stage"): "stages",
    ("Observation", "effects"): "effects",
    ("Organisation", "kind"): "organisation_kinds",
    ("Organisation", "region"): "regions",
    ("Organisation", "certifications"): "certifications",
}
"""Model and key → the list of terms whose codes it takes."""


def write_schemas(programme: Programme, folder: Path) -> list[Path]:
    """Write the schemas of the four kinds of files into a folder, and say which files were written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas(programme).items():
        file = folder / f"{name}.schema.json"
        file.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
        written.append(file)
    return written


def schemas(programme: Programme) -> dict[str, Schema]:
    """File kind → schema: case, casebook, internal, organisations."""
    organisation = _of_model(Organisation, programme)
    definitions = organisation.pop("definitions")
    registry = {
        "type": "array",
        "description": "The registry of companies, institutes and networks.",
        "items": {"$ref": "#/definitions/Organisation"},
        "definitions": {**definitions, "Organisation": organisation},
    }
    made = {
        "case": _of_model(Case, programme),
        "casebook": _of_model(Programme, programme),
        "internal": _of_model(InternalSheet, programme),
        "organisations": registry,
    }
    return {kind: {"$schema": DRAFT, "$id": f"urn:casebook:schema:{kind}", **schema} for kind, schema in made.items()}


def _of_model(model: type[BaseModel], programme: Programme) -> Schema:
    schema = plain_schema(model)
    for name, holder in [(model.__name__, schema), *schema["definitions"].items()]:
        for key, node in holder.get("properties", {}).items():
            _say_codes(node, name, key)
            _say_private(node)
    schema["definitions"] |= _code_lists(model, programme)
    _offer_languages(schema, programme.languages)
    if model is Case:
        _say_template(schema, programme)
    return schema


def _say_codes(node: Schema, model: str, key: str) -> None:
    """Give a key that takes codes, or words of a fixed list, those words with their meaning."""
    taxonomy = CODES.get((model, key))
    if taxonomy is None and (model, key) not in MEANINGS:
        return
    words = {"$ref": f"#/definitions/{_list_name(taxonomy)}"} if taxonomy else _enumeration(MEANINGS[model, key])
    for place in _scalars(node):
        for other in ("type", "const", "enum", "minLength", "maxLength"):
            place.pop(other, None)
        place.update(words)


def _list_name(taxonomy: str) -> str:
    return f"codes-of-{taxonomy}"


def _code_lists(model: type[BaseModel], programme: Programme) -> Schema:
    """The lists of codes as definitions, once each, for the files whose keys take them."""
    if model not in (Case, Organisation):
        return {}
    lists = {name: _by_age(programme.taxonomies.terms(name)) for name in sorted(set(CODES.values()) - {"editions"})}
    made = {
        _list_name(name): _enumeration({term.code: _term_words(term, programme) for term in terms})
        for name, terms in lists.items()
    }
    titles = {edition.code: in_language(edition.title, programme.language) for edition in programme.editions}
    return {**made, _list_name("editions"): _enumeration(titles)}


def _by_age(terms: tuple[Term, ...]) -> list[Term]:
    """The terms in force before those that have ended, each group in the order of the list."""
    return sorted(terms, key=lambda term: term.to is not None)


def _term_words(term: Term, programme: Programme) -> str:
    names = [term.name[each] for each in ("", *programme.languages) if term.name.get(each)]
    said = " · ".join(dict.fromkeys(names))
    if term.to is not None:
        said += f" ({term.from_ or ''}–{term.to}; today: {', '.join(term.replaced_by) or 'none'})"
    description = in_language(term.description, programme.language) if term.description else ""
    return f"{said}. {description}".removesuffix(" ") if description else said


def _enumeration(words: Mapping[str, str]) -> Schema:
    """The words as editors complete them; one that looks like a number may be written as one."""
    if not words:
        # Editors refuse a whole schema for an empty `enum`.
        return {"not": {}, "description": "casebook.yml has no terms for this key yet."}
    values: dict[str | int, str] = {}
    for word, meaning in words.items():
        values[word] = meaning
        if word.isdecimal() and str(int(word)) == word:
            values[int(word)] = meaning
    meanings = list(values.values())
    return {"enum": list(values), "enumDescriptions": meanings, "markdownEnumDescriptions": meanings}


def _scalars(node: Schema) -> Iterator[Schema]:
    """The places of a key's schema where a single word stands: itself, its entries, its alternatives."""
    if "anyOf" in node:
        for inner in node["anyOf"]:
            yield from _scalars(inner)
    elif "items" in node:
        yield from _scalars(node["items"])
    else:
        yield node


def _say_private(node: Schema) -> None:
    if node.pop("x-private", False):
        node["description"] += " Never published."


def _offer_languages(node: Any, languages: tuple[str, ...]) -> None:
    """Offer the programme's languages wherever a key is a language or a text is given per language."""
    if isinstance(node, list):
        for item in node:
            _offer_languages(item, languages)
    if not isinstance(node, dict):
        return
    pattern = f"^{LANGUAGE.pattern[:-2]}$"
    if pattern in node.get("patternProperties", {}):
        node["properties"] = dict.fromkeys(languages, node["patternProperties"][pattern])
    elif node.get("type") == ["string", "object"]:
        text = {"type": ["string", "number"]}
        node["type"] = ["string", "number", "object"]
        node["properties"], node["additionalProperties"] = dict.fromkeys(languages, text), text
    for inner in list(node.values()):
        _offer_languages(inner, languages)


def _say_template(schema: Schema, programme: Programme) -> None:
    """Tell headings and budgets beside the sections, and type the programme's own keys."""
    properties, template = schema["properties"], programme.template
    for key in SECTIONS:
        rule = template.sections.get(key)
        _add_markdown(properties[key], section_notes(rule, programme.language) if rule else [])
    _add_markdown(properties["summary"], budget_notes(template.summary_budget))
    _add_markdown(properties["short"], budget_notes(template.short_budget, each="Each sentence at most "))
    properties["extra"] = {
        "type": "object",
        "description": properties["extra"]["description"],
        "properties": {key: _extra(rule, programme.language) for key, rule in template.extra.items()},
        "additionalProperties": False,
    }


def section_notes(rule: SectionRule, language: str, *, budget_of: str | None = None) -> list[str]:
    """What the programme asks of a section: its heading, its length, whether it must be there."""
    heading = in_language(rule.name, language)
    notes = [f"Printed under the heading “{heading}”."] if heading else []
    notes += budget_notes(rule.budget, language=budget_of)
    return [*notes, "A published case must have it."] if rule.required else notes


def budget_notes(budget: Mapping[str, int], *, each: str = "At most ", language: str | None = None) -> list[str]:
    """The most characters in one language, or in every one, as one sentence; none where there is no limit."""
    if language is not None:
        return [f"{each}{budget[language]:,} characters."] if language in budget else []
    limits = ", ".join(f"{limit:,} ({name})" for name, limit in budget.items())
    return [f"{each}{limits} characters."] if limits else []


def _add_markdown(node: Schema, notes: list[str]) -> None:
    if notes:
        node["markdownDescription"] = "\n\n".join([node["description"], *notes])
        node["description"] = " ".join([node["description"], *notes])


def _extra(rule: ExtraKey, language: str) -> Schema:
    """The schema of one of the programme's own keys."""
    types: dict[str, Schema] = {
        "text": {"type": ["string", "number"]},
        "number": {"type": ["number", "string"], "pattern": f"^{NUMBER.pattern[:-2]}$"},
        "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "flag": {"type": "boolean"},
        "choice": {"enum": list(rule.values)},
    }
    private = "" if rule.public else " Never published."
    return {**types[rule.type], "description": in_language(rule.name, language) + private}
