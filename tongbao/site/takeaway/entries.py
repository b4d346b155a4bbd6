"""Assignments as rows to take away: every list of assignments has the same columns.

In: entries and the survey. Out: cells, in the order of ``COLUMNS``. A row says what the page of the task says: as known
now, with every erratum in words beside it.
"""

from collections.abc import Iterable

from tongbao.records.model import Person, Source, Update
from tongbao.site import merging
from tongbao.site.merging import Entry
from tongbao.site.rows import badge_of, entry_path, row_number
from tongbao.site.survey import PlanView, Survey
from tongbao.site.table import Column, Values
from tongbao.site.wording import OF_A_TASK, field_title

COLUMNS = (
    Column("plan", "任务清单"),
    Column("id", "编号"),
    Column("number", "序号", 8),
    Column("text", "任务", 34),
    Column("label", "分工", 16),
    Column("section", "所在部分", 14),
    Column("lead", "牵头单位", 16),
    Column("lead_shared", "共同牵头"),
    Column("responsible", "责任单位", 14),
    Column("cooperating", "配合单位", 14),
    Column("leaders", "责任领导", 10),
    Column("persons", "责任人", 10),
    Column("due", "时限", 12),
    Column("period", "期次", 12, is_period=True),
    Column("status", "完成情况", 13),
    Column("note", "备注", 14),
    Column("subject", "对象", 10),
    Column("progress", "进展", 76),
    Column("reply", "单位说明", 24),
    Column("errata", "更正", 24),
    Column("notice", "来源文件"),
    Column("page", "页码", 6),
    Column("row", "表中行"),
    Column("path", "网页"),
)


def cells_of(survey: Survey, view: PlanView, entry: Entry) -> Values:
    """Return an entry as a row."""
    task, update = entry.task, entry.update
    part = entry.assignment.as_printed_in(update)
    return (
        view.plan.title,
        f"{task.plan}/{task.id}-{part.part}",
        row_number(entry) or None,
        task.text,
        part.label,
        task.section,
        part.lead,
        part.lead_shared,
        part.responsible,
        part.cooperating,
        _names(part.leaders),
        _names(part.persons),
        tuple(due.date for due in part.due),
        *_said(survey, view, entry, update),
        *_source(survey, update.source if update else task.source),
        entry_path(entry),
    )


def _names(persons: Iterable[Person]) -> tuple[str, ...]:
    """Return names, each with its duty in brackets as pages print it."""
    return tuple(person.shown + (f"（{person.duty}）" if person.duty else "") for person in persons)


def _said(survey: Survey, view: PlanView, entry: Entry, update: Update | None) -> Values:
    """Return period, status, note, subject, text, reply and errata."""
    badge = badge_of(view, entry)
    if update is None:
        return None, badge, None, None, None, None, ()
    replies = merging.replies_beside(entry.assignment, update, survey.notices)
    return (
        update.period,
        badge,
        update.note,
        update.subject,
        update.said or None,
        "；".join(f"{one.unit}（{one.date.isoformat()}）：{one.text}" for one in replies) or None,
        tuple(
            f"{one.date.isoformat()}更正{field_title(one.field, *OF_A_TASK)}："
            f"{one.was or '（空）'}→{one.now or '（空）'}"
            for one in update.errata
        ),
    )


def _source(survey: Survey, source: Source) -> Values:
    """Return title, page and row of a notice; a notice that the edition does not hold is not named."""
    notice = survey.notices.get(source.notice)
    return notice.title if notice else None, source.page, source.row
