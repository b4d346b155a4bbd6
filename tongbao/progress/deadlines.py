"""Days that notices set: deadlines of assignments, and days on which units report back.

In: the survey. Out: ``Deadline`` values by day. A day for reporting back makes no task overdue, and nothing here knows
what day it is today.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from tongbao.progress.merging import Entry
from tongbao.progress.survey import PlanView, Survey
from tongbao.records.model import Notice, Plan, Task


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day of one plan: what is due.

    ``entry`` is the assignment, None where the units report back for ``words`` (上半年); ``stamp`` is the day of the
    notice that sets it, ``id`` stays the same from build to build.
    """

    date: datetime.date
    id: str
    plan: Plan
    words: str
    stamp: datetime.date
    entry: Entry | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The units that answer for the assignment, as printed."""
        return self.entry.counted_units if self.entry else ()


def deadlines_of(survey: Survey) -> tuple[Deadline, ...]:
    """Return all days, the earliest first, then in the order of plans and tasks."""
    found = [one for view in survey.plans for one in _of_plan(survey, view)]
    return tuple(sorted(found, key=lambda one: one.date))


def _of_plan(survey: Survey, view: PlanView) -> Iterator[Deadline]:
    plan = view.plan
    stamp = _stamp(survey, plan.notices)
    for reporting in plan.reporting:
        name = f"{plan.id}-reporting-{reporting.date.isoformat()}"
        yield Deadline(reporting.date, name, plan, reporting.covers, stamp or reporting.date)
    for task in view.tasks:
        yield from _of_task(survey, plan, task)


def _of_task(survey: Survey, plan: Plan, task: Task) -> Iterator[Deadline]:
    for position, part in enumerate(task.assignments, start=1):
        for number, due in enumerate(part.due, start=1):
            name = f"{plan.id}-{task.id}-{position}-due-{number}"
            stamp = _stamp(survey, (due.source.notice,)) or due.date
            entry = Entry(plan, task, part, position, None, "silent")
            yield Deadline(due.date, name, plan, due.words, stamp, entry)


def _stamp(survey: Survey, notices: tuple[str, ...]) -> datetime.date | None:
    """Return the day of the first of these notices that is shown."""
    shown: Iterator[Notice] = (survey.notices[name] for name in notices if name in survey.notices)
    return next((notice.day for notice in shown), None)
