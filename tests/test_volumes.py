"""A catalogue in volumes, set for real: numbers that run on, what each names of the others, what is set again."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from casebook.catalogue import trials
from casebook.catalogue.book import make_catalogues
from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.crew import at_once, memory_of
from casebook.catalogue.fit_report import fit_catalogues
from casebook.catalogue.fonts import FontSet
from casebook.catalogue.index_data import index_entries
from casebook.catalogue.made import MadeCatalogue
from casebook.catalogue.paging import Span
from casebook.catalogue.plan import Plan, plan_catalogue
from casebook.catalogue.setting import Task
from casebook.catalogue.volumes import merged, plan_volumes
from casebook.cli import main
from casebook.exports.archive import edition_archive
from casebook.labels.catalogue import labels
from casebook.model.catalogue import Catalogue
from casebook.press.geometry import millimetres
from casebook.press.places import cases_by_page
from casebook.project.load import load
from casebook.project.values import Casebook
from casebook.publication.gate import key, publish
from casebook.publication.values import PublicCase, Published
from casebook.site.catalogues import read_catalogue
from casebook.site.environment import page_environment
from tests.printed import counted, divided, flat, listed, loosely, page_texts, text_of

CHECKOUT = Path(__file__).parent.parent
DAY = dt.date(2026, 11, 1)
NAME = "whole"
CASES = (
    "sealant-gun-hip-drive", "surgical-loupe-frame", "drawing-similarity-quotation", "harvester-controller-tests",
    "one-piece-vacuum-vessel", "thin-wall-ductile-iron-housing",
)  # fmt: skip
KEYS: dict[str, Any] = {
    "title": {"en": "Six cases", "ja": "六つの事例"},
    "cases": CASES,
    "languages": "en",
    "foreword": "docs/forewords/2019.md",
    "parts": [
        "cover", "half-title", "foreword", "contents", "matrix", "dividers",
        "organisations", "regions", "applications", "keywords", "colophon",
    ],
    "volumes_above": 5,
    "fill_to": 4,
}  # fmt: skip
INDEXES = {"organisations": "Index of organisations", "regions": "Index of regions",
           "applications": "Index of applications", "keywords": "Index of keywords"}  # fmt: skip


@dataclass(frozen=True)
class Volumes:
    """The catalogue and what it was made from."""

    published: Published
    plan: Plan
    made: MadeCatalogue
    artefacts: Path
    pages: tuple[str, ...]
    """The text of every page, from volume to volume."""

    @property
    def starts(self) -> dict[str, int]:
        """Case → the page on which it begins, by the bookmarks of its volume."""
        found = {}
        cases = iter(self.plan.cases)
        for volume in self.made.volumes:
            assert volume.path is not None
            reader = PdfReader(volume.path)
            for level, entry in flat(reader.outline):
                if level == 2:
                    number = reader.get_destination_page_number(entry)
                    assert number is not None
                    found[next(cases).id] = number + volume.first
        return found

    def index(self, heading: str) -> str:
        """The text of an index, to the end of the catalogue."""
        behind = self.pages[max(self.starts.values()) + 1 :]
        first = next(number for number, page in enumerate(behind) if heading in page)
        return "\n".join(behind[first:])


def _released(casebook: Casebook, **keys: Any) -> Published:
    """The sample's cases under one catalogue with these keys."""
    published = publish(casebook, channels={"web", "print"}, date=DAY)
    held = Catalogue.model_validate({**KEYS, **keys})
    return replace(published, programme=published.programme.model_copy(update={"catalogues": {NAME: held}}))


@pytest.fixture(scope="module")
def casebook() -> Casebook:
    return load(CHECKOUT, date=DAY, use_cache=False)


@pytest.fixture(scope="module")
def volumes(casebook: Casebook, tmp_path_factory: pytest.TempPathFactory) -> Volumes:
    artefacts = tmp_path_factory.mktemp("volumes")
    published = _released(casebook)
    [made] = make_catalogues(published, CHECKOUT, artefacts=artefacts)
    pages = tuple(page for path in made.files for page in page_texts(path))
    return Volumes(published, _plan(published), made, artefacts, pages)


def _plan(published: Published) -> Plan:
    cases = [case for name in CASES for case in published.cases if case.id == name]
    return plan_catalogue(NAME, cases, published)


