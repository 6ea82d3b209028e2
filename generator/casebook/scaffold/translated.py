"""Notes in a case file which texts a translation was made from: their hashes under `of`, and nothing else.

The text is changed at the places that the reader knows, and read again: nothing but hashes may have changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casebook.model.case import Case
from casebook.model.decode import decode
from casebook.model.hashes import source_texts, text_hash
from casebook.source.reader import parse_source
from casebook.source.tree import MappingNode, Node, Position, Text, find, to_plain

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BESIDE = ".casebook-new"
_STEP = 2
"""Spaces by which a new line stands further in than the key above it."""


class NotNotedError(Exception):
    """The file cannot be changed by machine; the message says why, with its line."""


@dataclass(slots=True)
class Noted:
    """What was entered."""

    text: str
    """The file with its new hashes."""
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Language → the keys whose hash is new or another."""


def write_noted(root: Path, path: str, languages: Collection[str], keys: Collection[str]) -> Noted:
    """Enter the hashes in a case file; none named means all. Raises NotNotedError, the file as it was."""
    file = root / path
    try:
        # Bytes, not text: line ends must come back as they were.
        old = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise NotNotedError(f"{path}: the file is not UTF-8. Save it as UTF-8 first.") from None
    noted = note_translated(old, path, languages, keys)
    if noted.text != old:
        beside = file.with_name(file.name + _BESIDE)
        beside.write_bytes(noted.text.encode("utf-8"))
        beside.replace(file)
    return noted


def note_translated(text: str, path: str, languages: Collection[str], keys: Collection[str]) -> Noted:
    """The text of a case file with the present hashes of what its translations were made from."""
    case = decode(Case, _tree(text, path), path)[0] or Case()
    if lacking := sorted(set(languages) - set(case.translations)):
        raise NotNotedError(f"{path}: there is no translation into {', '.join(lacking)}.")
    source = {key: text_hash(items) for key, items in source_texts(case).items() if not keys or key in keys}
    noted = Noted(text)
    for language in sorted(languages or case.translations):
        tree = _tree(noted.text, path)
        wanted = {key: digest for key, digest in source.items() if _has(tree, language, key)}
        old = case.translations[language].of
        changed = {key: digest for key, digest in wanted.items() if old.get(key) != digest}
        if changed:
            noted.text = _with_hashes(noted.text, tree, language, changed, path)
            noted.keys[language] = tuple(changed)
    _verify(text, noted, path)
    return noted


def _tree(text: str, path: str) -> MappingNode:
    source = parse_source(text.encode("utf-8"), path)
    if not isinstance(source.root, MappingNode) or any(each.code == "duplicate-key" for each in source.diagnostics):
        raise NotNotedError(f"{path}: the file cannot be read; casebook check says why.")
    return source.root


def _has(tree: Node, language: str, key: str) -> bool:
    return bool(find(tree, ("translations", language, *key.split("."))))


def _with_hashes(text: str, tree: MappingNode, language: str, changed: Mapping[str, str], path: str) -> str:
    held = find(tree, ("translations", language, "of"))
    lines = [match[0] for match in _LINE.finditer(text) if match[0]]
    if not (isinstance(held, MappingNode) and held.entries):
        return _with_block(lines, tree, language, changed, path)
    known = {key: (place, value) for key, (place, value) in held.entries.items() if isinstance(value, Text)}
    fresh = {key: digest for key, digest in changed.items() if key not in known}
    # From the end, so that the places before stay true.
    for key in sorted(changed.keys() & known.keys(), key=lambda each: known[each][1].position, reverse=True):
        _replace(lines, known[key][1], changed[key], path)
    if fresh:
        _insert_entries(lines, tree, language, held, fresh)
    return "".join(lines)


def _replace(lines: list[str], old: Text, digest: str, path: str) -> None:
    line, column = old.position
    start = _offset(lines, old.position) + (1 if old.style in {'"', "'"} else 0)
    written = lines[line - 1]
    end = start + len(old.value or "")
    if written[start:end] != old.value:
        raise NotNotedError(f"{path}:{line}:{column}: this hash is written in an unusual way; change it to {digest}.")
    lines[line - 1] = written[:start] + digest + written[end:]


