"""Updates whose period nobody has given yet (期次待补): where it comes from, and who does without them.

In: content or tasks as the files hold them. Out: the same, with the periods that the notices' own files give; or
without the updates that have none even then. What is pending is shown with its task, with its notice and in
data/tasks.json, and counted nowhere.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from tongbao.records.content import Content
from tongbao.records.model import Assignment, Task, Update
from tongbao.records.scalars import PENDING


def with_periods_of_notices(content: Content) -> Content:
    """Return the content in which a pending update has the period of its notice, where that has one by now."""
    periods = {notice.id: notice.period for notice in content.notices if notice.period}
    return replace(content, tasks=tuple(_with_periods(task, periods) for task in content.tasks))


def _with_periods(task: Task, periods: Mapping[str, str]) -> Task:
    if not any(one.source.notice in periods for part in task.assignments for one in pending(part)):
        return task
    parts = tuple(
        part.model_copy(
            update={"updates": tuple(_with_period(one, periods) for one in part.updates)}
        )
        for part in task.assignments
    )
    return task.model_copy(update={"assignments": parts})


def _with_period(update: Update, periods: Mapping[str, str]) -> Update:
    period = periods.get(update.source.notice)
    if update.period != PENDING or period is None:
        return update
    return update.model_copy(update={"period": period})


def pending(part: Assignment) -> tuple[Update, ...]:
    """Return the updates of an assignment whose period is not known."""
    return tuple(update for update in part.updates if update.period == PENDING)


def dated(part: Assignment) -> Assignment:
    """Return an assignment without the updates whose period is not known."""
    if not pending(part):
        return part
    known = tuple(update for update in part.updates if update.period != PENDING)
    return part.model_copy(update={"updates": known})


def without_pending(task: Task) -> Task:
    """Return a task without the updates whose period is not known."""
    if not any(pending(part) for part in task.assignments):
        return task
    return task.model_copy(update={"assignments": tuple(map(dated, task.assignments))})


def pending_by_notice(content: Content) -> Mapping[str, int]:
    """Return how many updates of each notice are pending, in the order of the notices."""
    counts = Counter(
        update.source.notice
        for task in content.tasks
        for part in task.assignments
        for update in pending(part)
    )
    return {notice.id: counts[notice.id] for notice in content.notices if counts[notice.id]}


def how_to_give(notice: str, count: int) -> tuple[str, str]:
    """Return what is said of a notice with pending updates, and what to do about it."""
    hint = f"在 content/notices/{notice}.yml 写明 period: 2022-05/2022-07"
    return f"没有写明期次，{count}条进展的期次待补", hint
