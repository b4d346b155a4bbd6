"""Merging releases: what holds now, and what held in a period.

In: assignments with the updates that notices and returns gave. Out: the current update of an
assignment, its history, and ``Entry``: an assignment with the one update a list shows for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongbao.records.content import Content
from tongbao.records.model import Assignment, Notice, Plan, Task, Update
from tongbao.site import periods

Notices = Mapping[str, Notice]


@dataclass(frozen=True, slots=True)
class Entry:
    """One assignment as one line of a list; ``update`` is None where nothing was reported."""

    plan: Plan
    task: Task
    assignment: Assignment
    position: int
    update: Update | None


def notices_by_id(content: Content) -> dict[str, Notice]:
    """Return the notices by id."""
    return {notice.id: notice for notice in content.notices}


def in_order(updates: Iterable[Update], notices: Notices) -> tuple[Update, ...]:
    """Return updates oldest first: by end of period, a return before the office's word, by date."""
    return tuple(sorted(updates, key=lambda update: _order(update, notices)))


def _order(update: Update, notices: Notices) -> tuple[tuple[str, str], bool, str]:
    notice = notices.get(update.source.notice)
    by_office = notice is None or notice.kind != "return"
    day = (notice.date or notice.received).isoformat() if notice else ""
    return periods.order(update.period), by_office, day


def current_update(assignment: Assignment, notices: Notices) -> Update | None:
    """Return the update that holds now, None where there is none."""
    if len(assignment.updates) == 1:
        return assignment.updates[0]
    ordered = in_order(assignment.updates, notices)
    return ordered[-1] if ordered else None


def update_in(assignment: Assignment, period: str, notices: Notices) -> Update | None:
    """Return the update that holds for a period, None where there is none."""
    found = [update for update in assignment.updates if update.period == period]
    return in_order(found, notices)[-1] if found else None


def reported_periods(tasks: Iterable[Task]) -> tuple[str, ...]:
    """Return the periods that any update of these tasks speaks of, oldest first."""
    found = {
        update.period for task in tasks for part in task.assignments for update in part.updates
    }
    return tuple(sorted(found, key=lambda period: (periods.order(period), period)))


def current_entries(plan: Plan, tasks: Iterable[Task], notices: Notices) -> tuple[Entry, ...]:
    """Return every assignment of a plan with the update that holds now."""
    return tuple(
        Entry(plan, task, part, position, current_update(part, notices))
        for task in tasks
        for position, part in enumerate(task.assignments, start=1)
    )


def entries_in(
    period: str, plan: Plan, tasks: Iterable[Task], notices: Notices
) -> tuple[Entry, ...]:
    """Return every assignment of a plan with what was reported for a period."""
    return tuple(
        Entry(plan, task, part, position, update_in(part, period, notices))
        for task in tasks
        for position, part in enumerate(task.assignments, start=1)
    )


def lagging_since(entry: Entry, lagging_words: frozenset[str], notices: Notices) -> str | None:
    """Return the first period of the unbroken run of lagging updates that ends with the entry's own.

    None where the entry does not lag. Words are compared as printed, aliases included in the set.
    """
    if entry.update is None or entry.update.status not in lagging_words:
        return None
    since = entry.update.period
    limit = _order(entry.update, notices)
    for update in reversed(in_order(entry.assignment.updates, notices)):
        if _order(update, notices) > limit:
            continue
        if update.status not in lagging_words:
            break
        since = update.period
    return since
