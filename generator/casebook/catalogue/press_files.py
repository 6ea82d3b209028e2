"""What a catalogue needs for the press: its colours as inks, the finished file, and the gate that may refuse it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from casebook.catalogue.compiler import CatalogueError
from casebook.catalogue.plan import Plan
from casebook.model.programme import Programme
from casebook.model.scalars import Number, in_language
from casebook.pictures.separation import Separation
from casebook.press.faults import Limits
from casebook.press.finish import VERSION, finish, finish_file
from casebook.press.join import join_volumes
from casebook.press.preflight import preflight
from casebook.press.profile import PressProfile, ProfileError, open_profile, shipped_profile
from casebook.press.report import as_text

_COLOURS = ("accent", "colour")


def read_press_profile(name: str, programme: Programme, root: Path) -> PressProfile:
    """The profile that casebook.yml names, else the one that comes with Casebook. Raises CatalogueError."""
    settings = programme.press
    if settings.profile is None:
        return shipped_profile(settings.ink_limit)
    try:
        return open_profile((root / settings.profile).read_bytes(), settings.condition or "", settings.ink_limit)
    except (OSError, ProfileError) as error:
        raise CatalogueError(name, f"the profile {settings.profile} cannot be used: {error}") from error


def with_inks(book: Mapping[str, Any], plan: Plan, programme: Programme, profile: PressProfile) -> dict[str, Any]:
    """The book's data with the inks of every colour in it."""
    separation = Separation(profile.icc, profile.ink_limit)
    own = _own_inks(plan, programme)
    inks = {colour: own.get(colour) or list(separation.inks(colour)) for colour in sorted(_colours(book))}
    return {**book, "inks": inks}


def press_digest(profile: PressProfile | None) -> str:
    """The hash of what a press file depends on beside its pages; '' where it is not for the press."""
    if profile is None:
        return ""
    said = f"{profile.condition}/{profile.ink_limit}/{VERSION}".encode()
    return blake2b(profile.icc + said, digest_size=16).hexdigest()


def _own_inks(plan: Plan, programme: Programme) -> dict[str, list[float]]:
    """Colour → the inks that casebook.yml gives with it; those of a catalogue go before those of terms."""
    lists = (programme.taxonomies.terms(name) for name in ("fields", "applications", "regions"))
    given = [(term.colour, term.cmyk) for terms in lists for term in terms]
    given.append((plan.catalogue.accent or programme.accent, plan.catalogue.accent_cmyk))
    return {colour: _percentages(cmyk) for colour, cmyk in given if colour and cmyk}


def _percentages(cmyk: tuple[Number, ...]) -> list[float]:
    return [float(part) for part in cmyk]


def _colours(value: Any) -> set[str]:
    """Every colour that a template may ask for, wherever it stands in the data."""
    if isinstance(value, list):
        return set().union(*(_colours(each) for each in value))
    if not isinstance(value, dict):
        return set()
    found = {value[key] for key in _COLOURS if isinstance(value.get(key), str)}
    return found.union(*(_colours(each) for each in value.values()))


def press_file(book: bytes, plan: Plan, programme: Programme, profile: PressProfile) -> tuple[bytes, tuple[str, ...]]:
    """The finished file of a book, and the lines of what the printer should be asked about.

    Raises CatalogueError with the whole report where the printer would refuse it.
    """
    finished = finish(book, profile)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{plan.name}.press.pdf"
        path.write_bytes(finished)
        return finished, _judged(path, plan, _limits(plan, programme))


def press_cover(
    sheet: bytes, file: str, folds: Sequence[float], plan: Plan, programme: Programme, profile: PressProfile
) -> tuple[bytes, tuple[str, ...]]:
    """The same of a cover sheet, which is marked where it is folded, in millimetres from its left edge."""
    finished = finish(sheet, profile, folds)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(finished)
        return finished, _judged(path, plan, replace(_limits(plan, programme), pages=1))


def press_volumes(
    volumes: Sequence[Path], target: Path, plan: Plan, programme: Programme, profile: PressProfile
) -> tuple[str, ...]:
    """Join volumes that were set untagged, finish them as one file and swap it in; what the printer should be asked.

    Raises CatalogueError with the whole report where the printer would refuse it.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        joined, finished = Path(folder) / "joined.pdf", Path(folder) / target.name
        join_volumes(volumes, joined, in_language(plan.titles, plan.language))
        finish_file(joined, finished, profile)
        warnings = _judged(finished, plan, _limits(plan, programme))
        finished.replace(target)
    return warnings


def _judged(path: Path, plan: Plan, limits: Limits) -> tuple[str, ...]:
    """What the printer should be asked about. Raises CatalogueError where the printer would refuse the file."""
    found = preflight(path, limits)
    report = as_text(found)
    if not found.passes:
        raise CatalogueError(plan.name, f"not ready for the press, so nothing was written\n{report}".rstrip())
    return tuple(report.splitlines()[:-1])


def _limits(plan: Plan, programme: Programme) -> Limits:
    settings = programme.press
    return Limits(
        ink=settings.ink_limit,
        resolution=plan.boxes.ppi,
        least_resolution=plan.boxes.ppi // 2,
        text=float(settings.smallest_text),
        line=float(settings.thinnest_line),
        pages=plan.catalogue.fill_to or 1,
    )
