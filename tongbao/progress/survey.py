"""What every page planner looks at, computed once.

In: what an edition shows, the tested claims and the files that can be offered. Out: ``Survey``: per plan the
period its lists are of and its entries, the directory of units and persons, claims and files by notice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.claims import ClaimResult
from tongbao.progress import merging, periods
from tongbao.progress.editions import Shown
from tongbao.progress.merging import Entry
from tongbao.progress.people import Directory, directory
from tongbao.progress.standing import Standing, Words
from tongbao.records.content import vocabulary_of
from tongbao.records.model import Assignment, Notice, Plan, Task, Update
from tongbao.records.pending import pending, without_pending


@dataclass(frozen=True, slots=True)
class PlanView:
    """One plan as its lists show it.

    ``as_of`` is the period the lists are of: of the last ledger, else the last for which forms were sent and a unit
    answered, else the last of which anything was said; None where nothing was. ``entries`` are its
    assignments as they stand, objectives left out, ``periods`` all that were reported, oldest first,
    ``ledgers`` those of them for which a ledger came, and ``asked`` those in which a report can be missing: a ledger
    came, or the units were sent forms and the first answered. No task here has a pending update: those stand apart in
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
    pending: Mapping[tuple[str, str], tuple[Update, ...]] = field(default_factory=dict)

    @property
    def counted_tasks(self) -> tuple[Task, ...]:
        """The tasks that lists and shares count: objectives left out."""
        return tuple(task for task in self.tasks if task.is_counted)

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
    tasks: dict[str, list[Task]] = {}
    for task in shown.content.tasks:
        tasks.setdefault(task.plan, []).append(task)
    plans = tuple(
        _plan_view(shown, plan, tasks.get(plan.id, ()), notices) for plan in shown.content.plans
    )
    people = directory(shown.content, (entry for view in plans for entry in view.entries))
    by_notice: dict[str, list[ClaimResult]] = {}
    for claim in claims:
        by_notice.setdefault(claim.notice, []).append(claim)
    tested = {notice: tuple(found) for notice, found in by_notice.items()}
    return Survey(shown, plans, notices, people, tested, sizes)


def _plan_view(
    shown: Shown, plan: Plan, tasks: Sequence[Task], notices: Mapping[str, Notice]
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
    opened = {one.period for one in plan.forms}
    asked = tuple(span for span in reported if span in opened or span in ledgers)
    # What units say themselves moves a plan on only where its office keeps no ledger.
    last = (ledgers or asked or (None,))[-1]
    current = merging.current_entries(plan, counted, notices, (ledgers or (None,))[-1])
    entries = tuple(_as_of(entry, last, words.closing) for entry in current)
    as_of = last or (reported[-1] if reported else None)
    return PlanView(plan, tuple(tasks), words, as_of, entries, reported, ledgers, asked, waiting)


def _as_of(entry: Entry, last: str | None, closing: frozenset[str]) -> Entry:
    """Return the entry without an update that is older than the lists' period, unless it closed the assignment."""
    update = entry.update
    if last is None or update is None or periods.order(update.period) >= periods.order(last):
        return entry
    if update.status in closing:
        return replace(entry, carried=True)
    return replace(entry, update=None)


def reported(
    survey: Survey, view: PlanView, span: str, *, printed: bool = False
) -> tuple[Entry, ...]:
    """Return a plan's entries for a period: all of them where a report can be missing, else those reported.

    They are as known now, or where ``printed`` is asked for as the notices printed them.
    """
    how = merging.Looking(survey.notices, view.words.closing, printed)
    entries = merging.entries_in(span, view.plan, view.counted_tasks, how)
    if span in view.asked:
        return entries
    return tuple(entry for entry in entries if entry.update and not entry.carried)


def updates_of(survey: Survey, view: PlanView, *, objectives: bool) -> Iterator[Entry]:
    """Yield every update of a plan as an entry, oldest first; an assignment without any stands once."""
    for task in view.tasks if objectives else view.counted_tasks:
        for position, part in enumerate(task.assignments, start=1):
            said = merging.in_order(part.updates, survey.notices)
            for update in said or (None,):
                yield merging.entry_of(view.plan, task, position, update)
