"""Questions about notices and plans: titles, periods, districts, and what is doubted of figures and reports.

In: the content. Out: questions. A plan may be given to another district, and one of which nothing is a task may go.
"""

import datetime
from collections.abc import Callable, Iterator

from tongbao.notices.quantities.periods import find_span, find_span_before
from tongbao.output.excerpts import Where
from tongbao.progress import periods
from tongbao.records import marks
from tongbao.records.checks.reviews import mark_in_words
from tongbao.records.content import Content
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import Notice, Plan
from tongbao.records.pending import pending_by_notice
from tongbao.records.settings import District
from tongbao.review.answering import (
    CHANGE,
    RIGHT,
    YES,
    changed,
    cleared,
    filled,
    looked_at,
    period_of,
    with_units_of,
    with_values,
    without_mark,
)
from tongbao.review.changes import Changes, RefusedAnswer
from tongbao.review.question import Choice, Given, Input, Question, question_id
from tongbao.review.tasks import gathered_question
from tongbao.site import urls


def plan_questions(content: Content) -> Iterator[Question]:
    """Yield the questions about plans, in their order."""
    for plan in content.plans:
        for mark in plan.review:
            yield _of_plan(content, plan, mark)


def notice_questions(content: Content) -> Iterator[Question]:
    """Yield what notices leave open: their period first, then their marks."""
    waiting = pending_by_notice(content)
    for notice in content.notices:
        if notice.id in waiting and notice.period is None:
            yield _period_question(content, notice, waiting[notice.id])
        for mark in notice.review:
            yield gathered_question(content, notice, mark) or _of_notice(notice, mark)


def fact_questions(content: Content) -> Iterator[Question]:
    """Yield what is doubted of figures and of reports in the papers."""
    titles = {notice.id: notice.title for notice in content.notices}
    records: tuple[Indicators | Mentions, ...] = (*content.indicators, *content.mentions)
    for record in records:
        for mark in record.review:
            yield _of_facts(record, mark, titles.get(record.notice, record.notice))


def _of_plan(content: Content, plan: Plan, mark: str) -> Question:
    field = mark.partition(":")[0]

    def find(changes: Changes) -> Plan:
        return changes.plan(plan.id)

    choices = [looked_at(find, mark, plan.id, plan.title)]
    if field == "title":
        choices.append(_other_title(find, mark, plan))
    elif marks.is_unknown_district(mark):
        choices = [*_of_district(content, plan, mark)]
    notices = [one for one in content.notices if one.id in plan.notices]
    if len(notices) == 1 and notices[0].kind == "news":
        choices.append(_no_tasks(content, plan, notices[0]))
    tasks = content.tasks_of(plan.id)
    first = "；".join(task.text[:20] for task in tasks[:3])
    names = [one.name for one in content.settings.districts if one.id == plan.district]
    shown = (
        ("清单", plan.title),
        ("区划", "、".join(names) or plan.district),
        ("任务", f"{len(tasks)}项：{first}"),
    )
    places = [Where(one.id, 1, None, (one.title,)) for one in notices[:1]]
    return Question(
        id=question_id(plan, plan.path, mark),
        group="plans",
        title=plan.title,
        asked=mark_in_words(mark, plan) or mark,
        file=plan.path,
        choices=tuple(choices),
        shown=shown,
        places=tuple(places),
        page=urls.plan(plan.id),
        usual=YES,
    )


def _other_title(
    find: Callable[[Changes], Plan] | Callable[[Changes], Notice], mark: str, record: Plan | Notice
) -> Choice:
    def apply(changes: Changes, given: Given) -> None:
        title = filled(given, "title", "标题")
        now = find(changes).model_copy(update={"title": title})
        cleared(changes, now, mark, record.id, record.title, is_so=False)

    return changed([Input("title", "标题", record.title)], apply)


def _of_district(content: Content, plan: Plan, mark: str) -> Iterator[Choice]:
    made_up = next(one for one in content.settings.districts if one.id == plan.district)

    def right(changes: Changes, _given: Given) -> None:
        cleared(changes, changes.plan(plan.id), mark, plan.id, plan.title)

    def other(changes: Changes, given: Given) -> None:
        name = filled(given, "district", "区划名称")
        settings = changes.content.settings
        standing = next((one for one in settings.districts if one.name == name), None)
        now = without_mark(changes.plan(plan.id), mark)
        if standing and standing.id != plan.district:
            _move(changes, now, standing)
        else:
            renamed = tuple(
                one.model_copy(update={"name": name}) if one.id == plan.district else one
                for one in settings.districts
            )
            changes.put(settings.model_copy(update={"districts": renamed}))
            changes.put(now)
        changes.decide("mark", plan.id, is_so=False, asked=mark, seen=plan.title)

    hint = "写站点里已有的区划，清单就归到那里；写别的，是这个区划的名称"
    yield Choice(YES, f"对，是“{made_up.name}”", right)
    known = "、".join(one.name for one in content.settings.districts if one.id != made_up.id)
    written = Input("district", "区划名称", made_up.name, hint=f"{hint}（已有：{known or '无'}）")
    yield changed([written], other)


