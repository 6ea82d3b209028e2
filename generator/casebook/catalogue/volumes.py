"""A catalogue of many cases in volumes: which groups stand in which volume, and what each prints of the others.

Page numbers run on from volume to volume. The first volume opens the whole and lists everything, each has the contents
of its own, and the last one bears the indexes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebook.catalogue.case_data import Data
from casebook.catalogue.paging import Paging, Span
from casebook.catalogue.plan import Plan
from casebook.labels.catalogue import Labels, labels
from casebook.model.scalars import LocalText

_THIN = 10
"""A volume has at least one in so many of the cases from which on there are volumes; thinner ones go together."""
_OF_FIRST = frozenset({"half-title", "foreword", "how-to-read", "matrix"})
_OF_LAST = frozenset({"organisations", "regions", "applications", "keywords", "colophon"})


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume of a catalogue."""

    number: int
    """From 1."""
    count: int
    """How many volumes there are."""
    start: int
    """The place of its first group among all."""
    stop: int
    """The place behind its last group."""

    @property
    def is_first(self) -> bool:
        """Whether it opens the catalogue."""
        return self.number == 1

    @property
    def is_last(self) -> bool:
        """Whether it closes the catalogue."""
        return self.number == self.count

    def file(self, stem: str) -> str:
        """The name of its file in a catalogue whose own file would have this stem."""
        return f"{stem}-{self.number:02d}.pdf"


