"""Rules on translations: complete, of the present source, and in a language the programme offers."""

from __future__ import annotations

from casebook.model.case import SECTIONS, SHORTS, Translation
from casebook.model.hashes import source_texts, text_hash
from casebook.rules.context import CaseContext

TRANSLATED = ("title", "summary", *SECTIONS, *(f"short.{key}" for key in SHORTS))
"""The keys under which `of` keeps hashes."""


def check_translations(context: CaseContext) -> None:
    """Every translation has every text of the original, and none was left behind by a change of the original."""
    _check_language(context, context.language, ("language",))
    source = source_texts(context.case) if context.case.translations else {}
    for language, translation in sorted(context.case.translations.items()):
        if language == context.language:
            context.error(("translations", language), "translation-of-itself", language=language)
            continue
        _check_language(context, language, ("translations", language))
        lacking = [key for key in source if not _has(context, language, translation, key)]
        lacking += _lacking_words(context, translation)
        if lacking:
            words = {"language": language, "missing": ", ".join(lacking)}
            context.warn(("translations", language), "translation-incomplete", **words)
        _check_orphans(context, language, translation, source)
        _check_hashes(context, language, translation, source)


def _check_language(context: CaseContext, language: str, where: tuple[str, ...]) -> None:
    offered = context.programme.languages
    if language not in offered:
        near = context.near(language, offered)
        context.warn(where, "language-not-offered", found=language, offered=", ".join(offered), **near)


def _text(translation: Translation, key: str) -> object:
    if key.startswith("short."):
        return translation.short and getattr(translation.short, key.removeprefix("short."))
    found = getattr(translation, key)
    return any(item.strip() for item in found) if isinstance(found, tuple) else found


def _has(context: CaseContext, language: str, translation: Translation, key: str) -> bool:
    """Whether a text is translated, even where what is written there is faulty and was left out."""
    return bool(_text(translation, key)) or context.written(("translations", language, *key.split(".")))


def _lacking_words(context: CaseContext, translation: Translation) -> list[str]:
    """What the pictures of the original say and those of the translation do not."""
    own = dict(enumerate(translation.images))
    lacking = []
    for place, image in enumerate(context.case.images):
        words = own.get(place)
        lacking += [
            f"images.{place + 1}.{key}"
            for key in ("alt", "caption")
            if getattr(image, key) and not (words and getattr(words, key))
        ]
    return lacking


def _check_orphans(
    context: CaseContext, language: str, translation: Translation, source: dict[str, tuple[str, ...]]
) -> None:
    for key in TRANSLATED:
        faulty = key.split(".")[0] in context.faulty
        if key not in source and _text(translation, key) and not faulty:
            where = ("translations", language, *key.split("."))
            context.warn(where, "translation-orphaned", language=language, key=key)
    if len(translation.images) > len(context.case.images) and "images" not in context.faulty:
        first = len(context.case.images)
        context.warn(
            ("translations", language, "images", first), "translation-orphaned", language=language, key="images"
        )


def _check_hashes(
    context: CaseContext, language: str, translation: Translation, source: dict[str, tuple[str, ...]]
) -> None:
    for key, digest in translation.of.items():
        where = ("translations", language, "of", key)
        if key not in TRANSLATED:
            context.unknown_key(where, TRANSLATED)
        elif key in source and text_hash(source[key]) != digest:
            context.warn(where, "translation-stale", language=language, key=key, now=text_hash(source[key]))
        elif key not in source:
            context.warn(where, "translation-orphaned", language=language, key=key)
