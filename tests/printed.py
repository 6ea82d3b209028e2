"""How tests read a printed file: its words, those of a case, and its bookmarks."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casebook.model.case import SECTIONS
from casebook.publication.values import PublicCase
from casebook.richtext.markdown import visible_text

_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def page_texts(path: Path) -> tuple[str, ...]:
    """The text of each page in the order of its content."""
    made = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return tuple(made.stdout.decode().split("\f")[:-1])


def flat(outline: Any, level: int = 1) -> Iterator[tuple[int, Any]]:
    """Every bookmark with its level."""
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry, level + 1)
        else:
            yield level, entry


def loosely(text: str) -> str:
    """A pattern that finds the text however its lines were broken."""
    return r"[\s-]*".join(re.escape(character) for character in "".join(text.split()))


def listed(title: str, page: int) -> str:
    """A pattern that finds a title in a list with the lines under it and then its page, as they are read aloud."""
    return rf"{loosely(title)}(?:\n[^\n]*){{0,2}}?\s+{page}(?!\d)"


def text_of(case: PublicCase, language: str) -> str:
    """Title, summary, sections and captions of a case as a language shows them."""
    parts = [case.title(language), case.summary(language)]
    for section in SECTIONS:
        parts += [visible_text(item) for item in case.section(language, section)[0]]
    return "\n".join(parts + [case.caption(language, place) for place in range(len(case.pictures))])


def divided(word: str, text: str) -> bool:
    """Whether a word was divided at the end of a column, so that its rest stands elsewhere in the text."""
    return any(
        re.search(rf"\b{word[:place]}[-\u2010\u00ad]\s*\n", text) and re.search(rf"(?m)^{word[place:]}\b", text)
        for place in range(2, len(word) - 1)
    )


def counted(text: str) -> tuple[Counter[str], Counter[str]]:
    """Latin words, those divided at a line's end also whole, and CJK characters one by one."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    parted = re.findall(r"([0-9A-Za-z]+)[-\u2010]\s*\n\s*([0-9A-Za-z]+)", text)
    words = Counter(re.findall(r"[0-9A-Za-z]+", text)) + Counter(first + second for first, second in parted)
    return words, Counter(_CJK.findall(text))