def plan_volumes(plan: Plan) -> tuple[Volume, ...]:
    """The volumes of a catalogue; none where it is one file."""
    above = plan.catalogue.volumes_above
    if above is None or len(plan.cases) <= above or not plan.catalogue.kind.bound:
        return ()
    spans = _spans([len(group.cases) for group in plan.groups], max(1, above // _THIN))
    if len(spans) < 2:
        return ()
    return tuple(Volume(number, len(spans), *span) for number, span in enumerate(spans, start=1))


def _spans(sizes: Sequence[int], least: int) -> list[tuple[int, int]]:
    """The groups of each volume from first to behind the last; what is too thin goes with the next, or the last."""
    spans: list[tuple[int, int]] = []
    start = held = 0
    for place, size in enumerate(sizes, start=1):
        held += size
        if held >= least:
            spans.append((start, place))
            start, held = place, 0
    if held and spans:
        spans[-1] = (spans[-1][0], len(sizes))
    return spans


def volume_names(plan: Plan, volume: Volume) -> LocalText:
    """What a volume is called in each language that names its groups: the group, or the first and the last."""
    first, last = plan.groups[volume.start], plan.groups[volume.stop - 1]
    spoken = sorted({*first.names, *last.names, plan.language} - {""})
    return {each: _name(plan, volume, each) for each in spoken}


def _name(plan: Plan, volume: Volume, language: str) -> str:
    groups = plan.groups[volume.start : volume.stop]
    named = [group.name(language) or labels("catalogue", language)("other") for group in (groups[0], groups[-1])]
    return named[0] if len(groups) == 1 else " – ".join(named)


@dataclass(frozen=True, slots=True)
class Binding:
    """What is needed to make the data of any volume out of those of the whole catalogue."""

    plan: Plan
    book: Data
    volumes: tuple[Volume, ...]
    stem: str
    """Of the files' names; '' where they lead nowhere, as on paper."""

    @property
    def _label(self) -> Labels:
        return labels("catalogue", self.plan.language)

    def data(self, volume: Volume, paging: Paging) -> Data:
        """The data of one volume."""
        book = self.book
        parts = [part for part in book["parts"] if _stands_in(part, volume)]
        first = {key: book[key] if volume.is_first else empty for key, empty in (("foreword", None), ("before", []))}
        return {
            **book,
            **first,
            "parts": parts,
            "overview": book["overview"] if volume.is_first else None,
            "after": book["after"] if volume.is_last else [],
            "fill_to": self.plan.catalogue.fill_to or 2 if volume.is_last else 2,
            "groups": book["groups"][volume.start : volume.stop],
            "indexes": [self._index(index, volume, paging) for index in book["indexes"]] if volume.is_last else [],
            "volume": self._volume(volume, paging),
            "volumes": [self._listed_volume(each, paging) for each in self._shown_volumes(volume)],
            "listed": self._listed(volume, paging),
        }

    def _volume(self, volume: Volume, paging: Paging) -> Data:
        label = self._label
        first, last = paging.span(volume.number)
        indexed = self.book["indexes"] and not volume.is_first and not volume.is_last
        return {
            "number": volume.number,
            "offset": first - 1,
            "label": label("volume_of", number=volume.number, count=volume.count),
            "name": _name(self.plan, volume, self.plan.language),
            "pages": label("volume_pages", first=first, last=last),
            "elsewhere": label("indexes_in", number=volume.count) if indexed else "",
        }

    def _shown_volumes(self, volume: Volume) -> tuple[Volume, ...]:
        """Those whose pages are named: all where numbers of all are printed, so that one finds the right volume."""
        return self.volumes if volume.is_first or volume.is_last else ()

    def _listed_volume(self, volume: Volume, paging: Paging) -> Data:
        first, last = paging.span(volume.number)
        name = _name(self.plan, volume, self.plan.language)
        return {"label": self._label("volume", number=volume.number), "name": name, "first": first, "last": last}

    def _listed(self, volume: Volume, paging: Paging) -> Data:
        """What the contents name: everything in the first volume, in the others what stands in them."""
        shown = [each for each in self.volumes if volume.is_first or each == volume]
        groups = [self._listed_group(group, each, volume, paging) for each in shown for group in self._groups(each)]
        indexed = self.book["indexes"] if volume.is_first or volume.is_last else []
        indexes = [
            {"key": index["key"], "heading": index["heading"], **self._at(paging.index(index["key"]), volume, paging)}
            for index in indexed
            if index["entries"]
        ]
        return {"groups": groups, "indexes": indexes}

    def _groups(self, volume: Volume) -> list[Data]:
        groups: list[Data] = self.book["groups"]
        return groups[volume.start : volume.stop]

    def _listed_group(self, group: Data, held: Volume, reader: Volume, paging: Paging) -> Data:
        cases = [
            {key: case[key] for key in ("id", "title", "lang", "lead", "mark")}
            | self._at(paging.case(case["id"]), reader, paging)
            for case in group["cases"]
        ]
        return {
            **{key: group[key] for key in ("key", "number", "name", "colour")},
            "volume": self._label("volume", number=held.number) if reader.is_first else "",
            "cases": cases,
            **self._at(paging.group(group["key"]), reader, paging),
        }

    def _at(self, span: Span, reader: Volume, paging: Paging) -> Data:
        """The page as it is printed, and where it leads: '' within the volume, none where it leads nowhere."""
        if not span.first:
            return {"page": 0, "at": None}
        if span.volume == reader.number:
            return {"page": span.first, "at": ""}
        file = self.volumes[span.volume - 1].file(self.stem)
        own = span.first - paging.span(span.volume)[0] + 1
        return {"page": span.first, "at": f"{file}#page={own}" if self.stem else None}

    def _index(self, index: Data, volume: Volume, paging: Paging) -> Data:
        entries = [
            {**entry, "places": list(self._places(entry["cases"], volume, paging))} for entry in index["entries"]
        ]
        return {**index, "entries": entries}

    def _places(self, cases: Sequence[str], volume: Volume, paging: Paging) -> Iterator[Data]:
        """The pages of an entry, neighbouring ones merged; never beyond the end of a volume."""
        for span in merged([paging.case(case) for case in cases]):
            where = self._at(span, volume, paging)
            yield {**where, "last": span.last, "case": span.name}


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans of pages in their order, those that follow on each other in a volume as one."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if before and before.volume == span.volume and before.last + 1 >= span.first:
            found[-1] = Span(before.name, before.volume, before.first, span.last)
        else:
            found.append(span)
    return found


def _stands_in(part: str, volume: Volume) -> bool:
    return not (part in _OF_FIRST and not volume.is_first) and not (part in _OF_LAST and not volume.is_last)
