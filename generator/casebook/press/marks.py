"""Marks outside the bleed, in the colour All, which prints on every plate: lines at the cut, dashed ones at folds."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from casebook.press.geometry import Box, points

OFFSET = 4.0
"""Millimetres between the cut and a mark, more than the bleed."""
LENGTH = 5.0
"""Millimetres."""
MARGIN = OFFSET + LENGTH + 1.0
"""Millimetres of paper round the cut page that hold the marks."""
_WIDTH = 0.25
_DASHED = "[2 1.5] 0 d"


def crop_marks(pdf: pikepdf.Pdf, trim: Box, media: Box, folds: Sequence[float] = ()) -> pikepdf.Object:
    """A form with the marks of a page that is cut at `trim`; all pages of a size share one.

    `folds` are points from the left cut at which it is folded.
    """
    return pdf.make_indirect(
        pikepdf.Stream(
            pdf,
            _drawn(trim, folds),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(media.as_list()),
            Resources=Dictionary(ColorSpace=Dictionary(All=_all_plates(pdf))),
        )
    )


def _all_plates(pdf: pikepdf.Pdf) -> pikepdf.Object:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))


def _drawn(trim: Box, folds: Sequence[float]) -> bytes:
    near, far = points(OFFSET), points(OFFSET + LENGTH)
    lines = [f"/All CS 1 SCN {_WIDTH} w 0 J"]
    for x in (trim.left, trim.right):
        lines += _above_and_below(x, trim)
    for y in (trim.bottom, trim.top):
        lines += [_line(trim.left - far, y, trim.left - near, y), _line(trim.right + near, y, trim.right + far, y)]
    lines += ["S", _DASHED] if folds else []
    for fold in folds:
        lines += _above_and_below(trim.left + fold, trim)
    return "\n".join([*lines, "S"]).encode("ascii")


def _above_and_below(x: float, trim: Box) -> list[str]:
    near, far = points(OFFSET), points(OFFSET + LENGTH)
    return [_line(x, trim.bottom - far, x, trim.bottom - near), _line(x, trim.top + near, x, trim.top + far)]


def _line(*ends: float) -> str:
    x0, y0, x1, y1 = (f"{end:.4f}" for end in ends)
    return f"{x0} {y0} m {x1} {y1} l"
