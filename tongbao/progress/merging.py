"""Merging releases: what holds now, what held in a period, and where a report is missing.

In: assignments with the updates that notices and returns gave. Out: the current update of an
assignment, its history, and ``Entry``: an assignment with the one update a list shows for it.
Updates stand in entries as known now, with their errata, or where ``printed`` is asked for as they were printed.

A notice other than a ledger that states no status says nothing of how an assignment stands: what was stated before
holds on. A ledger that leaves the status blank does say so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tongbao.progress import periods
from tongbao.records.content import Content
from tongbao.records.model import Assignment, Notice, Plan, Reply, Task, Update

Notices = Mapping[str, Notice]


@dataclass(frozen=True, slots=True)
class Entry:
    """One assignment as one line of a list; ``update`` is None where nothing was reported.

    ``carried`` says that the update is of an earlier period and closed the assignment for good.
    """

    plan: Plan
    task: Task
    assignment: Assignment
    position: int
    update: Update | None
    carried: bool = False

    @property
    def counted_units(self) -> tuple[str, ...]:
        """The units the assignment counts for, as the edition of its update prints them."""
        return self.assignment.as_printed_in(self.update).counted_units


def notices_by_id(content: Content) -> dict[str, Notice]:
    """Return the notices by id."""
    return {notice.id: notice for notice in content.notices}


def in_order(updates: Iterable[Update], notices: Notices) -> tuple[Update, ...]:
    """Return updates oldest first: by end of period, a return before the office's word, by date."""
    return tuple(sorted(updates, key=lambda update: _order(update, notices)))


def _order(update: Update, notices: Notices) -> tuple[tuple[str, str], bool, str]:
    notice = notices.get(update.source.notice)
    day = notice.day.isoformat() if notice else ""
    return periods.order(update.period), not is_return(update, notices), day


def _read(update: Update, *, printed: bool) -> Update:
    return update if printed else update.known()


def is_return(update: Update, notices: Notices) -> bool:
    """Return whether a unit said so itself, on a form that it returned."""
    notice = notices.get(update.source.notice)
    return notice is not None and notice.kind == "return"


def _is_of_ledger(update: Update, notices: Notices) -> bool:
    notice = notices.get(update.source.notice)
    return notice is not None and notice.kind == "ledger"


def _tells_status(update: Update, notices: Notices, *, printed: bool) -> bool:
    return _read(update, printed=printed).status is not None or _is_of_ledger(update, notices)


def _holding(updates: Iterable[Update], notices: Notices, *, printed: bool) -> Update | None:
    """Return the last of some updates that tells the status, the last of all where none does."""
    ordered = in_order(updates, notices)
    telling = [one for one in ordered if _tells_status(one, notices, printed=printed)]
    return (telling or ordered or (None,))[-1]


def current_update(
    assignment: Assignment, notices: Notices, ledger: str | None = None
) -> Update | None:
    """Return the update that holds now, as printed; None where there is none.

    What a unit returned for a period after the office's last ``ledger`` does not hold yet: the office has not spoken.
    """
    said = assignment.updates
    if ledger is not None:
        last = periods.order(ledger)
        said = tuple(
            update
            for update in said
            if periods.order(update.period) <= last or not is_return(update, notices)
        )
    return said[0] if len(said) == 1 else _holding(said, notices, printed=False)


def update_in(
    assignment: Assignment, period: str, notices: Notices, *, printed: bool = False
) -> Update | None:
    """Return the update that holds for a period, as printed; None where there is none."""
    found = [update for update in assignment.updates if update.period == period]
    return _holding(found, notices, printed=printed)


def replies_beside(assignment: Assignment, update: Update, notices: Notices) -> tuple[Reply, ...]:
    """Return what units say on an update: on one that holds for its period all they said, of each the last."""
    held = update_in(assignment, update.period, notices)
    said: Iterable[Update] = (update,)
    if held is not None and held.source == update.source:
        said = (one for one in assignment.updates if one.period == update.period)
    return tuple(
        {one.reply.unit: one.reply for one in in_order(said, notices) if one.reply}.values()
    )


def update_before(
    assignment: Assignment, period: str, notices: Notices, *, printed: bool = False
) -> Update | None:
    """Return what was last said, as printed, for a period that ended before this one; None where nothing was."""
    end = periods.bounds(period)[1]
    found = [update for update in assignment.updates if periods.bounds(update.period)[1] < end]
    return _holding(found, notices, printed=printed)


def listed_in(assignment: Assignment, period: str, notices: Notices) -> bool:
    """Return whether the ledger of a period lists an assignment."""
    return any(
        update.period == period and _is_of_ledger(update, notices) for update in assignment.updates
    )


def reported_periods(tasks: Iterable[Task]) -> tuple[str, ...]:
    """Return the periods that any update of these tasks speaks of, oldest first."""
    found = {update.period for task in tasks for update in task.updates}
    return tuple(sorted(found, key=lambda period: (periods.order(period), period)))


