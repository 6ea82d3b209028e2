"""The overview of a book: a table of its groups by the applications of their cases."""

from __future__ import annotations

from casebook.catalogue.case_data import Data, Reader
from casebook.catalogue.grouping import Group


def overview(groups: tuple[Group, ...], reader: Reader) -> Data | None:
    """Rows for groups, columns for applications, with the numbers of cases; None where no case names one."""
    named = {code for group in groups for case in group.cases for code in case.case.applications}
    terms = [term for term in reader.published.programme.taxonomies.applications if term.code in named]
    if not terms:
        return None
    counted = [[sum(term.code in case.case.applications for case in group.cases) for term in terms] for group in groups]
    return {
        "columns": [reader.term("applications", term.code) for term in terms],
        "rows": [
            {
                "number": group.number,
                "name": group.name(reader.language) or reader.label("other"),
                "colour": group.colour,
                "counts": counts,
                "total": len(group.cases),
            }
            for group, counts in zip(groups, counted, strict=True)
        ],
        "totals": [sum(counts) for counts in zip(*counted, strict=True)],
        "total": sum(len(group.cases) for group in groups),
    }
