"""Entries -> the rows of lists, on pages and in files.

In: entries and the survey. Out: ``EntryLine`` values, and lists of assignments. The same entry is the same row on every
page: number, task, who answers for it, how it stands, where the notice says so. In a file it has more columns, and says
what the page of the task says: as known now, with every erratum in words beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tongbao.progress import merging, periods
from tongbao.progress.merging import Entry
from tongbao.progress.standing import Standing
from tongbao.progress.survey import PlanView, Survey
from tongbao.records.model import Assignment, Person, Source, Task, Update
from tongbao.site import origins, urls
from tongbao.site.references import badge_for, link_of_person, link_of_unit
from tongbao.site.table import (
    Cell,
    Cells,
    Column,
    Group,
    Row,
    Table,
    Values,
    linked,
    names,
    status,
    text,
)
from tongbao.site.views import Badge, Link
from tongbao.site.wording import OF_A_TASK, field_title

# What pages show of an assignment, and what files hold.
SHOWN = (
    Column("", "序号", page="number"),
    Column("", "任务", page="what", heads=True),
    Column("", "单位", page="who", optional=True),
    Column("", "责任人", page="person", optional=True),
    Column("", "完成情况", page="stands", optional=True),
    Column("", "出处", page="place", optional=True),
)
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


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One assignment as a page shows it.

    ``title`` is the assignment's label where it has one, and ``within`` then the task's text. ``place`` leads
    to what the notice says; ``as_of`` is filled only where the status is not of the list's own period.
    """

    number: str
    title: str
    path: str
    within: str
    units: tuple[Link, ...]
    role: str
    persons: tuple[Link, ...]
    badge: Badge | None
    note: str
    as_of: str
    place: Link | None
    marked: bool


def number_of(task: Task) -> str:
    """Return how a task is called in running text: 第8项, or 总体目标 where it heads the plan."""
    if task.kind == "objective":
        return "总体目标"
    return f"第{task.number}项" if task.number else "未编号"


def is_numbered(entry: Entry) -> bool:
    """Return whether the edition lists an entry; what it does not list has no number in it."""
    return entry.state not in ("not_listed", "ended", "finished")


def named_number(task: Task, assignment: Assignment) -> str:
    """Return how an assignment is called in running text: 第8项, or 第8项（1） among several."""
    several = len(task.assignments) > 1
    return number_of(task) + (f"（{assignment.part}）" if several else "")


def row_number(entry: Entry) -> str:
    """Return the number a row prints: 8, or 8（1） where the task has several assignments.

    What the edition does not list has none: it may have given the number to another row.
    """
    if not is_numbered(entry):
        return ""
    number = entry.task.number or ""
    if len(entry.task.assignments) == 1:
        return number
    return f"{number}（{entry.assignment.part}）"


def entry_path(entry: Entry) -> str:
    """Return the place of an entry on its task's page."""
    page = urls.task(entry.task.plan, entry.task.id)
    if len(entry.task.assignments) == 1:
        return page
    return f"{page}#{urls.item_anchor(entry.assignment.part, entry.position)}"


def badge_of(view: PlanView, entry: Entry) -> Badge | None:
    """Return the status of an entry; None where the plan has no statuses at all."""
    if not view.has_statuses:
        return None
    word = entry.update.status if entry.update else None
    return badge_for(view.standing(entry), view.plan.id, word)


def line_of(survey: Survey, view: PlanView, entry: Entry, as_of: str | None) -> EntryLine:
    """Return one entry as a line of a list that is of the period ``as_of``."""
    update, label = entry.update, entry.assignment.label
    district = view.plan.district
    source = entry.source
    return EntryLine(
        number=row_number(entry),
        title=label or entry.task.text,
        path=entry_path(entry),
        within=entry.task.text if label else "",
        units=_units(survey, view, entry),
        role="共同牵头" if entry.assignment.lead_shared else "",
        persons=tuple(
            link_of_person(survey.directory, district, person)
            for person in _answering(survey, entry)
        ),
        badge=badge_of(view, entry),
        note="；".join(filter(None, (note_of(entry.update), _published_note(entry)))),
        as_of=periods.label(update.period) if update and update.period != as_of else "",
        place=_place(survey, source),
        marked=bool(entry.task.review),
    )


def _place(survey: Survey, source: Source) -> Link | None:
    spot = f"第{source.page}页" if source.page is not None else origins.spot_of(source)
    return origins.notice_link(survey, source, spot) if spot else None


def note_of(update: Update | None) -> str:
    """Return what stands beside a status: its note, and whom it is about where that is not who leads."""
    if update is None:
        return ""
    subject = f"对象：{update.subject}" if update.subject else ""
    return "；".join(part for part in (update.note, subject) if part)


def _published_note(entry: Entry) -> str:
    """Return the status as it was published where an erratum has set it right since."""
    said = entry.update.errata if entry.update else ()
    days = [erratum.date for erratum in said if erratum.field == "status"]
    if not days:
        return ""
    printed, update = merging.as_printed(entry), entry.update
    if printed is None or update is None:
        return ""
    if update.status == printed.status:  # the notice's own page shows what it printed
        return f"{max(days).isoformat()}更正为“{update.known().status or '空'}”"
    return f"公布时为“{printed.status or '空'}”，{max(days).isoformat()}更正"


def _units(survey: Survey, view: PlanView, entry: Entry) -> tuple[Link, ...]:
    district = view.plan.district
    return tuple(link_of_unit(survey.directory, district, name) for name in entry.counted_units)


def _answering(survey: Survey, entry: Entry) -> tuple[Person, ...]:
    """Return who answers for the row: of a shared lead only the people of the units it counts for."""
    persons = entry.assignment.persons
    if not entry.assignment.lead_shared:
        return persons
    district, find = entry.plan.district, survey.directory.unit_key
    counted = {find(district, name) for name in entry.counted_units}
    own = tuple(p for p in persons if p.unit and find(district, p.unit) in counted - {None})
    return own or persons


def shown_cells(line: EntryLine) -> Cells:
    """Return the cells of a page, in the order of ``SHOWN``."""
    what = linked(Link(line.title, line.path), line.within)
    # In a plan without statuses nothing but the period would stand there.
    as_of = line.as_of if line.badge or line.note else ""
    return (
        text(line.number),
        replace(what, marked=line.marked),
        names(line.units, line.role),
        names(line.persons),
        status(line.badge, line.note, as_of),
        linked(line.place),
    )


def row_of(
    survey: Survey, view: PlanView, entry: Entry, line: EntryLine, before: Values = ()
) -> Row:
    """Return an entry as a row of a page and of files, there behind the values of ``before``."""
    return Row((*shown_cells(line), *before, *cells_of(survey, view, entry)))


def table_of(
    anchor: str, caption: str, groups: tuple[Group, ...], before: tuple[Column, ...] = ()
) -> Table:
    """Return groups of rows as a list; ``before`` are the columns that only its files have in front."""
    return Table(caption, (*SHOWN, *before, *COLUMNS), groups, "ledger rows", anchor)


def group_of(rows: Iterable[Row], heading: Cell | None = None, anchor: str = "") -> Group:
    """Return rows under a heading that says how many they are."""
    found = tuple(rows)
    return Group(found, heading, f"{len(found)}项", anchor)


def lagging_first(item: tuple[Standing, object]) -> tuple[bool, int]:
    """Return the key that puts what lags before the rest, each in declared order."""
    return not item[0].lagging, item[0].order


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
        *_source(survey, entry.source),
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
