"""Checks of the file as a whole and of its pages' boxes: metadata, output intent, page count, cut and bleed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from casebook.diagnostics.values import Severity
from casebook.press.faults import Fault, Limits, fault
from casebook.press.geometry import Box, millimetres, points
from casebook.press.metadata import STANDARD
from casebook.press.profile import ProfileError, open_profile

_EXACT = points(0.01)
_LATEST = (1, 6)
_FOR_SCREENS = ("/AcroForm", "/OpenAction", "/AA")


def check_file(pdf: pikepdf.Pdf, limits: Limits) -> Iterator[Fault]:
    """What is wrong with the file as a whole."""
    yield from _metadata(pdf)
    yield from _intent(pdf)
    if found := [key.lstrip("/") for key in _FOR_SCREENS if key in pdf.Root]:
        yield fault(0, "press-interactive", found=", ".join(found))
    if len(pdf.pages) % limits.pages:
        yield fault(0, "press-page-count", found=len(pdf.pages), limit=limits.pages)
    sizes = {_size(box) for page in pdf.pages if (box := read_box(page, "/TrimBox"))}
    if len(sizes) > 1:
        yield fault(0, "press-page-sizes", Severity.WARNING, found=", ".join(sorted(sizes)))


def _metadata(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    if pdf.is_encrypted:
        yield fault(0, "press-metadata", what="the file is encrypted")
    if tuple(int(part) for part in pdf.pdf_version.split(".")) > _LATEST:
        yield fault(0, "press-metadata", what=f"it is PDF {pdf.pdf_version}; {STANDARD} is at most PDF 1.6")
    xmp = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
    if STANDARD.encode() not in xmp or b"GTS_PDFXVersion" not in xmp:
        yield fault(0, "press-metadata", what=f"it does not say that it is {STANDARD}")
    info: Any = pdf.trailer.get("/Info", Dictionary())
    if not str(info.get("/Title", "")):
        yield fault(0, "press-metadata", what="it has no title")
    if str(info.get("/Trapped", "")) not in {"/True", "/False"}:
        yield fault(0, "press-metadata", what="it does not say whether it is trapped")


def _intent(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    intents: Any = pdf.Root.get("/OutputIntents", pikepdf.Array())
    wanted = [each for each in intents if each.get("/S") == Name.GTS_PDFX]
    if len(wanted) != 1:
        yield fault(0, "press-output-intent", what=f"it has {len(wanted) or 'none'}")
        return
    if "/DestOutputProfile" not in wanted[0]:
        yield fault(0, "press-output-intent", what="no profile is embedded in it")
        return
    try:
        open_profile(wanted[0].DestOutputProfile.read_bytes(), "", 0)
    except ProfileError as error:
        yield fault(0, "press-output-intent", what=f"what is embedded in it is {error}")


def check_boxes(page: pikepdf.Page, number: int, limits: Limits) -> Iterator[Fault]:
    """What is wrong with a page's boxes and with what is fastened to it."""
    if found := page.obj.get("/Annots"):
        kinds = {str(each.get("/Subtype", "?")).lstrip("/") for each in found}
        yield fault(number, "press-interactive", found=", ".join(sorted(kinds)))
    media, trim, bleed = (read_box(page, key) for key in ("/MediaBox", "/TrimBox", "/BleedBox"))
    if trim is None or bleed is None or media is None:
        missing = [name for name, box in (("TrimBox", trim), ("BleedBox", bleed)) if box is None]
        yield fault(number, "press-box", what=f"it has no {' and no '.join(missing) or 'MediaBox'}")
        return
    if not media.contains(bleed, tolerance=_EXACT):
        yield fault(number, "press-box", what="the BleedBox reaches beyond the MediaBox")
    room = min(bleed.outside(trim))
    if room < points(limits.bleed) - _EXACT:
        shown = f"{max(millimetres(room), 0):.2f}".rstrip("0").rstrip(".")
        yield fault(number, "press-box", what=f"it has {shown} mm of bleed, not {limits.bleed:g} mm")


def read_box(page: pikepdf.Page, key: str) -> Box | None:
    """A box that the page names itself, its corners put in order; of the MediaBox also an inherited one."""
    found: Any = page.mediabox if key == "/MediaBox" else page.obj.get(key)
    if found is None or len(found) != 4:
        return None
    left, bottom, right, top = (float(part) for part in found)
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _size(box: Box) -> str:
    return f"{millimetres(box.width):.1f} × {millimetres(box.height):.1f} mm"
