"""Lists in YAML files grow as text: comments, order and layout of the rest stay."""

from __future__ import annotations

import pytest

from casebook.intake.append import Item, append_items

TERMS: list[Item] = [{"code": "law", "name": "Law"}, {"code": "arts", "name": "Art: history, practice"}]
BLOCK = '    - {code: law, name: Law}\n    - {code: arts, name: "Art: history, practice"}\n'
SHORT = "taxonomies:\n  fields:\n    - {code: a, name: A} # first\n"
LONG = "taxonomies:\n  fields:\n    - code: a\n      description: |\n        one\n\n        two\n"
FLOW = '{code: law, name: Law}, {code: arts, name: "Art: history, practice"}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "taxonomies:\n  fields:\n" + BLOCK),
        ("# nothing\n", "# nothing\ntaxonomies:\n  fields:\n" + BLOCK),
        ("format: 1", "format: 1\ntaxonomies:\n  fields:\n" + BLOCK),
        ("taxonomies: {}\nformat: 1\n", "taxonomies:\n  fields:\n" + BLOCK + "format: 1\n"),
        ("taxonomies:\n  fields: [] # none\nz: 1\n", "taxonomies:\n  fields: # none\n" + BLOCK + "z: 1\n"),
        ("taxonomies:\n  fields:\n    # none\nz: 1\n", "taxonomies:\n  fields:\n" + BLOCK + "    # none\nz: 1\n"),
        (SHORT + "    # end\n\n  # more\n  stages: []\n", SHORT + BLOCK + "    # end\n\n  # more\n  stages: []\n"),
        (LONG + "# end\n", LONG + BLOCK + "# end\n"),
        ("taxonomies: {fields: [{code: ä}]} # c\n", "taxonomies: {fields: [{code: ä}, " + FLOW + "]} # c\n"),
        ("taxonomies: {stages: []}\n", "taxonomies: {stages: [], fields: [" + FLOW + "]}\n"),
    ],
)
def test_where_entries_go(before: str, after: str) -> None:
    assert append_items(before, ["taxonomies", "fields"], TERMS) == after


def test_windows_line_ends_stay() -> None:
    before = "taxonomies:\r\n  fields:\r\n    - {code: a, name: A}\r\nz: 1\r\n"
    after = before.replace("z: 1\r\n", BLOCK.replace("\n", "\r\n") + "z: 1\r\n")
    assert append_items(before, ["taxonomies", "fields"], TERMS) == after


@pytest.mark.parametrize(
    "before",
    ["taxonomies: words\n", "taxonomies: {fields: ~}\n", "- a list\n", "a: [\n", "taxonomies: {fields: {a: 1}}\n"],
)
def test_what_cannot_be_extended_is_left_alone(before: str) -> None:
    assert append_items(before, ["taxonomies", "fields"], TERMS) is None


@pytest.mark.parametrize("before", ["", "# only words\n", "[]\n", "- {id: abc, names: x}\n# end\n"])
def test_a_list_at_the_top(before: str) -> None:
    after = append_items(before, [], [{"id": "law", "names": {"en": "Law"}}])
    assert after is not None
    assert "- {id: law, names: {en: Law}}\n" in after
    assert after.replace("- {id: law, names: {en: Law}}\n", "").strip() == before.replace("[]", "").strip()
