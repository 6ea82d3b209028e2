"""The site's languages and the addresses that follow from them; nothing here knows what stands on a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from casebook.labels.catalogue import LANGUAGES, Labels, labels
from casebook.model.programme import Programme


@dataclass(frozen=True, slots=True)
class SiteLanguage:
    """One language of the site."""

    tag: str
    """BCP 47: en, ja, zh-Hans."""
    prefix: str
    """The folder of its pages with a closing slash; '' for the first language."""
    name: str
    """Its name in itself."""

    @property
    def labels(self) -> Labels:
        """The site's words in this language."""
        return labels("site", self.tag)


def site_languages(programme: Programme) -> tuple[SiteLanguage, ...]:
    """The programme's languages with their folders: the first at the root, the others under their primary subtag."""
    taken: set[str] = set()
    found = []
    for place, tag in enumerate(programme.languages):
        short = tag.split("-")[0]
        folder = "" if place == 0 else (tag.lower() if short in taken else short) + "/"
        taken.add(short)
        found.append(SiteLanguage(tag, folder, language_name(tag, tag)))
    return tuple(found)


@cache
def language_name(tag: str, reader: str) -> str:
    """The name of a language in the reader's language; the tag itself where Casebook does not know it."""
    key = f"language_{tag}"
    words = labels("site", reader)
    if reader == tag and tag not in LANGUAGES:
        return tag
    return words(key) if key in words.keys else tag


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its language and its address below the language's root, as `cases/some-id/`."""

    language: SiteLanguage
    path: str

    @property
    def address(self) -> str:
        """The address below the site's root."""
        return self.language.prefix + self.path

    @property
    def file(self) -> str:
        """The file below the site's root."""
        return self.address + "index.html"

    @property
    def up(self) -> str:
        """The way from the page to the site's root."""
        return "../" * self.address.count("/") or "./"

    @property
    def home(self) -> str:
        """The way from the page to its language's root."""
        return "../" * self.path.count("/") or "./"

    def to(self, other: Place) -> str:
        """The way from this page to another."""
        return self.up + other.address

    def sibling(self, language: SiteLanguage) -> Place:
        """The same page in another language."""
        return Place(language, self.path)
