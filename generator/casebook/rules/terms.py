"""Rules on codes: each must stand in its list, and technology fields in the scheme of the edition."""

from __future__ import annotations

from casebook.rules.context import CaseContext
from casebook.source.tree import KeyPath

_LISTS = ("fields", "applications", "processes", "materials", "factors", "offers", "distinctions")


def check_codes(context: CaseContext) -> None:
    """Every code of the case stands in the programme's lists."""
    for name in _LISTS:
        for place, code in enumerate(getattr(context.case, name)):
            _check_code(context, name, code, (name, place))
    if context.case.stage:
        _check_code(context, "stages", context.case.stage, ("stage",))
    for place, observation in enumerate(context.case.follow_up):
        if observation.stage:
            _check_code(context, "stages", observation.stage, ("follow_up", place, "stage"))
        for position, effect in enumerate(observation.effects):
            _check_code(context, "effects", effect, ("follow_up", place, "effects", position))
    for place, figure in enumerate(context.case.figures):
        _check_code(context, "quantities", figure.quantity, ("figures", place, "quantity"))


def _check_code(context: CaseContext, taxonomy: str, code: str, where: KeyPath) -> None:
    known = context.programme.taxonomies.index[taxonomy]
    if code not in known:
        context.error(where, "unknown-code", found=code, list=taxonomy, **context.near(code, known))


def check_editions(context: CaseContext) -> None:
    """The editions exist, and the fields stand in the scheme of the first of them."""
    known = {edition.code for edition in context.programme.editions}
    codes = context.case.editions or (context.edition,)
    where: KeyPath = ("editions",) if context.case.editions else ()
    for place, code in enumerate(codes):
        if code not in known:
            context.error((*where, place) if where else (), "unknown-edition", found=code, **context.near(code, known))
    edition = context.programme.edition(codes[0])
    if edition is None or edition.fields is None:
        return
    scheme = {term.code for term in context.programme.taxonomies.fields_of(edition.fields)}
    every = context.programme.taxonomies.index["fields"]
    for place, code in enumerate(context.case.fields):
        if code in every and code not in scheme:
            context.warn(("fields", place), "field-not-in-scheme", found=code, edition=codes[0], scheme=edition.fields)
