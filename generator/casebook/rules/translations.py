"""Rules on translations: complete, of the present source, and in a language the programme offers."""

from __future__ import annotations

from casebook.model.case import SECTIONS, SHORTS, Translation
from casebook.model.hashes import source_texts, text_hash
from casebook.rules.context import CaseContext, near


def check_translations(context: CaseContext) -> None:
    """Every translation has every text of the original, and none was left behind by a change of the original."""
    if context.language not in context.programme.languages:
        context.warn(
            ("language",),
            "language-not-offered",
            found=context.language,
            offered=", ".join(context.programme.languages),
        )
    source = source_texts(context.case) if context.case.translations else {}
    for language, translation in sorted(context.case.translations.items()):
        if language == context.language:
            context.error(("translations", language), "translation-of-itself", language=language)
        elif language not in context.programme.languages:
            context.warn(
                ("translations", language), "language-not-offered", found=language,
                offered=", ".join(context.programme.languages), **near(language, context.programme.languages),
            )  # fmt: skip
        lacking = [key for key in source if not _has(translation, key)]
        if lacking:
            context.warn(
                ("translations", language), "translation-incomplete", language=language, missing=", ".join(lacking)
            )
        _check_hashes(context, language, translation, source)


def _has(translation: Translation, key: str) -> bool:
    if key.startswith("short."):
        return bool(translation.short and getattr(translation.short, key.removeprefix("short.")))
    return bool(getattr(translation, key))


def _check_hashes(
    context: CaseContext, language: str, translation: Translation, source: dict[str, tuple[str, ...]]
) -> None:
    known = {"title", "summary", *SECTIONS, *(f"short.{key}" for key in SHORTS)}
    for key, digest in translation.of.items():
        where = ("translations", language, "of", key)
        if key not in known:
            context.error(where, "unknown-key", key=key, **near(key, known))
        elif key in source and text_hash(source[key]) != digest:
            context.warn(where, "translation-stale", language=language, key=key, now=text_hash(source[key]))
        elif key not in source:
            context.warn(where, "translation-orphaned", language=language, key=key)
