"""What a site is made from: the published casebook and the few settings that are not the programme's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from casebook.model.scalars import in_language
from casebook.publication.values import Published
from casebook.site.catalogues import CatalogueFile
from casebook.site.frame import Frame
from casebook.site.languages import SiteLanguage, site_languages
from casebook.site.open_data import DataFiles


@dataclass(frozen=True)
class SiteSource:
    """Everything that the pages are made from, frames excepted."""

    root: Path
    published: Published
    address: str
    """The site's absolute address with a closing slash, '' where it has none."""
    catalogues: tuple[CatalogueFile, ...] = ()
    data: DataFiles | None = None
    """The open data, where they were made."""
    jobs: int | None = None

    @cached_property
    def languages(self) -> tuple[SiteLanguage, ...]:
        """The site's languages, the first at the root."""
        return site_languages(self.published.programme)

    def title(self, language: SiteLanguage) -> str:
        """The casebook's title."""
        return in_language(self.published.programme.title, language.tag)


@dataclass(frozen=True)
class Rendered:
    """What MkDocs has made of the theme and of the written pages."""

    frames: dict[tuple[str, str], Frame]
    """Language tag and kind (`home`, `browse`, `organisations`, `catalogues`, `deep`) → frame."""
    homes: dict[str, str]
    """Language tag → what `index.md` says, as HTML."""
    written: tuple[str, ...]
    """Addresses of the pages that people wrote, below the site's root."""
    kept: frozenset[str] = frozenset()
    """Names of the files for servers and machines at the site's root that people wrote themselves."""


@dataclass(frozen=True)
class Built:
    """A finished build: what it was made from, what MkDocs gave, and where it lies."""

    source: SiteSource
    rendered: Rendered
    folder: Path
