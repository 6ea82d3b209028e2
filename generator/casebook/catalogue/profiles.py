"""For whom a file is made: readers at a screen, or a printer's press."""

from __future__ import annotations

from typing import Literal

Profile = Literal["web", "press"]
"""`web`: RGB, tagged, with links. `press`: for the printer, untagged; what Typst cannot write is added afterwards."""
Standard = Literal["a-2a", "ua-1", "1.6"]
STANDARDS: dict[Profile, tuple[Standard, ...]] = {"web": ("ua-1", "a-2a"), "press": ("1.6",)}
"""What Typst itself must find in order before it writes the file: accessible and fit for an archive, or the version
of PDF on which PDF/X-4 stands."""

SHARPNESS: dict[Profile, float] = {"web": 0.6, "press": 1.0}
"""How many of the pixels that paper asks for a picture gets along each side: 180 an inch in place of 300 are sharp on
a screen, also where a reader looks closer."""


def file_stem(name: str, profile: Profile) -> str:
    """The name of a catalogue's file without its ending: the two profiles lie side by side."""
    return name if profile == "web" else f"{name}.{profile}"
