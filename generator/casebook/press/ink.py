"""How much ink a page takes at its darkest place, as Ghostscript paints it on four plates at 150 dpi."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageChops

from casebook.press.faults import Fault, fault
from casebook.workers import cores

_DPI = 150
_LEAST_AREA = 1.0
"""Square millimetres that must take too much ink to be named."""
_AT_ONCE = 16
_TIMEOUT = 600


class InkError(Exception):
    """Ghostscript failed; its words say how."""


def find_ghostscript() -> str | None:
    """Where Ghostscript lies; None where it is not installed, and ink cannot be checked."""
    return next((found for name in ("gs", "gswin64c", "gswin32c") if (found := shutil.which(name))), None)


def check_ink(path: Path, pages: Sequence[int], limit: int, ghostscript: str) -> list[Fault]:
    """The pages, of those given, on which more ink lies than the limit in per cent. Raises InkError."""
    parts = [pages[start : start + _AT_ONCE] for start in range(0, len(pages), _AT_ONCE)]
    with ThreadPoolExecutor(cores()) as pool:
        found = pool.map(lambda some: _check_some(path, some, limit, ghostscript), parts)
        return [each for part in found for each in part]


def _check_some(path: Path, pages: Sequence[int], limit: int, ghostscript: str) -> list[Fault]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        _paint(path, pages, Path(folder), ghostscript)
        for number, plates in zip(pages, sorted(Path(folder).glob("*.tif")), strict=True):
            most, area = _most_ink(plates, limit)
            if area >= _LEAST_AREA:
                found.append(fault(number, "press-ink", found=most, limit=limit, area=f"{area:.0f}"))
    return found


def _paint(path: Path, pages: Sequence[int], folder: Path, ghostscript: str) -> None:
    command = [
        ghostscript, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", f"-r{_DPI}", "-dUseTrimBox",
        f"-sPageList={','.join(str(number) for number in pages)}", f"-sOutputFile={folder / 'page-%05d.tif'}",
        str(path),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_TIMEOUT)
    except subprocess.TimeoutExpired:
        raise InkError(f"Ghostscript took more than {_TIMEOUT} s") from None
    if done.returncode or len(list(folder.glob("*.tif"))) != len(pages):
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise InkError(said[0] if said else f"Ghostscript ended with {done.returncode}")


def _most_ink(path: Path, limit: int) -> tuple[int, float]:
    """The most ink on a page in per cent, and the area in square millimetres that takes more than the limit."""
    with Image.open(path) as plates:
        cyan, magenta, yellow, black = plates.convert("CMYK").split()
    # Halves of sums fit into a byte; what is lost in them is less than one per cent of ink.
    together = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
    counts = together.histogram()
    most = max((step for step, count in enumerate(counts) if count), default=0)
    above = sum(count for step, count in enumerate(counts) if step * 400 / 255 > limit + 2)
    return round(most * 400 / 255), above * (25.4 / _DPI) ** 2
