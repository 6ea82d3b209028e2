"""The bridge to MkDocs, and the only module that imports it: it lends the theme's frames to Casebook.

MkDocs renders the written pages and a few empty frames; `casebook.site.whole` fills the frames and writes all else.
The site is built on a stage and swapped in at the very end, so whatever fails leaves the last good site.
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import logging
import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler

from casebook.richtext.comments import html_without_comments
from casebook.site import chrome
from casebook.site.errors import SiteError
from casebook.site.frame import KINDS, Frame, split_frame
from casebook.site.languages import Place, SiteLanguage
from casebook.site.last import keep_unchanged, read_last, write_notes
from casebook.site.machines import MACHINES, write_server_lines
from casebook.site.navigation import language_of, navigation, own_pages, versions_of, written_addresses
from casebook.site.pictures import write_bare
from casebook.site.reading import read_source, watched
from casebook.site.request import Request
from casebook.site.resources import template_folders
from casebook.site.source import Built, Rendered, SiteSource
from casebook.site.surroundings import surroundings
from casebook.site.theme import as_seen
from casebook.site.whole import assets_of, not_found_body, write_site
from casebook.staging import BuildRunningError, build_lock, empty, stage_folder, swap


class CasebookOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    keep_going = config_options.Type(bool, default=False)
    """Leave faulty cases out instead of stopping."""
    date = config_options.Optional(config_options.Type(str))
    """The day for which is published; today in the programme's time zone where left out."""
    search = config_options.Type(bool, default=True)
    """Whether the search index is made."""


@dataclass(slots=True)
class Session:
    """One build, from its configuration to the swap."""

    source: SiteSource
    target: Path | None
    """Where the finished site goes; None where the folder of the build is the site."""
    assets: str
    configs: dict[str, MkDocsConfig] = field(default_factory=dict)
    navs: dict[str, Navigation] = field(default_factory=dict)
    frames: dict[tuple[str, str], Frame] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    uris: frozenset[str] = frozenset()
    """Sources of the written pages."""
    kept: frozenset[str] = frozenset()
    """Files for servers and machines that people wrote."""
    media: tuple[str, ...] = ()
    """Files that lie beside the written pages, below the site."""


