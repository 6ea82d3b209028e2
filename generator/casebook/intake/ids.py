"""Ids out of names: of cases, organisations and terms. Each stable, unique, and made of a–z, 0–9 and hyphen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
LONGEST = 64
SHORTEST = 3
# Letters that NFKD does not take apart.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
_DROPPED = re.compile(r"['’`´]")


def slug(text: str, longest: int = LONGEST) -> str:
    """The text as lower-case words with hyphens, cut between words; '' where it has no Latin letter and no digit."""
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", text.casefold().translate(_LETTERS)))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    whole = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(whole) <= longest:
        return whole
    cut = whole[: longest + 1].rpartition("-")[0] or whole[:longest]
    return cut.strip("-")


def case_id(pattern: str, values: Mapping[str, str]) -> str:
    """The id that a pattern gives, such as {Title}-{Number}; the longest value gives way where all would not fit."""
    parts = {name: slug(values.get(name.strip(), ""), 200) for name in PLACEHOLDER.findall(pattern)}
    whole = _filled(pattern, parts)
    while len(whole) > LONGEST and parts:
        name = max(parts, key=lambda each: (len(parts[each]), each))
        shorter = slug(parts[name], len(parts[name]) - max(1, min(len(whole) - LONGEST, len(parts[name]) - 1)))
        if shorter == parts[name]:
            break
        parts[name] = shorter
        whole = _filled(pattern, parts)
    return at_least(slug(whole), "case")


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    return slug(PLACEHOLDER.sub(lambda found: parts[found[1]], pattern), 1000)


def at_least(identifier: str, prefix: str) -> str:
    """The id, or the prefix and the id where that alone is too short for one."""
    return identifier if len(identifier) >= SHORTEST else f"{prefix}-{identifier}".strip("-")


def numbered(identifier: str, taken: Container[str]) -> str:
    """The id, or the first of id-2, id-3 … that is not taken."""
    candidate, number = identifier, 1
    while candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = identifier[: LONGEST - len(ending)].rstrip("-") + ending
    return candidate
