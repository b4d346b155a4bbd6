"""Dated happenings in the paragraphs of a section.

In: paragraphs, each with the day and period of the notice. Out: ``Event`` records whose texts are pieces of the
paragraphs, the persons and firms that no event holds, and what a person must look at. A date governs its sentence and
those after it, up to the next date or the paragraph's end; the clauses before it in its sentence belong to it too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.bulletin.firms import FoundName, firms_in
from tongbao.notices.bulletin.persons import persons_in
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.dates import Dated, Timing, dates_in
from tongbao.records.model import Event

_SENTENCE_ENDS = "。！？；!?;\n"
_CLAUSE_ENDS = "，," + _SENTENCE_ENDS
_BETWEEN_DATES = " 、和与及，,"


@dataclass(frozen=True, slots=True)
class Happenings:
    """The events of a section, the names outside them, and the doubts, each beginning with the field's name."""

    events: tuple[Event, ...] = ()
    persons: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def happenings_in(paragraphs: Iterable[tuple[str, Timing]], lexicon: Lexicon) -> Happenings:
    """Return what the paragraphs of one section tell, each with what gives its dates a year."""
    found = [_in_paragraph(text, timing, lexicon) for text, timing in paragraphs]
    events = tuple(event for one in found for event in one.events)
    inside = {name for event in events for name in (*event.persons, *event.firms)}
    return Happenings(
        events,
        _each_once(name for one in found for name in one.persons if name not in inside),
        _each_once(name for one in found for name in one.firms if name not in inside),
        _each_once(doubt for one in found for doubt in one.doubts),
    )


def _in_paragraph(text: str, timing: Timing, lexicon: Lexicon) -> Happenings:
    firms = firms_in(text, lexicon)
    persons = persons_in(text, firms, lexicon)
    dates = dates_in(text, timing, lexicon.dates)
    spans = list(_spans(text, dates))
    events = tuple(
        Event(
            date=date.first,
            date_to=date.last,
            text=text[start:end],
            persons=_names(persons, start, end),
            firms=_without_short(_names(firms, start, end)),
        )
        for group, start, end in spans
        for date in group
        if date.is_event and text[start:end].strip()
    )
    covered = [(start, end) for group, start, end in spans if any(one.is_event for one in group)]
    doubts = (
        *(f"events: {date.doubt}" for date in dates if date.doubt),
        *(f"persons: {person.doubt}" for person in persons if person.doubt),
    )
    return Happenings(events, _outside(persons, covered), _outside(firms, covered), doubts)


def _spans(text: str, dates: Sequence[Dated]) -> Iterator[tuple[list[Dated], int, int]]:
    """Yield dates that stand together, with the piece of the text they govern."""
    groups = _together(text, dates)
    starts = [
        _start(text, group[0].start, before[-1].end if before else 0)
        for group, before in zip(groups, [None, *groups], strict=False)
    ]
    for group, start, end in zip(groups, starts, [*starts[1:], len(text)], strict=False):
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        yield group, begin, start + len(piece.rstrip(" \u3000，,、；;\n"))


def _start(text: str, date: int, before: int) -> int:
    """Return where a happening begins: with its sentence, or its clause where a date stands before it there."""
    sentence = _after(text, date, _SENTENCE_ENDS)
    clause = _after(text, date, _CLAUSE_ENDS)
    if sentence >= before:
        return sentence
    return clause if clause >= before else date


def _together(text: str, dates: Sequence[Dated]) -> list[list[Dated]]:
    """Return dates in groups: 8月10日、17日 say the same of both days."""
    groups: list[list[Dated]] = []
    for date in dates:
        between = text[groups[-1][-1].end : date.start] if groups else "x"
        if groups and not between.strip(_BETWEEN_DATES):
            groups[-1].append(date)
        else:
            groups.append([date])
    return groups


def _after(text: str, at: int, marks: str) -> int:
    return max(text.rfind(mark, 0, at) for mark in marks) + 1


def _names(found: Iterable[FoundName], start: int, end: int) -> tuple[str, ...]:
    return _each_once(one.name for one in found if start <= one.start and one.end <= end)


def _outside(found: Iterable[FoundName], covered: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return _each_once(
        one.name
        for one in found
        if not any(start <= one.start and one.end <= end for start, end in covered)
    )


def _without_short(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names but those that are the beginning of another: 某某集团 beside 某某集团有限公司."""
    return tuple(
        name
        for name in names
        if not any(other != name and other.startswith(name) for other in names)
    )


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