def test_every_group_has_its_file_and_page_numbers_run_on(volumes: Volumes) -> None:
    made = volumes.made
    assert [path.name for path in made.files] == ["whole-01.pdf", "whole-02.pdf", "whole-03.pdf"]
    assert [volume.names["en"] for volume in made.volumes] == [group.name("en") for group in volumes.plan.groups]
    before = 0
    for volume, path in zip(made.volumes, made.files, strict=True):
        assert volume.first == before + 1
        assert volume.pages == len(PdfReader(path).pages)
        assert volume.pages % 2 == 0
        before = volume.last
    assert made.pages == before == len(volumes.pages)
    assert made.pages % 4 == 0


def test_cases_stand_on_pages_with_their_numbers_and_no_word_is_missing(volumes: Volumes) -> None:
    assert list(volumes.starts) == [case.id for case in volumes.plan.cases]
    for case in volumes.plan.cases:
        start = volumes.starts[case.id]
        assert start % 2 == 0
        left, right = volumes.pages[start - 1 : start + 1]
        assert re.search(rf"(?m)^{start}$", left), case.id
        assert re.search(rf"(?m)^{start + 1}$", right), case.id
        words, characters = counted(f"{left}\n{right}")
        wanted, wanted_characters = counted(text_of(case, "en"))
        assert not wanted_characters - characters, case.id
        assert [word for word in wanted - words if not divided(word, f"{left}\n{right}")] == [], case.id


def test_the_first_contents_name_volume_and_page_of_all(volumes: Volumes) -> None:
    contents = "\n".join(page for page in volumes.pages[:10] if "Contents" in page)
    for number, group in enumerate(volumes.plan.groups, start=1):
        first = volumes.made.volumes[number - 1].first
        assert re.search(rf"Volume {number}\s+{loosely(group.name('en'))}\s+{first}–", contents)
        assert re.search(rf"{loosely(group.name('en'))}\s+Volume {number}\s+\d+", contents)
        for case in group.cases:
            assert re.search(listed(case.title("en"), volumes.starts[case.id]), contents), case.id


def test_every_volume_says_which_it_is_and_has_its_own_contents(volumes: Volumes) -> None:
    for volume, group in zip(volumes.made.volumes, volumes.plan.groups, strict=True):
        cover = volumes.pages[volume.first - 1]
        assert f"Volume {volume.number} of 3" in cover
        assert re.search(loosely(group.name("en")), cover)
        assert f"Pages {volume.first}–{volume.last}" in cover
        starts = [volumes.starts[case.id] for case in group.cases]
        front = "\n".join(volumes.pages[volume.first : min(starts) - 2])
        for case in group.cases:
            assert re.search(listed(case.title("en"), volumes.starts[case.id]), front), case.id
        assert ("The indexes stand in volume 3." in front) == (volume.number == 2)
        divider = "\n".join(volumes.pages[min(starts) - 3 : min(starts) - 1])
        assert all(re.search(rf"(?m)^{start}\b", divider) for start in starts)


@pytest.mark.parametrize("index", INDEXES)
def test_the_indexes_in_the_last_volume_name_the_pages_of_all(volumes: Volumes, index: str) -> None:
    text = volumes.index(INDEXES[index])
    entries = index_entries(index, volumes.plan.cases, volumes.published, "en")
    assert len({case for entry in entries for case in entry.cases}) > 3
    for entry in entries:
        spans = merged([_span(volumes, case) for case in entry.cases])
        printed = r",\s*".join(rf"{span.first}–{span.last}" for span in spans)
        assert re.search(rf"{loosely(entry.name)}\s+{printed}(?![\d–,])", text), (entry.name, printed)


def _span(volumes: Volumes, case: str) -> Span:
    start = volumes.starts[case]
    volume = next(each.number for each in volumes.made.volumes if each.first <= start <= each.last)
    return Span(case, volume, start, start + 1)


def test_thumb_tabs_have_the_places_of_the_whole(volumes: Volumes) -> None:
    """The tab of the last group stands lowest, though it is the only one in its volume."""
    heights = []
    for volume, path, group in zip(volumes.made.volumes, volumes.made.files, volumes.plan.groups, strict=True):
        page = volumes.starts[group.cases[0].id] - volume.first + 1
        told = subprocess.run(
            ["pdftotext", "-f", str(page), "-l", str(page), "-bbox", str(path), "-"], capture_output=True, check=True
        ).stdout.decode()
        tabs = re.findall(rf'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>{group.number:02d}</word>', told)
        heights += [float(y) for x, y in tabs if float(x) < 20]
    assert len(heights) == 3
    assert heights == sorted(heights)
    assert heights[2] - heights[1] == pytest.approx(heights[1] - heights[0], abs=0.1)


