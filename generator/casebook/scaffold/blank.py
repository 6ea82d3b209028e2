"""A blank case: every key of a case file with its meaning beside it, and ids made from titles.

What is needed stands as an empty key, everything else as an example behind a mark. What a key means
comes from the model, what the programme asks of it from casebook.yml, the examples from blank.yml.
"""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

import yaml

from casebook.model.case import SECTIONS, Case
from casebook.model.programme import ExtraKey, Programme, Term
from casebook.model.scalars import in_language
from casebook.scaffold.dialect import Schema, plain_schema
from casebook.scaffold.schema import budget_notes, section_notes

SCHEMA_LINE = "# yaml-language-server: $schema=../../.casebook/schema/case.schema.json"
HEAD = """\
## A blank case. Lines with ## explain. Lines with # are examples: take the mark away and write your own
## words, or delete them. A published case needs a title, a summary, fields, organisations, and the
## sections that stand here without a mark.
"""
WIDTH = 110
MOST_CODES = 12
_TIE = "\u00a0"
"""Keeps a code and its name on one line."""
_LISTS = {
    "fields": "fields", "applications": "applications", "processes": "processes", "materials": "materials",
    "figures": "quantities", "stage": "stages", "follow_up": "effects", "factors": "factors", "offers": "offers",
    "distinctions": "distinctions",
}  # fmt: skip
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "µ": "u", "μ": "u"})


def id_from_title(title: str) -> str:
    """An id of 3 to 64 letters, digits and hyphens; '' where the title has too few Latin letters for one."""
    folded = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", folded.replace("'", ""))
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:64]
        if len(longer) > 64:
            break
        made = longer
    return made if len(made) >= 3 else ""


def blank_case(programme: Programme, title: str, language: str, *, edition: str | None = None) -> str:
    """The text of a blank case, a draft; `edition` (default: the newest) chooses the scheme of fields that is shown."""
    schema = plain_schema(Case)
    edition = edition or (programme.editions[-1].code if programme.editions else None)
    examples = _examples(programme, language, edition)
    written = {
        "title": json.dumps(" ".join(title.split()), ensure_ascii=False),
        "language": language,
        "status": "draft",
        "summary": ">-\n",
        **{key: "|\n" for key, rule in programme.template.sections.items() if rule.required},
    }
    parts = [f"{SCHEMA_LINE}\n{HEAD}"]
    for key, node in schema["properties"].items():
        notes = [node.get("description") or _described(node, schema), *_notes(programme, key, language, edition)]
        explained = "".join(_wrapped(note) for note in notes)
        if key in written:
            parts.append(f"{explained}{key}: {written[key]}\n")
        else:
            lines = _lines(key, examples[key], node, schema, "")
            parts.append(explained + "".join(f"# {line}\n" for line in lines))
    return "\n".join(parts)


def _wrapped(text: str) -> str:
    lines = textwrap.wrap(text, WIDTH, initial_indent="## ", subsequent_indent="## ", break_on_hyphens=False)
    return "".join(f"{line}\n" for line in lines).replace(_TIE, " ")


def _described(node: Schema, schema: Schema) -> str:
    """What the model says of the mapping that a key takes."""
    said: str = schema["definitions"][node["$ref"].rsplit("/", 1)[-1]]["description"]
    return said


def _notes(programme: Programme, key: str, language: str, edition: str | None) -> list[str]:
    """What the programme asks of a key: heading, length, codes."""
    template = programme.template
    if key == "summary":
        return budget_notes(template.summary_budget, language=language)
    if key == "short":
        return budget_notes(template.short_budget, each="Each sentence at most ", language=language)
    if key in SECTIONS:
        rule = template.sections.get(key)
        return [" ".join(section_notes(rule, language, budget_of=language))] if rule else []
    if key == "extra" and not template.extra:
        return ["It has none yet."]
    return [_codes(_terms(programme, key, edition), _LISTS[key], language)] if key in _LISTS else []


