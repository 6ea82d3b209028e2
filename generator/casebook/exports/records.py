"""A case as open data: the keys of its file that the gate let through, and beside them what follows from them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from casebook.model.case import Case, Figure
from casebook.model.organisation import Organisation
from casebook.model.programme import Programme
from casebook.model.tables import plain
from casebook.publication.values import PublicCase, Published

_NO_SHARE = {"°C", "°F", "%"}
"""Units in which a change is no share of the value before."""


def case_record(case: PublicCase, published: Published) -> dict[str, Any]:
    """The record of one case: its id, the keys of its file in their order, and `derived`."""
    model = case.case
    keys = plain(model.model_dump(exclude={"contact"}))
    keys["language"] = case.language
    keys["editions"] = list(case.editions)
    for figure in keys.get("figures", ()):
        if figure["relation"] == "=":
            del figure["relation"]  # what is exact need not be said, and the sign would begin a formula
    for image in keys.get("images", ()):
        del image["file"]  # pictures are published under names made of their content
    ordered = {key: keys[key] for key in type(model).model_fields if key in keys}
    return {"id": case.id, **ordered, "derived": _derived(case, model, published)}


def _derived(case: PublicCase, model: Case, published: Published) -> dict[str, Any]:
    programme, lead, contact = published.programme, case.lead, case.contact
    derived: dict[str, Any] = plain(
        {
            "address": page_address(case.id, programme),
            "fields_today": case.fields_today,
            "stage_today": case.stage,
            "region": case.region,
            "lead": dict(lead.names) if lead else {},
            "fictional": case.fictional or None,
            # Mail address and telephone number stand on the page alone: a list of them is a gift to senders of mail.
            "contact": {"names": dict(contact.names), "url": contact.url, "of_office": contact.of_office or None}
            if contact
            else {},
            "figures": [compared(each, programme) for each in model.figures],
        }
    )
    return derived


def page_address(case_id: str, programme: Programme) -> str:
    """The address of a case's page: whole where the site's is known, else from the site's root."""
    return f"{(programme.address or '').rstrip('/')}/cases/{case_id}/"


def compared(figure: Figure, programme: Programme) -> dict[str, Any]:
    """A figure in its quantity's own unit, with its change in per cent; without what cannot be worked out."""
    quantity = programme.taxonomies.quantity(figure.quantity)
    values: dict[str, Any] = {"quantity": figure.quantity}
    if quantity is not None:
        values["unit"] = quantity.unit
        for name in ("before", "target", "after"):
            value = getattr(figure, name)
            values[name] = quantity.value_in_unit(value, figure.unit) if value is not None else None
    values["change"] = (
        figure.change if figure.change is not None else _change(figure, quantity.unit if quantity else "")
    )
    return {key: value for key, value in values.items() if value is not None}


def _change(figure: Figure, unit: str) -> Decimal | None:
    """The change in per cent of the value before, to two decimals; None where it is no share of it."""
    if figure.before is None or figure.after is None or (figure.unit or unit) in _NO_SHARE:
        return None
    if figure.before <= 0 or figure.after < 0:
        return None
    return round((figure.after - figure.before) / figure.before * 100, 2)


def shown_organisations(published: Published) -> tuple[Organisation, ...]:
    """The registered organisations that take part in a case that may be shown, sorted by id."""
    known = {
        each.organisation.id: each.organisation
        for case in published.cases
        for each in case.members
        if each.organisation
    }
    return tuple(known[each] for each in sorted(known))


def organisation_record(organisation: Organisation) -> dict[str, Any]:
    """An organisation's entry in the registry, without its contact."""
    return dict(plain(organisation.model_dump(exclude={"contact"})))
