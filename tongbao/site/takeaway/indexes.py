"""The other lists to take away: units, persons, statuses, periods, deadlines, notices, indicators, news.

In: the survey. Out: one ``Sheet`` for each of these pages.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from tongbao.records.facts import Mention
from tongbao.records.kinds import NOTICE_KINDS
from tongbao.records.model import Notice
from tongbao.site import figures, urls
from tongbao.site.deadlines import Deadline, deadlines_of
from tongbao.site.figures import ROLES, Stated
from tongbao.site.people import UnitKey
from tongbao.site.planners.statuses import status_tables
from tongbao.site.rows import entry_path, row_number
from tongbao.site.sheets import Cells, Column, Sheet
from tongbao.site.standing import Standing
from tongbao.site.survey import PlanView, Survey, reported
from tongbao.site.takeaway.lists import stem_of
from tongbao.site.tallies import counts_of
from tongbao.site.wording import headline_of

_PLAN = Column("plan", "任务清单")
_UNIT = Column("unit", "单位")
_PATH = Column("path", "网页")
_PERIOD = Column("period", "期次", is_period=True)
_TOTAL = Column("total", "合计")
_FIGURES = (
    Column("name", "指标"),
    _PERIOD,
    Column("role", "类别"),
    Column("value", "数值"),
    Column("unit", "计量单位"),
    Column("growth", "增长"),
    Column("rank", "位次"),
    Column("printed", "原话"),
    Column("notice", "来源文件"),
    Column("page", "页码"),
    _PATH,
)
_MENTIONS = (
    Column("headline", "标题"),
    Column("date", "日期"),
    Column("reporters", "记者"),
    Column("units", "单位"),
    Column("projects", "项目"),
    Column("notice", "来源"),
    Column("page", "页码"),
    _PATH,
)


def index_sheets(survey: Survey) -> Iterator[Sheet]:
    """Yield all of them; the list of a page that is not there has no rows and is left out later."""
    yield _units(survey)
    yield _persons(survey)
    yield from _statuses(survey)
    yield _periods(survey)
    yield _deadlines(survey)
    yield _notices(survey)
    yield from _indicators(survey)
    yield from _mentions(survey)


def _sheet(page: str, title: str, columns: Iterable[Column], rows: Iterable[Cells]) -> Sheet:
    return Sheet(stem_of(page), page, title, tuple(columns), tuple(rows))


def _units(survey: Survey) -> Sheet:
    """Return a row a plan and unit with its counts by status, and how much it takes part in beside."""
    standings = _standings(survey)
    rows = [
        row
        for view in survey.plans
        for key in survey.directory.involved.units
        for row in _unit(survey, view, key, standings)
    ]
    named = (_PLAN, _UNIT, Column("members", "成员"))
    columns = (*named, *_counts(standings), _TOTAL, Column("taking_part", "参与"), _PATH)
    title = f"各单位完成情况，共{len(rows)}行；一项由几个单位负责的，各计一次"
    return _sheet(urls.UNITS, title, columns, rows)


def _standings(survey: Survey) -> tuple[Standing, ...]:
    """Return the ways to stand that occur, each word once, in declared order."""
    found = {
        standing.heading: standing
        for view in reversed(survey.plans)
        if view.has_statuses
        for entries in (view.entries, *(reported(survey, view, span) for span in view.periods))
        for standing, _ in counts_of(view, entries)
    }
    return tuple(sorted(found.values()))


def _counts(standings: Iterable[Standing]) -> Iterator[Column]:
    """Yield a column a way to stand; two vocabularies may use one slug for different words."""
    used: Counter[str] = Counter()
    for one in standings:
        used[one.slug] += 1
        again = f"-{used[one.slug]}" if used[one.slug] > 1 else ""
        yield Column(f"count_{one.slug}{again}", one.heading)


def _unit(
    survey: Survey, view: PlanView, key: UnitKey, standings: Iterable[Standing]
) -> Iterator[Cells]:
    own = [
        part for part in survey.directory.involved.units[key] if part.entry.plan.id == view.plan.id
    ]
    if not own:
        return
    unit = survey.directory.units[key]
    counted = [part.entry for part in own if part.role == "counted"]
    by_word = Counter(view.standing(entry).heading for entry in counted)
    counts = (by_word[one.heading] if view.has_statuses else None for one in standings)
    page = urls.unit(key.district, key.id)
    yield (
        *(view.plan.title, unit.name, unit.members, *counts),
        *(len(counted), len(own) - len(counted), page),
    )


def _persons(survey: Survey) -> Sheet:
    plans = {view.plan.id: view for view in survey.plans}
    rows: list[Cells] = []
    for key, parts in survey.directory.involved.persons.items():
        unit = survey.directory.units.get(UnitKey(key.district, key.unit))
        own = [part.entry for part in parts if part.role == "counted"]
        lagging = sum(plans[entry.plan.id].standing(entry).lagging for entry in own)
        name = unit.name if unit else key.unit or None
        count = len(parts) - len(own)
        rows.append((key.name, name, len(own), lagging, count, urls.person(key.id)))
    columns = (
        Column("name", "姓名"),
        _UNIT,
        Column("own", "负责"),
        Column("lagging", "其中滞后"),
        Column("taking_part", "参与"),
        _PATH,
    )
    title = f"责任人，共{len(rows)}名；姓名相同而单位不同的，不当作同一人"
    return _sheet(urls.PEOPLE, title, columns, rows)


def _statuses(survey: Survey) -> Iterator[Sheet]:
    with_statuses = [view for view in survey.plans if view.has_statuses]
    rows = [
        (view.plan.title, row.badge, row.count, row.share, row.meaning or None, row.badge.path)
        for view, table in zip(with_statuses, status_tables(survey), strict=True)
        for row in table.rows
    ]
    columns = (
        _PLAN,
        Column("status", "完成情况"),
        Column("count", "项数"),
        Column("share", "占比"),
        Column("meaning", "含义"),
        _PATH,
    )
    yield _sheet(urls.STATUSES, f"完成情况，共{len(rows)}种", columns, rows)


def _periods(survey: Survey) -> Sheet:
    standings = _standings(survey)
    rows = [
        _period(survey, view, span, standings)
        for view in survey.plans
        for span in reversed(view.periods)
    ]
    sizes = (Column("tasks", "任务"), Column("assignments", "分工"))
    columns = (_PLAN, _PERIOD, *sizes, *_counts(standings), _PATH)
    return _sheet(urls.PERIODS, f"各期进展，共{len(rows)}期", columns, rows)


def _period(survey: Survey, view: PlanView, span: str, standings: Iterable[Standing]) -> Cells:
    entries = reported(survey, view, span)
    by_word = Counter(view.standing(entry).heading for entry in entries)
    tasks = len({entry.task.path for entry in entries})
    counts = (by_word[one.heading] if view.has_statuses else None for one in standings)
    return view.plan.title, span, tasks, len(entries), *counts, urls.period(view.plan.id, span)


def _deadlines(survey: Survey) -> Sheet:
    found = deadlines_of(survey)
    columns = (
        Column("date", "日期"),
        Column("kind", "事由"),
        Column("number", "序号"),
        Column("what", "内容"),
        Column("words", "原文"),
        Column("units", "单位"),
        _PLAN,
        _PATH,
    )
    title = f"文件写明的日期，共{len(found)}条，按日期先后"
    return _sheet(urls.DEADLINES, title, columns, map(_deadline, found))


def _deadline(one: Deadline) -> Cells:
    if one.entry is None:
        what = f"报送{one.words}进展"
        return one.date, "报送", None, what, None, (), one.plan.title, urls.plan(one.plan.id)
    entry = one.entry
    what = entry.assignment.label or entry.task.text
    return (
        *(one.date, "到期", row_number(entry) or None, what, one.words, one.units),
        *(one.plan.title, entry_path(entry)),
    )


def _notices(survey: Survey) -> Sheet:
    found = survey.shown.content.notices
    columns = (
        Column("id", "编号"),
        Column("date", "成文日期"),
        Column("received", "收到日期"),
        Column("kind", "种类"),
        Column("title", "标题"),
        Column("issuer", "发文机关"),
        Column("number", "文号"),
        Column("issue", "期号"),
        _PERIOD,
        _PATH,
    )
    title = f"收到的文件，共{len(found)}份，新的在前"
    return _sheet(urls.NOTICES, title, columns, map(_notice, reversed(found)))


def _notice(one: Notice) -> Cells:
    return (
        *(one.id, one.date, one.received, NOTICE_KINDS[one.kind], one.title, one.issuer),
        *(one.number, one.issue, one.period, urls.notice(one.id)),
    )


def _indicators(survey: Survey) -> Iterator[Sheet]:
    """Yield the figures of all indicators, and those of each."""
    found = figures.series_of(survey)
    rows = {series.path: tuple(_figure(one) for one in series.stated) for series in found}
    every = tuple(row for own in rows.values() for row in own)
    title = f"文件公布的指标，共{len(found)}个、{len(every)}条"
    yield _sheet(urls.INDICATORS, title, _FIGURES, every)
    for series in found:
        own = rows[series.path]
        said = f"各文件公布的{series.name}，共{len(own)}条，按期次"
        yield _sheet(series.path, said, _FIGURES, own)


def _figure(stated: Stated) -> Cells:
    one, notice = stated.indicator, stated.notice
    place = f"{urls.notice(notice.id)}#{urls.indicator_anchor(stated.number)}"
    return (
        *(one.name, one.period, ROLES[one.role], one.value, one.unit, one.growth, one.rank),
        *(one.printed, notice.title, one.page, place),
    )


def _mentions(survey: Survey) -> Iterator[Sheet]:
    """Yield all news, and those of each notice."""
    by_notice: dict[str, tuple[Cells, ...]] = {}
    for found in survey.shown.content.mentions:
        if notice := survey.notices.get(found.notice):
            by_notice[notice.id] = tuple(
                _mention(notice, number, one) for number, one in enumerate(found.mentions, start=1)
            )
    every = tuple(row for own in reversed(by_notice.values()) for row in own)
    yield _sheet(urls.MENTIONS, f"报道，共{len(every)}篇", _MENTIONS, every)
    for name, own in by_notice.items():
        title = f"《{survey.notices[name].title}》的报道，共{len(own)}篇"
        yield _sheet(urls.mention(name), title, _MENTIONS, own)


def _mention(notice: Notice, number: int, one: Mention) -> Cells:
    projects = tuple(
        f"{project.name}（{project.amount}）" if project.amount else project.name
        for project in one.projects
    )
    path = f"{urls.mention(notice.id)}#{urls.mention_anchor(number)}"
    return (
        *(headline_of(one), one.date, one.reporters, one.units, projects),
        *(notice.title, one.page, path),
    )
