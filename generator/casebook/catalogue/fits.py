"""Remembers the fits that were found, keyed by what a case's pages depend on: known steps need no search."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from casebook.catalogue.fit import LADDER, Fit


def read_fits(path: Path, keys: Mapping[str, str]) -> dict[str, Fit]:
    """Case id → its fit, for cases whose key is the same; nothing from a missing or broken file."""
    try:
        held = json.loads(path.read_text("utf-8"))
        known = {case: Fit(**held[key]) for case, key in keys.items() if key in held}
    except (OSError, ValueError, TypeError):
        return {}
    return {case: fit for case, fit in known.items() if 0 <= fit.step < len(LADDER)}


def write_fits(path: Path, fits: Mapping[str, Fit], keys: Mapping[str, str]) -> None:
    """Write the fits of a book's cases, and no others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {keys[case]: fit.as_data() for case, fit in fits.items()}
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(data, sort_keys=True), "utf-8")
    part.replace(path)
