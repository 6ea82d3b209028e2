"""Hashes of content: what an approval was given to, and which source text a translation was made from."""

from __future__ import annotations

import hashlib
import json
import unicodedata

from casebook.model.case import SECTIONS, SHORTS, Case

# What the office changes by itself, after a company has approved its page.
NOT_APPROVED: dict[str, bool | set[str]] = {
    "status": True, "publish_from": True, "editions": True, "consent": True, "approvals": True, "corrections": True,
    "former_ids": True, "origin": True, "follow_up": True, "distinctions": True, "translations": True, "project": True,
    "contact": {"consent"},
}  # fmt: skip
LENGTH = 12
"""Hexadecimal digits of a hash: 48 bits, short enough to be read aloud."""


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8"), digest_size=LENGTH // 2).hexdigest()


def text_hash(items: tuple[str, ...]) -> str:
    """The hash of a text as its reader sees it: white space folded, composed characters (NFC)."""
    return _digest("\x1f".join(" ".join(unicodedata.normalize("NFC", item).split()) for item in items))


def content_hash(case: Case) -> str:
    """The hash of all that an organisation approves: the case without what the office keeps beside it."""
    content = case.model_dump(mode="json", exclude=NOT_APPROVED, exclude_defaults=True)
    return _digest(json.dumps(content, ensure_ascii=False, sort_keys=True))


def source_texts(case: Case) -> dict[str, tuple[str, ...]]:
    """Every text of a case that is translated, by the key under which `of` keeps its hash."""
    found: dict[str, tuple[str, ...]] = {}
    if case.title:
        found["title"] = (case.title,)
    if case.summary:
        found["summary"] = (case.summary,)
    for key in SHORTS:
        sentence = getattr(case.short, key) if case.short else None
        if sentence:
            found[f"short.{key}"] = (sentence,)
    for key in SECTIONS:
        if case.section(key):
            found[key] = case.section(key)
    return found
