"""The whole site but for the written pages: fills the frames and writes everything else below one folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import starmap
from pathlib import Path

from casebook.publication.values import PublicCase, Published
from casebook.site.browse_files import language_files, shared_files
from casebook.site.cards import Card, card
from casebook.site.cases import TEMPLATE, Cards, Work, case_pieces, withdrawn_page
from casebook.site.catalogues import hand_outs
from casebook.site.colours import programme_sheet
from casebook.site.data_page import data_pages
from casebook.site.facets import Traits, traits_of
from casebook.site.filling import Filler, Page
from casebook.site.languages import Place, SiteLanguage
from casebook.site.last import LastSite, Note, remove
from casebook.site.lists import list_pages
from casebook.site.machines import feed_pieces, moved_pieces, write_machines
from casebook.site.memory import Made, Memory
from casebook.site.open_data import write_data
from casebook.site.pages import Shelf, all_pages
from casebook.site.pictures import PictureSet, bring_pictures
from casebook.site.pieces import Piece, Writer, page_piece, text_piece
from casebook.site.resources import asset_files, asset_folder, modules_with
from casebook.site.search.index import write_index
from casebook.site.similar import marks_of, neighbours
from casebook.site.sitemap import sitemap
from casebook.site.source import Rendered, SiteSource
from casebook.site.term_pages import term_pages


def write_site(
    source: SiteSource,
    rendered: Rendered,
    out: Path,
    *,
    search: bool = True,
    last: LastSite | None = None,
    memory: Memory | None = None,
) -> dict[str, Note]:
    """Write all of Casebook's pages and files below `out`; what MkDocs wrote there for its frames is replaced.

    Pages of the last site that still hold are taken over. Returns what the next build has to know of this one's;
    `memory` takes up what `write_again` has to know.
    """
    filler = Filler(source, rendered.frames)
    memory = Memory() if memory is None else memory
    cases, others = plan_site(source, rendered, filler, _bring_files(source, out), memory)
    for environment in filler.environments.values():
        environment.get_template(TEMPLATE)  # compiled before the work is shared, so that nobody does it again
    writer = Writer(filler, out, last or LastSite(), source.jobs)
    with writer.beginning(cases) as finish:
        lists = others()
        notes = finish()
    notes |= writer.write(lists)
    memory.keep(filler, [*lists, *cases])
    write_machines(source, rendered, out)
    if search:
        write_index(source.published, out.parent / "search-parts", out, jobs=source.jobs)
    return notes


def _bring_files(source: SiteSource, out: Path) -> dict[str, PictureSet]:
    """Bring style sheets, scripts, catalogues and pictures below the site; says where the pictures' files lie."""
    _write_assets(source, out)
    for catalogue in source.catalogues:
        (out / "catalogues").mkdir(parents=True, exist_ok=True)
        for path, address in catalogue.files:
            shutil.copyfile(path, out / address)
    write_data(source.data, out)
    wanted = (picture for case in source.published.cases for picture in case.pictures)
    return bring_pictures(wanted, source.root, out, source.jobs, source.published.programme.pictures.formats)


def write_again(
    source: SiteSource, rendered: Rendered, out: Path, memory: Memory, *, shown: Callable[[], None]
) -> None:
    """Write what has changed since the folder was written, the cases' own pages first: then `shown` is called."""
    filler = memory.filler.again(source) if memory.filler else Filler(source, rendered.frames)
    formats = source.published.programme.pictures.formats
    wanted = (picture for case in source.published.cases for picture in case.pictures)
    pictures = bring_pictures(wanted, source.root, out, source.jobs, formats)
    cases, others = plan_site(source, rendered, filler, pictures, memory)
    writer = Writer(filler, out, jobs=source.jobs)
    writer.write(memory.changed(cases))
    shown()
    lists = others()
    writer.write(memory.changed(lists))
    pieces = [*lists, *cases]
    for file in sorted(memory.pieces.keys() - {piece.file for piece in pieces}):
        remove(out, file)
    write_machines(source, rendered, out)
    memory.keep(filler, pieces)


def plan_site(
    source: SiteSource, rendered: Rendered, filler: Filler, pictures: Mapping[str, PictureSet], memory: Memory
) -> tuple[list[Piece], Callable[[], list[Piece]]]:
    """Everything that is written as text: the cases' pages, and how all others are planned."""
    published = source.published
    cards, marks, traits = make_cards(published, filler, pictures, memory)
    sheets = hand_outs(source.catalogues, [language.tag for language in source.languages])
    work = Work(published.cases, cards, neighbours(published.cases, marks), pictures, source.data, sheets)
    return list(case_pieces(work, source.languages)), partial(_plan_others, source, rendered, filler, cards, traits)


def _plan_others(
    source: SiteSource, rendered: Rendered, filler: Filler, cards: Cards, traits: Mapping[str, Traits]
) -> list[Piece]:
    """Everything but the cases' pages, the long lists first."""
    published = source.published
    first = source.languages[0].tag
    pieces = list(starmap(text_piece, shared_files(published, filler.rooms[first], cards[first], traits)))
    pages: list[Page] = []
    scripts = _browse_scripts(source)
    for language in source.languages:
        room, home = filler.rooms[language.tag], rendered.homes.get(language.tag, "")
        data = source.data is not None
        shelf = Shelf(published, room, cards[language.tag], source.catalogues, home, traits, data, scripts)
        row = partial(filler.row, language=language)
        pages += (*all_pages(shelf), *list_pages(shelf), *term_pages(shelf, row), *data_pages(shelf, source.data))
        pieces += [page_piece(withdrawn_page(case, language, filler)) for case in published.withdrawn]
        for name, text in language_files(published, room, cards[language.tag], traits):
            pieces.append(text_piece(language.prefix + name, text))
        pieces += feed_pieces(source, room)
    shown = [*dict.fromkeys(page.place.path for page in pages), *(f"cases/{case.id}/" for case in published.cases)]
    if source.address:
        pieces.append(text_piece("sitemap.xml", sitemap(source.address, _versions(source, rendered, shown))))
    return [*map(page_piece, pages), *pieces, *moved_pieces(source)]


def make_cards(
    published: Published, filler: Filler, pictures: Mapping[str, PictureSet], memory: Memory
) -> tuple[Cards, dict[str, tuple[str, ...]], dict[str, Traits]]:
    """Every case's card in every language, its marks and its traits; all at once, so that each is unpacked once."""
    cards: dict[str, dict[str, Card]] = {tag: {} for tag in filler.rooms}
    marks: dict[str, tuple[str, ...]] = {}
    traits: dict[str, Traits] = {}
    for case in published.cases:
        made = memory.recall(case) or _made_of(case, published, filler, pictures)
        memory.made[case.id] = made
        marks[case.id], traits[case.id] = made.marks, made.traits
        for tag in filler.rooms:
            cards[tag][case.id] = made.cards[tag]
    return cards, marks, traits


def _made_of(case: PublicCase, published: Published, filler: Filler, pictures: Mapping[str, PictureSet]) -> Made:
    own = {tag: card(case, room, pictures) for tag, room in filler.rooms.items()}
    return Made(case, marks_of(case), traits_of(case, published), own)


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


def _browse_scripts(source: SiteSource) -> tuple[str, ...]:
    assets, folder = _assets(source), assets_of(source)
    return tuple(f"{folder}/{name}" for name in modules_with("browse.js", assets))


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
