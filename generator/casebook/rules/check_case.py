"""All rules on one case file, in one list; each looks at the typed case and reports into the context."""

from __future__ import annotations

from casebook.richtext.markdown import RichText
from casebook.rules.context import CaseContext
from casebook.rules.extra import check_extra
from casebook.rules.figures import check_figures
from casebook.rules.people import check_approvals, check_consent, check_contact, check_dates, check_organisations
from casebook.rules.sections import check_budgets, check_pairs, check_required
from casebook.rules.terms import check_codes, check_editions
from casebook.rules.texts import check_links
from casebook.rules.translations import check_translations

RULES = (
    check_required,
    check_pairs,
    check_codes,
    check_editions,
    check_figures,
    check_organisations,
    check_contact,
    check_consent,
    check_approvals,
    check_dates,
    check_translations,
    check_links,
    check_extra,
)


def check_case(context: CaseContext, texts: dict[tuple[str, str], list[RichText]]) -> None:
    """Run every rule on a case; `texts` holds language and section → its rendered items."""
    for rule in RULES:
        rule(context)
    check_budgets(context, {place: " ".join(item.text for item in items) for place, items in texts.items()})
