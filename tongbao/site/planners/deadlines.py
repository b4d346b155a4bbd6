"""The page of deadlines: by day, what is due and whose it is.

In: the survey. Out: ``DeadlinesPage``. It says nothing of what is late: it does not know today.
"""

from tongbao.records.model import Source
from tongbao.site import heads, origins, urls
from tongbao.site.deadlines import Deadline, deadlines_of
from tongbao.site.fact_pages import DeadlinesPage
from tongbao.site.rows import entry_path, row_number
from tongbao.site.sections import DeadlineDay, DeadlineRow, DueItem
from tongbao.site.survey import Survey
from tongbao.site.views import Link


def deadlines_page(survey: Survey) -> DeadlinesPage | None:
    """Return the page, None where no notice sets a day."""
    found = deadlines_of(survey)
    if not found:
        return None
    days: dict[str, list[DeadlineRow]] = {}
    for deadline in found:
        days.setdefault(deadline.date.isoformat(), []).append(_row(survey, deadline))
    return DeadlinesPage(
        path=urls.DEADLINES,
        title="时限",
        made_from=survey.shown.content.settings.path,
        section="deadlines",
        metas=heads.column("时限", "文件规定的完成时限与报送日期", ("时限", "报送日期")),
        sentence=(Link(_how_many(found)),),
        caption=f"文件写明的日期，共{len(found)}条，按日期先后",
        days=tuple(DeadlineDay(day=day, rows=tuple(rows)) for day, rows in days.items()),
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
    row = _row(survey, deadline)
    return DueItem(day=deadline.date.isoformat(), what=row.what, words=row.words, units=row.units)


def _row(survey: Survey, deadline: Deadline) -> DeadlineRow:
    plan = Link(deadline.plan.title, urls.plan(deadline.plan.id))
    if deadline.entry is None:
        return DeadlineRow(
            kind="报送",
            number="",
            what=Link(f"报送{deadline.words}进展", plan.path),
            words="",
            units=(),
            plan=plan,
            place=None,
        )
    entry, assignment = deadline.entry, deadline.entry.assignment
    due = next(one for one in assignment.due if one.words == deadline.words)
    return DeadlineRow(
        kind="到期",
        number=row_number(entry),
        what=Link(assignment.label or entry.task.text, entry_path(entry)),
        words=deadline.words,
        units=tuple(
            survey.directory.unit_link(deadline.plan.district, name) for name in deadline.units
        ),
        plan=plan,
        place=_place(survey, due.source),
    )


def _place(survey: Survey, source: Source) -> Link | None:
    spot = origins.spot_of(source)
    return origins.notice_link(survey, source, spot) if spot else None
