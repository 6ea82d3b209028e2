"""Which pages stand in which language's navigation, and which page is whose translation; MkDocs is not known here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from casebook.site.frame import KINDS
from casebook.site.languages import Place, SiteLanguage

NavEntry = str | dict[str, "list[NavEntry]"]
MAIN = ("index.md", "browse.md", "organisations.md", "catalogues.md")
"""The tabs that every language has, in their order."""


def language_of(uri: str, languages: Sequence[SiteLanguage]) -> SiteLanguage:
    """The language of a source file, by the folder it lies in; the first one's outside the others' folders."""
    return next((known for known in languages[1:] if uri.startswith(known.prefix)), languages[0])


def own_pages(languages: Sequence[SiteLanguage]) -> dict[str, str]:
    """Sources of the pages that MkDocs renders as frames: address in `docs/` → Markdown."""
    pages = {}
    for language in languages:
        words = language.labels
        pages[language.prefix + "index.md"] = f"# {words('nav_home')}\n"
        for kind in KINDS:
            name = "cases/frame" if kind == "deep" else kind
            title = words("nav_browse" if kind == "deep" else f"nav_{kind}")
            pages[f"{language.prefix}{name}.md"] = f"# {title}\n"
    return pages


def nav_title(uri: str, language: SiteLanguage) -> str:
    """The tab's words for one of Casebook's own pages; '' for a written page, whose heading names it."""
    name = uri.removeprefix(language.prefix)
    return language.labels(f"nav_{'home' if name == 'index.md' else name.removesuffix('.md')}") if name in MAIN else ""


def navigation(language: SiteLanguage, uris: Sequence[str]) -> list[NavEntry]:
    """A language's navigation: Casebook's pages, then the written ones, a section for each folder."""
    entries: list[NavEntry] = [language.prefix + name for name in MAIN]
    rest = [uri.removeprefix(language.prefix) for uri in uris]
    loose = [name for name in rest if "/" not in name and name not in MAIN]
    entries += [language.prefix + name for name in sorted(loose, key=lambda name: (name != "about.md", name))]
    folders = sorted({name.split("/")[0] for name in rest if "/" in name})
    for folder in folders:
        pages = sorted(
            (name for name in rest if name.startswith(folder + "/")),
            key=lambda name: (not name.endswith("/index.md"), name),
        )
        entries.append({folder_title(folder, language): [language.prefix + name for name in pages]})
    return entries


def folder_title(folder: str, language: SiteLanguage) -> str:
    """The name of a folder of written pages."""
    words = language.labels
    return words(f"nav_{folder}") if f"nav_{folder}" in words.keys else folder.replace("-", " ").capitalize()


def versions_of(place: Place, uri: str, uris: Collection[str], languages: Sequence[SiteLanguage]) -> tuple[Place, ...]:
    """A written page in every language: its translation where there is one, else that language's home page."""
    name = uri.removeprefix(place.language.prefix)
    return tuple(
        place.sibling(language) if language.prefix + name in uris else Place(language, "") for language in languages
    )


def written_addresses(uris: Iterable[str], languages: Sequence[SiteLanguage]) -> tuple[str, ...]:
    """The addresses of the pages that people wrote, by their sources, below the site's root."""
    written = sorted(uri.removesuffix("index.md").removesuffix(".md") for uri in {*uris} - {*own_pages(languages)})
    return tuple(uri if uri.endswith("/") or not uri else uri + "/" for uri in written)
