"""Owns the fonts and the measuring of labels; placing and painting is the canvas's."""

import re
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path("/usr/share/fonts/opentype/noto")
FACES = {"en": 0, "ja": 0, "zh-Hans": 2}
"""Index of the regional face in the font collection, by language."""

SMALL = 0.68
"""Size of a raised or lowered run, relative to the text around it."""

_SHIFTED = re.compile(r"([\^_])\{([^}]*)\}")
_UNASSIGNED = "\U0010fffd"


@lru_cache(maxsize=256)
def face(language: str, size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """The font for a language at a size in pixels; FileNotFoundError says which file to install."""
    path = FOLDER / f"NotoSansCJK-{'Bold' if bold else 'Regular'}.ttc"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: install Noto Sans CJK (Debian and Ubuntu: fonts-noto-cjk)")
    return ImageFont.truetype(str(path), size, index=FACES[language])


@lru_cache(maxsize=4096)
def has_glyph(language: str, character: str) -> bool:
    """Whether the language's face can show the character (its shape is not that of a missing one)."""
    return _shape(language, character) != _shape(language, _UNASSIGNED)


def _shape(language: str, character: str) -> bytes:
    image = Image.new("L", (60, 60))
    ImageDraw.Draw(image).text((5, 5), character, fill=255, font=face(language, 40, False))
    return image.tobytes()


def runs(line: str) -> list[tuple[str, int]]:
    """Split ``10^{-6} H_{2}O`` into pieces, each with 0 (on the line), 1 (raised) or -1 (lowered)."""
    pieces: list[tuple[str, int]] = []
    end = 0
    for match in _SHIFTED.finditer(line):
        pieces.append((line[end : match.start()], 0))
        pieces.append((match[2], 1 if match[1] == "^" else -1))
        end = match.end()
    pieces.append((line[end:], 0))
    return [piece for piece in pieces if piece[0]]


def width(line: str, *, language: str, size: float, bold: bool = False) -> float:
    """Width of one line in pixels at a size in pixels."""
    total = 0.0
    for text, level in runs(line):
        scaled = round(size * (SMALL if level else 1))
        total += face(language, scaled, bold).getlength(text)
    return total


def wrap(text: str, *, language: str, size: float, limit: float, bold: bool = False) -> list[str]:
    """Break a label into lines of at most ``limit`` pixels; line feeds in the text are kept."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        current = ""
        for piece in _pieces(paragraph):
            longer = current + piece
            if current and width(longer.rstrip(), language=language, size=size, bold=bold) > limit:
                lines.append(current.rstrip())
                current = piece.lstrip()
            else:
                current = longer
        lines.append(current.rstrip())
    return lines


def _pieces(paragraph: str) -> list[str]:
    """Where a line may break: after a space, and between CJK characters but not before a mark."""
    pattern = r"[^\s\u3000-\u9fff\uff00-\uffef]+\s*|[\u3000-\u9fff\uff00-\uffef][、。，．）」』：；ー・]*|\s+"
    return re.findall(pattern, paragraph)
