"""Merging releases: what holds now, what held in a period, and where a report is missing.

In: assignments with the updates that notices and returns gave. Out: the current update of an
assignment, its history, and ``Entry``: an assignment with the one update a list shows for it.
Updates stand in entries as known now, with their errata, or where ``printed`` is asked for as they were printed.

A notice other than a ledger that states no status says nothing of how an assignment stands: what was stated before
holds on. A ledger that leaves the status blank does say so.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tongbao.progress import periods
from tongbao.progress.printed import in_period
from tongbao.records.content import Content
from tongbao.records.model import Assignment, Notice, Plan, Reply, Source, Task, Update

Notices = Mapping[str, Notice]


# How an entry stands in an edition: it lists it, or why it does not.
# - listed: it does, or where no ledger lists the tasks of the period, anything was said of it;
# - finished: an earlier period closed it for good; ended: a person has said that the task ended;
# - not_listed: the ledger leaves it out, and nobody has said why;
# - missing: it was to be reported by a day that is over; silent: nothing was said of it, and nobody had to.
State = Literal["listed", "finished", "ended", "not_listed", "missing", "silent"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One assignment as one line of a list; ``update`` is None where nothing was reported.

    That of an assignment that is finished is of an earlier period. ``before`` is what was last said of one that the
    edition does not list.
    """

    plan: Plan
    task: Task
    assignment: Assignment
    position: int
    update: Update | None
    state: State = "listed"
    before: Update | None = None

    @property
    def source(self) -> Source:
        """Where the edition, else the last one that listed it, prints the assignment."""
        said = self.update or self.before
        return said.source if said else self.task.source

    @property
    def carried(self) -> bool:
        """Whether the update is of an earlier period, which closed the assignment for good."""
        return self.state == "finished"

    @property
    def is_over(self) -> bool:
        """Whether nobody answers for it any more: it was finished, or a person has said that it ended."""
        return self.state in ("finished", "ended")

    @property
    def is_counted(self) -> bool:
        """Whether the figures of the edition count it: what it does not list is told apart."""
        return self.state in ("listed", "missing", "silent")

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


def _is_by_form(update: Update, notices: Notices) -> bool:
    notice = notices.get(update.source.notice)
    return notice is not None and (notice.kind == "return" or is_form(notice))


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

    What came by a form for a period after the last one of which the office has spoken, ``ledger``, does not hold yet.
    """
    said = assignment.updates
    if ledger is not None:
        last = periods.order(ledger)
        said = tuple(
            update
            for update in said
            if periods.order(update.period) <= last or not _is_by_form(update, notices)
        )
    return said[0] if len(said) == 1 else _holding(said, notices, printed=False)


def update_in(
    assignment: Assignment, period: str, notices: Notices, *, printed: bool = False
) -> Update | None:
    """Return the update that holds for a period, as printed; None where there is none."""
    found = [update for update in assignment.updates if update.period == period]
    return _holding(found, notices, printed=printed)


def returned_in(part: Assignment, period: str, notices: Notices) -> Mapping[str, Update]:
    """Return what units have returned on an assignment for a period, of each the last, by unit."""
    found: dict[str, Update] = {}
    for update in in_order(part.updates, notices):
        if update.period == period and is_return(update, notices):
            notice = notices[update.source.notice]
            found[notice.issuer or notice.title] = update.known()
    return found


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


def ledger_periods(tasks: Sequence[Task], notices: Notices) -> tuple[str, ...]:
    """Return the periods for which a ledger came, oldest first.

    The office's own form is the ledger of its period once every row that it asks for is filled in: until then the
    office is still collecting.
    """
    brought: dict[str, set[str]] = {}
    for task in tasks:
        for update in task.updates:
            if _is_of_ledger(update, notices):
                brought.setdefault(update.period, set()).add(update.source.notice)
    found: list[str] = []
    for period in sorted(brought, key=lambda period: (periods.order(period), period)):
        by_form = all(is_form(notices[name]) for name in brought[period])
        if not by_form or _is_filled(period, tasks, notices, found[-1] if found else None):
            found.append(period)
    return tuple(found)


def is_form(notice: Notice) -> bool:
    """Return whether a notice came as a form that we sent out: what is kept of one is a copy of its rows."""
    return any(file.original for file in notice.files)


def _is_filled(period: str, tasks: Sequence[Task], notices: Notices, ledger: str | None) -> bool:
    """Return whether the office's form of a period says something of every row that the ledger before it lists."""
    for task in tasks:
        for part in task.assignments:
            asked = (
                listed_in(part, ledger, notices)
                if ledger
                else stood_in(period, task, part, notices)
            )
            if asked and not task.ended and not listed_in(part, period, notices):
                return False
    return True


