"""The printer's ICC profile: the one that comes with Casebook or the one that a casebook names, and what it says."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib import resources

INK_LIMIT = 300
"""Per cent of ink, all four together, where nobody says otherwise."""
SHIPPED = "coated-fogra39.icc"
_CONDITION = "FOGRA39"
_SIGNATURE = slice(36, 40)
_HEADER = 128


class ProfileError(ValueError):
    """A file that is no ICC profile of a printer with four inks; its words say what it is instead."""


@dataclass(frozen=True, slots=True)
class PressProfile:
    """What is printed for: the profile, its name, and the condition of printing by its registered name."""

    icc: bytes
    name: str
    condition: str
    """'' where no registered name is known."""
    ink_limit: int = INK_LIMIT


def shipped_profile(ink_limit: int = INK_LIMIT) -> PressProfile:
    """Offset on coated paper, made from free measurements; its notice lies beside it."""
    icc = (resources.files("casebook.press") / "profiles" / SHIPPED).read_bytes()
    return open_profile(icc, _CONDITION, ink_limit)


def open_profile(icc: bytes, condition: str, ink_limit: int) -> PressProfile:
    """A profile from its bytes. Raises ProfileError where it is not one for printing with four inks."""
    if len(icc) < _HEADER or icc[_SIGNATURE] != b"acsp":
        raise ProfileError("not an ICC profile")
    kind, space, version = icc[12:16], icc[16:20], icc[8]
    if kind != b"prtr":
        raise ProfileError("not a profile of a printer")
    if space != b"CMYK":
        raise ProfileError(f"a profile for {space.decode('ascii', 'replace').strip()}")
    if version > 4:
        raise ProfileError(f"a profile of version {version}")
    return PressProfile(icc, _described(icc) or condition or "CMYK", condition, ink_limit)


def _described(icc: bytes) -> str:
    """The profile's own description in English, ASCII or UTF-16 as its version has it; '' where it has none."""
    count = struct.unpack_from(">I", icc, _HEADER)[0] if len(icc) > _HEADER + 4 else 0
    for place in range(min(count, 100)):
        entry = icc[_HEADER + 4 + 12 * place : _HEADER + 16 + 12 * place]
        if len(entry) == 12 and entry[:4] == b"desc":
            start, length = struct.unpack(">II", entry[4:])
            return _text(icc[start : start + length])
    return ""


def _text(tag: bytes) -> str:
    if tag[:4] == b"desc" and len(tag) > 12:
        length = struct.unpack_from(">I", tag, 8)[0]
        return tag[12 : 12 + length].rstrip(b"\0").decode("ascii", "replace")
    if tag[:4] == b"mluc" and len(tag) >= 28:
        length, start = struct.unpack_from(">II", tag, 20)
        return tag[start : start + length].decode("utf-16-be", "replace")
    return ""