def _offset(lines: list[str], position: Position) -> int:
    """A column as a place in its line; the reader leaves the byte order mark out of its columns."""
    return position[1] - 1 + (1 if position[0] == 1 and lines[0].startswith("\ufeff") else 0)


def _insert_entries(
    lines: list[str], tree: MappingNode, language: str, held: MappingNode, fresh: Mapping[str, str]
) -> None:
    """New entries before the first one of `of`, between brackets or on lines of their own."""
    of_line = _key_place(tree, language, "of")[0]
    line, column = next(iter(held.entries.values()))[0]
    if line == of_line or "{" in lines[of_line - 1].split("#")[0]:
        start = _offset(lines, (line, column))
        told = "".join(f"{key}: {digest}, " for key, digest in fresh.items())
        lines[line - 1] = lines[line - 1][:start] + told + lines[line - 1][start:]
        return
    ending = _ending(lines)
    lines[line - 1 : line - 1] = [f"{' ' * (column - 1)}{key}: {digest}{ending}" for key, digest in fresh.items()]


def _with_block(lines: list[str], tree: MappingNode, language: str, changed: Mapping[str, str], path: str) -> str:
    """The text with a new block `of` at the translation's end."""
    own = find(tree, ("translations", language))
    line, indent = _key_place(tree, language)
    assert isinstance(own, MappingNode)
    first = next(iter(own.entries.values()))[0]
    if first[0] == line or "of" in own.entries:
        raise NotNotedError(f"{path}:{line}: this translation needs a line for each of its keys; write it so first.")
    last = _last_line(lines, tree, language, indent)
    ending = _ending(lines)
    if not lines[last - 1].endswith(("\n", "\r")):
        lines[last - 1] += ending
    space = " " * (first[1] - 1)
    block = [f"{space}of:{ending}"]
    block += [f"{space}{' ' * _STEP}{key}: {digest}{ending}" for key, digest in changed.items()]
    return "".join([*lines[:last], *block, *lines[last:]])


def _last_line(lines: list[str], tree: MappingNode, language: str, indent: int) -> int:
    """The last line of a translation, from 1: the line before the next key, less the comments that belong to that."""
    translations = find(tree, ("translations",))
    assert isinstance(translations, MappingNode)
    here = _key_place(tree, language)
    after = [place for node in (translations, tree) for place, _ in node.entries.values() if place > here]
    last = min(after)[0] - 1 if after else len(lines)
    while _is_between(lines[last - 1], indent):
        last -= 1
    return last


def _is_between(line: str, indent: int) -> bool:
    """Whether a line is blank, or a comment no further in than the translation's own key."""
    plain = line.strip()
    return not plain or (plain.startswith("#") and len(line) - len(line.lstrip(" ")) < indent)


def _key_place(tree: MappingNode, *path: str) -> Position:
    holder = find(tree, ("translations", *path[:-1]))
    assert isinstance(holder, MappingNode)
    return holder.entries[path[-1]][0]


def _ending(lines: list[str]) -> str:
    return "\r\n" if lines[0].endswith("\r\n") else "\n"


def _verify(old: str, noted: Noted, path: str) -> None:
    """Read both again: but for the hashes they must be the same."""
    before, after = (_without_hashes(to_plain(_tree(text, path))) for text in (old, noted.text))
    if before != after:
        raise NotNotedError(f"{path}: this file is written in an unusual way; enter the hashes by hand.")


def _without_hashes(plain: Any) -> Any:
    translations = plain.get("translations")
    if not isinstance(translations, Mapping):
        return plain
    bare = {
        language: {key: value for key, value in own.items() if key != "of"} if isinstance(own, Mapping) else own
        for language, own in translations.items()
    }
    return {**plain, "translations": bare}
