"""What a month holds: the content of a site, cut back to what was said of it by a day.

In: ``Content``, the month, and the day up to which is known. Out: ``Content`` with nothing later in it: updates whose
period ends in or before the month and whose notice was there by that day, errata and replies dated up to it, and of
the other records those that these stand on or that were there already.

A task that a later notice set stands as the first notice of the month printed it: nothing in a month may be of later.
"""

import datetime
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from tongbao.progress import merging, periods, printed
from tongbao.records.content import Content
from tongbao.records.model import Assignment, Bulletin, Ended, Notice, Plan, Task, Update
from tongbao.records.pending import without_pending


@dataclass(frozen=True, slots=True)
class Moment:
    """A month, ``YYYY-MM``, as known on a day."""

    month: str
    as_of: datetime.date

    @property
    def last_day(self) -> datetime.date:
        """The last day of the month."""
        return periods.last_day(self.month)

    def reaches(self, period: str) -> bool:
        """Return whether a period has ended by the end of the month."""
        return periods.bounds(period)[1] <= self.month

    def knows(self, notice: Notice) -> bool:
        """Return whether a notice was there by the day."""
        return notice.day <= self.as_of

    def hears(self, notice: Notice) -> bool:
        """Return whether what a notice says of the month or before counts: it was there, and is of no later period."""
        return self.knows(notice) and (notice.period is None or self.reaches(notice.period))

    def issued(self, bulletin: Bulletin) -> bool:
        """Return whether a bulletin was issued by the day, of the month or before."""
        return self.reaches(bulletin.period) and bulletin.date <= self.as_of

    def has_ended(self, ended: Ended, until: datetime.date) -> bool:
        """Return whether a task had ended by then; ``until`` is the day up to which the month's edition speaks."""
        return ended.date <= min(until, self.as_of)

    def owns(self, notice: Notice) -> bool:
        """Return whether a notice is of the month or before: by its period, else by its day."""
        if notice.period:
            return self.hears(notice)
        return notice.day <= min(self.last_day, self.as_of)


@dataclass(frozen=True, slots=True)
class _Notices:
    """The notices of a site by id, which of them a month hears and owns, and until when its editions speak, by plan."""

    by_id: merging.Notices
    heard: frozenset[str]
    own: frozenset[str]
    until: Mapping[str, datetime.date]

    @classmethod
    def of(cls, content: Content, moment: Moment) -> "_Notices":
        heard = {notice.id for notice in content.notices if moment.hears(notice)}
        own = {notice.id for notice in content.notices if moment.owns(notice)}
        by_id = merging.notices_by_id(content)
        until = {plan.id: _until(plan, by_id, heard, moment) for plan in content.plans}
        return cls(by_id, frozenset(heard), frozenset(own), until)


def _until(
    plan: Plan, notices: merging.Notices, heard: Container[str], moment: Moment
) -> datetime.date:
    """Return the day up to which the editions of a plan speak that a month hears."""
    spans = {notices[name].period for name in plan.notices if name in heard and name in notices}
    days = (merging.edition_day(plan, span, notices) for span in spans if span)
    return max((moment.last_day, *days))


def cut(content: Content, moment: Moment) -> Content:
    """Return what a month holds of the content."""
    notices = _Notices.of(content, moment)
    dated = map(without_pending, content.tasks)
    tasks = tuple(found for task in dated if (found := _task(task, moment, notices)))
    kept = notices.own | {name for task in tasks for name in _sources(task)}
    plans = tuple(_plans(content, tasks, kept, moment))
    return replace(
        content,
        plans=plans,
        tasks=_without_dangling(tasks),
        notices=tuple(notice for notice in content.notices if notice.id in kept),
        indicators=tuple(one for one in content.indicators if one.notice in kept),
        decisions=(),
        mentions=tuple(one for one in content.mentions if one.notice in kept),
    )


def _task(task: Task, moment: Moment, notices: _Notices) -> Task | None:
    """Return what the month holds of a task, None where it was not there yet."""
    parts: list[Assignment] = []
    for part in task.assignments:
        updates = tuple(
            _update(update, moment)
            for update in part.updates
            if update.source.notice in notices.heard and moment.reaches(update.period)
        )
        if updates or _stood_there(task, part, notices):
            due = tuple(one for one in part.due if one.source.notice in notices.own)
            restated = tuple(one for one in part.restated if one.source.notice in notices.heard)
            cut = {"updates": updates, "due": due, "restated": restated}
            parts.append(part.model_copy(update=cut))
    if not parts and (task.assignments or task.source.notice not in notices.own):
        return None
    until = notices.until.get(task.plan, moment.last_day)
    ended = task.ended if task.ended and moment.has_ended(task.ended, until) else None
    held = task.model_copy(update={"assignments": tuple(parts), "ended": ended})
    if task.source.notice in notices.own:
        return held
    heard = merging.in_order(held.updates, notices.by_id)
    return printed.by_first(held, heard, notices.by_id)


def _stood_there(task: Task, part: Assignment, notices: _Notices) -> bool:
    """Return whether an assignment of which nothing was said was there: its notice set it, no later ledger added it."""
    if task.source.notice not in notices.own:
        return False
    origin = notices.by_id[task.source.notice]
    return not (part.updates and origin.kind == "ledger")


def _update(update: Update, moment: Moment) -> Update:
    reply = update.reply if update.reply and update.reply.date <= moment.as_of else None
    errata = tuple(erratum for erratum in update.errata if erratum.date <= moment.as_of)
    return update.model_copy(update={"reply": reply, "errata": errata})


def _sources(task: Task) -> Iterator[str]:
    yield task.source.notice
    if task.ended and task.ended.notice:
        yield task.ended.notice
    for part in task.assignments:
        yield from (update.source.notice for update in part.updates)
        yield from (one.source.notice for one in part.restated)


def _plans(
    content: Content, tasks: tuple[Task, ...], kept: frozenset[str], moment: Moment
) -> Iterator[Plan]:
    """Yield the plans that have tasks or a notice by then, with the forms and bulletins that were out by then."""
    with_tasks = {task.plan for task in tasks}
    for plan in content.plans:
        notices = tuple(name for name in plan.notices if name in kept)
        if plan.id in with_tasks or notices:
            forms = tuple(
                one for one in plan.forms if moment.reaches(one.period) and one.date <= moment.as_of
            )
            issued = tuple(one for one in plan.bulletins if moment.issued(one))
            changed = {"notices": notices, "forms": forms, "bulletins": issued}
            yield plan.model_copy(update=changed)


def _without_dangling(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Return the tasks without the names of tasks that are not among them."""
    known = {task.key for task in tasks}
    return tuple(task.without_names_but(known) for task in tasks)
