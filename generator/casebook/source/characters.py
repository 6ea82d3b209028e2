"""Characters that a file may not hold: those that YAML cannot carry, and those that print cannot.

Most files hold none of them, so one search over the whole text decides; only then are places counted.
"""

from __future__ import annotations

import re
from itertools import islice

from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.source.places import place_in
from casebook.source.tree import Node, Position, texts

_LINE_BREAKS = "\x85\u2028\u2029"
"""They break lines in YAML 1.1 and not in other readers."""
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff"
# Private use, non-characters, replacement character, tags, interlinear marks, what turns the direction of text, and
# marks of byte order within a text.
_UNPRINTABLE = (
    "\ue000-\uf8ff\U000f0000-\U0010ffff\ufdd0-\ufdef\ufffd\ufff9-\ufffb\U000e0000-\U000e007f"
    "\u202a-\u202e\u2066-\u206f\ufeff"
)
REFUSED = re.compile(f"[{_LINE_BREAKS}{_CONTROLS}]")
ODD = re.compile(f"[{_LINE_BREAKS}{_CONTROLS}{_UNPRINTABLE}]")
MOST = 50
"""Of one file so many characters are reported; more of them are the same mistake again."""


def refused_characters(text: str, path: str) -> list[Diagnostic]:
    """The characters because of which a file cannot be read at all."""
    return _reported(text, path, REFUSED)


def odd_characters(text: str, path: str) -> list[Diagnostic]:
    """The same, and those that print cannot show, for a file that is no YAML."""
    return _reported(text, path, ODD)


def odd_values(text: str, root: Node, path: str) -> list[Diagnostic]:
    """The characters in values that no typeface shows or that hide others, also those written as \\u escapes.

    What YAML itself cannot carry is taken out of the values, so that it gets no further than this report.
    """
    if "\\" not in text and (text.isascii() or _all_printable(text) or not ODD.search(text)):
        return []
    found: list[Diagnostic] = []
    lines = text.split("\n")
    for _, node in texts(root):
        if node.value is None or node.value.isprintable():
            continue
        for match in islice(ODD.finditer(node.value), MOST - len(found)):
            found.append(_odd(path, place_in(lines, node, match.start()), match[0]))
        node.value = REFUSED.sub("\ufffd", node.value)
    return found


def _all_printable(text: str) -> bool:
    """Whether Python calls all but the line breaks printable, which no sought one is but the replacement
    character; a cheap question."""
    return "\ufffd" not in text and text.replace("\n", "").isprintable()


def _reported(text: str, path: str, sought: re.Pattern[str]) -> list[Diagnostic]:
    if _all_printable(text):
        return []
    found: list[Diagnostic] = []
    line, start, counted = 1, 0, 0
    for match in islice(sought.finditer(text), MOST):
        line += text.count("\n", counted, match.start())
        start = max(start, text.rfind("\n", counted, match.start()) + 1)
        counted = match.start()
        found.append(_odd(path, (line, counted - start + 1), match[0]))
    return found


def _odd(path: str, position: Position, character: str) -> Diagnostic:
    code = "control-character" if REFUSED.match(character) else "unprintable-character"
    code = "line-separator" if character in _LINE_BREAKS else code
    return diagnose(path, position, code, character=f"U+{ord(character):04X}")
