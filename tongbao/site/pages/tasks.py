"""The page of a task: who answers for it, what was said about it and where, newest first.

In: the survey. Out: one ``TaskPage`` a task. What all assignments of a task share stands once, above them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from tongbao.progress import merging, periods
from tongbao.progress.editions import LeftOut
from tongbao.progress.history import History
from tongbao.progress.merging import Entry
from tongbao.progress.rollups import Timeline
from tongbao.progress.standing import NOT_LISTED, UNREPORTED, Standing
from tongbao.progress.succession import Succession
from tongbao.progress.survey import PlanView, Survey
from tongbao.records.kinds import END_KINDS
from tongbao.records.model import Assignment, Due, Ended, Person, Source, Task
from tongbao.site import audience, heads, origins, urls
from tongbao.site.page import Page
from tongbao.site.pages.statements import (
    Missing,
    StatementView,
    printed_words,
    statement_anchor,
    statement_of,
)
from tongbao.site.pages.units import until_words
from tongbao.site.pictures import CoursePicture, course_of
from tongbao.site.references import badge_for, link_of_key, link_of_person, link_of_unit
from tongbao.site.rows import badge_of, entry_path, is_numbered, note_of, number_of
from tongbao.site.tallies import counts_of
from tongbao.site.views import Badge, Byline, Fact, Link, Origin, Share
from tongbao.site.wording import OF_A_TASK, left_out_sentence, marks_of

# A page with at least so many assignments says at its head which they are.
_MANY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTask:
    """A task of an earlier year that this one carries on, with all that was said of it, newest first."""

    link: Link
    plan: str
    items: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One assignment on its task's page. ``missing`` says why there is no current statement.

    ``heading`` names it among several, "" where it is the only one; ``title`` is what stands above it.
    """

    anchor: str
    heading: str
    title: str
    badge: Badge | None
    note: str
    facts: tuple[Fact, ...]
    course: CoursePicture | None
    current: StatementView | None
    missing: str
    earlier: tuple[StatementView | Missing, ...]
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage(Page):
    """A task with the history of all its assignments. ``facts`` hold for all of them.

    ``origin`` is where the task itself was set, where no statement shown comes from there; ``audience`` says who sees
    the task where that differs from its plan.
    """

    template: ClassVar[str] = "task"

    number: str
    text: str
    byline: Byline | None
    summary: tuple[Share, ...]
    facts: tuple[Fact, ...]
    items: tuple[ItemView, ...]
    carried_on: tuple[EarlierTask, ...]
    origin: Origin | None
    left_out: str
    marks: tuple[str, ...]
    previous: Link | None
    following: Link | None
    audience: str = ""


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a task: those before and after it in its plan, in other years, and its plan over time.

    ``names`` say how each task of the plan is called, by id.
    """

    before: Task | None
    after: Task | None
    names: Mapping[str, str]
    succession: Succession
    timeline: Timeline


def task_pages(survey: Survey, history: History) -> Iterator[TaskPage]:
    """Yield the page of every task, in the order of its plan."""
    succession = Succession.of(task for view in survey.plans for task in view.tasks)
    for view in survey.plans:
        entries: dict[str, list[Entry]] = {}
        for entry in view.entries:
            entries.setdefault(entry.task.id, []).append(entry)
        names = {task.id: _called(task, entries.get(task.id, ())) for task in view.tasks}
        for position, task in enumerate(view.tasks):
            before = view.tasks[position - 1] if position else None
            after = view.tasks[position + 1] if position + 1 < len(view.tasks) else None
            around = _Around(before, after, names, succession, history.timelines[view.plan.id])
            found = entries.get(task.id) or _objective_entries(survey, view, task)
            yield _task_page(survey, view, found, task, around)


def _objective_entries(survey: Survey, view: PlanView, task: Task) -> list[Entry]:
    """Return the entries of an objective, which stands in no list."""
    ledger = (view.ledgers or (None,))[-1]
    return list(merging.current_entries(view.plan, (task,), survey.notices, ledger))


def _task_page(
    survey: Survey,
    view: PlanView,
    entries: Sequence[Entry],
    task: Task,
    around: _Around,
) -> TaskPage:
    number = around.names[task.id]
    byline = _byline(survey, task, entries)
    plan = Link(view.plan.title, urls.plan(view.plan.id))
    shared = _shared_facts(survey, view, task)
    items = tuple(_item(survey, view, entry, shared, around.timeline) for entry in entries)
    return TaskPage(
        path=urls.task(task.plan, task.id),
        title=f"{number}　{task.text}",
        made_from=task.path,
        section="plans",
        crumbs=(plan,),
        metas=heads.article(task.text, byline),
        number=number,
        text=task.text,
        byline=byline,
        summary=_summary(view, entries) if len(items) > 1 else (),
        facts=(*shared, *_task_facts(survey, task, around.succession), *_contents(view, entries)),
        items=items,
        carried_on=tuple(_carried_on(survey, task, around.succession)),
        origin=_own_origin(survey, view, task),
        left_out=left_out_sentence(_left_out(survey, task)),
        marks=marks_of(task.review, *OF_A_TASK),
        previous=_neighbour(around.before, around.names),
        following=_neighbour(around.after, around.names),
        audience=audience.of_task(survey.shown.edition, view.plan, task),
    )


def _summary(view: PlanView, entries: Sequence[Entry]) -> tuple[Share, ...]:
    """Return how many assignments of the task stand how, each leading to the first that does."""
    if not view.has_statuses:
        return ()
    first: dict[Standing, str] = {}
    for entry in entries:
        first.setdefault(view.standing(entry), entry_path(entry))
    return tuple(
        Share(badge_for(standing, view.plan.id), count, None, first[standing])
        for standing, count in counts_of(view, entries)
    )


def _contents(view: PlanView, entries: Sequence[Entry]) -> Iterator[Fact]:
    """Yield the way to each of many assignments, where no counts by status lead there."""
    if len(entries) >= _MANY and not view.has_statuses:
        yield Fact("分工", tuple(Link(_name(entry), entry_path(entry)) for entry in entries))


def _own_origin(survey: Survey, view: PlanView, task: Task) -> Origin | None:
    """Return where the task was set, unless an update comes from there and says so already."""
    sources = {
        update.source.notice
        for part in task.assignments
        for update in (*part.updates, *view.pending_of(task, part))
    }
    return None if task.source.notice in sources else origins.origin_of(survey, task.source)


def _left_out(survey: Survey, task: Task) -> LeftOut:
    return survey.shown.by_task.get(task.path, LeftOut())


def _called(task: Task, entries: Sequence[Entry]) -> str:
    """Return how a task is called: by its number, by the one that it had where the edition gives it none."""
    is_gone = task.number and entries and not any(map(is_numbered, entries))
    return f"原{number_of(task)}" if is_gone else number_of(task)


def _neighbour(task: Task | None, names: Mapping[str, str]) -> Link | None:
    """Return the way to the task before or after; its text stands behind the link."""
    if task is None:
        return None
    return Link(names[task.id], urls.task(task.plan, task.id), task.text)


def _byline(survey: Survey, task: Task, entries: Sequence[Entry]) -> Byline | None:
    """Return the byline of the latest notice that speaks of the task."""
    names = [entry.update.source.notice for entry in entries if entry.update]
    found = [survey.notices[name] for name in names if name in survey.notices]
    latest = max(found, key=lambda notice: notice.day, default=None)
    return origins.byline_of(survey, latest or survey.notices.get(task.source.notice))


def _shared_facts(survey: Survey, view: PlanView, task: Task) -> tuple[Fact, ...]:
    """Return the facts that hold for every assignment of a task with several."""
    if len(task.assignments) < 2:  # noqa: PLR2004 - one assignment shares nothing
        return ()
    first, *rest = (tuple(_who(survey, view, part)) for part in task.assignments)
    return tuple(fact for fact in first if all(fact in others for others in rest))


def _task_facts(survey: Survey, task: Task, succession: Succession) -> Iterator[Fact]:
    """Yield what is the task's own: the heading it stands under, the tasks it carries on, those that carry it on."""
    if task.section:
        yield Fact("所属部分", (Link(task.section),))
    if task.ended:
        yield Fact("结束", tuple(_ended(survey, task.ended, succession)))
    if was := succession.ended_before(task):
        yield Fact("由来", tuple(_came_of(one) for one in was))
    for term, others in (
        ("承接", succession.before(task)),
        ("后续", succession.after(task)),
    ):
        if others:
            yield Fact(term, tuple(_titled(survey, other) for other in others))


