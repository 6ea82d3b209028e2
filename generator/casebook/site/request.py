"""What `casebook build` and `casebook serve` ask of the plugin beyond the options in mkdocs.yml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.site.memory import Memory


@dataclass(frozen=True, slots=True)
class Request:
    """One run of MkDocs."""

    date: dt.date | None = None
    keep_going: bool = False
    jobs: int | None = None
    catalogues: Mapping[str, Path] | None = None
    """Finished catalogues by name; None for those among the artefacts that still fit."""
    into: Path | None = None
    """Build into this folder and swap nothing; for serving."""
    address: str | None = None
    """The site's address where it is not the programme's; for serving."""
    locked: bool = False
    """Whether the caller holds the project's lock."""
    search: bool = True
    memory: Memory | None = None
    """Takes up what a server has to know to fill the folder again."""
