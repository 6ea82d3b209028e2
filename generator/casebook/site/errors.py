"""The one error of the site: why it could not be built."""

from __future__ import annotations

from casebook.diagnostics.values import Diagnostic


class SiteError(Exception):
    """The site could not be built; the words say why and what to do."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics
