"""What every page planner looks at, computed once.

In: what an edition shows, the tested claims and the files that can be offered. Out: ``Survey``: per plan the
period its lists are of and its entries, the directory of units and persons, claims and files by notice.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.claims import ClaimResult
from tongbao.progress import merging, periods
from tongbao.progress.editions import Shown
from tongbao.progress.merging import Entry, Looking
from tongbao.progress.people import Directory, directory
from tongbao.progress.printed import by_latest, by_notice
from tongbao.progress.standing import Standing, Words
from tongbao.records.content import vocabulary_of
from tongbao.records.model import Assignment, Notice, Opened, Plan, Task, Update
from tongbao.records.pending import pending, without_pending


@dataclass(frozen=True, slots=True)
class PlanView:
    """One plan as its lists show it.

    ``as_of`` is the period the lists are of: of the last ledger, else the last of which anything was said; None where
    nothing was. Tasks are as the latest edition prints them, in its order. ``entries`` are their assignments as they
    stand, objectives left out. ``periods`` are all that anything was said of, oldest first; ``ledgers`` those that a
    ledger lists, ``collecting`` those for which only units have reported so far: their word is no state of things.
    ``asked`` are those in which a report can be missing or a row left out: a ledger came, or forms went out and the
    day to report has passed. ``records`` are the tasks as their files hold them, by id: a period's own edition is told
    from them, so that nothing that is known of people is lost. No task here has a pending update: those stand apart in
    ``pending``, by task and part, for the pages of the task and of the notice.
    """

    plan: Plan
    tasks: tuple[Task, ...]
    words: Words
    as_of: str | None
    entries: tuple[Entry, ...]
    periods: tuple[str, ...]
    ledgers: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    collecting: tuple[str, ...] = ()
    records: Mapping[str, Task] = field(default_factory=dict)
    pending: Mapping[tuple[str, str], tuple[Update, ...]] = field(default_factory=dict)

    @property
    def rated(self) -> tuple[str, ...]:
        """The periods of which the office has spoken: their figures can be compared."""
        return tuple(one for one in self.periods if one not in self.collecting)

    @property
    def counted(self) -> tuple[Entry, ...]:
        """The entries that the figures count: of a plan with ledgers those that the latest one lists."""
        return tuple(entry for entry in self.entries if self.counts(entry))

    @property
    def apart(self) -> tuple[Entry, ...]:
        """The entries that are told apart from the figures."""
        return tuple(entry for entry in self.entries if not self.counts(entry))

    def counts(self, entry: Entry) -> bool:
        """Return whether the figures count an entry."""
        return entry.is_counted and not (self.ledgers and entry.state == "silent")

    @property
    def counted_tasks(self) -> tuple[Task, ...]:
        """The tasks that lists and shares count: objectives left out."""
        return tuple(task for task in self.tasks if task.is_counted)

    @property
    def counted_records(self) -> Iterator[Task]:
        """The counted tasks as their files hold them, in the order of the tasks."""
        return (self.records[task.id] for task in self.counted_tasks)

    def pending_of(self, task: Task, part: Assignment) -> tuple[Update, ...]:
        """Return what was said of an assignment for a period that nobody has given yet."""
        return self.pending.get((task.id, part.part), ())

    def standing(self, entry: Entry) -> Standing:
        """Return how one of its entries stands."""
        return self.words.of_entry(entry)

    @property
    def has_statuses(self) -> bool:
        """Whether any notice gave any of its entries a word."""
        return any(entry.update and entry.update.status for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Survey:
    """All that pages are planned from. ``sizes`` holds the bytes of each file that can be offered."""

    shown: Shown
    plans: tuple[PlanView, ...]
    notices: Mapping[str, Notice]
    directory: Directory
    claims: Mapping[str, tuple[ClaimResult, ...]]
    sizes: Mapping[tuple[str, str], int]


def survey(
    shown: Shown, claims: Iterable[ClaimResult], sizes: Mapping[tuple[str, str], int]
) -> Survey:
    """Return the survey; ``sizes`` is keyed by notice and file name, in bytes."""
    notices = merging.notices_by_id(shown.content)
    records = {task.key: without_pending(task) for task in shown.content.tasks}
    latest = tuple(by_latest(task, notices) for task in shown.content.tasks)
    shown = replace(shown, content=replace(shown.content, tasks=latest))
    tasks: dict[str, list[Task]] = {}
    for task in latest:
        tasks.setdefault(task.plan, []).append(task)
    plans = tuple(
        _plan_view(shown, plan, tasks.get(plan.id, ()), records, notices)
        for plan in shown.content.plans
    )
    people = directory(shown.content, [entry for view in plans for entry in view.entries])
    by_notice: dict[str, list[ClaimResult]] = {}
    for claim in claims:
        by_notice.setdefault(claim.notice, []).append(claim)
    tested = {notice: tuple(found) for notice, found in by_notice.items()}
    return Survey(shown, plans, notices, people, tested, sizes)


def _plan_view(
    shown: Shown,
    plan: Plan,
    tasks: Sequence[Task],
    records: Mapping[str, Task],
    notices: Mapping[str, Notice],
) -> PlanView:
    words = Words.of(vocabulary_of(shown.content.settings, plan))
    waiting = {
        (task.id, part.part): found
        for task in tasks
        for part in task.assignments
        if (found := pending(part))
    }
    tasks = [without_pending(task) for task in tasks]
    counted = [task for task in tasks if task.is_counted]
    reported = merging.reported_periods(counted)
    ledgers = merging.ledger_periods(counted, notices)
    over = {one.period for one in plan.forms if _is_over(plan, one, notices)}
    returned = merging.returned_periods(counted, notices)
    # What units say themselves is a state of things only where no office rates the plan, and all were heard.
    collecting = tuple(
        one
        for one in returned
        if one not in ledgers and (one not in over or len(returned) < len(reported))
    )
    asked = tuple(span for span in reported if span in ledgers or span in over)
    rated = [span for span in reported if span not in collecting]
    last = (ledgers or [span for span in rated if span in asked] or (None,))[-1]
    limit = (ledgers or rated or (None,))[-1]
    how = Looking(
        notices, words.closing, by_ledger=bool(ledgers), is_over=last is not None and last in over
    )
    current = merging.current_entries(plan, counted, notices, limit)
    entries = tuple(_as_of(entry, last, how) for entry in current)
    if ledgers:
        entries = merging.in_ledger_order(entries, ledgers[-1], notices)
        ranks = {task: rank for rank, task in enumerate(_by_first(entries))}
        tasks.sort(key=lambda task: ranks.get(task.id, -1))
    as_of = last or (rated or reported or (None,))[-1]
    return PlanView(
        plan,
        tuple(tasks),
        words,
        as_of,
        entries,
        reported,
        ledgers,
        asked,
        collecting,
        {task.id: records[task.key] for task in tasks},
        waiting,
    )


def _by_first(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the tasks of entries by id, each where its first entry stands."""
    return tuple(dict.fromkeys(entry.task.id for entry in entries))


