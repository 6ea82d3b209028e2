"""What is wrong with a press file, as values, and the limits by which it is judged."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.diagnostics.messages import hint, sentence
from casebook.diagnostics.values import Diagnostic, Severity, diagnose
from casebook.press.geometry import BLEED
from casebook.press.profile import INK_LIMIT


@dataclass(frozen=True, slots=True)
class Limits:
    """What the printer asks for."""

    ink: int = INK_LIMIT
    """Per cent of all inks together."""
    resolution: int = 300
    """Pixels an inch below which a picture is named."""
    least_resolution: int = 150
    """Pixels an inch below which a picture is a fault."""
    text: float = 6.0
    """Points, the smallest text."""
    line: float = 0.25
    """Points, the thinnest line."""
    bleed: float = BLEED
    """Millimetres."""
    pages: int = 1
    """The number of pages must be a multiple of this."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong, on one page or in the file as a whole."""

    page: int
    """From 1; 0 where the file as a whole is meant."""
    code: str
    severity: Severity
    arguments: tuple[tuple[str, str], ...]
    cases: tuple[str, ...] = ()
    """The ids of the cases on the page."""

    @property
    def says(self) -> str:
        """What is wrong, in one sentence."""
        return sentence(self._diagnostic)

    @property
    def hint(self) -> str:
        """How to mend it."""
        return hint(self._diagnostic)

    @property
    def _diagnostic(self) -> Diagnostic:
        return Diagnostic("", self.page, 0, self.code, self.severity, self.arguments)


def fault(page: int, code: str, severity: Severity = Severity.ERROR, /, **arguments: object) -> Fault:
    """Make a fault; the cases of its page are added by whoever knows them."""
    made = diagnose("", (page, 0), code, severity, **arguments)
    return Fault(page, code, severity, made.arguments)
