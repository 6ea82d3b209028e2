"""Checks of what a page paints: inks, black text, lines, sizes, pictures, fonts, bleed. One fault a kind and page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casebook.diagnostics.values import Severity
from casebook.press.faults import Fault, Limits, fault
from casebook.press.geometry import Box, millimetres, points
from casebook.press.glyphs import Font
from casebook.press.painted import Effect, Image, Ink, Painted, Shape, Words
from casebook.press.spaces import Space

_FOREIGN = frozenset({Space.RGB, Space.GREY, Space.LAB, Space.SPOT, Space.UNKNOWN})
_TOUCHES = points(0.3)
"""What comes so near to the cut is meant to reach it."""
_EXACT = points(0.05)
_DARK = 0.8
_TRACE = 0.02
_FEW_GLYPHS = 3
"""Runs up to so many glyphs may be raised or lowered signs, which are smaller."""
_SIGNS = 0.75
"""How small these may be, as a part of the smallest text."""


def check_page(painted: Sequence[Painted], trim: Box | None, number: int, limits: Limits) -> Iterator[Fault]:
    """What is wrong with what a page paints. Without a TrimBox nothing is said of the bleed."""
    yield from _spaces(painted, trim, number)
    yield from _black(painted, number)
    yield from _lines(painted, number, limits)
    yield from _sizes(painted, number, limits)
    yield from _glyphs(painted, number)
    yield from _resolution(painted, number, limits)
    yield from _transparency(painted, number)
    if trim is not None:
        yield from _bleed(painted, trim, number, limits)
        yield from _cut_text(painted, trim, number)


def check_fonts(fonts: dict[str, Font], number: int) -> Iterator[Fault]:
    """Fonts of a page that are not in the file."""
    if lacking := sorted(name for name, font in fonts.items() if not font.embedded):
        yield fault(number, "press-font", found=", ".join(lacking))


def sums_above(painted: Sequence[Painted], limit: int) -> bool:
    """Whether more ink than the limit can lie anywhere on a page; a plain colour covers what is below it."""
    for each in painted:
        if isinstance(each, Image | Effect):
            return True
        plates = each.ink.plates
        if plates is None or (sum(plates) * 100 > limit and each.ink.space is not Space.ALL):
            return True
    return False


def _spaces(painted: Sequence[Painted], trim: Box | None, number: int) -> Iterator[Fault]:
    found: set[tuple[str, str]] = set()
    for each in painted:
        space, what = _space_and_name(each)
        if space in _FOREIGN or (space is Space.ALL and _on_page(each, trim)):
            found.add((what, str(space)))
    for what, name in sorted(found):
        yield fault(number, "press-colour-space", found=name, what=what)


def _space_and_name(each: Painted) -> tuple[Space | None, str]:
    if isinstance(each, Image):
        return each.space, "pictures"
    if isinstance(each, Words):
        return each.ink.space, "words"
    if isinstance(each, Shape):
        return each.ink.space, "areas and lines"
    return (each.space if each.space is not Space.BLACK else None), "blended groups"


def _on_page(each: Painted, trim: Box | None) -> bool:
    if trim is None or isinstance(each, Effect):
        return False
    return each.box.within(trim) is not None


def _black(painted: Sequence[Painted], number: int) -> Iterator[Fault]:
    rich = [each for each in painted if isinstance(each, Words) and _is_rich(each.ink)]
    if rich:
        plates = max((each.ink.plates or (0, 0, 0, 0) for each in rich), key=sum)
        shown = " ".join(f"{name} {part * 100:.0f}" for name, part in zip("CMYK", plates, strict=True))
        yield fault(number, "press-rich-black", found=shown)


def _is_rich(ink: Ink) -> bool:
    """Whether a black or nearly black text stands on more than the black plate."""
    plates = ink.plates
    if plates is None:
        return False
    *colours, black = plates
    return max(colours) > _TRACE and (black >= _DARK or min(colours) >= _DARK)


def _lines(painted: Sequence[Painted], number: int, limits: Limits) -> Iterator[Fault]:
    thin = [
        each.width
        for each in painted
        if isinstance(each, Shape) and each.width is not None and not each.ink.is_paper
        if each.width < limits.line - 0.005
    ]
    if thin:
        yield fault(number, "press-thin-line", found=_short(min(thin)), limit=_short(limits.line), count=len(thin))


def _sizes(painted: Sequence[Painted], number: int, limits: Limits) -> Iterator[Fault]:
    small = [
        each.size
        for each in painted
        if isinstance(each, Words) and each.glyphs
        if each.size < (limits.text if each.glyphs > _FEW_GLYPHS else limits.text * _SIGNS) - 0.05
    ]
    if small:
        yield fault(number, "press-small-text", found=_short(min(small)), limit=_short(limits.text), count=len(small))


def _glyphs(painted: Sequence[Painted], number: int) -> Iterator[Fault]:
    if missing := sum(each.missing for each in painted if isinstance(each, Words)):
        yield fault(number, "press-missing-glyph", count=missing)


def _resolution(painted: Sequence[Painted], number: int, limits: Limits) -> Iterator[Fault]:
    coarse = [
        each.resolution for each in painted if isinstance(each, Image) and each.resolution < limits.resolution - 1
    ]
    if coarse:
        grave = Severity.ERROR if min(coarse) < limits.least_resolution else Severity.WARNING
        found = f"{min(coarse):.0f}"
        yield fault(number, "press-resolution", grave, found=found, limit=limits.resolution, count=len(coarse))


def _transparency(painted: Sequence[Painted], number: int) -> Iterator[Fault]:
    if kinds := sorted({each.kind for each in painted if isinstance(each, Effect) and each.kind != "group"}):
        yield fault(number, "press-transparency", Severity.WARNING, found=", ".join(kinds))


def _bleed(painted: Sequence[Painted], trim: Box, number: int, limits: Limits) -> Iterator[Fault]:
    short: dict[str, float] = {}
    for each in painted:
        if isinstance(each, Image) or (isinstance(each, Shape) and not each.ink.is_paper):
            what = "a picture" if isinstance(each, Image) else "an area or line"
            for beyond in _reaches(each.box, trim, limits):
                short[what] = min(short.get(what, beyond), beyond)
    for what, beyond in sorted(short.items()):
        found = f"{max(millimetres(beyond), 0):.1f}"
        yield fault(number, "press-bleed", what=what, found=found, limit=f"{limits.bleed:g}")


def _cut_text(painted: Sequence[Painted], trim: Box, number: int) -> Iterator[Fault]:
    """Words of which a part is cut away; what stands beside the page altogether is the printer's."""
    runs = [each.box for each in painted if isinstance(each, Words) and each.glyphs]
    beyond = [max(box.outside(trim)) for box in runs if box.within(trim)]
    if cut := [length for length in beyond if length > _EXACT]:
        yield fault(number, "press-cut-text", found=f"{millimetres(max(cut)):.1f}", count=len(cut))


def _reaches(box: Box, trim: Box, limits: Limits) -> Iterator[float]:
    """For each side where it comes to the cut and not to the end of the bleed: how far beyond the cut, in points."""
    if box.within(trim) is None:
        return
    for beyond in box.outside(trim):
        if -_TOUCHES <= beyond < points(limits.bleed) - _EXACT:
            yield beyond


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