def _ended(survey: Survey, ended: Ended, succession: Succession) -> Iterator[Link]:
    """Yield how a task ended, since when, why and by what notice, and the tasks that go on."""
    why = f"，{ended.reason}" if ended.reason else ""
    yield Link(f"{periods.day_in_words(ended.date)}{END_KINDS[ended.kind]}{why}")
    if ended.notice:
        yield origins.notice_link(survey, Source(notice=ended.notice), "依据文件")
    for name in ended.into:
        if task := succession.by_name.get(name):
            yield Link(f"{number_of(task)}　{task.text}", urls.task(task.plan, task.id))


def _came_of(ended: Task) -> Link:
    """Return the way to a task that this one is a part of, or that is a part of it; no edition numbers it any more."""
    how = "拆出" if ended.ended and ended.ended.kind == "split" else "并入"
    return Link(ended.text, urls.task(ended.plan, ended.id), f"（{how}本项）")


def _titled(survey: Survey, task: Task) -> Link:
    """Return the way to a task of another plan, with the plan's title after it."""
    plan = next(view.plan for view in survey.plans if view.plan.id == task.plan)
    return Link(task.text, urls.task(task.plan, task.id), f"（{plan.title}）")


def _carried_on(survey: Survey, task: Task, succession: Succession) -> Iterator[EarlierTask]:
    """Yield the tasks of earlier years that this one carries on, with all that was said of them."""
    views = {view.plan.id: view for view in survey.plans}
    for other in succession.all_before(task):
        view = views[other.plan]
        entries = merging.current_entries(view.plan, (other,), survey.notices)
        items = [
            one
            for entry in entries
            for one in _timeline(survey, view, entry)
            if isinstance(one, StatementView)
        ]
        yield EarlierTask(
            link=Link(f"{number_of(other)}　{other.text}", urls.task(other.plan, other.id)),
            plan=view.plan.title,
            items=tuple(items),
        )


