"""What the setting of a language asks for: whether it is Chinese, Japanese or Korean, and how lists are joined."""

from __future__ import annotations


def is_cjk(language: str) -> bool:
    """Whether a language is set by the rules of Japanese and Chinese."""
    return language.split("-")[0] in {"ja", "zh", "ko"}


def comma(language: str) -> str:
    """What stands between the entries of a list within a line."""
    return "、" if is_cjk(language) else ", "