def _is_over(plan: Plan, opened: Opened, notices: Mapping[str, Notice]) -> bool:
    """Return whether the day by which units had to report for a period has passed, as far as the records tell.

    Nobody here knows today: a day has passed once something was received after it.
    """
    if opened.closed:
        return True
    day = min((one.date for one in plan.reporting if one.date >= opened.date), default=None)
    return day is not None and any(notice.received > day for notice in notices.values())


def _as_of(entry: Entry, last: str | None, how: Looking) -> Entry:
    """Return the entry as the lists' period has it: without an update that is older, unless it closed the assignment.

    What a ledger's own period says outside the ledger is no row of it.
    """
    update = entry.update
    if last is None:
        return (
            merging.unlisted(entry, update, how, datetime.date.max) if entry.task.ended else entry
        )
    if update is not None and periods.order(update.period) >= periods.order(last):
        is_row = merging.listed_in(entry.assignment, last, how.notices)
        if is_row or not how.by_ledger or update.period != last:
            return entry
    if how.by_ledger and not merging.stood_in(last, entry.task, entry.assignment, how.notices):
        return replace(entry, update=None, state="silent")
    return merging.unlisted(entry, update, how, datetime.date.max)


def reported(
    survey: Survey, view: PlanView, span: str, *, printed: bool = False
) -> tuple[Entry, ...]:
    """Return a plan's entries for a period: all of them where one can be missing, else those reported.

    They are as known now, or where ``printed`` is asked for as the notices printed them.
    """
    entries = merging.entries_in(
        span, view.plan, view.counted_records, looking_at(survey, view, span, printed=printed)
    )
    if span in view.asked:
        return entries
    return tuple(entry for entry in entries if entry.update and entry.state == "listed")


def looking_at(survey: Survey, view: PlanView, span: str, *, printed: bool = False) -> Looking:
    """Return how the entries of a period of a plan are looked at."""
    return Looking(
        survey.notices,
        view.words.closing,
        printed,
        by_ledger=span in view.ledgers,
        is_over=span in view.asked,
    )


def updates_of(survey: Survey, view: PlanView, *, objectives: bool) -> Iterator[Entry]:
    """Yield every update of a plan as an entry, oldest first; an assignment without any stands once.

    Each is as its own notice prints it.
    """
    for task in view.tasks if objectives else view.counted_tasks:
        for position, part in enumerate(task.assignments, start=1):
            said = merging.in_order(part.updates, survey.notices)
            for update in said:
                record = view.records[task.id]
                printed = by_notice(record, update.source.notice, survey.notices)
                told = printed.assignments[position - 1].updates[part.updates.index(update)]
                yield merging.entry_of(view.plan, printed, position, told)
            if not said:
                yield merging.entry_of(view.plan, task, position, None)
