"""The report of an import, in lines for a reader: what was written, what was added, what was done to texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casebook.intake.lists import Known

_DONE = {
    "without-organisation": ("case names no organisation", "cases name no organisation"),
    "entity": ("HTML entity decoded", "HTML entities decoded"),
    "line-end": ("foreign line end made a line break", "foreign line ends made line breaks"),
    "tab": ("tab made spaces", "tabs made spaces"),
    "html": ("cell of HTML made Markdown", "cells of HTML made Markdown"),
    "tidied": ("date or number written as case files have it", "dates and numbers written as case files have them"),
    "joined": ("hard-wrapped line joined with the one before", "hard-wrapped lines joined with the ones before"),
    "hyphen": ("line ends in a hyphen and was left as it is", "lines end in a hyphen and were left as they are"),
    "escaped": (
        "paragraph with marks of Markdown that now mean themselves",
        "paragraphs with marks of Markdown that now mean themselves",
    ),
}


def report_lines(
    records: int, paths: Sequence[str], terms: Mapping[str, Known], organisations: Known, counts: Mapping[str, int]
) -> list[str]:
    """One fact a line."""
    written = ", ".join(sorted({path.rpartition("/")[0] for path in paths}))
    done = f"{_number(records, 'record')} read, {_number(len(paths), 'case file')} written"
    lines = [f"{done} to {written}" if written else done]
    lines += [
        f"{_number(len(known.added), 'term')} added to {key} in casebook.yml"
        for key, known in sorted(terms.items())
        if known.added
    ]
    if organisations.added:
        lines.append(f"{_number(len(organisations.added), 'organisation')} added to organisations.yml")
    return lines + [f"{counts[name]:,} {words[counts[name] != 1]}" for name, words in _DONE.items() if counts.get(name)]


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
