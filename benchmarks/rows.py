"""A workbook with a row a case, as an office's database would write it, and the mapping that reads it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from casebook.model.case import SECTIONS
from casebook.publication.values import Published

ROWS = """\
id: "{id}"
edition: edition
case:
  title: title
  summary: summary
  language: language
  status: {constant: published}
  adopted: adopted
  fields: {column: fields, split: ";"}
  applications: {column: applications, split: ";"}
  organisations: [{column: lead, role: lead}]
""" + "".join(f"  {key}: {{column: {key}, text: markdown}}\n" for key in SECTIONS)
_COLUMNS = ("id", "edition", "title", "summary", "language", "adopted", "fields", "applications", "lead", *SECTIONS)


def write_rows(published: Published, file: Path) -> None:
    """The workbook of all cases."""
    book = Workbook(write_only=True)
    page = book.create_sheet("cases")
    page.append(list(_COLUMNS))
    for case in published.cases:
        model = case.case
        page.append(
            [
                case.id, case.editions[0], model.title, model.summary, case.language, model.adopted,
                ";".join(model.fields), ";".join(model.applications), case.lead.name("en") if case.lead else "",
                *("\n\n".join(model.section(key)) for key in SECTIONS),
            ]
        )  # fmt: skip
    book.save(file)