def _terms(programme: Programme, key: str, edition: str | None) -> Sequence[Term]:
    if key != "fields":
        return [term for term in programme.taxonomies.terms(_LISTS[key]) if term.to is None]
    found = programme.edition(edition) if edition else None
    return programme.taxonomies.fields_of(found.fields if found else None)


def _codes(terms: Sequence[Term], taxonomy: str, language: str) -> str:
    """The codes with their names; of a long list its beginning."""
    if not terms:
        return f"casebook.yml has no {taxonomy} yet."
    shown = ", ".join(
        f"{term.code} ({in_language(term.name, language)})".replace(" ", _TIE) for term in terms[:MOST_CODES]
    )
    more = f" and {len(terms) - MOST_CODES} more under {taxonomy} in casebook.yml" if len(terms) > MOST_CODES else ""
    return f"Codes: {shown}{more}."


def _lines(key: str, value: Any, node: Schema, schema: Schema, indent: str) -> Iterator[str]:
    """A key with its example, a line for each key of what it holds; inner keys have their meaning behind them."""
    said = f"  # {node['description']}" if indent and "description" in node else ""
    text, inner, within = "" if value else " {}", [], indent + "  "
    if isinstance(value, dict):
        inner = list(_entries(value, node, schema, within))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for entry in value:
            first, *rest = _entries(entry, node, schema, within + "  ")
            inner += [f"{within}- {first.lstrip()}", *rest]
    elif isinstance(value, list):
        text = f" [{', '.join(_plain(each) for each in value)}]"
    elif value.endswith("\n"):
        text, inner = " |", [f"{within}{line}" for line in value.splitlines()]
    else:
        text = f" {_plain(value)}"
    yield f"{indent}{key}:{text}".ljust(40) + said if said else f"{indent}{key}:{text}"
    yield from inner


def _entries(value: dict[str, Any], node: Schema, schema: Schema, indent: str) -> Iterator[str]:
    for name, each in value.items():
        yield from _lines(name, each, _key(node, name, schema), schema, indent)


def _plain(text: str) -> str:
    """A text as YAML, in quotes where it does not read the same without them."""
    return text if re.fullmatch(r"[\w+-][\w+./:@ -]*", text, re.ASCII) else json.dumps(text, ensure_ascii=False)


def _key(node: Schema, name: str, schema: Schema) -> Schema:
    """The schema of a key inside what a node holds; an empty one where any key may stand."""
    while True:
        if "$ref" in node:
            node = schema["definitions"][node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node:
            node = node["anyOf"][0]
        elif "items" in node:
            node = node["items"]
        else:
            break
    found: Schema = node.get("properties", {}).get(name) or next(iter(node.get("patternProperties", {}).values()), {})
    return found


def _examples(programme: Programme, language: str, edition: str | None) -> dict[str, Any]:
    """Key → its example: texts, lists and mappings, with the programme's own words put in."""
    quantity = next(iter(programme.taxonomies.quantities), None)
    words = {
        taxonomy: next((term.code for term in _terms(programme, key, edition)), "a-code")
        for key, taxonomy in _LISTS.items()
    }
    words |= {
        "unit": quantity.unit if quantity else "mm",
        "edition": edition or "2025",
        "licence": programme.licence or "CC-BY-4.0",
        "other": next((each for each in programme.languages if each != language), "ja" if language == "en" else "en"),
    }
    text = (resources.files(__package__) / "blank.yml").read_text("utf-8")
    filled = re.sub(r"<(\w+)>", lambda found: json.dumps(words[found[1]], ensure_ascii=False), text.split("\n", 2)[2])
    made: dict[str, Any] = yaml.load(filled, Loader=yaml.CBaseLoader)
    return {**made, "extra": {key: _own(rule) for key, rule in programme.template.extra.items()}}


def _own(rule: ExtraKey) -> str:
    values = {"text": "One paragraph.", "number": "1.5", "date": "2025-07-20", "flag": "true"}
    return values.get(rule.type) or next(iter(rule.values), "")
