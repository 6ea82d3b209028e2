"""Copy-fitting: brings each case onto its two pages, and says which cases need more.

Nothing is ever cut. Pictures get smaller first, then leading and size, down to the least readable size; a text
that is still too long is set in full at the standard size on as many pages as it takes. The right page's columns
are made equally long, and the white that remains stands at its foot. Positions come from Typst's own layout.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

BOTTOM = 841.89 - 53.86
"""The foot of the columns in points, from the page's top; the template's lower margin of 19 mm."""
TOP = 73.7
"""The head of the columns in points; the template's upper margin of 26 mm."""
MIDDLE = 200.0
"""A mark further to the right than this stands in the second column."""
_CLEARANCE_BELOW_BAND = 12.8
_CLEARANCE_ABOVE_FOOT = 14.2
_MAX_PASSES = 9
_COMPACT_BELOW = 0.62
_COMPACT_GAIN = 260.0
_PICTURE_GAIN = 260.0
_ROOM_FOR_LARGE_PICTURE = 165.0
"""Points of white at the right page's foot from which on the first picture may take the page's whole width."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder: how large pictures are (above 1: over the whole width), and size and line in points."""

    picture: float
    size: float
    line: float


LADDER = (
    Step(1.75, 8.8, 12.6),
    Step(1.0, 8.8, 12.6),
    Step(0.85, 8.8, 12.6),
    Step(0.7, 8.8, 12.6),
    Step(0.6, 8.8, 12.6),
    Step(0.6, 8.8, 12.0),
    Step(0.6, 8.5, 11.5),
    Step(0.55, 8.2, 11.0),
    Step(0.5, 7.8, 10.5),
    Step(0.5, 7.4, 10.0),
)
"""From roomy to tight; 7.4 pt is the least size of all."""
STANDARD = 1


@dataclass(frozen=True, slots=True)
class Fit:
    """How a case is set."""

    step: int = STANDARD
    reserve: float = 0.0
    """White at the foot of the last page, in points."""
    first_reserve: float = 0.0
    """White at the foot of the first page, where all text ends there."""
    band: str = "results"
    """The section before which figures and further pictures stand; they open its page in any case."""
    turn: bool = False
    """Whether the right page begins after the text, which ends on the left one."""
    flows: bool = False
    """Whether it takes more than two pages."""

    def as_layout(self) -> dict[str, Any]:
        """What the templates read."""
        step = LADDER[self.step]
        return {
            "pic": step.picture,
            "size": step.size,
            "line": step.line,
            "reserve": round(self.reserve, 2),
            "first-reserve": round(self.first_reserve, 2),
            "band": self.band,
            "turn": self.turn,
            "flows": self.flows,
        }

    def as_data(self) -> dict[str, Any]:
        """What the cache keeps."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Search:
    """Where the search for a case's fit stands."""

    fit: Fit
    too_roomy: int = -1
    """The last step of the ladder known not to fit."""
    fitting: int = len(LADDER)
    """The roomiest step known to fit."""
    slack: int = 0
    """How often balancing has failed and was loosened."""
    balanced: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Where a case came to lie: page, x and y in points of its marks."""

    start: tuple[int, float, float]
    text: tuple[int, float, float]
    band: tuple[int, float, float] | None
    foot: tuple[int, float, float]
    end: tuple[int, float, float]
    sections: tuple[tuple[str, tuple[int, float, float]], ...]

    @property
    def pages(self) -> int:
        """How many pages the case takes, two at least."""
        return max(self.text[0], self.end[0], self.start[0] + 1) - self.start[0] + 1

    @property
    def used(self) -> tuple[float, float, float]:
        """On the page where the text ends: the columns' length taken, their head and their foot, in points."""
        page, x, y = self.text
        head = TOP
        if page == self.start[0] and self.sections:
            head = min(place[2] for _, place in self.sections if place[0] == page)
        elif self.band and self.band[0] == page:
            head = self.band[2] + _CLEARANCE_BELOW_BAND
        foot = self.foot[2] - _CLEARANCE_ABOVE_FOOT if self.foot[0] == page > self.start[0] else BOTTOM
        in_second = x > MIDDLE
        return (y - head) + (foot - head if in_second else 0.0), head, foot


def read_places(found: Mapping[str, Any]) -> Places:
    """The marks of a case from what Typst reports."""
    sections = tuple((str(key), _place(place)) for key, place in found["sections"])
    band = _place(found["band"]) if found["band"] else None
    return Places(
        _place(found["start"]), _place(found["text"]), band, _place(found["foot"]), _place(found["end"]), sections
    )


def _place(found: Any) -> tuple[int, float, float]:
    page, x, y = found
    return int(page), float(x), float(y)


def solve(
    cases: Collection[str],
    known: Mapping[str, Fit],
    with_pictures: Collection[str],
    lay_out: Callable[[Mapping[str, Fit]], Mapping[str, Places]],
) -> dict[str, Fit]:
    """The fit of every case, from what is known; `lay_out` sets the book and tells where its cases came to lie."""
    search = {case: Search(known.get(case, Fit()), settled=case in known) for case in cases}
    for _ in range(_MAX_PASSES):
        places = lay_out({case: state.fit for case, state in search.items()})
        following = {
            case: advance(state, places[case], pictures=case in with_pictures) for case, state in search.items()
        }
        moved = any(following[case].fit != state.fit for case, state in search.items())
        search = following
        if not moved:
            break
    return {case: state.fit for case, state in search.items()}


