"""Lines of a cell or a document → blocks: typed marks of lists, bars of tables, links spelt out, odd characters.

What was tidied is counted, so that it can be said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from casebook.intake.forms.blocks import Block, Grid, Paragraph, Run, joined

SYMBOLS = {
    0xF0B0: "°", 0xF06D: "µ", 0xF0B1: "±", 0xF0B4: "×", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B7: "·", 0xF0D7: "·", 0xF0AE: "→",
    0xF0E0: "→", 0xF061: "α", 0xF062: "β", 0xF067: "γ", 0xF064: "δ", 0xF06C: "λ", 0xF070: "π", 0xF073: "σ", 0xF077: "ω",
    0xF057: "Ω", 0xF044: "Δ", 0xF053: "Σ", 0xF0BB: "≈", 0xF0B9: "≠", 0xF0A5: "∞", 0xF0FC: "✓",
}  # fmt: skip
"""Characters of Symbol and Wingdings as Word writes them, and what was seen."""
_BULLET = re.compile(
    r"\s*(?:([•●・･■◆◇▪▫◦‣○□▲►▶➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf09f\uf06c\uf06e\uf0a8\uf071])\s*|([–—*-])\s+)(?=\S)"
)
_OWN_MARKS = frozenset("•-")
_NUMBER = re.compile(r"\s*(\d{1,2})[.)．）]\s*(?=\S)")
_HIDDEN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f]")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE_POINT = re.compile(r"(?<=[0-9])．(?=[0-9])")
_WIDE_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9]{3})")
_BAR_LINE = re.compile(r"\s*\|.*\|\s*\Z")
_RULE_LINE = re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*\Z")
_LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?://|mailto:)[^\s()]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_REFERENCE = re.compile(r"\[\^(\d{1,3})\]")
_NOTE_TEXT = re.compile(r"\[\^(\d{1,3})\]:\s*")


@dataclass(slots=True)
class Tidied:
    """What was done to the characters of an answer: kind → how often, and to which characters."""

    counts: dict[str, int] = field(default_factory=dict)
    found: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, kind: str, characters: Iterable[str]) -> None:
        """Count characters of a kind."""
        for character in characters:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.found.setdefault(kind, {})[_named(character)] = None


def _named(character: str) -> str:
    code = ord(character)
    private = 0xE000 <= code <= 0xF8FF
    return f"U+{code:04X}" if private or not character.isprintable() else character


def tidy_text(text: str, done: Tidied) -> str:
    """The text without characters that nobody sees or that a symbol font alone shows."""
    if text.isascii():
        return text
    done.add("nbsp", re.findall("[\u00a0\u202f]", text))
    text = re.sub("[\u00a0\u202f]", " ", text)
    done.add("soft", re.findall("\u00ad", text))
    text = text.replace("\u00ad", "")
    done.add("hidden", _HIDDEN.findall(text))
    text = _HIDDEN.sub("", text)
    done.add("symbol", [each for each in text if ord(each) in SYMBOLS])
    text = text.translate(SYMBOLS)
    done.add("digits", re.findall("[０-９]", text))
    text = _WIDE_COMMA.sub(",", _WIDE_POINT.sub(".", text.translate(_WIDE_DIGITS)))
    doubled = re.findall("\u3000(?=\u3000)|\u3000\u3000", text)
    done.add("ideographic", doubled)
    return re.sub("\u3000{2,}", "\u3000", text)


def tidy(blocks: Sequence[Block], done: Tidied) -> list[Block]:
    """The blocks with typed marks of lists made lists, and their characters tidied."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            rows = tuple(tuple(_tidy_runs(cell, done) for cell in row) for row in block.rows)
            made.append(Grid(rows))
            continue
        block = _listed(block, done)
        runs = _stripped(_tidy_runs(block.runs, done), done)
        if runs:
            made.append(replace(block, runs=runs))
    return _numbered(made)


def _tidy_runs(runs: Iterable[Run], done: Tidied) -> tuple[Run, ...]:
    return joined(replace(run, text=tidy_text(run.text, done)) for run in runs)


def _stripped(runs: tuple[Run, ...], done: Tidied) -> tuple[Run, ...]:
    """The runs of a paragraph without white space at its ends."""
    held = list(runs)
    while held and not held[0].note and not held[0].text.strip():
        done.add("ideographic", re.findall("\u3000", held.pop(0).text))
    while held and not held[-1].note and not held[-1].text.strip():
        held.pop()
    if held and not held[0].note:
        text = held[0].text.lstrip()
        done.add("ideographic", re.findall("\u3000", held[0].text[: len(held[0].text) - len(text)]))
        held[0] = replace(held[0], text=text)
    if held and not held[-1].note:
        held[-1] = replace(held[-1], text=held[-1].text.rstrip())
    return tuple(held)


