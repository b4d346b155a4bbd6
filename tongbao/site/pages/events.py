"""Dated happenings: those of one statement, and those of a unit in order of date; what is only planned apart.

In: the survey and the entries that a unit answers for. Out: ``EventTable`` values, none where there is nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tongbao.progress.merging import Entry
from tongbao.progress.people import Participation, Past, UnitKey
from tongbao.progress.planned import is_planned, is_told_as_done, own_day
from tongbao.progress.printed import in_period
from tongbao.progress.survey import Survey
from tongbao.records.model import Event, Update
from tongbao.records.scalars import PENDING
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


def event_tables(
    happened: Iterable[EventView], planned: Iterable[EventView], title: str, planned_title: str
) -> tuple[EventTable, ...]:
    """Return the table of what happened and that of what is planned, where there is any; captions say how many."""
    lists = ((title, tuple(happened)), (planned_title, tuple(planned)))
    return tuple(
        EventTable(caption=f"{what}，{len(rows)}件", rows=rows) for what, rows in lists if rows
    )


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
    survey: Survey,
    key: UnitKey,
    name: str,
    parts: Sequence[Participation],
    pasts: Sequence[Past] = (),
) -> tuple[EventTable, ...]:
    """Return the happenings of a unit, the earliest first; a plan that a later notice tells as done stands no more."""
    entries = [part.entry for part in parts if part.role == "counted" and not part.through]
    entries += [past.entry for past in pasts if past.role == "counted"]
    found = sorted(_found(survey, key, entries), key=lambda one: _order(one.event))
    found = [one for one in found if not (one.planned and _is_done(survey, one, found))]
    views = [(one, event_view(one.event, one.event.text, _place(survey, one))) for one in found]
    return event_tables(
        (view for one, view in views if not one.planned),
        (view for one, view in views if one.planned),
        f"{name}的事项",
        f"{name}计划中的事项",
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A happening with the update that tells it."""

    event: Event
    update: Update
    entry: Entry
    planned: bool


def _order(event: Event) -> str:
    """Return what events are sorted by: one of which only the month is known comes last in it."""
    return event.date if event.date.count("-") > 1 else f"{event.date}-99"


def _found(survey: Survey, key: UnitKey, entries: Iterable[Entry]) -> Iterator[_Found]:
    """Yield the happenings that name the unit, or no unit where it answered for the assignment then."""
    for entry in entries:
        told = entry.assignment.updates
        for update in told:
            for event in update.events:
                planned = is_planned(event, update, survey.notices.get(update.source.notice))
                named = event.units or _answering(survey, entry, update)
                if key in {survey.directory.unit_key(key.district, one) for one in named}:
                    yield _Found(event, update, entry, planned)


def _is_done(survey: Survey, planned: _Found, found: Iterable[_Found]) -> bool:
    """Return whether a later notice tells as done what was planned."""
    said = own_day(planned.update, survey.notices.get(planned.update.source.notice))
    for other in found:
        if other.planned:
            continue
        day = own_day(other.update, survey.notices.get(other.update.source.notice))
        of_same = other.entry.assignment is planned.entry.assignment
        is_later = said is None or day is None or day >= said
        if is_later and is_told_as_done(planned.event, other.event, of_same=of_same):
            return True
    return False


def _answering(survey: Survey, entry: Entry, update: Update) -> tuple[str, ...]:
    """Return the units that an assignment counted for in the period of an update."""
    if update.period == PENDING:
        return entry.assignment.counted_units
    then = in_period(entry.task, update.period, survey.notices)
    return then.assignments[entry.position - 1].counted_units


def _place(survey: Survey, found: _Found) -> Link:
    """Return where an event was printed: its page, or the task where the notice has no pages."""
    source = found.update.source
    spot = origins.spot_of(source)
    return (
        origins.notice_link(survey, source, spot) if spot else Link("任务", entry_path(found.entry))
    )