def advance(state: Search, places: Places, *, pictures: bool) -> Search:
    """The next thing to try for a case, or the same state where it is settled and fits."""
    if state.fit.flows:
        return _balance(state, places)
    if places.pages > 2:
        return _tighten(state, places)
    if state.settled:
        return state
    state = replace(state, fitting=min(state.fitting, state.fit.step))
    if state.fitting - state.too_roomy > 1 and state.fit.step > STANDARD:
        return _try(state, (state.too_roomy + state.fitting) // 2)
    used, head, foot = places.used
    # A left page that text alone cannot fill is filled by its picture.
    roomy = places.text[0] == places.start[0] or foot - head - used / 2 > _ROOM_FOR_LARGE_PICTURE
    if pictures and state.fit.step == STANDARD and state.too_roomy < 0 and roomy:
        return _try(state, 0)
    return _balance(state, places)


def _try(state: Search, step: int) -> Search:
    return replace(state, fit=Fit(step=step), balanced=False, slack=0)


def _tighten(state: Search, places: Places) -> Search:
    if state.balanced:
        return _loosen(state)
    if state.settled:
        state = Search(Fit(step=state.fit.step))
    state = replace(state, too_roomy=max(state.too_roomy, state.fit.step))
    # Twice the room is more than the whole ladder gains.
    hopeless = places.pages > 4
    if hopeless or state.too_roomy + 1 >= len(LADDER):
        return Search(Fit(flows=True))
    if state.fitting < len(LADDER):
        step = state.fitting if state.fitting - state.too_roomy == 1 else (state.too_roomy + state.fitting) // 2
    elif state.fit.step == STANDARD:
        step = _first_guess(places)
    else:
        step = min(state.too_roomy + 2, len(LADDER) - 1) if state.too_roomy >= STANDARD else STANDARD
    return _try(state, step)


def _loosen(state: Search) -> Search:
    """Balancing pushed lines over the page: give them back, and all of it when that does not help."""
    given = (25.2, 75.6, 151.2)
    if state.slack >= len(given):
        return replace(state, fit=replace(state.fit, reserve=0.0, first_reserve=0.0), settled=True, balanced=False)
    less = given[state.slack]
    fit = replace(
        state.fit, reserve=max(0.0, state.fit.reserve - less), first_reserve=max(0.0, state.fit.first_reserve - less)
    )
    return replace(state, fit=fit, slack=state.slack + 1)


def _balance(state: Search, places: Places) -> Search:
    """Make the columns of the last page equally long."""
    if state.balanced:
        if state.fit.turn and not state.fit.reserve:
            return replace(state, fit=replace(state.fit, reserve=_white_under_band(places)))
        if state.fit.flows and places.text[0] != places.end[0]:
            return _loosen(state)
        return replace(state, settled=True)
    if places.band and places.band[0] < min(places.text[0], places.start[0] + 1):
        return replace(state, fit=replace(state.fit, band=_band(places)))
    used, head, foot = places.used
    line = LADDER[state.fit.step].line
    white = max(0.0, foot - head - used / 2 - 1.5 * line)
    if places.text[0] == places.start[0]:
        band = _band(places) if places.band and places.band[0] == places.start[0] else "end"
        fit = replace(state.fit, turn=True, band=band, first_reserve=0.0 if white < 2 * line else white)
    elif places.foot[0] != places.text[0]:
        fit = state.fit
    else:
        fit = replace(state.fit, reserve=white if white >= line else 0.0, band=_band(places))
    return replace(state, fit=fit, balanced=True)


def _white_under_band(places: Places) -> float:
    """How far the closing blocks of a right page without text can rise: to under the figures, or to the page's head."""
    head = places.band[2] + _CLEARANCE_BELOW_BAND if places.band and places.band[0] == places.foot[0] else TOP
    return max(0.0, places.foot[2] - _CLEARANCE_ABOVE_FOOT - head)


def _band(places: Places) -> str:
    """The section that the figures precede in reading: the results where they begin on the page that figures open."""
    page = min(places.text[0], places.start[0] + 1)
    there = [key for key, place in places.sections if place[0] == page and key != "success_factors"]
    return "results" if "results" in there else there[0] if there else "end"


def _first_guess(places: Places) -> int:
    """The roomiest step that is likely to do, from how far the standard one is over.

    Text shrinks with size times line; what pictures and the blocks beside the text give is a rule of thumb.
    """
    standard = LADDER[STANDARD]
    head = min((place[2] for _, place in places.sections if place[0] == places.start[0]), default=TOP)
    band = places.band[2] - TOP if places.band else 0.0
    closing = BOTTOM - places.foot[2]
    used = places.used[0] + 2 * (BOTTOM - head)
    used += 2 * max(0, places.text[0] - places.start[0] - 1) * (BOTTOM - TOP - band)
    for step in range(STANDARD + 1, len(LADDER)):
        text = used * LADDER[step].size * LADDER[step].line / (standard.size * standard.line)
        gain = _COMPACT_GAIN if LADDER[step].picture < _COMPACT_BELOW else _PICTURE_GAIN * (1 - LADDER[step].picture)
        room = 2 * (BOTTOM - head) + 2 * (BOTTOM - TOP - band - closing - 27) + gain
        if text < 0.98 * room:
            return step
    return len(LADDER) - 1