def returned_periods(tasks: Sequence[Task], notices: Notices) -> tuple[str, ...]:
    """Return the periods of which nobody but units, or the office's own form, said anything, oldest first."""
    said: dict[str, bool] = {}
    for task in tasks:
        for update in task.updates:
            by_form = _is_by_form(update, notices)
            said[update.period] = said.get(update.period, True) and by_form
    return tuple(
        sorted((one for one in said if said[one]), key=lambda one: (periods.order(one), one))
    )


def entry_of(
    plan: Plan, task: Task, position: int, update: Update | None, *, printed: bool = False
) -> Entry:
    """Return the assignment at a position of its task, from 1, with an update as known now, or as printed."""
    read = _read(update, printed=printed) if update else None
    state: State = "listed" if read else "silent"
    return Entry(plan, task, task.assignments[position - 1], position, read, state)


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
    """How entries of a period are looked at: the notices, the words that close, and whether errata are left out.

    ``by_ledger``: a ledger lists the tasks of the period. ``is_over``: the day by which units had to report has passed.
    """

    notices: Notices
    closing: frozenset[str]
    printed: bool = False
    by_ledger: bool = False
    is_over: bool = False


def entries_in(period: str, plan: Plan, tasks: Iterable[Task], how: Looking) -> tuple[Entry, ...]:
    """Return every assignment that stood in a plan in a period, as its edition prints it and with what it says.

    They are in the order of the period's ledger; what that does not list follows in the order of the plan.
    """
    found = [
        _entry_in(period, entry_of(plan, task, position, None), how)
        for task in (in_period(task, period, how.notices) for task in tasks)
        for position, part in enumerate(task.assignments, start=1)
        if stood_in(period, task, part, how.notices)
    ]
    return in_ledger_order(found, period, how.notices) if how.by_ledger else tuple(found)


def in_ledger_order(entries: Iterable[Entry], period: str, notices: Notices) -> tuple[Entry, ...]:
    """Return entries in the order in which the ledger of a period lists them, what it does not list behind them."""
    ranks = {notice: rank for rank, notice in enumerate(notices)}

    def key(entry: Entry) -> tuple[bool, bool, int, int, int]:
        rows = [
            update.source
            for update in entry.assignment.updates
            if update.period == period and _is_of_ledger(update, notices)
        ]
        origin = notices.get(entry.task.source.notice)
        if not rows and origin and (origin.kind, origin.period) == ("ledger", period):
            rows = [entry.task.source]
        heads = entry.task.kind == "objective"
        if not rows:
            return not heads, True, 0, 0, 0
        first = rows[0]
        return not heads, False, ranks[first.notice], first.page or 0, first.row or 0

    return tuple(sorted(entries, key=key))


def _entry_in(period: str, bare: Entry, how: Looking) -> Entry:
    part, last = bare.assignment, edition_day(bare.plan, period, how.notices)
    update = update_in(part, period, how.notices, printed=how.printed)
    if update and not (how.by_ledger and not listed_in(part, period, how.notices)):
        return replace(bare, update=_read(update, printed=how.printed), state="listed")
    before = update_before(part, period, how.notices, printed=how.printed)
    read = _read(before, printed=how.printed) if before else None
    return unlisted(bare, read, how, last)


def edition_day(plan: Plan, period: str, notices: Notices) -> datetime.date:
    """Return the day up to which a period's edition speaks: that of its last ledger, else the end of the period."""
    days = (
        notice.day
        for name in plan.notices
        if (notice := notices.get(name)) and (notice.kind, notice.period) == ("ledger", period)
    )
    return max(days, default=periods.last_day(period))


def unlisted(bare: Entry, before: Update | None, how: Looking, last: datetime.date) -> Entry:
    """Return an entry of which its period says nothing: why not, as far as anybody has said.

    ``before`` is what was last said of it, ``last`` the day up to which the edition speaks.
    """
    ended = bare.task.ended
    if ended and ended.date <= last and ended.kind != "completed":
        return replace(bare, update=None, state="ended", before=before)
    if (before and before.status in how.closing) or (ended and ended.date <= last):
        return replace(bare, update=before, state="finished")
    state: State = "not_listed" if how.by_ledger else "missing" if how.is_over else "silent"
    return replace(bare, update=None, state=state, before=before)


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
    month = periods.bounds(origin.period)[1] if origin.period else str(origin.date or "")[:7]
    if month > limit:
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