def test_files_are_accessible_and_lead_to_each_other(volumes: Volumes) -> None:
    for path, volume in zip(volumes.made.files, volumes.made.volumes, strict=True):
        with pikepdf.open(path) as pdf:
            root: Any = pdf.Root
            xmp = root.Metadata.read_bytes().decode()
            assert "<pdfuaid:part>1<" in xmp
            assert "<pdfaid:part>2<" in xmp
            assert str(pdf.docinfo["/Title"]) == f"Six cases – Volume {volume.number} of 3: {volume.names['en']}"
    links = _addresses(volumes.made.files[0])
    for case in volumes.plan.groups[2].cases:
        own = volumes.starts[case.id] - volumes.made.volumes[2].first + 1
        assert f"whole-03.pdf#page={own}" in links
    assert {link.partition("#")[0] for link in links if ".pdf#" in link} == {"whole-02.pdf", "whole-03.pdf"}


def _addresses(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        annotations: list[Any] = [each for page in pdf.pages for each in page.obj.get("/Annots", [])]
        return {str(each.A.URI) for each in annotations if "/A" in each and "/URI" in each.A}


def test_the_same_input_gives_the_same_bytes(volumes: Volumes, tmp_path: Path) -> None:
    [again] = make_catalogues(volumes.published, CHECKOUT, artefacts=volumes.artefacts)
    assert not again.fresh
    [anew] = make_catalogues(volumes.published, CHECKOUT, artefacts=tmp_path, jobs=1)
    assert anew.fresh
    assert [path.read_bytes() for path in anew.files] == [path.read_bytes() for path in volumes.made.files]


@pytest.mark.parametrize(("edit", "changed"), [("text", [2]), ("title", [1, 2])])
def test_an_edit_sets_only_the_volumes_that_show_it(
    volumes: Volumes, tmp_path: Path, edit: str, changed: list[int]
) -> None:
    shutil.copytree(volumes.artefacts / "catalogues", tmp_path / "catalogues")
    before = [path.read_bytes() for path in volumes.made.files]
    [made] = make_catalogues(_edited(volumes.published, EDITS[edit]), CHECKOUT, artefacts=tmp_path)
    after = [path.read_bytes() for path in made.files]
    assert [number for number in (1, 2, 3) if before[number - 1] != after[number - 1]] == changed
    kept = {path.stem for path in (tmp_path / "catalogues/volumes/whole").iterdir()}
    old = {path.stem for path in (volumes.artefacts / "catalogues/volumes/whole").iterdir()}
    assert len(old & kept) == 3 - len(changed)


def _longer(case: PublicCase) -> PublicCase:
    texts = {key: (*items[:-1], items[-1] + "<p>Nobody waits.</p>") for key, items in case.texts["en"].items()}
    return replace(case, texts={**case.texts, "en": {**case.texts["en"], "results": texts["results"]}})


def _renamed(case: PublicCase) -> PublicCase:
    return replace(case, held=case.case.model_copy(update={"title": "State tables"}))


EDITS: dict[str, Callable[[PublicCase], PublicCase]] = {"text": _longer, "title": _renamed}


def _edited(published: Published, edit: Callable[[PublicCase], PublicCase]) -> Published:
    cases = (edit(case) if case.id == "harvester-controller-tests" else case for case in published.cases)
    return replace(published, cases=tuple(cases))


def test_the_note_speaks_of_every_file(volumes: Volumes, casebook: Casebook, tmp_path: Path) -> None:
    note = volumes.artefacts / "catalogues" / f"{NAME}.json"
    found = read_catalogue(NAME, note, frozenset({key(volumes.published)}))
    assert found is not None
    assert [address for _, address in found.files] == [f"catalogues/whole-0{number}.pdf" for number in (1, 2, 3)]
    assert found.size == sum(path.stat().st_size for path in volumes.made.files)
    assert [(each.name("ja"), each.first, each.last) for each in found.volumes] == [
        (each.names["ja"], each.first, each.last) for each in volumes.made.volumes
    ]
    root = tmp_path / "project"
    shelf = root / ".casebook/artefacts/catalogues"
    shelf.mkdir(parents=True)
    for path in volumes.made.files:
        shutil.copyfile(path, shelf / path.name)
    said = json.loads(note.read_text("utf-8"))
    (shelf / note.name).write_text(json.dumps({**said, "edition": "2019"}), "utf-8")
    held = edition_archive(replace(casebook, root=root, cases=()), volumes.published, "2019")
    assert Counter(re.findall(rb"catalogues/(whole-0\d\.pdf)", held)).keys() == {
        b"whole-01.pdf",
        b"whole-02.pdf",
        b"whole-03.pdf",
    }
    (shelf / "whole-02.pdf").unlink()
    assert read_catalogue(NAME, shelf / note.name, None) is None


def test_for_the_press_volumes_are_joined_and_pass(casebook: Casebook, volumes: Volumes, tmp_path: Path) -> None:
    shutil.copytree(volumes.artefacts / "catalogues" / "fits", tmp_path / "catalogues" / "fits")
    keys: dict[str, Any] = {"paper": {"sheet": "2"}, "cover_sheet": {}}
    [made] = make_catalogues(_released(casebook, **keys), CHECKOUT, artefacts=tmp_path, profile="press")
    assert [path.name for path in made.files] == ["whole.press.pdf"]
    assert [cover.path.name for cover in made.covers] == [f"whole.press-cover-0{number}.pdf" for number in (1, 2, 3)]
    assert [cover.spine for cover in made.covers] == [each.pages for each in made.volumes]
    # On the front and on the spine, where the words are turned.
    assert len(re.findall(r"Volume\s2\sof\s3", page_texts(made.covers[1].path)[0])) == 2
    assert [(each.first, each.last) for each in made.volumes] == [
        (each.first, each.last) for each in volumes.made.volumes
    ]
    assert made.spine is None
    assert [each.spine for each in made.volumes] == [each.pages for each in made.volumes]
    checked = subprocess.run(["qpdf", "--check", str(made.path)], capture_output=True, check=True).stdout.decode()
    assert "No syntax or stream encoding errors found" in checked
    with pikepdf.open(made.path) as pdf:
        assert len(pdf.pages) == made.pages == volumes.made.pages
        for page in pdf.pages:
            sides = [millimetres(float(part)) for part in page.obj.TrimBox]
            assert [sides[2] - sides[0], sides[3] - sides[1]] == pytest.approx([210, 297], abs=0.01)
            bleed = [millimetres(float(part)) for part in page.obj.BleedBox]
            assert [sides[0] - bleed[0], bleed[3] - sides[3]] == pytest.approx([3, 3], abs=0.01)
        assert str(pdf.docinfo["/Title"]) == "Six cases"
        places = cases_by_page(pdf)
        assert all(places[start] == (case,) for case, start in volumes.starts.items())
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    groups = [group.name("en") for group in volumes.plan.groups]
    assert [title for title in titles if title in groups] == groups
    [again] = make_catalogues(_released(casebook, **keys), CHECKOUT, artefacts=tmp_path, profile="press")
    assert not again.fresh


def test_one_file_takes_the_place_of_volumes_and_they_go(volumes: Volumes, casebook: Casebook, tmp_path: Path) -> None:
    shutil.copytree(volumes.artefacts / "catalogues", tmp_path / "catalogues")
    [made] = make_catalogues(_released(casebook, volumes_above="never"), CHECKOUT, artefacts=tmp_path)
    assert made.volumes == ()
    assert [path.name for path in (tmp_path / "catalogues").glob("*.pdf")] == ["whole.pdf"]


def test_a_text_that_is_too_long_is_named_with_all_others(volumes: Volumes, casebook: Casebook, tmp_path: Path) -> None:
    long = {"sealant-gun-hip-drive", "one-piece-vacuum-vessel"}
    texts = {"en": {"background": ("<p>" + "lorem ipsum dolor " * 1500 + "</p>",), "results": ("<p>end</p>",)}}
    cases = tuple(replace(case, texts=texts) for case in volumes.published.cases if case.id in long)
    with pytest.raises(CatalogueError) as caught:
        make_catalogues(replace(_released(casebook, volumes_above=1), cases=cases), CHECKOUT, artefacts=tmp_path)
    said = str(caught.value)
    assert all(re.search(rf"{case} by \d+ lines", said) for case in long), said
    assert not list(tmp_path.glob("catalogues/*.pdf"))


def test_a_volume_takes_no_other_catalogues_name(volumes: Volumes, tmp_path: Path) -> None:
    held = volumes.published.programme.catalogues
    programme = volumes.published.programme.model_copy(update={"catalogues": {**held, "whole-02": held[NAME]}})
    with pytest.raises(CatalogueError, match=r"its volume 2 would be whole-02\.pdf"):
        make_catalogues(replace(volumes.published, programme=programme), CHECKOUT, artefacts=tmp_path)


def test_cases_are_measured_in_parts_as_they_are_together(
    casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = _released(casebook, cases=["drawing-similarity-quotation", "one-piece-vacuum-vessel"]).programme
    held = replace(casebook, root=_beside(tmp_path), programme=programme)
    together = fit_catalogues(held, [NAME], date=DAY)
    monkeypatch.setattr(trials, "_FEW", 1)
    assert fit_catalogues(held, [NAME], date=DAY, jobs=2) == together
    assert len(together[0].cases) == 2


def _beside(folder: Path) -> Path:
    """A project's folder with what catalogues read of it."""
    (folder / "docs/forewords").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(CHECKOUT / "docs/forewords/2019.md", folder / "docs/forewords/2019.md")
    return folder


@pytest.mark.parametrize("language", ["en", "ja", "zh-Hans"])
def test_the_site_lists_the_volumes(volumes: Volumes, language: str) -> None:
    book = read_catalogue(NAME, volumes.artefacts / "catalogues" / f"{NAME}.json", None)
    assert book is not None
    words = labels("site", language)
    room = {"t": words, "up": "../", "home": "../", "lang": language}
    nothing = dict.fromkeys(("editions", "data", "projects", "groups", "loose"), ())
    environment = page_environment(CHECKOUT, words)
    environment.filters["filesize"] = str
    for page, context in (
        ("catalogues.html", {"rows": [(book, book.title(language))]}),
        ("edition.html", {"catalogues": [book], "edition": {"name": "2019"}, "count": 6}),
    ):
        shown = environment.get_template(page).render({**room, **nothing, **context})
        for volume in volumes.made.volumes:
            named = words("catalogues_volume", number=volume.number, name=volume.names[language])
            assert f'<a href="../catalogues/whole-0{volume.number}.pdf">{named}</a>' in shown
            assert str(volume.last) in shown


@pytest.mark.parametrize(
    ("keys", "spans"),
    [
        ({}, [(0, 1), (1, 2), (2, 3)]),
        ({"volumes_above": 6}, []),
        ({"volumes_above": "never"}, []),
        ({"group_by": "none"}, []),
        ({"format": "handout-a4"}, []),
        ({"volumes_above": 5, "group_by": "organisations"}, [(place, place + 1) for place in range(6)]),
    ],
)
def test_when_there_are_volumes(casebook: Casebook, keys: dict[str, Any], spans: list[tuple[int, int]]) -> None:
    found = plan_volumes(_plan(_released(casebook, **keys)))
    assert [(volume.start, volume.stop) for volume in found] == spans


def test_thin_groups_share_a_volume(casebook: Casebook) -> None:
    published = _released(casebook, cases=(), volumes_above=40, group_by="organisations")
    plan = plan_catalogue(NAME, published.cases, published)
    found = plan_volumes(plan)
    sizes = [sum(len(group.cases) for group in plan.groups[each.start : each.stop]) for each in found]
    assert sum(sizes) == len(published.cases)
    assert min(sizes) >= 4
    assert [each.start for each in found[1:]] == [each.stop for each in found[:-1]]


def test_memory_bounds_how_many_are_set_at_once() -> None:
    assert at_once([2000, 1500, 1000], 100_000, 2) == 2
    assert at_once([2500, 2500, 1000], 100_000, 2) == 1
    assert at_once([2000, 1500, 1000], 4_000, 8) == 1
    assert at_once([2000, 1500, 1000], 5_000, 8) == 2
    assert at_once([2000], 100, 8) == 1


def test_pictures_count_for_the_memory_of_a_volume(tmp_path: Path) -> None:
    cases = tuple(f"case-{number}" for number in range(100))
    task = Task(
        NAME, "book.typ", "two-pages", 842.0, "web", tmp_path, FontSet(()), 0, cases, frozenset(), {}, 0, may_flow=False
    )
    assert memory_of(task) == 900
    (tmp_path / "pictures").mkdir()
    for number in range(200):
        (tmp_path / "pictures" / f"{number}.jpg").touch()
    assert memory_of(task) == 1700


def test_the_command_names_each_volume_with_its_pages(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(CHECKOUT / "cases/2010", root / "cases/2010")
    for name in ("organisations.yml", "casebook.yml"):
        shutil.copyfile(CHECKOUT / name, root / name)
    settings = (root / "casebook.yml").read_text("utf-8")
    head, _, rest = settings.partition("\ncatalogues:\n")
    where = "field = biotechnology or field = machine-control"
    few = f"\ncatalogues:\n  few: {{format: brochure-a5, where: {where}, volumes_above: 1}}\n"
    (root / "casebook.yml").write_text(head + few + rest[rest.index("\nsearch:") :], "utf-8")
    done = CliRunner().invoke(main, ["print", "few", "-C", str(root), "--date", "2026-11-01", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    lines = re.findall(r"few-(\d\d)\.pdf: (\d+) cases? on pages (\d+) to (\d+)", done.output)
    assert sum(int(cases) for _, cases, _, _ in lines) == len(lines) == 3
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [f"few-{number}.pdf" for number, *_ in lines]