class CasebookPlugin(BasePlugin[CasebookOptions]):  # type: ignore[no-untyped-call]
    """Makes the casebook a part of a MkDocs site."""

    def __init__(self) -> None:
        self.request = Request()
        self.session: Session | None = None
        self.problem: SiteError | None = None
        self._lock = contextlib.ExitStack()

    @property
    def current(self) -> Session:
        """The build under way."""
        if self.session is None:
            raise PluginError("the casebook plugin was called before its configuration")
        return self.session

    @event_priority(-100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the casebook, and send what MkDocs writes to the stage."""
        root = Path(config.config_file_path).resolve().parent
        into = self.request.into
        target = None if into or _is_serve(config) else Path(config.site_dir)
        if target is not None and not self.request.locked:
            self._take_lock(root)
        source = self._read(root, config)
        if target is not None or into is not None:
            config.site_dir = str(empty(into or stage_folder(root)))
        self.session = Session(source, target, assets_of(source))
        config.use_directory_urls = True
        config.site_url = source.address or None
        config.site_name = source.title(source.languages[0])
        config.extra["alternate"] = len(source.languages) > 1
        config.watch.extend(str(path) for path in watched(root))
        _dress(config, source)
        self.session.configs = {language.tag: as_seen(config, source, language) for language in source.languages}
        return self.session.configs[source.languages[0].tag]

    def _read(self, root: Path, config: MkDocsConfig) -> SiteSource:
        asked = self.request
        date = asked.date or (dt.date.fromisoformat(self.config.date) if self.config.date else None)
        keep_going = self.config.keep_going or asked.keep_going
        try:
            source = read_source(
                root, date=date, keep_going=keep_going, jobs=asked.jobs, catalogues=asked.catalogues,
                decisions=asked.memory.decisions if asked.memory else None,
            )  # fmt: skip
        except SiteError as problem:
            raise self._failed(problem) from None
        address = asked.address or config.site_url or source.address
        return replace(source, address=address.rstrip("/") + "/" if address else "")

    def _failed(self, problem: SiteError) -> PluginError:
        """MkDocs' own kind of error, which it reports without a trace; what was wrong is kept for the command line."""
        self.problem = problem
        return PluginError(str(problem))

    def _take_lock(self, root: Path) -> None:
        try:
            self._lock.enter_context(build_lock(root))
        except BuildRunningError as problem:
            raise self._failed(SiteError(str(problem))) from None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the frames, keep other languages out of the first navigation and forewords out of the site."""
        session = self.current
        forewords = {catalogue.foreword for catalogue in session.source.published.programme.catalogues.values()}
        docs = Path(config.docs_dir).name
        for file in files.documentation_pages():
            if f"{docs}/{file.src_uri}" in forewords:
                file.inclusion = InclusionLevel.EXCLUDED
        written = [file.src_uri for file in files.documentation_pages() if file.inclusion.is_included()]  # type: ignore[no-untyped-call]
        session.uris = frozenset(written)
        session.media = tuple(file.dest_uri for file in files.media_files() if file.src_dir == config.docs_dir)
        for uri, text in own_pages(session.source.languages).items():
            if uri not in session.uris:
                files.append(File.generated(config, uri, content=text))
            elif not uri.endswith("index.md"):
                raise PluginError(f"{docs}/{uri} stands where Casebook puts a page of its own; give it another name")
        for file in files.documentation_pages():
            language = language_of(file.src_uri, session.source.languages)
            if language.prefix or file.src_uri.endswith("cases/frame.md"):
                file.inclusion = InclusionLevel.NOT_IN_NAV
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Make each language's navigation of its own pages."""
        session = self.current
        pages = [file for file in files.documentation_pages() if not file.src_uri.endswith("cases/frame.md")]
        for language in session.source.languages:
            own = [file for file in pages if language_of(file.src_uri, session.source.languages) == language]
            described = copy.copy(session.configs[language.tag])
            if language.prefix or config.nav is None:
                described.nav = navigation(language, sorted(file.src_uri for file in own))
            made = get_navigation(Files(own), described)
            home = files.get_file_from_path(language.prefix + "index.md")
            made.homepage = home.page if home is not None else None
            if made.homepage is not None:
                made.homepage.title = language.labels("nav_home")
            session.navs[language.tag] = made
        return session.navs[session.source.languages[0].tag] or nav

    def on_page_content(self, html: str, *, page: Page, **_rest: Any) -> str:
        """Keep what the home pages say; they are filled like frames. Comments are for those who write, not who read."""
        html = html_without_comments(html)
        language = language_of(page.file.src_uri, self.current.source.languages)
        if page.file.src_uri == language.prefix + "index.md":
            self.current.homes[language.tag] = html
        return html

    def on_page_context(self, context: Any, *, page: Page, **_rest: Any) -> Any:
        """Give the theme its words: those of the page's language, with slots in a frame."""
        session = self.current
        language = language_of(page.file.src_uri, session.source.languages)
        context["config"], context["nav"] = session.configs[language.tag], session.navs[language.tag]
        place = Place(language, page.url.removeprefix(language.prefix))
        if self._kind(page, language):
            context["casebook"] = chrome.frame_words(session.source, place, session.assets)
            page.toc = TableOfContents([AnchorLink(str(page.title), "casebook-content", 1)])  # where "skip" leads
            self._mark_tab(page, language, active=True)
        else:
            versions = versions_of(place, page.file.src_uri, session.uris, session.source.languages)
            description = str(page.meta.get("description", ""))
            context["casebook"] = chrome.written_words(
                session.source, place, versions, session.assets, str(page.title), description
            )
        return context

    def on_template_context(self, context: Any, **_rest: Any) -> Any:
        """Fill the page for addresses that do not exist."""
        session = self.current
        first = session.source.languages[0]
        context["config"], context["nav"] = session.configs[first.tag], session.navs[first.tag]
        place = Place(first, "")
        words = chrome.written_words(session.source, place, (place,), session.assets, first.labels("not_found"), "")
        body = not_found_body(session.source, str(context["base_url"]).rstrip("/") + "/")
        context["casebook"] = {**words, "wide": True, "body": body, "head": ""}
        return context

    def on_post_page(self, output: str, *, page: Page, **_rest: Any) -> str:
        """Take the frames; MkDocs' own copy of them is written over or removed when the site is filled."""
        session = self.current
        language = language_of(page.file.src_uri, session.source.languages)
        if kind := self._kind(page, language):
            session.frames[language.tag, kind] = split_frame(output)
            self._mark_tab(page, language, active=False)
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill the frames, write everything else, and bring the whole in unless a strict build has found warnings."""
        session = self.current
        out = Path(config.site_dir)
        for language in session.source.languages:
            shutil.rmtree(out / language.prefix / "cases" / "frame", ignore_errors=True)
        write_bare(session.media, out)
        session.kept = frozenset(name for name in MACHINES if (out / name).exists())
        rendered, search = self.rendered(), self.config.search and self.request.search
        known = surroundings(session.source, rendered)
        last = read_last(session.source.root, session.target, known)
        try:
            notes = write_site(session.source, rendered, out, search=search, last=last, memory=self.request.memory)
        except SiteError as problem:
            raise self._failed(problem) from None
        if session.target is not None and not _strict_failure(config):
            write_server_lines(session.source, rendered, out)
            keep_unchanged(out, session.target)
            swap(out, session.target)
            write_notes(session.source.root, known, notes)
        self._lock.close()

    def on_build_error(self, **_rest: Any) -> None:
        """Let go of the lock; the stage stays for whoever wants to look, the site as it was."""
        self._lock.close()

    def rendered(self) -> Rendered:
        """What MkDocs has made so far."""
        session = self.current
        written = written_addresses(session.uris, session.source.languages)
        return Rendered(dict(session.frames), dict(session.homes), written, session.kept)

    def _kind(self, page: Page, language: SiteLanguage) -> str:
        uri = page.file.src_uri.removeprefix(language.prefix)
        known = {f"{kind}.md": kind for kind in KINDS} | {"cases/frame.md": "deep", "index.md": "home"}
        return known.get(uri, "")

    def _mark_tab(self, page: Page, language: SiteLanguage, *, active: bool) -> None:
        """Show pages that stand in no navigation under the tab of the browse page."""
        if not page.file.src_uri.endswith("cases/frame.md"):
            return
        for listed in self.current.navs[language.tag].pages:
            if listed.file.src_uri == language.prefix + "browse.md":
                listed.active = active


def _is_serve(config: MkDocsConfig) -> bool:
    """Whether MkDocs serves: it then builds into a temporary folder of its own."""
    return Path(config.site_dir).name.startswith("mkdocs_")


def _dress(config: MkDocsConfig, source: SiteSource) -> None:
    """Put Casebook's templates before the theme's, and take away what it does itself."""
    if config.theme.name != "material":
        config.theme = Theme(name="material")
    own = [str(folder / "theme") for folder in template_folders(source.root)]
    custom = [config.theme.custom_dir] if config.theme.custom_dir else []
    config.theme.dirs = [*custom, *own, *(folder for folder in config.theme.dirs if folder not in custom)]
    config.theme.static_templates = {"404.html"}


def _strict_failure(config: MkDocsConfig) -> bool:
    """Whether MkDocs will abort after this: in strict mode it counts warnings, and looks at them only at its end."""
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
    return bool(config.strict) and any(counter.get_counts() for counter in counters)


def run_mkdocs(config_file: Path, request: Request, *, strict: bool = False) -> Built:
    """Build with MkDocs as its command does; raises SiteError with the reason."""
    # The theme greets every run with news about MkDocs, on which a reader of this output cannot act.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    plugin = None
    try:
        config = load_config(str(config_file), strict=strict)
        plugin = config.plugins.get("casebook")
        if not isinstance(plugin, CasebookPlugin):
            raise SiteError(f"{config_file.name} does not list the plugin casebook")
        plugin.request = request
        mkdocs_build(config)
    except (ConfigurationError, Abort) as problem:
        known = plugin.problem if isinstance(plugin, CasebookPlugin) else None
        raise known or SiteError(str(problem)) from problem
    session = plugin.current
    return Built(session.source, plugin.rendered(), session.target or Path(config.site_dir))


__all__ = ["CasebookPlugin", "run_mkdocs"]
