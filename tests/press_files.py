"""Small press files for tests: one that is in order, and the means to spoil it in one place."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import typst
from PIL import Image

import casebook
from casebook.press.finish import finish
from casebook.press.profile import shipped_profile

FONTS = Path(casebook.__file__).parent / "fonts"
CASE = "thin-wall-vessel"
PAGE = 2
"""On this page stands the case, and on this page the files are spoilt."""
_SOURCE = """
#let black = cmyk(0%, 0%, 0%, 100%)
#set page(width: 100mm, height: 80mm, margin: 15mm, bleed: 3mm)
#set text(font: "Source Sans 3", fallback: false, size: 9pt, fill: black)
#show heading: set text(size: 12pt)
#set document(title: "Sample", date: none)
= Contents
The vessel stands on page 2.
#pagebreak()
#heading(level: 2)[Thin wall vessel] <case:thin-wall-vessel>
#place(top + left, dx: -18mm, dy: -18mm, rect(width: 106mm, height: 8mm, fill: cmyk(90%, 40%, 10%, 5%)))
#place(bottom + right, dx: 18mm, dy: 18mm, image("photograph.jpg", width: 20mm))
Water under pressure _forms_ the wall.
#line(length: 30mm, stroke: 0.5pt + black)
// more
"""


def set_pages(more: str = "", *, replacing: tuple[str, str] = ("", "")) -> bytes:
    """The two pages as Typst sets them, with more on the second; one text of the source may be replaced."""
    old, new = replacing
    assert old in _SOURCE
    source = _SOURCE.replace(old, new) if old else _SOURCE
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pages.typ"
        path.write_text(source.replace("// more", more), "utf-8")
        (Path(folder) / "photograph.jpg").write_bytes(_photograph("CMYK"))
        (Path(folder) / "screen.jpg").write_bytes(_photograph("RGB"))
        compiler = typst.Compiler(str(path), root=folder, font_paths=[str(FONTS)], ignore_system_fonts=True)
        made = compiler.compile(format="pdf", pdf_standards=["1.6"], timestamp=0, pdf_tags=False)
    assert isinstance(made, bytes)
    return made


@cache
def _photograph(mode: str) -> bytes:
    """240 pixels for 20 mm, a little more than 300 an inch."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((240, 160)).convert("RGB").convert(mode).save(out, "JPEG", quality=90)
    return out.getvalue()


@cache
def good_file() -> bytes:
    """A press file that is in order."""
    return finish(set_pages(), shipped_profile())


def finished(more: str = "", *, replacing: tuple[str, str] = ("", "")) -> bytes:
    """A press file of pages that were set otherwise."""
    return finish(set_pages(more, replacing=replacing), shipped_profile())


def edited(edit: Callable[[pikepdf.Pdf, Any], None]) -> bytes:
    """The good file after somebody changed it; the edit gets the file and the case's page."""
    with pikepdf.open(io.BytesIO(good_file())) as pdf:
        edit(pdf, pdf.pages[PAGE - 1].obj)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def painted_over(content: bytes) -> bytes:
    """The good file with something painted on the case's page."""

    def paint(pdf: pikepdf.Pdf, page: Any) -> None:
        pikepdf.Page(page).contents_add(pdf.make_stream(content))

    return edited(paint)
