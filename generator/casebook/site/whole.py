"""The whole site but for the written pages: fills the frames and writes everything else below one folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from casebook.publication.values import Published
from casebook.site.browse_files import language_files, shared_files
from casebook.site.cards import Card, card
from casebook.site.cases import Cards, Work, withdrawn_page, write_cases
from casebook.site.colours import programme_sheet
from casebook.site.data_page import data_pages
from casebook.site.facets import Traits, traits_of
from casebook.site.filling import Filler, write_text
from casebook.site.languages import Place, SiteLanguage
from casebook.site.lists import list_pages
from casebook.site.machines import write_machines
from casebook.site.open_data import write_data
from casebook.site.pages import Shelf, all_pages
from casebook.site.pictures import PictureSet, bring_pictures
from casebook.site.resources import asset_files, asset_folder
from casebook.site.search.index import write_index
from casebook.site.similar import marks_of, neighbours
from casebook.site.sitemap import sitemap
from casebook.site.source import Rendered, SiteSource
from casebook.site.term_pages import term_pages


def write_site(source: SiteSource, rendered: Rendered, out: Path, *, search: bool = True) -> None:
    """Write all of Casebook's pages and files below `out`; what MkDocs wrote there for its frames is replaced."""
    published = source.published
    _write_assets(source, out)
    wanted = (picture for case in published.cases for picture in case.pictures)
    pictures = bring_pictures(wanted, source.root, out, source.jobs, published.programme.pictures.formats)
    for catalogue in source.catalogues:
        (out / "catalogues").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(catalogue.path, out / catalogue.address)
    write_data(source.data, out)
    filler = Filler(source, rendered.frames)
    written = _write_pages(source, rendered, filler, pictures, out)
    if source.address:
        write_text(out / "sitemap.xml", sitemap(source.address, _versions(source, rendered, written)))
    write_machines(source, rendered, filler, out)
    if search:
        write_index(published, out.parent / "search-parts", out, jobs=source.jobs)


def _write_pages(
    source: SiteSource, rendered: Rendered, filler: Filler, pictures: dict[str, PictureSet], out: Path
) -> list[str]:
    """Write every page; their addresses below a language's root."""
    published = source.published
    cards, marks, traits = make_cards(published, filler, pictures)
    for name, text in shared_files(published, filler.rooms[source.languages[0].tag], traits):
        write_text(out / name, text)
    paths: list[str] = []
    for language in source.languages:
        room = filler.rooms[language.tag]
        home = rendered.homes.get(language.tag, "")
        data = source.data is not None
        shelf = Shelf(published, room, cards[language.tag], source.catalogues, home, traits, data)
        row = partial(filler.row, language=language)
        own = (all_pages(shelf), list_pages(shelf), term_pages(shelf, row), data_pages(shelf, source.data))
        for page in chain.from_iterable(own):
            filler.write(page, out)
            paths.append(page.place.path)
        for case in published.withdrawn:
            filler.write(withdrawn_page(case, language, filler), out)
        for name, text in language_files(published, room, cards[language.tag], traits):
            write_text(out / language.prefix / name, text)
    near = neighbours(published.cases, marks)
    write_cases(Work(published.cases, cards, near, pictures), filler, out, source.jobs)
    return [*dict.fromkeys(paths), *(f"cases/{case.id}/" for case in published.cases)]


def make_cards(
    published: Published, filler: Filler, pictures: dict[str, PictureSet]
) -> tuple[Cards, dict[str, tuple[str, ...]], dict[str, Traits]]:
    """Every case's card in every language, its marks and its traits; all at once, so that each is unpacked once."""
    cards: dict[str, dict[str, Card]] = {tag: {} for tag in filler.rooms}
    marks: dict[str, tuple[str, ...]] = {}
    traits: dict[str, Traits] = {}
    for case in published.cases:
        marks[case.id] = marks_of(case)
        traits[case.id] = traits_of(case, published)
        for tag, room in filler.rooms.items():
            cards[tag][case.id] = card(case, room, pictures)
    return cards, marks, traits


def _versions(source: SiteSource, rendered: Rendered, paths: Sequence[str]) -> Iterator[tuple[Place, ...]]:
    """Every page with all its versions: Casebook's stand in each language, written ones where somebody wrote them."""
    languages = source.languages
    for path in paths:
        yield tuple(Place(language, path) for language in languages)
    grouped: dict[str, list[Place]] = {}
    for address in rendered.written:
        place = _place(address, languages)
        if place.path not in paths:
            grouped.setdefault(place.path, []).append(place)
    for _, versions in sorted(grouped.items()):
        yield tuple(versions)


def _place(address: str, languages: Sequence[SiteLanguage]) -> Place:
    language = next((each for each in languages[1:] if address.startswith(each.prefix)), languages[0])
    return Place(language, address.removeprefix(language.prefix))


def _assets(source: SiteSource) -> dict[str, bytes]:
    found = {name: path.read_bytes() for name, path in asset_files(source.root).items()}
    return {**found, "programme.css": programme_sheet(source.published.programme).encode()}


def assets_of(source: SiteSource) -> str:
    """The folder of style sheets and scripts, below the site's root."""
    return asset_folder(iter(sorted(_assets(source).items())))


def _write_assets(source: SiteSource, out: Path) -> None:
    folder = out / assets_of(source)
    for name, content in _assets(source).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def not_found_body(source: SiteSource, base: str) -> str:
    """The body of the page for addresses that do not exist, in all languages; links begin at the site's root."""
    filler = Filler(source, {})
    languages = [(language, language.labels) for language in source.languages]
    return filler.body(Place(source.languages[0], ""), "404.html", {"languages": languages, "base": base})