def _item(
    survey: Survey, view: PlanView, entry: Entry, shared: tuple[Fact, ...], timeline: Timeline
) -> ItemView:
    part = entry.assignment
    said = _timeline(survey, view, entry)
    stands = entry.update is not None
    several = len(entry.task.assignments) > 1
    heading = _heading(entry) if several else ""
    current = _current(entry, said)
    pending = _pending(survey, view, entry)
    missing = "" if stands or pending else _missing(view, entry)
    return ItemView(
        anchor=urls.item_anchor(part.part, entry.position) if several else "item",
        heading=heading,
        title=heading or ("最新进展" if stands or missing else "责任分工"),
        badge=badge_of(view, entry) if entry.update or entry.task.is_counted else None,
        note=note_of(entry.update),
        facts=(
            *(fact for fact in _who(survey, view, part) if fact not in shared),
            *_before(survey, entry),
            *_restated(survey, part),
        ),
        course=course_of(view, timeline, entry),
        current=current,
        missing=missing,
        earlier=(*pending, *(one for one in said if one is not current)),
        audience=audience.of_assignment(survey.shown.edition, view.plan, entry.task, part),
    )


def _current(entry: Entry, said: Sequence[StatementView | Missing]) -> StatementView | None:
    """Return the statement that the entry stands on: a later return of a unit stands among the others."""
    if entry.update is None:
        return None
    anchor = statement_anchor(entry, entry.update)
    return next(one for one in said if isinstance(one, StatementView) and one.anchor == anchor)


