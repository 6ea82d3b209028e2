"""The press gate: it passes a good file and names the one fault of each spoilt one, with its page and case."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name

from casebook.cli import main
from casebook.diagnostics.values import Severity
from casebook.press.faults import Limits
from casebook.press.preflight import Preflight, preflight
from casebook.press.report import as_json, as_text
from tests.press_files import CASE, PAGE, edited, finished, good_file, painted_over, set_pages


def checked(data: bytes, folder: Path, limits: Limits | None = None) -> Preflight:
    path = folder / "sample.pdf"
    path.write_bytes(data)
    return preflight(path, limits or Limits())


def _no_font(_pdf: pikepdf.Pdf, page: Any) -> None:
    [italic] = [font for font in page.Resources.Font.values() if "It" in str(font.BaseFont)]
    del italic.DescendantFonts[0].FontDescriptor["/FontFile2"]


def _opacity(pdf: pikepdf.Pdf, page: Any) -> None:
    page.Resources.ExtGState = Dictionary(Half=Dictionary(ca=0.5))
    pikepdf.Page(page).contents_add(pdf.make_stream(b" /Half gs 0 0 0 0.2 k 100 100 20 20 re f"))


def _screen_colour(pdf: pikepdf.Pdf, page: Any) -> None:
    profile = pdf.make_stream(b"any", N=3)
    page.Resources.ColorSpace = Dictionary(Screen=Array([Name.ICCBased, profile]))
    pikepdf.Page(page).contents_add(pdf.make_stream(b" /Screen cs 0.2 0.4 0.6 scn 100 100 20 20 re f"))


def _spot(pdf: pikepdf.Pdf, page: Any) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    page.Resources.ColorSpace = Dictionary(Spot=Array([Name.Separation, Name("/House#20Red"), Name.DeviceCMYK, tint]))
    pikepdf.Page(page).contents_add(pdf.make_stream(b" /Spot cs 1 scn 100 100 20 20 re f"))


def _without(key: str) -> Callable[[pikepdf.Pdf, Any], None]:
    def edit(_pdf: pikepdf.Pdf, page: Any) -> None:
        del page[key]

    return edit


def _link(_pdf: pikepdf.Pdf, page: Any) -> None:
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[50, 50, 90, 60])])


ON_THE_PAGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no TrimBox": ("press-box", lambda: edited(_without("/TrimBox"))),
    "too little bleed": ("press-box", lambda: edited(lambda _, page: page.__setitem__("/BleedBox", page.TrimBox))),
    "a picture that ends at the cut": (
        "press-bleed",
        lambda: finished(replacing=("dx: 18mm, dy: 18mm, image", "dx: 15mm, dy: 0mm, image")),
    ),
    "a band that ends at the cut": (
        "press-bleed",
        lambda: finished(replacing=("dx: -18mm, dy: -18mm, rect(width: 106mm", "dx: -15mm, rect(width: 60mm")),
    ),
    "text that the cut goes through": (
        "press-cut-text",
        lambda: finished("#place(top + right, dx: 18mm)[A line that is too long]"),
    ),
    "a coarse picture": (
        "press-resolution",
        lambda: finished('#image("photograph.jpg", width: 42mm)'),
    ),
    "RGB": ("press-colour-space", lambda: painted_over(b" 1 0 0 rg 100 100 20 20 re f")),
    "RGB by a profile": ("press-colour-space", lambda: edited(_screen_colour)),
    "a spot colour": ("press-colour-space", lambda: edited(_spot)),
    "too much ink": ("press-ink", lambda: finished("#rect(width: 9mm, height: 9mm, fill: cmyk(90%, 85%, 85%, 90%))")),
    "a font that is not embedded": ("press-font", lambda: edited(_no_font)),
    "a missing character": ("press-missing-glyph", lambda: finished("髙")),
    "a hairline": ("press-thin-line", lambda: finished("#line(length: 30mm, stroke: 0.1pt + black)")),
    "a bar as thin as a hairline": (
        "press-thin-line",
        lambda: finished("#rect(width: 30mm, height: 0.1pt, fill: black)"),
    ),
    "small text": ("press-small-text", lambda: finished("#text(size: 4pt)[Not to be read]")),
    "black on four plates": (
        "press-rich-black",
        lambda: finished("#text(fill: cmyk(60%, 50%, 50%, 100%))[Black]"),
    ),
    "transparency": ("press-transparency", lambda: edited(_opacity)),
    "instructions that are none": ("press-unreadable", lambda: painted_over(b" /None cs w 1 2 m cm Do")),
    "a link": ("press-interactive", lambda: edited(_link)),
}


def test_a_good_file_has_no_fault(tmp_path: Path) -> None:
    found = checked(good_file(), tmp_path)
    assert as_text(found) == "sample.pdf: 2 pages, 0 errors, 0 warnings: ready for the press.\n"


@pytest.mark.parametrize("spoilt", ON_THE_PAGE)
def test_the_one_fault_of_a_page_is_named_with_page_and_case(spoilt: str, tmp_path: Path) -> None:
    code, made = ON_THE_PAGE[spoilt]
    found = checked(made(), tmp_path)
    assert [(each.code, each.page, each.cases) for each in found.faults] == [(code, PAGE, (CASE,))], found.faults
    assert "…" not in found.faults[0].says + found.faults[0].hint
    assert found.passes == (found.faults[0].severity is Severity.WARNING)


def _no_title(pdf: pikepdf.Pdf, _page: Any) -> None:
    del pdf.docinfo["/Title"]


def _screen_intent(pdf: pikepdf.Pdf, _page: Any) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"\0" * 12 + b"mntrRGB " + b"\0" * 16 + b"acsp" + b"\0" * 100)


def _small_page(_pdf: pikepdf.Pdf, page: Any) -> None:
    page.TrimBox = Array([60, 60, 200, 200])


OF_THE_FILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no title": ("press-metadata", lambda: edited(_no_title)),
    "a profile of a screen": ("press-output-intent", lambda: edited(_screen_intent)),
    "a form": ("press-interactive", lambda: edited(lambda pdf, _: pdf.Root.__setitem__("/AcroForm", Dictionary()))),
    "half a file": ("press-unreadable", lambda: good_file()[: len(good_file()) // 9]),
    "pages of two sizes": ("press-page-sizes", lambda: edited(_small_page)),
}


@pytest.mark.parametrize("spoilt", OF_THE_FILE)
def test_the_one_fault_of_a_file_is_named(spoilt: str, tmp_path: Path) -> None:
    code, made = OF_THE_FILE[spoilt]
    found = checked(made(), tmp_path)
    assert code in {each.code for each in found.faults if each.page == 0}, found.faults
    assert {each.code for each in found.faults if each.page == 0} == {code}


def test_a_number_of_pages_that_cannot_be_bound_is_named(tmp_path: Path) -> None:
    [found] = checked(good_file(), tmp_path, Limits(pages=4)).faults
    assert (found.code, found.says) == (
        "press-page-count",
        "the file has 2 pages, which is not a multiple of 4",
    )


def test_raised_signs_may_be_smaller_than_text(tmp_path: Path) -> None:
    found = checked(finished("m#text(size: 5pt)[2]"), tmp_path)
    assert not found.faults


def test_a_file_for_screens_is_full_of_faults_and_each_says_where(tmp_path: Path) -> None:
    found = checked(set_pages('#text(fill: red)[Red] #image("screen.jpg", width: 10mm)'), tmp_path)
    codes = {each.code for each in found.faults}
    assert codes >= {"press-box", "press-colour-space", "press-metadata", "press-output-intent"}
    text = as_text(found)
    assert "sample.pdf, page 2 (thin-wall-vessel): error[press-colour-space]: pictures are in RGB" in text
    assert text.endswith(": not ready for the press.\n")


def test_without_ghostscript_it_says_that_ink_was_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = checked(good_file(), tmp_path)
    assert found.unchecked == "Ghostscript is not installed"
    assert "the ink was not checked" in as_text(found)
    assert json.loads(as_json(found))["ink_checked"] is False


def test_the_command_ends_with_1_on_a_fault_and_tells_programs_where(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(good_file())
    bad.write_bytes(painted_over(b" 1 0 0 rg 100 100 20 20 re f"))
    runner = CliRunner()
    assert runner.invoke(main, ["preflight", str(good)]).exit_code == 0
    told = runner.invoke(main, ["preflight", str(bad), "--format", "json"])
    assert told.exit_code == 1
    [fault] = json.loads(told.output)["faults"]
    assert (fault["code"], fault["page"], fault["cases"]) == ("press-colour-space", PAGE, [CASE])
    assert runner.invoke(main, ["preflight", str(tmp_path / "none.pdf")]).exit_code == 2
