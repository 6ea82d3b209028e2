"""The page of every diagnostic: its sentence, its hint, how grave it is, and the place in a bad file that shows it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import yaml
from tests.projects import INPUTS, add_case, make_project, plain_case, read

from casebook.diagnostics.messages import Message, hint, messages, sentence
from casebook.diagnostics.values import Diagnostic

HEAD = """\
---
title: Every diagnostic
---

<!-- Written by `python -m tools.handbook` from the messages and the test inputs. Do not edit by hand. -->

# Every diagnostic

What `casebook check` can say, by its code. An **error** stops a build (`casebook build --keep-going` leaves the faulty
case out instead); a **warning** does not, unless you ask for `--strict`. In a case whose status is `draft` or `review`
what is missing is a warning. A code never changes its meaning, so scripts may rely on it.

‹Angle marks› stand for what is named in the message. The examples come from the files by which Casebook is tested.
"""
_EXAMPLES = Path(__file__).parent / "diagnostics.yml"
_MOST = 96
_NEED_THE_LINE_ABOVE = {"yaml-syntax", "several-documents", "duplicate-key"}


@dataclass(frozen=True, slots=True)
class Example:
    """A problem that a bad file shows, and the lines that show it."""

    found: Diagnostic
    lines: tuple[str, ...]


def render_diagnostics() -> str:
    """The whole page."""
    examples = _from_inputs()
    written: dict[str, dict[str, str]] = yaml.load(_EXAMPLES.read_text("utf-8"), Loader=yaml.CBaseLoader)
    parts = [HEAD]
    for heading, codes in _groups():
        parts.append(f"## {heading}\n")
        for code in codes:
            parts.append(_entry(code, messages()[code], examples.get(code, []), written.get(code, {})))
    return "\n".join(parts)


def _groups() -> Iterator[tuple[str, list[str]]]:
    """The codes in the order and under the headings of the catalogue of messages."""
    text = (resources.files("casebook.diagnostics") / "messages.en.yml").read_text("utf-8")
    heading, codes = "", list[str]()
    for line in text.splitlines():
        if found := re.match(r"# (.+)", line):
            if codes:
                yield heading, codes
            heading, codes = found[1], []
        elif found := re.match(r"([a-z-]+|[a-z0-9-]+): ", line):
            codes.append(found[1])
    yield heading, codes


def _entry(code: str, message: Message, examples: list[Example], written: dict[str, str]) -> str:
    severities = {str(each.found.severity) for each in examples} | set(written.get("severity", "").split())
    severities |= {"error", "warning"} if code in _of_missing_things() else set()
    grave = "error, in a draft a warning" if severities == {"error", "warning"} else "".join(severities)
    lines = [f"### {code}\n", f"*{grave}*: {_shown(message.says)}.\n", f"Mend it: {_shown(message.hint)}."]
    if message.near:
        lines[-1] += f" Or: {_shown(message.near)}"
    if examples:
        lines.append(_example(code, examples))
    else:
        lines.append(f"\nExample: {written.get('example', '')}\n")
    return "\n".join(lines)


@cache
def _of_missing_things() -> frozenset[str]:
    """The codes that rules report as missing: errors, and warnings in a case that is not finished."""
    folder = resources.files("casebook.rules")
    text = "".join(file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".py"))
    calls = re.findall(r"\.missing\((.*)", text)
    return frozenset(word for call in calls for word in re.findall(r'"([a-z-]+)"', call)) & set(messages())


def _shown(words: str) -> str:
    escaped = re.sub(r"\{(\w+)\}", lambda found: f"‹{found[1].replace('_', ' ')}›", words)
    return escaped.replace("{{", "{").replace("}}", "}").rstrip(".").replace("<", "&lt;")


def _example(code: str, examples: list[Example]) -> str:
    """The best of the examples: the one whose file is named after the code, else the first; errors come first."""
    best = min(examples, key=lambda each: (Path(each.found.path).stem != code, each.found.severity, each.found))
    found = best.found
    place = f"{found.path}:{found.line}:{found.column}"
    said = f"{place}: {found.severity}[{code}]: {_visible(sentence(found))}\n    hint: {_visible(hint(found))}"
    return "\n```text\n" + "\n".join([*best.lines, *([""] if best.lines else []), said]) + "\n```\n"


def _from_inputs() -> dict[str, list[Example]]:
    """Code → every example of it in the inputs of the tests."""
    examples: dict[str, list[Example]] = {}
    files = [file for file in sorted(INPUTS.glob("*/*/*")) if file.suffix in {".yml", ".csv"}]
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            root = make_project(Path(folder) / "project")
            path = _placed(root, file)
            text = file.read_bytes().decode("utf-8", "replace")
            for found in read(root).diagnostics:
                if found.path == path:
                    examples.setdefault(found.code, []).append(Example(found, tuple(_excerpt(text, found))))
    return examples


def _placed(root: Path, file: Path) -> str:
    """Put an input where it belongs in a project, and say where that is."""
    kind = file.parent.name
    if kind == "case":
        add_case(root, file)
        return f"cases/2019/{file.name}"
    target = {"programme": "casebook.yml", "organisations": "organisations.yml", "register": "register.csv"}.get(kind)
    if kind == "golden":
        plain_case(root)
        target = "golden_queries.yml"
    if target is None:
        plain_case(root)
        target = f"{kind}/{file.name}"
        (root / kind).mkdir()
    (root / target).write_bytes(file.read_bytes())
    return target


def _excerpt(text: str, found: Diagnostic) -> Iterator[str]:
    """The line of a problem with its number, and the one above where that helps to understand it."""
    lines = re.split(r"\r\n|\r|\n", text)
    own = lines[found.line - 1] if 0 < found.line <= len(lines) else ""
    above = own.startswith(" ") or found.code in _NEED_THE_LINE_ABOVE
    for number in range(max(found.line - above, 1), found.line + 1):
        if number <= len(lines) and not re.match(r"# (error|warning): ", lines[number - 1]):
            shown = _visible(lines[number - 1])
            yield f"{number:>4} │ {shown if len(shown) <= _MOST else shown[: _MOST - 1] + '…'}".rstrip()


def _visible(text: str) -> str:
    """The text with each character that a page cannot show by its number."""
    return "".join(each if each.isprintable() else f"‹U+{ord(each):04X}›" for each in text)