def _timeline(survey: Survey, view: PlanView, entry: Entry) -> list[StatementView | Missing]:
    """Return all that was said of an assignment, newest first, with the ledgers that left it out between."""
    found = merging.history(entry.assignment, view.asked, view.words.closing, survey.notices)
    ended = entry.task.ended
    return [
        statement_of(survey, view, entry, update) if update else _left_out_by(view, span)
        for span, update in reversed(found)
        # What is missing now stands above the timeline; of what has ended nothing is missing any more.
        if update
        or (
            span != view.as_of
            and not (ended and ended.date <= merging.edition_day(view.plan, span, survey.notices))
        )
    ]


def _pending(survey: Survey, view: PlanView, entry: Entry) -> tuple[StatementView, ...]:
    """Return what was said of an assignment for a period that nobody has given yet."""
    found = view.pending_of(entry.task, entry.assignment)
    return tuple(
        statement_of(survey, view, entry, update, place)
        for place, update in enumerate(found, start=1)
    )


def _left_out_by(view: PlanView, span: str) -> Missing:
    period = Link(periods.label(span), urls.period(view.plan.id, span))
    gap = NOT_LISTED if span in view.ledgers else UNREPORTED
    return Missing(period=period, badge=badge_for(gap, view.plan.id))


def _heading(entry: Entry) -> str:
    return f"（{entry.assignment.part}）{_name(entry)}"


def _name(entry: Entry) -> str:
    """Return what an assignment is called: its label, else who answers for it, else whom it is about."""
    about = entry.update.subject if entry.update else None
    return entry.assignment.label or "、".join(entry.counted_units) or about or ""


def _missing(view: PlanView, entry: Entry) -> str:
    """Return why no current statement is shown; of what has ended the task's own facts say it."""
    if view.as_of is None or entry.state in ("ended", "finished"):
        return ""
    if entry.state == "not_listed":
        return f"{periods.label(view.as_of)}的台账没有列这一项（本期未列），没有说明原因。"
    if entry.state == "missing":
        return f"{periods.label(view.as_of)}没有报送进展。"
    return "还没有进展。"


def _before(survey: Survey, entry: Entry) -> Iterator[Fact]:
    """Yield the units that earlier editions name in an assignment and the latest does not, each until when."""
    found = tuple(
        replace(link_of_key(survey.directory, key), after=f"（{until_words(past)}）")
        for key, past in survey.directory.former.by_part.get((entry.task.key, entry.position), ())
    )
    if found:
        yield Fact("以前的单位", found)


def _restated(survey: Survey, part: Assignment) -> Iterator[Fact]:
    """Yield what notices without progress, such as another decomposition, print otherwise of an assignment."""
    told = tuple(
        replace(origins.notice_link(survey, one.source, "另一份文件"), after=f"所印：{words}")
        for one in part.restated
        if (words := printed_words(one.printed))
    )
    if told:
        yield Fact("先后印法", told)


def _who(survey: Survey, view: PlanView, part: Assignment) -> Iterator[Fact]:
    """Yield who answers for an assignment, and by when, as the notice labels it."""
    roles = (
        ("共同牵头" if part.lead_shared else "牵头单位", part.lead),
        ("责任单位", part.responsible),
        ("配合单位", part.cooperating),
    )
    for term, names in roles:
        if names:
            here = view.plan.district
            yield Fact(term, tuple(link_of_unit(survey.directory, here, name) for name in names))
    for term, persons in (("责任领导", part.leaders), ("责任人", part.persons)):
        if persons:
            yield Fact(term, tuple(_person(survey, view, person, part) for person in persons))
    if part.due:
        yield Fact("时限", tuple(_due(survey, due) for due in part.due))


def _person(survey: Survey, view: PlanView, person: Person, part: Assignment) -> Link:
    """Return a person with the unit beside the name where several units answer together."""
    link = link_of_person(survey.directory, view.plan.district, person)
    if person.unit and len(part.lead) > 1:
        return Link(link.text, link.path, f"{link.after}（{person.unit}）")
    return link


def _due(survey: Survey, due: Due) -> Link:
    link = origins.notice_link(survey, due.source, due.date.isoformat())
    return Link(link.text, link.path, f"（{due.words}）")
