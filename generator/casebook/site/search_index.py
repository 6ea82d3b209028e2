"""The full text index: one small HTML file for each case, mirrored at its address, and Pagefind's command over them.

All languages share one bucket, so that a query finds a case in whichever language it is written. The fragments that
Pagefind would load for each hit are replaced by one list that leads from a hit to its case.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from casebook.model.case import SECTIONS, SHORTS
from casebook.model.scalars import in_language
from casebook.publication.values import PublicCase, Published
from casebook.richtext.markdown import visible_text
from casebook.site.errors import SiteError
from casebook.site.filling import write_text
from casebook.site.normalise import characters, index_words
from casebook.workers import share

FOLDER = "pagefind"
TITLE_WEIGHT, SUMMARY_WEIGHT, CHARACTER_WEIGHT = "7", "3", "0.1"
NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pagefind", "*.pf_meta")
"""What a page loads of Pagefind's folder, beside the index itself; its own search forms are not used."""


class SearchIndexError(SiteError):
    """Pagefind could not make the index; the words are its own."""


def write_index(published: Published, mirror: Path, out: Path, *, jobs: int | None = None) -> None:
    """Index all cases below `out`; the mirror is a temporary folder. Raises SearchIndexError."""
    shutil.rmtree(mirror, ignore_errors=True)
    share(partial(_write_mirror, published, mirror), len(published.cases), jobs)
    if not published.cases:
        return
    command = [
        str(get_executable()),
        "--site",
        str(mirror),
        "--output-path",
        str(out / FOLDER),
        "--force-language",
        "un",
        "--silent",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        raise SearchIndexError(done.stderr.strip() or f"pagefind ended with status {done.returncode}")
    places = {case.id: place for place, case in enumerate(published.cases)}
    write_text(
        out / FOLDER / "cases.json", json.dumps(hits(out / FOLDER, places), separators=(",", ":"), sort_keys=True)
    )
    _prune(out / FOLDER)
    shutil.rmtree(mirror, ignore_errors=True)


def _write_mirror(published: Published, mirror: Path, part: range) -> None:
    for case in published.cases[part.start : part.stop]:
        write_text(mirror / "cases" / case.id / "index.html", mirror_page(case, published))


def hits(folder: Path, places: dict[str, int]) -> dict[str, int]:
    """The name that Pagefind gives a page in its results → the case's place in the browse page's columns."""
    found = {}
    for path in sorted((folder / "fragment").glob("*.pf_fragment")):
        content = gzip.decompress(path.read_bytes())
        data = json.loads(content[content.index(b"{") :])
        identifier = str(data["url"]).strip("/").split("/")[1]
        found[path.name.removesuffix(".pf_fragment")] = places[identifier]
    return found


def _prune(folder: Path) -> None:
    shutil.rmtree(folder / "fragment", ignore_errors=True)
    keep = {path for pattern in NEEDED for path in folder.glob(pattern)} | {folder / "cases.json"}
    for path in folder.iterdir():
        if path.is_file() and path not in keep:
            path.unlink()


def mirror_page(case: PublicCase, published: Published) -> str:
    """A case as one indexed page: its titles, its summaries, all other words, and its single characters."""
    titles = " ".join(case.title(language) for language in case.languages)
    summaries = " ".join(case.summary(language) for language in case.languages)
    parts = [index_words(text) for text in (titles, summaries, " \n ".join(case_texts(case, published)))]
    single = characters(word for part in parts for word in part)
    title, summary, rest = (escape(" ".join(part)) for part in parts)
    return (
        '<!doctype html><html lang="un"><head><title>x</title></head><body data-pagefind-body>'
        f'<h1 data-pagefind-weight="{TITLE_WEIGHT}">{title}</h1>'
        f'<p data-pagefind-weight="{SUMMARY_WEIGHT}">{summary}</p><p>{rest}</p>'
        f'<p data-pagefind-weight="{CHARACTER_WEIGHT}">{" ".join(single)}</p></body></html>\n'
    )


def case_texts(case: PublicCase, published: Published) -> Iterator[str]:
    """Every text of a case by which it may be sought, in all its languages."""
    model = case.case
    yield case.id
    yield model.project or ""
    for language in case.languages:
        yield from (case.short(language, key) for key in SHORTS)
        for key in SECTIONS:
            items, _ = case.section(language, key)
            yield from (visible_text(item) for item in items)
        yield from (case.alternative_text(language, place) for place in range(len(case.pictures)))
        yield from (case.caption(language, place) for place in range(len(case.pictures)))
    yield from model.keywords
    for member in case.members:
        yield from member.names.values()
        yield from member.organisation.aliases if member.organisation else ()
    yield from _outputs(case)
    yield from _terms(case, published)
    for figure in model.figures:
        quantity = published.programme.taxonomies.quantity(figure.quantity)
        unit = figure.unit or (quantity.unit if quantity else "")
        numbers = (figure.before, figure.target, figure.after)
        yield " ".join(f"{number:f} {unit}" for number in numbers if number is not None)


def _outputs(case: PublicCase) -> Iterator[str]:
    outputs = case.case.outputs
    for each in (*outputs.products, *outputs.publications, *outputs.awards, *outputs.standards):
        yield f"{each.title} {each.by or ''}"
    for patent in outputs.patents:
        yield f"{patent.number} {patent.title or ''}"


def _terms(case: PublicCase, published: Published) -> Iterator[str]:
    """The names of a case's terms in all the site's languages."""
    model = case.case
    used: Sequence[tuple[str, Sequence[str]]] = (
        ("fields", (*case.fields_today, *model.fields)),
        ("applications", model.applications),
        ("processes", model.processes),
        ("materials", model.materials),
        ("regions", (case.region,) if case.region else ()),
        ("quantities", tuple(figure.quantity for figure in model.figures)),
    )
    for taxonomy, codes in used:
        for code in dict.fromkeys(codes):
            term = published.term(taxonomy, code)
            if term:
                yield from dict.fromkeys(in_language(term.name, language) for language in published.programme.languages)
                yield from term.aliases
