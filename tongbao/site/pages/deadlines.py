"""The page of deadlines: by day, what is due and whose it is.

In: the survey. Out: ``DeadlinesPage``. It says nothing of what is late: it does not know today.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from tongbao.progress.deadlines import Deadline, deadlines_of
from tongbao.progress.survey import Survey
from tongbao.records.model import Plan
from tongbao.site import heads, origins, urls
from tongbao.site.page import Page
from tongbao.site.references import link_of_unit
from tongbao.site.rows import entry_path, row_number
from tongbao.site.table import EMPTY, Cell, Column, Group, Row, Table, linked, sheet, text
from tongbao.site.views import Link
from tongbao.site.ways import whose

_COLUMNS = (
    Column("date", "日期"),
    Column("kind", "事由", page="kind"),
    Column("number", "序号", page="number"),
    Column("what", "内容", page="what", heads=True),
    Column("words", "原文"),
    Column("units", "单位", page="who"),
    Column("plan", "任务清单", page="whole"),
    Column("", "出处", page="place"),
    Column("path", "网页"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesPage(Page):
    """Every day that a notice sets, the earliest first."""

    template: ClassVar[str] = "deadlines"

    sentence: tuple[Link, ...]
    table: Table
    calendar: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """A day to come: a task that is due, or a report; ``words`` are the notice's."""

    day: str
    what: Link
    words: str
    units: tuple[Link, ...]


def deadlines_page(survey: Survey) -> DeadlinesPage | None:
    """Return the page, None where no notice sets a day."""
    found = deadlines_of(survey)
    if not found:
        return None
    groups = (
        (day.isoformat(), tuple(_row(survey, one) for one in those))
        for day, those in groupby(found, key=lambda one: one.date)
    )
    listed = Table(
        caption=f"文件写明的日期，共{len(found)}条，按日期先后",
        columns=_COLUMNS,
        groups=tuple(
            Group(rows, text(day), f"{len(rows)}条", f"day-{day}") for day, rows in groups
        ),
        style="deadlines rows",
    )
    return DeadlinesPage(
        path=urls.DEADLINES,
        title="时限",
        made_from=survey.shown.content.settings.path,
        section="deadlines",
        metas=heads.column("时限", "文件规定的完成时限与报送日期", ("时限", "报送日期")),
        sentence=(Link(_how_many(found)),),
        table=listed,
        listed=sheet(urls.DEADLINES, listed.caption, listed),
        calendar=Link("日历文件", urls.CALENDAR, "（.ics，可导入手机和办公软件的日历）"),
    )


def _how_many(found: tuple[Deadline, ...]) -> str:
    due = sum(deadline.entry is not None for deadline in found)
    parts = (
        f"{due}条完成时限" if due else "",
        f"{len(found) - due}个报送日期" if len(found) > due else "",
    )
    note = "报送日期只说明何时报送进展，不表示任务到期。" if len(found) > due else ""
    return "、".join(part for part in parts if part) + "。" + note


def due_item(survey: Survey, deadline: Deadline) -> DueItem:
    """Return a day as the home page shows it."""
    words = deadline.words if deadline.entry else ""
    return DueItem(
        day=deadline.date.isoformat(),
        what=_what(deadline),
        words=words,
        units=_units(survey, deadline),
    )


def _what(deadline: Deadline) -> Link:
    if deadline.entry is None:
        return Link(f"报送{deadline.words}进展", urls.plan(deadline.plan.id))
    entry = deadline.entry
    return Link(entry.assignment.label or entry.task.text, entry_path(entry))


def _units(survey: Survey, deadline: Deadline) -> tuple[Link, ...]:
    if deadline.entry is None:
        return ()
    district = deadline.plan.district
    return tuple(link_of_unit(survey.directory, district, name) for name in deadline.units)


def _row(survey: Survey, deadline: Deadline) -> Row:
    entry, what = deadline.entry, _what(deadline)
    words = deadline.words if entry else ""
    return Row(
        (
            deadline.date,
            text("到期" if entry else "报送"),
            text(row_number(entry) if entry else ""),
            linked(what, f"原文：{words}" if words else ""),
            words or None,
            Cell(deadline.units if entry else (), links=_units(survey, deadline)),
            linked(_plan(survey, deadline.plan)),
            _place(survey, deadline),
            what.path,
        )
    )


def _plan(survey: Survey, plan: Plan) -> Link:
    """Return the way to a plan; where its title does not say so, with whose it is."""
    after = whose(survey, plan.district)
    named = after.strip("（）") in plan.title
    return Link(plan.title, urls.plan(plan.id), "" if named else after)


def _place(survey: Survey, deadline: Deadline) -> Cell:
    """Return where a notice states the day, empty where it is a day of reports."""
    if deadline.entry is None:
        return EMPTY
    due = next(one for one in deadline.entry.assignment.due if one.words == deadline.words)
    spot = origins.spot_of(due.source)
    return linked(origins.notice_link(survey, due.source, spot)) if spot else EMPTY