def _listed(block: Paragraph, done: Tidied) -> Paragraph:
    """A paragraph that begins with a typed mark of a list as an entry of one."""
    if block.heading or block.note or not block.runs:
        return block
    found = _BULLET.match(block.text)
    if found is None:
        return block
    mark = found[1] or found[2]
    if mark not in _OWN_MARKS:
        done.add("bullet", [mark])
    lead = re.match(r"[ \t]*", block.text)
    level = block.level or 1 + (len(lead[0].expandtabs(4)) // 4 if lead else 0)
    return replace(block, runs=_without(block.runs, found.end()), list="ul", level=level)


def _without(runs: Sequence[Run], length: int) -> tuple[Run, ...]:
    """The runs without their first so many characters."""
    made = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        if run.text[cut:] or run.note:
            made.append(replace(run, text=run.text[cut:]))
    return tuple(made)


def _numbered(blocks: list[Block]) -> list[Block]:
    """Paragraphs that count 1, 2, … at their beginnings as entries of a numbered list."""
    made = list(blocks)
    start = 0
    while start < len(made):
        end = start
        while end < len(made) and _number(made[end]) == end - start + 1:
            end += 1
        if end - start > 1:
            for place in range(start, end):
                block = made[place]
                assert isinstance(block, Paragraph)
                found = _NUMBER.match(block.text)
                assert found is not None
                made[place] = replace(block, runs=_without(block.runs, found.end()), list="ol", level=1)
        start = max(end, start + 1)
    return made


def _number(block: Block) -> int:
    if isinstance(block, Grid) or block.list or block.heading or block.note:
        return 0
    found = _NUMBER.match(block.text)
    return int(unicodedata.normalize("NFKC", found[1])) if found else 0


def from_lines(lines: Iterable[Sequence[Run]]) -> list[Block]:
    """The blocks of a cell: a paragraph a line, tables in bars, headings, links and footnotes as they are spelt out."""
    held = [(number, joined(line)) for number, line in enumerate(lines, 1)]
    made: list[Block] = []
    place = 0
    while place < len(held):
        number, line = held[place]
        text = "".join(run.text for run in line)
        following = "".join(run.text for run in held[place + 1][1]) if place + 1 < len(held) else ""
        if _BAR_LINE.match(text) and _RULE_LINE.match(following):
            end = place + 2
            while end < len(held) and _BAR_LINE.match("".join(run.text for run in held[end][1])):
                end += 1
            made.append(Grid(tuple(_cells(row) for _, row in (held[place], *held[place + 2 : end]))))
            place = end
            continue
        if text.strip():
            made.append(as_paragraph(line, text, number))
        place += 1
    return made


def as_paragraph(line: tuple[Run, ...], text: str, number: int) -> Paragraph:
    """A line as a paragraph, a heading, or the text of a footnote."""
    if text.startswith("### "):
        return Paragraph(spelt(_without(line, 4)), heading=True, number=number)
    noted = _NOTE_TEXT.match(text)
    if noted:
        return Paragraph(spelt(_without(line, noted.end())), note=int(noted[1]), number=number)
    return Paragraph(spelt(line), number=number)


def _cells(line: Sequence[Run]) -> tuple[tuple[Run, ...], ...]:
    """The cells between the bars of a line."""
    cells: list[list[Run]] = [[]]
    for run in line:
        first, *others = run.text.split("|")
        cells[-1].append(replace(run, text=first))
        cells += [[replace(run, text=other)] for other in others]
    return tuple(_stripped(spelt(joined(cell)), Tidied()) for cell in cells[1:-1])


def spelt(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with links, code and references to footnotes made what they say."""
    made: list[Run] = []
    for run in runs:
        at = 0
        for found in re.finditer(f"{_LINK.pattern}|{_REFERENCE.pattern}|{_CODE.pattern}", run.text):
            made.append(replace(run, text=run.text[at : found.start()]))
            made.append(_meant(run, found))
            at = found.end()
        made.append(replace(run, text=run.text[at:]))
    return joined(made)


def _meant(run: Run, found: re.Match[str]) -> Run:
    if found[3]:
        return replace(run, text="", note=int(found[3]))
    if found[4]:
        return replace(run, text=found[4], marks=run.marks | {"code"})
    return replace(run, text=found[1], url=found[2])
