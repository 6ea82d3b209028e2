"""Copy-fitting: brings each case onto its two pages, and says which cases need more.

Nothing is ever cut. Pictures get smaller first, then leading and size, as far as the catalogue allows; a text that is
still too long flows over, in full and at the standard size, and it is for others to say whether it may. The right
page's columns are made equally long, and the white that remains stands at its foot. Positions come from Typst's own
layout.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from casebook.catalogue.fit import LADDER, STANDARD, TIGHTEST, Fit, like
from casebook.catalogue.measuring import measure_room
from casebook.catalogue.places import CLEARANCE_ABOVE_FOOT, CLEARANCE_BELOW_BAND, TOP, Places

_MAX_PASSES = 24
_COMPACT_BELOW = 0.62
_COMPACT_GAIN = 260.0
_PICTURE_GAIN = 260.0
_LIKELY = 0.99
"""Headings and gaps shrink less than text; so much of the room may be reckoned with."""
_ROOM_FOR_LARGE_PICTURE = 165.0
"""Points of white at the right page's foot from which on the first picture may take the page's whole width."""


@dataclass(frozen=True, slots=True)
class Search:
    """Where the search for a case's fit stands."""

    fit: Fit
    too_roomy: int = -1
    """The last step of the ladder known not to fit."""
    fitting: int = len(LADDER)
    """The roomiest step known to fit; past the ladder where none is known."""
    slack: int = 0
    """How often balancing has failed and was loosened."""
    balanced: bool = False
    settled: bool = False
    tightest: int = TIGHTEST
    """The last step of the ladder that may be taken."""


def solve(
    cases: Collection[str],
    known: Mapping[str, Fit],
    with_pictures: Collection[str],
    lay_out: Callable[[Mapping[str, Fit], Collection[str]], Mapping[str, Places]],
    tightest: int = TIGHTEST,
    *,
    flowing: bool = True,
    steps_alone: bool = False,
) -> dict[str, Fit]:
    """The fit of every case, from what is known.

    `lay_out` gets all fits, sets the named cases at least, and tells where they came to lie. A case that has got
    another step is set again with its like alone; balancing waits until all have theirs, for it touches every case.
    Those whose fit is known wait to the end, and are looked at once. Where cases may not take further pages (without
    `flowing`) or `steps_alone` are asked for, nothing more is done for a case that has its answer.
    """
    search = {case: Search(known.get(case, Fit()), settled=case in known, tightest=tightest) for case in cases}
    waiting = set(search)
    for _ in range(_MAX_PASSES):
        new = {case for case in waiting if not search[case].settled} or waiting
        trying = {case for case in new if not search[case].balanced} or new
        if not trying:
            break
        places = lay_out({case: state.fit for case, state in search.items()}, trying)
        for case in sorted(trying):
            following = _follow(search[case], places[case], pictures=case in with_pictures)
            answered = steps_alone and following.balanced
            if answered or following.fit == search[case].fit or (following.fit.flows and (steps_alone or not flowing)):
                waiting.remove(case)
            search[case] = search[case] if answered else following
    return {case: state.fit for case, state in search.items()}


def _follow(state: Search, places: Places, *, pictures: bool) -> Search:
    """The next fit to try, or the state that stays as it is where the case lies as it should."""
    while True:
        following = advance(state, places, pictures=pictures)
        if following.fit != state.fit or following.settled or following == state:
            return following
        state = following


def advance(state: Search, places: Places, *, pictures: bool) -> Search:
    """The next thing to try for a case, or the same state where it is settled and fits."""
    if state.fit.flows:
        return state if state.settled else _balance(state, places)
    if places.pages > 2:
        return _tighten(state, places, pictures=pictures)
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


def _tighten(state: Search, places: Places, *, pictures: bool) -> Search:
    if state.balanced:
        return _loosen(state)
    if state.settled:
        state = Search(Fit(step=state.fit.step), tightest=state.tightest)
    # Without pictures, steps that differ in these alone are one.
    tried = state.fit.step if pictures else like(state.fit.step)
    state = replace(state, too_roomy=max(state.too_roomy, tried))
    # Twice the room is more than the whole ladder gains.
    hopeless = places.pages > 4
    if hopeless or state.too_roomy >= state.tightest:
        return Search(Fit(flows=True), tightest=state.tightest)
    if state.fitting < len(LADDER):
        step = state.fitting if state.fitting - state.too_roomy == 1 else (state.too_roomy + state.fitting) // 2
    elif state.fit.step == STANDARD:
        step = _first_guess(places, state.tightest, pictures=pictures)
    else:
        step = min(state.too_roomy + 2, state.tightest) if state.too_roomy >= STANDARD else STANDARD
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
        return replace(state, fit=replace(state.fit, band=_band(places, past=state.fit.band)))
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
    head = places.band[2] + CLEARANCE_BELOW_BAND if places.band and places.band[0] == places.foot[0] else TOP
    return max(0.0, places.foot[2] - CLEARANCE_ABOVE_FOOT - head)


def _band(places: Places, past: str = "") -> str:
    """The section that the figures precede in reading: the results where they begin on the page that figures open.

    `past` is one that begins there only because the figures before it stand on the left page: it is a later one then.
    """
    page = min(places.text[0], places.start[0] + 1)
    there = [key for key, place in places.sections if place[0] == page and key != "success_factors"]
    if past in there:
        there = there[there.index(past) + 1 :]
    return "results" if "results" in there else there[0] if there else "end"


def _first_guess(places: Places, tightest: int, *, pictures: bool) -> int:
    """The roomiest step that is likely to do, from how far the standard one is over.

    Text shrinks with size times line; what pictures and the blocks beside the text give is a rule of thumb.
    """
    standard = LADDER[STANDARD]
    held = measure_room(places, standard.line)
    for number in range(STANDARD + 1 if pictures else like(STANDARD) + 1, tightest):
        step = LADDER[number]
        text = held.text * step.size * step.line / (standard.size * standard.line)
        gain = _COMPACT_GAIN if step.picture < _COMPACT_BELOW else _PICTURE_GAIN * (1 - step.picture)
        if text < _LIKELY * (held.room + (gain if pictures else 0.0)):
            return number
    return tightest
