"""Names of organisations, compared without what says nothing about which organisation it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from casebook.model.organisation import Organisation

# Legal forms are written in many ways.
_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|\(株\)|\(有\)|㈱|㈲|有限公司|有限责任公司|股份|"
    r"\b(?:co|ltd|inc|corp|corporation|company|limited|kk|gmbh|llc)\b\.?", re.IGNORECASE
)  # fmt: skip


def folded_name(name: str) -> str:
    """A name without its legal form, its capitals and its punctuation."""
    plain = _FORMS.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return re.sub(r"[\W_]+", "", plain)


def registered_names(organisations: Mapping[str, Organisation]) -> dict[str, str]:
    """Folded name or alias → the id of the first organisation that goes by it."""
    found: dict[str, str] = {}
    for key, organisation in organisations.items():
        for name in (*organisation.names.values(), *organisation.aliases):
            if folded := folded_name(name):
                found.setdefault(folded, key)
    return found