def _move(changes: Changes, plan: Plan, district: District) -> None:
    """Give a plan to another district, with the units that it names; a district without plans goes."""
    before = plan.district
    changes.put(plan.model_copy(update={"district": district.id}))
    registry = with_units_of(changes.content, district.id, changes.content.tasks_of(plan.id))
    if registry.units:
        changes.put(registry)
    _drop_district(changes, before)


def _drop_district(changes: Changes, district: str) -> None:
    """Take a district away of which no plan is any more, with its registry."""
    if any(one.district == district for one in changes.content.plans):
        return
    settings = changes.content.settings
    kept = tuple(one for one in settings.districts if one.id != district)
    changes.put(settings.model_copy(update={"districts": kept}))
    for registry in changes.content.registries:
        if registry.district == district:
            changes.remove(registry)


def _no_tasks(content: Content, plan: Plan, notice: Notice) -> Choice:
    """Return the answer that nothing of what a report in a paper tells is a task."""

    def apply(changes: Changes, _given: Given) -> None:
        for task in content.tasks_of(plan.id):
            changes.remove(changes.task(task.key))
        changes.remove(changes.plan(plan.id))
        _drop_words(changes)
        _drop_district(changes, plan.district)
        changes.decide("mark", plan.id, is_so=False, asked="tasks: 报道里没有任务", seen=plan.title)

    count = len(content.tasks_of(plan.id))
    return Choice("none", f"《{notice.title}》里没有任务，这{count}项都不要，只留报道", apply)


def _drop_words(changes: Changes) -> None:
    """Take away the new status words that no task bears any more."""
    used = {one.status for task in changes.content.tasks for one in task.updates}
    settings = changes.content.settings
    kept = {
        name: tuple(
            one
            for one in statuses
            if one.word in used or not any(map(marks.is_new_word, one.review))
        )
        for name, statuses in settings.vocabularies.items()
    }
    if kept != settings.vocabularies:
        changes.put(settings.model_copy(update={"vocabularies": kept}))


def _period_question(content: Content, notice: Notice, count: int) -> Question:
    plans = [plan for plan in content.plans if notice.id in plan.notices]

    def apply(changes: Changes, given: Given) -> None:
        span = period_of(filled(given, "period", "期次"))
        now = changes.notice(notice.id)
        label = None if span.label == span.period else span.label
        changes.put(now.model_copy(update={"period": span.period, "period_label": label}))

    asked = f"没有写明期次，{count}条进展等着它"
    hint = "如 2022年8月、2022年5—7月、2022年上半年"
    guess = _guessed_period(notice, plans)
    return Question(
        id=question_id(notice, notice.path, asked),
        group="notices",
        title=f"《{notice.title}》",
        asked=asked,
        file=notice.path,
        choices=(Choice(CHANGE, "期次是", apply, (Input("period", "期次", guess, hint=hint),)),),
        shown=(
            ("收到", f"{notice.received}"),
            ("任务清单", "、".join(plan.title for plan in plans)),
            ("清单已有的期次", "、".join(_known_periods(content, plans)) or "无"),
        ),
        places=(Where(notice.id, 1, None, (notice.title,)),),
        page=urls.notice(notice.id),
    )


def _known_periods(content: Content, plans: list[Plan]) -> list[str]:
    """Return the periods that ledgers of some plans are of, in words."""
    named = {notice for plan in plans for notice in plan.notices}
    found = {one.period for one in content.notices if one.id in named and one.period}
    return [periods.label(one) for one in sorted(found, key=periods.order)]


def _guessed_period(notice: Notice, plans: list[Plan]) -> str:
    """Return the period that the title names: with its year, else in the year of its plan."""
    if span := find_span(notice.title):
        return span.label
    year = plans[0].year if plans else notice.day.year
    span = find_span_before(notice.title, datetime.date(year, 12, 31))
    return periods.label(span.period) if span else ""