def ledger_periods(tasks: Iterable[Task], notices: Notices) -> tuple[str, ...]:
    """Return the periods for which a ledger came, oldest first: only there can a report be missing."""
    found = {
        update.period
        for task in tasks
        for part in task.assignments
        for update in part.updates
        if (notice := notices.get(update.source.notice)) and notice.kind == "ledger"
    }
    return tuple(sorted(found, key=lambda period: (periods.order(period), period)))


def entry_of(
    plan: Plan, task: Task, position: int, update: Update | None, *, printed: bool = False
) -> Entry:
    """Return the assignment at a position of its task, from 1, with an update as known now, or as printed."""
    read = _read(update, printed=printed) if update else None
    return Entry(plan, task, task.assignments[position - 1], position, read)


def as_printed(entry: Entry) -> Update | None:
    """Return the update of an entry as its notice printed it, errata not counted."""
    if entry.update is None or not entry.update.errata:
        return entry.update
    return next(
        update
        for update in entry.assignment.updates
        if (update.period, update.source) == (entry.update.period, entry.update.source)
    )


def current_entries(
    plan: Plan, tasks: Iterable[Task], notices: Notices, ledger: str | None = None
) -> tuple[Entry, ...]:
    """Return every assignment of a plan with the update that holds now; ``ledger`` is the period of the last one."""
    return tuple(
        entry_of(plan, task, position, current_update(part, notices, ledger))
        for task in tasks
        for position, part in enumerate(task.assignments, start=1)
    )


@dataclass(frozen=True, slots=True)
class Looking:
    """How entries of a period are looked at: the notices, the words that close, and whether errata are left out."""

    notices: Notices
    closing: frozenset[str]
    printed: bool = False


def entries_in(period: str, plan: Plan, tasks: Iterable[Task], how: Looking) -> tuple[Entry, ...]:
    """Return every assignment that stood in a plan in a period, with what was reported for it.

    One that an earlier period closed and nobody mentions any more is carried on.
    """
    return tuple(
        _entry_in(period, entry_of(plan, task, position, None), how)
        for task in tasks
        for position, part in enumerate(task.assignments, start=1)
        if stood_in(period, task, part, how.notices)
    )


def _entry_in(period: str, bare: Entry, how: Looking) -> Entry:
    if update := update_in(bare.assignment, period, how.notices, printed=how.printed):
        return replace(bare, update=_read(update, printed=how.printed))
    before = update_before(bare.assignment, period, how.notices, printed=how.printed)
    read = _read(before, printed=how.printed) if before else None
    if read and read.status in how.closing:
        return replace(bare, update=read, carried=True)
    return bare


def stood_in(period: str, task: Task, assignment: Assignment, notices: Notices) -> bool:
    """Return whether an assignment was in its plan in a period already, as far as the notices tell.

    It was where anything was said of it by then. Else it was not where a notice of a later period set its
    task, nor where a later ledger added it as a further row.
    """
    limit = periods.bounds(period)[1]
    if any(periods.bounds(update.period)[1] <= limit for update in assignment.updates):
        return True
    origin = notices.get(task.source.notice)
    if origin is None:
        return True
    if origin.period and periods.bounds(origin.period)[1] > limit:
        return False
    return not (assignment.updates and origin.kind == "ledger")


def lagging_run(
    entry: Entry, lagging_words: frozenset[str], notices: Notices, *, printed: bool = False
) -> tuple[str, ...]:
    """Return the periods, oldest first, of the unbroken run of lagging updates that ends with the entry's own.

    Empty where the entry does not lag. Words are compared as known now, or as printed, aliases included in the set.
    Of two periods that end in the same month only the one that holds counts; what tells no status breaks no run.
    """
    if entry.update is None or entry.update.status not in lagging_words:
        return ()
    run: dict[str, str] = {}
    limit = _order(entry.update, notices)
    seen: set[str] = set()
    for update in reversed(in_order(entry.assignment.updates, notices)):
        end = periods.bounds(update.period)[1]
        if _order(update, notices) > limit or end in seen:
            continue
        if not _tells_status(update, notices, printed=printed):
            continue
        seen.add(end)
        if _read(update, printed=printed).status not in lagging_words:
            break
        run[end] = update.period
    return tuple(run.values())[::-1]


def history(
    assignment: Assignment, asked: Iterable[str], closing: frozenset[str], notices: Notices
) -> tuple[tuple[str, Update | None], ...]:
    """Return what was said of an assignment, oldest first, with a None for every asked period that has nothing of it.

    Nothing is missing before the first update, nor after one that closed the assignment.
    """
    said = in_order(assignment.updates, notices)
    if not said:
        return ()
    spans = {update.period for update in said}
    first = periods.bounds(said[0].period)[1]
    gaps = [
        span
        for span in asked
        if span not in spans
        and periods.bounds(span)[1] > first
        and not _closed_before(assignment, span, closing, notices)
    ]
    found = [(update.period, update) for update in said] + [(span, None) for span in gaps]
    return tuple(sorted(found, key=lambda one: periods.order(one[0])))


def _closed_before(
    assignment: Assignment, period: str, closing: frozenset[str], notices: Notices
) -> bool:
    before = update_before(assignment, period, notices)
    return before is not None and before.known().status in closing
