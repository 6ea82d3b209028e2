"""The settings of the theme in a language, as plain values; nothing here imports MkDocs."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from casebook.site.languages import SiteLanguage
from casebook.site.source import SiteSource

FEATURES = ("navigation.tabs", "navigation.indexes", "navigation.sections", "toc.follow", "content.code.copy")
SCHEMES = (
    ("(prefers-color-scheme)", "default", "material/brightness-auto", "scheme_auto"),
    ("(prefers-color-scheme: light)", "default", "material/brightness-7", "scheme_light"),
    ("(prefers-color-scheme: dark)", "slate", "material/brightness-4", "scheme_dark"),
)


def theme_settings(language: SiteLanguage, settings: Mapping[str, Any], folders: Sequence[str]) -> dict[str, Any]:
    """The theme's variables for a language; what the project has set itself is kept where it does no harm.

    Fonts from elsewhere are refused, since no request leaves the site; instant loading leaves stale labels behind.
    """
    wanted = [*FEATURES, *(settings.get("features") or [])]
    features = [name for name in dict.fromkeys(wanted) if not name.startswith("navigation.instant")]
    return {
        "language": theme_language(language.tag, folders),
        "font": False,
        "features": features,
        "palette": settings.get("palette") or palette(language),
    }


def palette(language: SiteLanguage) -> list[dict[str, Any]]:
    """The three colour schemes with the words of their switch."""
    words = language.labels
    return [
        {
            "media": media,
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": words(name)},
        }
        for media, scheme, icon, name in SCHEMES
    ]


def theme_language(tag: str, folders: Sequence[str]) -> str:
    """The theme's own name for a language: the tag, or its primary subtag, or English."""
    for candidate in (tag, tag.split("-")[0]):
        if any((Path(folder) / "partials" / "languages" / f"{candidate}.html").is_file() for folder in folders):
            return candidate
    return "en"


def as_seen(config: Any, source: SiteSource, language: SiteLanguage) -> Any:
    """A configuration of MkDocs as the theme shall see it on pages of a language."""
    made = copy.copy(config)
    theme = copy.copy(config.theme)
    # A shallow copy of a theme shares its variables, whose name is private to the class.
    vars(theme)["_Theme__vars"] = {
        **dict(config.theme),
        **theme_settings(language, dict(config.theme), config.theme.dirs),
    }
    made.theme = theme
    made.site_name = source.title(language)
    return made
