"""Which pages of the handbook are generated, and by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tools.handbook.commands import render_commands
from tools.handbook.diagnostics import render_diagnostics
from tools.handbook.keys import render_keys

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": render_commands,
    "diagnostics.md": render_diagnostics,
    "keys.md": render_keys,
}
