"""What is known of a case, in the words of its form: codes become names, ids of organisations their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casebook.intake.forms.questions import Form, Question, Table, path_of
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.register import Project
from casebook.model.scalars import in_language

Row = Mapping[str, str]
Known = Mapping[str, "str | list[Row]"]
"""Key → text of a question, or the rows of a table; prose is Markdown."""
SEPARATOR = "; "


def fill(
    form: Form, case: Mapping[str, Any], organisations: Mapping[str, Organisation], programme: Programme
) -> dict[str, str | list[Row]]:
    """What a form can show of a case file's plain values; questions of which nothing is known are left out."""
    names = _Names(form.language, programme, organisations)
    filled: dict[str, str | list[Row]] = {}
    for item in form.items():
        if isinstance(item, Table):
            rows = [names.row(item, entry) for entry in _entries(_at(case, item.key))]
            if any(rows):
                filled[item.key] = rows
        elif (text := names.text(item, case)) != "":
            filled[item.key] = text
    return filled


def from_register(project: Project) -> dict[str, Any]:
    """What the register knows of a project, as the plain values of a case file."""
    period = {key: value for key, value in (("start", project.start), ("end", project.end)) if value}
    funding = {"amount": str(project.amount), "currency": project.currency or "JPY"} if project.amount else {}
    lead = {"id": project.lead} if project.lead else {"name": project.lead_name} if project.lead_name else {}
    known = {
        "title": project.title,
        "project": project.project,
        "adopted": str(project.adopted) if project.adopted else "",
        "period": period,
        "funding": funding,
        "fields": [project.field] if project.field else [],
        "applications": list(project.applications),
        "organisations": [{**lead, "role": "lead"}] if lead else [],
        "stage": project.stage,
    }
    return {key: value for key, value in known.items() if value}


def _at(case: Mapping[str, Any], key: str) -> Any:
    value: Any = case
    for step in path_of(key):
        if isinstance(value, Mapping):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step] if step < len(value) else None
        else:
            # One text stands for a list of one.
            value = value if isinstance(value, str) and step == 0 else None
    return value


def _entries(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


@dataclass(frozen=True, slots=True)
class _Names:
    """Shows values by their names in the form's language."""

    language: str
    programme: Programme
    organisations: Mapping[str, Organisation]

    def text(self, question: Question, case: Mapping[str, Any]) -> str:
        """What a question shows."""
        value = _at(case, question.key)
        if isinstance(value, list):
            return "\n\n".join(str(each).strip("\n") for each in value)
        return self._named(question, str(value)) if value is not None else ""

    def row(self, table: Table, entry: Any) -> Row:
        """What a row shows, by the keys of the columns."""
        if table.plain:
            return {"": self._named(table.columns[0], str(entry))}
        if isinstance(entry, str):
            entry = {"number" if table.key == "outputs.patents" else "title": entry}
        if table.key == "organisations" and entry.get("id") in self.organisations:
            entry = {**entry, "name": in_language(self.organisations[entry["id"]].names, self.language)}
        row = {}
        for column in table.columns:
            value = _at(entry, column.key)
            if value is not None:
                row[column.key] = SEPARATOR.join(self._named(column, str(each)) for each in _entries(value))
        return row

    def _named(self, question: Question, code: str) -> str:
        """The name of a code, also of one that is no longer to be chosen."""
        found = next((choice.name for choice in question.choices if choice.code == code), None)
        term = self.programme.taxonomies.index.get(question.list, {}).get(code)
        return found or (in_language(term.name, self.language) if term else code)
