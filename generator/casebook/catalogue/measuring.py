"""How much room a case needs and has on its two pages, in lines: read off from where it came to lie."""

from __future__ import annotations

import math
from dataclasses import dataclass

from casebook.catalogue.places import CLEARANCE_ABOVE_FOOT, CLEARANCE_BELOW_BAND, MIDDLE, TOP, Places


@dataclass(frozen=True, slots=True)
class Room:
    """What a case takes of its two pages: lengths of column in points, both columns of both pages added up."""

    text: float
    """What its running text takes."""
    room: float
    """What head, figures and closing blocks leave to it."""
    line: float
    section: str
    """The section in which the room ends; the last one where all fits, '' where there is none."""

    @property
    def lines_over(self) -> int:
        """By how many lines the text is over; below zero: so many more would fit."""
        lines = (self.text - self.room) / self.line
        return math.ceil(lines) if lines > 0 else -math.floor(-lines)

    def budget(self, characters: int) -> int:
        """How many characters would fill the room, where the text has so many now; to the ten below."""
        return int(characters * self.room / self.text) // 10 * 10 if self.text > 0 else 0


def measure_room(places: Places, line: float) -> Room:
    """The room of a case that was set without balancing; `line` is the distance of its lines in points."""
    room = _area(places, places.start[0]) + 2 * (places.bottom - TOP - _band(places) - _foot(places))
    at = {key: _reached(places, place) for key, place in places.sections if key != "success_factors"}
    within = [key for key, start in at.items() if start <= room]
    return Room(_reached(places, places.text), room, line, (within or list(at) or [""])[-1])


def line_count(lines: int) -> str:
    """The number with its noun."""
    return f"{lines} {'line' if lines == 1 else 'lines'}"


def _head(places: Places, page: int) -> float:
    """Where the columns of a page begin."""
    if page == places.start[0]:
        return min((place[2] for _, place in places.sections if place[0] == page), default=places.bottom)
    if places.band and places.band[0] == page:
        return places.band[2] + CLEARANCE_BELOW_BAND
    return TOP


def _bottom(places: Places, page: int) -> float:
    """Where the columns of a page end: the closing blocks may stand there although the text goes on after them."""
    return places.foot[2] - CLEARANCE_ABOVE_FOOT if places.foot[0] == page > places.start[0] else places.bottom


def _area(places: Places, page: int) -> float:
    return 2 * (_bottom(places, page) - _head(places, page))


def _band(places: Places) -> float:
    """How high figures and further pictures are, which open the right page."""
    if not places.band or places.band[0] == places.start[0]:
        return 0.0
    return places.band[2] + CLEARANCE_BELOW_BAND - TOP


def _foot(places: Places) -> float:
    """How high the closing blocks are, which end the right page."""
    return places.end[2] - places.foot[2] + CLEARANCE_ABOVE_FOOT


def _reached(places: Places, place: tuple[int, float, float]) -> float:
    """How much column lies before a place."""
    page, x, y = place
    before = sum(_area(places, each) for each in range(places.start[0], page))
    head = _head(places, page)
    second = x > MIDDLE
    return before + (y - head) + (_bottom(places, page) - head if second else 0.0)
