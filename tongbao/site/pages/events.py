"""Dated happenings: those of one statement, and those of a unit in order of date.

In: the survey and the entries that a unit answers for. Out: ``EventTable`` values, None where there is nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.progress.merging import Entry
from tongbao.progress.people import Participation, UnitKey
from tongbao.progress.survey import Survey
from tongbao.records.model import Event, Source
from tongbao.site import origins
from tongbao.site.rows import entry_path
from tongbao.site.views import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """A dated happening as a line of a table; ``place`` leads to what the notice says."""

    day: str
    text: str
    firms: tuple[str, ...]
    persons: tuple[str, ...]
    place: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTable:
    """Dated happenings, with the columns that hold anything."""

    caption: str
    rows: tuple[EventView, ...]

    @property
    def has_firms(self) -> bool:
        """Whether any of them names a firm."""
        return any(row.firms for row in self.rows)

    @property
    def has_persons(self) -> bool:
        """Whether any of them names a person."""
        return any(row.persons for row in self.rows)

    @property
    def has_places(self) -> bool:
        """Whether any of them leads on."""
        return any(row.place for row in self.rows)


def event_table(title: str, rows: Sequence[EventView]) -> EventTable | None:
    """Return a table of happenings; its caption says how many."""
    return EventTable(caption=f"{title}，{len(rows)}件", rows=tuple(rows)) if rows else None


def event_view(event: Event, text: str, place: Link | None = None) -> EventView:
    """Return a happening with the words that tell it; the day is as exact as the notice prints it."""
    until = f"至{event.date_to}" if event.date_to else ""
    return EventView(
        day=event.date + until,
        text=text,
        firms=event.firms,
        persons=event.persons,
        place=place,
    )


def events_of(
    survey: Survey, key: UnitKey, name: str, parts: Sequence[Participation]
) -> EventTable | None:
    """Return the happenings of a unit, the earliest first."""
    found = sorted(_found(survey, key, parts), key=lambda one: _order(one[0]))
    return event_table(
        f"{name}的事项", [event_view(event, event.text, place) for event, place in found]
    )


def _order(event: Event) -> str:
    """Return what events are sorted by: one of which only the month is known comes last in it."""
    return event.date if event.date.count("-") > 1 else f"{event.date}-99"


def _found(
    survey: Survey, key: UnitKey, parts: Sequence[Participation]
) -> Iterator[tuple[Event, Link | None]]:
    """Yield the happenings that name the unit, or no unit where it answers for the assignment."""
    for part in parts:
        if part.role != "counted" or part.through:
            continue
        entry = part.entry
        for update in entry.assignment.updates:
            for event in update.events:
                if not event.units or key in {
                    survey.directory.unit_key(key.district, printed) for printed in event.units
                }:
                    yield event, _place(survey, entry, update.source)


def _place(survey: Survey, entry: Entry, source: Source) -> Link:
    """Return where an event was printed: its page, or the task where the notice has no pages."""
    spot = origins.spot_of(source)
    return origins.notice_link(survey, source, spot) if spot else Link("任务", entry_path(entry))
