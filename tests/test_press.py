"""A real book for the press, made once from the sample casebook, and looked into as a printer would."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from casebook.catalogue.book import make_catalogues
from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.made import MadeCatalogue
from casebook.model.press import PressSettings
from casebook.press.finish import finish
from casebook.press.geometry import millimetres
from casebook.press.glyphs import Font
from casebook.press.painted import Image, Painted, Shape, Words
from casebook.press.places import cases_by_page
from casebook.press.profile import ProfileError, open_profile, shipped_profile
from casebook.press.spaces import Space
from casebook.press.walk import Walk
from casebook.project.load import load
from casebook.publication.gate import publish
from casebook.publication.values import Published
from tests.press_files import set_pages

CHECKOUT = Path(__file__).parent.parent
NAME = "casebook-2019"
CHOICE = "edition = 2019 and field = precision-machining"
_RGB = re.compile(rb"(?:^|\s)(?:rg|RG)\s")


@dataclass(frozen=True)
class PressFile:
    """The file, opened, and what was published in it."""

    published: Published
    made: MadeCatalogue
    artefacts: Path
    pdf: pikepdf.Pdf
    painted: tuple[tuple[Painted, ...], ...]
    """Page by page."""


def _published() -> Published:
    """The sample casebook with a small catalogue."""
    day = dt.date(2026, 11, 1)
    published = publish(load(CHECKOUT, date=day, use_cache=False), channels={"web", "print"}, date=day)
    catalogue = published.programme.catalogues[NAME].model_copy(update={"where": CHOICE})
    return replace(published, programme=published.programme.model_copy(update={"catalogues": {NAME: catalogue}}))


@pytest.fixture(scope="session")
def press_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PressFile]:
    artefacts = tmp_path_factory.mktemp("press")
    published = _published()
    [made] = make_catalogues(published, CHECKOUT, artefacts=artefacts, profile="press")
    fonts: dict[tuple[int, int], Font] = {}
    with pikepdf.open(made.path) as pdf:
        painted = tuple(tuple(Walk(fonts).page(page)) for page in pdf.pages)
        yield PressFile(published, made, artefacts, pdf, painted)


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def test_the_file_has_a_sound_structure(press_file: PressFile) -> None:
    assert "No syntax or stream encoding errors found" in _run("qpdf", "--check", str(press_file.made.path))


def test_all_fonts_are_embedded(press_file: PressFile) -> None:
    rows = _run("pdffonts", str(press_file.made.path)).splitlines()[2:]
    assert rows
    assert all(re.search(r" yes yes yes ", row) for row in rows), rows


def test_boxes_are_exact_to_a_hundredth_of_a_millimetre(press_file: PressFile) -> None:
    for page in press_file.pdf.pages:
        trim, bleed, media = ([millimetres(float(part)) for part in box] for box in _boxes(page))
        assert trim[2] - trim[0] == pytest.approx(210, abs=0.01)
        assert trim[3] - trim[1] == pytest.approx(297, abs=0.01)
        beyond = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]]
        assert beyond == pytest.approx([3.0] * 4, abs=0.01)
        assert [trim[0] - media[0], media[3] - trim[3]] == pytest.approx([10.0] * 2, abs=0.01)


def _boxes(page: pikepdf.Page) -> tuple[Any, Any, Any]:
    return page.obj.TrimBox, page.obj.BleedBox, page.obj.MediaBox


def test_nothing_is_left_in_the_colours_of_a_screen(press_file: PressFile) -> None:
    for page, painted in zip(press_file.pdf.pages, press_file.painted, strict=True):
        assert not _RGB.search(b"".join(part.read_bytes() for part in page.obj.Contents))
        assert _spaces(painted) <= {Space.CMYK, Space.BLACK, Space.ALL}


def _spaces(painted: Sequence[Painted]) -> set[Space]:
    coloured = [each.ink.space for each in painted if isinstance(each, Words | Shape)]
    return {*coloured, *(each.space for each in painted if isinstance(each, Image))}


def test_what_is_not_a_picture_or_a_colour_stands_on_the_black_plate(press_file: PressFile, tmp_path: Path) -> None:
    """The same book with black in place of its colours: only pages with pictures take another plate."""
    shutil.copytree(press_file.artefacts / "catalogues" / "fits", tmp_path / "catalogues" / "fits")
    [made] = make_catalogues(_in_black(press_file.published), CHECKOUT, artefacts=tmp_path, profile="press")
    plates = _run("gs", "-q", "-o", "-", "-sDEVICE=inkcov", "-dUseTrimBox", str(made.path)).splitlines()
    pictures = [any(isinstance(each, Image) for each in painted) for painted in press_file.painted]
    plain = [line.split() for line, pictured in zip(plates, pictures, strict=True) if not pictured]
    assert len(plain) > 4
    assert all(line[:3] == ["0.00000"] * 3 for line in plain), plates
    assert sum(line[3] != "0.00000" for line in plain) > 4


def _in_black(published: Published) -> Published:
    taxonomies = published.programme.taxonomies
    black = tuple(Decimal(part) for part in (0, 0, 0, 100))
    fields = tuple(term.model_copy(update={"cmyk": black}) for term in taxonomies.fields)
    update = {"accent": "#303030", "taxonomies": taxonomies.model_copy(update={"fields": fields})}
    return replace(published, programme=published.programme.model_copy(update=update))


def test_most_words_are_printed_in_black_alone(press_file: PressFile) -> None:
    words = [each for painted in press_file.painted for each in painted if isinstance(each, Words)]
    assert sum(each.ink.plates == (0.0, 0.0, 0.0, 1.0) for each in words) > len(words) / 2


def test_crop_marks_stand_outside_the_bleed_on_every_plate(press_file: PressFile) -> None:
    for page, painted in zip(press_file.pdf.pages, press_file.painted, strict=True):
        marks = [each for each in painted if isinstance(each, Shape) and each.ink.space is Space.ALL]
        left, bottom, right, top = (float(part) for part in page.obj.BleedBox)
        assert len(marks) == 8
        for mark in marks:
            beside = mark.box.right < left or mark.box.left > right
            assert beside or mark.box.top < bottom or mark.box.bottom > top


def test_fields_print_in_the_inks_of_their_settings(press_file: PressFile) -> None:
    [field] = [term for term in press_file.published.programme.taxonomies.fields if term.code == "precision-machining"]
    assert field.cmyk is not None
    inks = tuple(float(part) / 100 for part in field.cmyk)
    shapes = [each for painted in press_file.painted for each in painted if isinstance(each, Shape)]
    assert any(each.ink.plates == pytest.approx(inks, abs=0.005) for each in shapes)


def test_pictures_have_300_pixels_an_inch_and_are_never_enlarged(press_file: PressFile) -> None:
    pictures = [each for painted in press_file.painted for each in painted if isinstance(each, Image)]
    assert pictures
    assert min(each.resolution for each in pictures) >= 299


def test_metadata_and_output_intent_say_pdf_x_4(press_file: PressFile) -> None:
    root: Any = press_file.pdf.Root
    xmp = root.Metadata.read_bytes().decode()
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp
    assert "<pdf:Trapped>False</pdf:Trapped>" in xmp
    assert str(press_file.pdf.docinfo["/Trapped"]) == "/False"
    [intent] = root.OutputIntents
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert intent.DestOutputProfile.read_bytes() == shipped_profile().icc
    assert press_file.pdf.pdf_version == "1.6"
    assert not {"/StructTreeRoot", "/MarkInfo", "/OpenAction", "/AcroForm"} & set(root.keys())
    assert not any("/Annots" in page.obj for page in press_file.pdf.pages)


def test_bookmarks_and_cases_are_still_known(press_file: PressFile) -> None:
    places = cases_by_page(press_file.pdf)
    held = {case.id for case in press_file.published.cases if "2019" in case.editions}
    named = {case for cases in places.values() for case in cases}
    assert len(named) == press_file.made.cases
    assert named <= held
    assert 1 not in places
    assert len(press_file.pdf.pages) not in places


def test_the_same_book_gives_the_same_bytes() -> None:
    pages = set_pages('#image("screen.jpg", width: 10mm) #image(bytes("' + _SVG + '"), width: 10mm)')
    assert finish(pages, shipped_profile()) == finish(pages, shipped_profile())


_SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><linearGradient id='a'><stop offset='0' "
    "stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient><path d='M0,0h5v5H0z'/>"
    "<rect x='5' y='5' width='5' height='5' fill='url(#a)'/><rect width='2' height='2' fill='#2d6fbe'/></svg>"
)


def test_drawings_and_stray_pictures_become_inks(tmp_path: Path) -> None:
    pages = set_pages('#image("screen.jpg", width: 10mm) #image(bytes("' + _SVG + '"), width: 10mm)')
    path = tmp_path / "drawn.pdf"
    path.write_bytes(finish(pages, shipped_profile()))
    with pikepdf.open(path) as pdf:
        painted = list(Walk({}).page(pdf.pages[1]))
    assert _spaces(painted) == {Space.CMYK, Space.ALL}
    assert (0.0, 0.0, 0.0, 1.0) in {each.ink.plates for each in painted if isinstance(each, Shape)}


def test_a_book_that_a_printer_would_refuse_is_not_kept(press_file: PressFile, tmp_path: Path) -> None:
    settings = PressSettings(smallest_text=Decimal(8))
    programme = press_file.published.programme.model_copy(update={"press": settings})
    before = press_file.made.path.read_bytes()
    with pytest.raises(CatalogueError, match=r"(?s)nothing was written.*press-small-text.*not ready for the press"):
        make_catalogues(
            replace(press_file.published, programme=programme), CHECKOUT, artefacts=tmp_path, profile="press"
        )
    assert not list(tmp_path.glob("catalogues/*.pdf"))
    assert press_file.made.path.read_bytes() == before


def test_only_a_profile_for_printing_with_four_inks_is_taken() -> None:
    icc = shipped_profile().icc
    assert open_profile(icc, "", 300).name == "Coated FOGRA39, ink limit 300 %"
    for data, said in (
        (b"PNG", "not an ICC profile"),
        (icc[:12] + b"mntr" + icc[16:], "not a profile of a printer"),
        (icc[:16] + b"RGB " + icc[20:], "a profile for RGB"),
        (icc[:8] + b"\x05" + icc[9:], "a profile of version 5"),
    ):
        with pytest.raises(ProfileError, match=said):
            open_profile(data, "", 300)


def test_the_shipped_profile_is_small_and_its_notice_lies_beside_it() -> None:
    folder = CHECKOUT / "generator/casebook/press/profiles"
    assert len(shipped_profile().icc) <= 300_000
    assert "zlib" in (folder / "NOTICE.txt").read_text("utf-8")
