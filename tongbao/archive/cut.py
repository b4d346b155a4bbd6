"""What a month holds: the content of a site, cut back to what was said of it by a day.

In: ``Content``, the month, and the day up to which is known. Out: ``Content`` with nothing later in it: updates whose
period ends in or before the month and whose notice was there by that day, errata and replies dated up to it, and of
the other records those that these stand on or that were there already.
"""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tongbao.records.content import Content
from tongbao.records.model import Assignment, Notice, Plan, Task, Update
from tongbao.site import merging, periods


@dataclass(frozen=True, slots=True)
class Moment:
    """A month, ``YYYY-MM``, as known on a day."""

    month: str
    as_of: datetime.date

    @property
    def last_day(self) -> datetime.date:
        """The last day of the month."""
        return last_day_of(self.month)

    def reaches(self, period: str) -> bool:
        """Return whether a period has ended by the end of the month."""
        return periods.bounds(period)[1] <= self.month

    def knows(self, notice: Notice) -> bool:
        """Return whether a notice was there by the day."""
        return (notice.date or notice.received) <= self.as_of


def last_day_of(month: str) -> datetime.date:
    """Return the last day of a month, ``YYYY-MM``."""
    year, number = map(int, month.split("-"))
    return datetime.date(year, number, calendar.monthrange(year, number)[1])


def cut(content: Content, moment: Moment) -> Content:
    """Return what a month holds of the content."""
    known = {notice.id for notice in content.notices if moment.knows(notice)}
    own = {notice.id for notice in content.notices if notice.id in known and _is_of(notice, moment)}
    notices = merging.notices_by_id(content)
    tasks = tuple(
        found
        for task in content.tasks
        if (found := _task(task, moment, notices, frozenset(known), frozenset(own)))
    )
    kept = own | {name for task in tasks for name in _sources(task)}
    plans = tuple(_plans(content, tasks, frozenset(kept)))
    return replace(
        content,
        plans=plans,
        tasks=_without_dangling(tasks),
        notices=tuple(notice for notice in content.notices if notice.id in kept),
        indicators=tuple(one for one in content.indicators if one.notice in kept),
        mentions=tuple(one for one in content.mentions if one.notice in kept),
    )


def _is_of(notice: Notice, moment: Moment) -> bool:
    """Return whether a notice is of the month or before: by its period, else by its day."""
    if notice.period:
        return moment.reaches(notice.period)
    return (notice.date or notice.received) <= moment.last_day


def _task(
    task: Task,
    moment: Moment,
    notices: merging.Notices,
    known: frozenset[str],
    own: frozenset[str],
) -> Task | None:
    """Return what the month holds of a task, None where it was not there yet."""
    parts: list[Assignment] = []
    for part in task.assignments:
        updates = tuple(
            _update(update, moment)
            for update in part.updates
            if update.source.notice in known and moment.reaches(update.period)
        )
        if updates or merging.stood_in(moment.month, task, part, notices):
            due = tuple(one for one in part.due if one.source.notice in own)
            parts.append(part.model_copy(update={"updates": updates, "due": due}))
    said = any(part.updates for part in parts)
    if not said and task.source.notice not in own:
        return None
    return task.model_copy(update={"assignments": tuple(parts)})


def _update(update: Update, moment: Moment) -> Update:
    reply = update.reply if update.reply and update.reply.date <= moment.as_of else None
    errata = tuple(erratum for erratum in update.errata if erratum.date <= moment.as_of)
    return update.model_copy(update={"reply": reply, "errata": errata})


def _sources(task: Task) -> Iterator[str]:
    yield task.source.notice
    for part in task.assignments:
        yield from (update.source.notice for update in part.updates)


def _plans(content: Content, tasks: tuple[Task, ...], kept: frozenset[str]) -> Iterator[Plan]:
    """Yield the plans that have tasks or a notice by then."""
    with_tasks = {task.plan for task in tasks}
    for plan in content.plans:
        notices = tuple(name for name in plan.notices if name in kept)
        if plan.id in with_tasks or notices:
            yield plan.model_copy(update={"notices": notices})


def _without_dangling(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Return the tasks without the names of tasks that are not among them."""
    known = {f"{task.plan}/{task.id}" for task in tasks}
    return tuple(
        task.model_copy(update={"supersedes": tuple(n for n in task.supersedes if n in known)})
        for task in tasks
    )
