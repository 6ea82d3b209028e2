"""Gives each answer of a form its meaning: texts become Markdown, names codes, dates and numbers what a case file says.

What was tidied is noted. What cannot be read stays as it was written, so that the check names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from casebook.diagnostics.nearest import near
from casebook.diagnostics.values import Diagnostic, diagnose
from casebook.intake.clean import one_line
from casebook.intake.forms.answers import Attached, Filled, Note, Place, Returned, note
from casebook.intake.forms.blocks import Block, Grid
from casebook.intake.forms.lines import Tidied, tidy
from casebook.intake.forms.markdown import written
from casebook.intake.forms.questions import Form, Question, Table, path_of
from casebook.intake.forms.values import Names, as_date, as_number, split
from casebook.rules.names import folded_name
from casebook.source.tree import KeyPath


@dataclass(slots=True)
class Meaning:
    """What a form says, as the plain values of a case file, and where each stands in the form."""

    values: dict[str, Any] = field(default_factory=dict)
    """Key of a question, section or table → text, or list of texts or entries."""
    places: dict[KeyPath, Place] = field(default_factory=dict)
    pictures: dict[int, Attached] = field(default_factory=dict)
    """Number of the entry of `images`, from 0 → its picture."""
    notes: list[Note] = field(default_factory=list)
    problems: list[tuple[Place, Diagnostic]] = field(default_factory=list)


def interpret(returned: Returned, form: Form, names: Names, registered: Mapping[str, str]) -> Meaning:
    """The meaning of a form; `registered` are folded names of organisations and their ids."""
    return _Interpreter(returned, form, names, registered).all()


class _Interpreter:
    def __init__(self, returned: Returned, form: Form, names: Names, registered: Mapping[str, str]) -> None:
        self.returned, self.form, self.names, self.registered = returned, form, names, registered
        self.meaning = Meaning()

    def all(self) -> Meaning:
        """Every answer that the form still has, in the order of the questions."""
        lists = {item.key for item in self.form.items() if isinstance(item, Table) and item.plain}
        for key in sorted(self.returned.answers, key=_natural):
            base = key.rpartition(".")[0]
            item = self.form.find(key)
            if base in lists:
                table = self.form.find(base)
                assert isinstance(table, Table)
                self._into_list(base, table.columns[0], self.returned.answers[key], table.label)
            elif isinstance(item, Question):
                self._answer(key, item, self.returned.answers[key])
        for key, rows in self.returned.rows.items():
            table = self.form.find(key)
            if isinstance(table, Table):
                self.meaning.values[key] = [self._row(table, number, row) for number, row in enumerate(rows)]
        self._place_loose()
        return self.meaning

    def _answer(self, key: str, question: Question, filled: Filled) -> None:
        numbered = key[-1].isdigit()
        base = key.rpartition(".")[0] if numbered else key
        place = replace(filled.place, heading=filled.place.heading or question.label)
        value = self._value(question, filled, place)
        self._loosen(filled, place)
        if not numbered:
            self.meaning.values[base] = value
            self.meaning.places[path_of(base)] = place
            return
        held = self.meaning.values.setdefault(base, [])
        self.meaning.places.setdefault((base,), place)
        if value:
            self.meaning.places[(base, len(held))] = place
            held.append(value)

    def _into_list(self, key: str, question: Question, filled: Filled, label: str) -> None:
        place = replace(filled.place, heading=filled.place.heading or label)
        held = self.meaning.values.setdefault(key, [])
        self.meaning.places.setdefault(path_of(key), place)
        value = self._value(question, filled, place)
        self._loosen(filled, place)
        if value and value not in held:
            self.meaning.places[(*path_of(key), len(held))] = place
            held.append(value)

    def _row(self, table: Table, number: int, row: Mapping[str, Filled]) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        where = (*path_of(table.key), number)
        for column in table.columns:
            filled = row.get(column.key)
            if filled is None:
                continue
            place = replace(filled.place, heading=table.label, row=number + 1, column=column.label)
            self.meaning.places.setdefault(where, replace(place, column=""))
            if column.kind == "picture" and filled.pictures:
                self.meaning.pictures[number] = filled.pictures[0]
                self.returned.loose += [(each, place) for each in filled.pictures[1:]]
            elif filled.pictures:
                self._loosen(filled, place)
            value: Any = self._value(column, filled, place, self._units(column.key, entry))
            if value:
                _put(entry, path_of(column.key), value)
                self.meaning.places[(*where, *path_of(column.key))] = place
        if table.key == "organisations" and (known := self.registered.get(folded_name(entry.get("name", "")))):
            self.meaning.places[(*where, "id")] = self.meaning.places[(*where, "name")]
            entry = {"id": known, **{key: value for key, value in entry.items() if key != "name"}}
        return entry

    def _loosen(self, filled: Filled, place: Place) -> None:
        self.returned.loose += [(each, place) for each in filled.pictures]

    def _place_loose(self) -> None:
        """Put pictures that stand where none belongs behind the others."""
        if not self.returned.loose:
            return
        images = self.meaning.values.setdefault("images", [])
        for picture, place in self.returned.loose:
            self.meaning.notes.append(note(place, "moved", heading=place.heading or place.sheet))
            self.meaning.pictures[len(images)] = picture
            self.meaning.places[("images", len(images))] = place
            images.append({})

    def _units(self, key: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
        """The units that may stand behind a number of a table without changing what it means."""
        if key == "change":
            return ("%",)
        if key == "jobs":
            return ("人", "名", "people")
        quantity = self.names.programme.taxonomies.quantity(str(entry.get("quantity", "")))
        unit = entry.get("unit") or (quantity.unit if quantity else "")
        return (str(unit),) if unit else ()

    def _value(self, question: Question, filled: Filled, place: Place, units: tuple[str, ...] = ("年", "年度")) -> Any:
        done = Tidied()
        blocks = tidy(filled.blocks, done)
        for kind in done.counts:
            words = {"count": done.counts[kind]}
            if kind in {"bullet", "hidden", "symbol"}:
                words["found"] = " ".join(done.found[kind])  # type: ignore[assignment]
            if done.counts[kind]:
                self.meaning.notes.append(note(place, kind, **words))
        if question.kind == "prose":
            text = written(blocks)
            return f"{text}\n" if text else ""
        text = one_line("\n".join(_plain(block) for block in blocks))
        if not text or question.kind in {"line", "text", "picture"}:
            return text
        if question.kind == "choice":
            return self._chosen(question, text, place)
        if question.kind == "codes":
            return [self._chosen(question, each, place) for each in split("\n".join(_plain(each) for each in blocks))]
        return self._read(question, text, place, units)

    def _read(self, question: Question, text: str, place: Place, units: tuple[str, ...]) -> str:
        if question.kind in {"day", "month"}:
            value, unit = as_date(text), ""
            if question.key.startswith("period.") and value.endswith("-01") and len(value) == len("2024-03-01"):
                value = value[:7]  # Excel makes the first of a month of the month
        else:
            value, unit = as_number(text, units)
        if value != text and not unit:
            kind = "date" if question.kind in {"day", "month"} else "number"
            self.meaning.notes.append(note(place, kind, found=text, value=value))
        if unit:
            self.meaning.notes.append(note(place, "no_unit", found=unit))
        return value

    def _chosen(self, question: Question, text: str, place: Place) -> str:
        code = self.names.code(question.list, question.choices, text)
        if code is None:
            words = near(text, [choice.name for choice in question.choices])
            self.meaning.problems.append((place, diagnose("", (0, 0), "form-choice", found=text, **words)))
        return code or text


def _plain(block: Block) -> str:
    if isinstance(block, Grid):
        return "\n".join(" ".join("".join(run.text for run in cell) for cell in row) for row in block.rows)
    return block.text


def _put(entry: dict[str, Any], path: KeyPath, value: Any) -> None:
    for step in path[:-1]:
        entry = entry.setdefault(str(step), {})
    entry[str(path[-1])] = value


def _natural(key: str) -> list[tuple[int, str]]:
    return [(int(step), "") if step.isdigit() else (0, step) for step in key.split(".")]


def as_returned(form: Form, known: Mapping[str, Any], blocks: Any) -> Returned:
    """A form as if it had come back with nothing changed; `blocks` makes a text's blocks."""
    returned = Returned("")
    for item in form.items():
        if not isinstance(item, Table):
            text = str(known.get(item.key, ""))
            returned.answers[item.key] = Filled(tuple(blocks(text, item)), Place())
        elif item.plain:
            for number, row in enumerate(known.get(item.key, []), 1):
                returned.answers[f"{item.key}.{number}"] = Filled(tuple(blocks(row[""], item.columns[0])), Place())
        else:
            returned.rows[item.key] = [
                {column.key: Filled(tuple(blocks(row.get(column.key, ""), column)), Place()) for column in item.columns}
                for row in known.get(item.key, [])
            ]
    return returned


__all__: Sequence[str] = ("Meaning", "as_returned", "interpret")