def _of_notice(notice: Notice, mark: str) -> Question:
    field = mark.partition(":")[0]

    def find(changes: Changes) -> Notice:
        return changes.notice(notice.id)

    can_change = field in ("title", "period")
    label = RIGHT if can_change else "看过了，照原样"
    choices = [looked_at(find, mark, notice.id, notice.title, label)]
    words: tuple[str, ...] = (notice.title,)
    if field == "title":
        choices.append(_other_title(find, mark, notice))
    elif field == "period":
        words = (notice.period_label or "", notice.title)
        choices.append(_other_period(notice, find, mark))
    else:
        words = tuple(marks.quoted(mark))
    shown = (
        ("标题", notice.title),
        ("发文单位", notice.issuer or "没有写明"),
        ("期次", periods.label(notice.period) if notice.period else "没有写明"),
    )
    return Question(
        id=question_id(notice, notice.path, mark),
        group="notices",
        title=f"《{notice.title}》",
        asked=mark_in_words(mark, notice) or mark,
        file=notice.path,
        choices=tuple(choices),
        shown=shown,
        places=(Where(notice.id, marks.first_page(mark) or 1, None, words),),
        page=urls.notice(notice.id),
        usual=YES,
    )


def _other_period(notice: Notice, find: Callable[[Changes], Notice], mark: str) -> Choice:
    def apply(changes: Changes, given: Given) -> None:
        span = period_of(filled(given, "period", "期次"))
        was = notice.period
        for task in changes.content.tasks:
            lines = tuple(
                line.model_copy(
                    update={
                        "updates": tuple(
                            one.model_copy(update={"period": span.period})
                            if one.source.notice == notice.id and one.period == was
                            else one
                            for one in line.updates
                        )
                    }
                )
                for line in task.assignments
            )
            if lines != task.assignments:
                changes.put(task.model_copy(update={"assignments": lines}))
        now = find(changes).model_copy(update={"period": span.period})
        cleared(changes, now, mark, notice.id, notice.title, is_so=False)

    shown = periods.label(notice.period) if notice.period else ""
    return changed([Input("period", "期次", shown)], apply)


def _of_facts(record: Indicators | Mentions, mark: str, title: str) -> Question:
    shelf = "indicators" if isinstance(record, Indicators) else "mentions"

    def find(changes: Changes) -> Indicators | Mentions:
        standing: tuple[Indicators | Mentions, ...] = getattr(changes.content, shelf)
        return next((one for one in standing if one.path == record.path), record)

    named = marks.quoted(mark)
    shown: list[tuple[str, str]] = []
    where = Where(record.notice, None, None, tuple(named))
    if isinstance(record, Indicators):
        for one in record.indicators:
            if one.name in named:
                value = f"{one.value or ''}{one.unit or ''}{one.growth or ''}"
                shown += [
                    (one.name, f"{value}（{periods.label(one.period)}）"),
                    ("原话", one.printed),
                ]
                where = Where(record.notice, one.page, None, (one.printed,))
        page = urls.INDICATORS
    else:
        shown = [
            (f"{one.date or '没有日期'}", one.headline or "（图片）") for one in record.mentions[:5]
        ]
        page = urls.mention(record.notice)
    choices = [looked_at(find, mark, record.notice, title)]
    if isinstance(record, Mentions) and mark.startswith("date:"):
        choices.append(_other_year(find, mark, record, title))
    return Question(
        id=question_id(record, record.path, mark),
        group="figures",
        title=f"《{title}》",
        asked=mark_in_words(mark, record) or mark,
        file=record.path,
        choices=tuple(choices),
        shown=tuple(shown),
        places=(where,),
        page=page,
        usual=YES,
    )


def _other_year(
    find: Callable[[Changes], Indicators | Mentions], mark: str, record: Mentions, title: str
) -> Choice:
    years = {one.date.year for one in record.mentions if one.date}

    def apply(changes: Changes, given: Given) -> None:
        said = filled(given, "year", "年份")
        if not (said.isdecimal() and len(said) == len("2022")):
            raise RefusedAnswer(f"“{said}”不是年份，写成 2022 的样子")
        now = find(changes)
        if isinstance(now, Mentions):
            moved = tuple(
                with_values(one, date=f"{said}{one.date.isoformat()[4:]}") if one.date else one
                for one in now.mentions
            )
            now = now.model_copy(update={"mentions": moved})
        cleared(changes, now, mark, record.notice, title, is_so=False)

    shown = f"{min(years)}" if years else ""
    return changed([Input("year", "年份", shown)], apply)
