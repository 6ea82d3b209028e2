"""Rules on the template: what must be there, how long it may be, whether problems and solutions pair."""

from __future__ import annotations

from casebook.model.case import SECTIONS, SHORTS, Case, Translation
from casebook.richtext.plain import visible_length
from casebook.rules.context import CaseContext
from casebook.source.tree import KeyPath, Text, find


def check_required(context: CaseContext) -> None:
    """What every case needs but a withdrawn one: title, summary, a field, an organisation, the required sections."""
    case = context.case
    if case.status == "withdrawn":
        return
    for key in ("title", "summary", "fields", "organisations"):
        if getattr(case, key) or key in context.faulty:
            continue
        # An old case may name nobody; then there is nobody to make up.
        report = context.warn if key == "organisations" else context.missing
        if find(context.node, (key,)) is None:
            report((), "missing-key", key=key)
        else:
            report((key,), "empty-text", key=key)
    for key, rule in context.programme.template.sections.items():
        if key in context.faulty or any(item.strip() for item in case.section(key)):
            continue
        node = find(context.node, (key,))
        if node is None:
            if rule.required:
                context.missing((), "missing-section", section=key)
        elif rule.required or not (isinstance(node, Text) and node.value is None):
            context.missing((key,), "empty-section", section=key)


def check_budgets(context: CaseContext, visible: dict[tuple[str, str], str]) -> None:
    """Each text stays within its budget of characters; `visible` holds (language, section) → text without marks."""
    for (language, key), text in sorted(visible.items()):
        rule = context.programme.template.sections.get(key)
        _check_length(context, language, key, text, rule.budget if rule else {})
    for language in (context.language, *context.case.translations):
        source = context.case if language == context.language else context.case.translations[language]
        _check_length(context, language, "summary", source.summary or "", context.programme.template.summary_budget)
        for key in SHORTS:
            sentence = (getattr(source.short, key) if source.short else None) or ""
            _check_length(context, language, f"short.{key}", sentence, context.programme.template.short_budget)


def _check_length(context: CaseContext, language: str, key: str, text: str, budget: dict[str, int]) -> None:
    limit = budget.get(language)
    if limit is None:
        return
    length = visible_length(text, language)
    if length > limit:
        prefix: KeyPath = () if language == context.language else ("translations", language)
        context.warn(
            (*prefix, *key.split(".")), "over-budget", key=key, length=length, limit=limit, over=length - limit
        )


def check_pairs(context: CaseContext) -> None:
    """Problems and solutions that are both lists have equally many entries."""
    holders: list[tuple[KeyPath, Case | Translation]] = [((), context.case)]
    holders += [(("translations", language), each) for language, each in context.case.translations.items()]
    for prefix, holder in holders:
        problems, solutions = len(holder.problems or ()), len(holder.solutions or ())
        if problems > 1 and solutions > 1 and problems != solutions:
            context.warn((*prefix, "solutions"), "pairs-uneven", problems=problems, solutions=solutions)


def section_paths(context: CaseContext) -> list[tuple[str, str, KeyPath, str]]:
    """Language, section, path and Markdown of every item of every section, translations too."""
    found = []
    for language in (context.language, *sorted(set(context.case.translations) - {context.language})):
        own = language == context.language
        holder = context.case if own else context.case.translations[language]
        prefix: KeyPath = () if own else ("translations", language)
        for key in SECTIONS:
            for place, item in enumerate(getattr(holder, key) or ()):
                single = isinstance(find(context.node, (*prefix, key)), Text)
                found.append((language, key, (*prefix, key) if single else (*prefix, key, place), item))
    return found
