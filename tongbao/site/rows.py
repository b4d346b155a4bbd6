"""Entries -> the rows of lists.

In: entries and the survey. Out: ``Row`` values and the tables made of them. The same entry is the same row on every
page: number, task, who answers for it, how it stands, where the notice says so.
"""

from collections.abc import Sequence

from tongbao.records.model import Assignment, Person, Source, Task, Update
from tongbao.site import merging, origins, periods, urls
from tongbao.site.merging import Entry
from tongbao.site.standing import Standing
from tongbao.site.survey import PlanView, Survey
from tongbao.site.tallies import group_anchor
from tongbao.site.views import Badge, Columns, Link, Row, RowGroup, RowTable


def number_of(task: Task) -> str:
    """Return how a task is called in running text: 第8项, or 总体目标 where it heads the plan."""
    if task.kind == "objective":
        return "总体目标"
    return f"第{task.number}项" if task.number else "未编号"


def named_number(task: Task, assignment: Assignment) -> str:
    """Return how an assignment is called in running text: 第8项, or 第8项（1） among several."""
    several = len(task.assignments) > 1
    return number_of(task) + (f"（{assignment.part}）" if several else "")


def row_number(entry: Entry) -> str:
    """Return the number a row prints: 8, or 8（1） where the task has several assignments."""
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
    return view.standing(entry).badge(view.plan.id, word)


def row_of(survey: Survey, view: PlanView, entry: Entry, as_of: str | None) -> Row:
    """Return one entry as a row of a list that is of the period ``as_of``."""
    update, label = entry.update, entry.assignment.label
    district = view.plan.district
    source = update.source if update else entry.task.source
    return Row(
        number=row_number(entry),
        title=label or entry.task.text,
        path=entry_path(entry),
        within=entry.task.text if label else "",
        units=_units(survey, view, entry),
        role="共同牵头" if entry.assignment.lead_shared else "",
        persons=tuple(
            survey.directory.person_link(district, person) for person in _answering(survey, entry)
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
    names = entry.counted_units
    return tuple(survey.directory.unit_link(view.plan.district, name) for name in names)


def _answering(survey: Survey, entry: Entry) -> tuple[Person, ...]:
    """Return who answers for the row: of a shared lead only the people of the units it counts for."""
    persons = entry.assignment.persons
    if not entry.assignment.lead_shared:
        return persons
    district, find = entry.plan.district, survey.directory.unit_key
    counted = {find(district, name) for name in entry.counted_units}
    own = tuple(p for p in persons if p.unit and find(district, p.unit) in counted - {None})
    return own or persons


def table_of(anchor: str, caption: str, groups: tuple[RowGroup, ...]) -> RowTable:
    """Return groups of rows as a list, with the columns that hold anything."""
    rows = [row for group in groups for row in group.rows]
    columns = Columns(
        persons=any(row.persons for row in rows),
        statuses=any(row.badge or row.note for row in rows),
        places=any(row.place for row in rows),
        units=any(row.units or row.role for row in rows),
    )
    return RowTable(anchor, caption, columns, groups)


def groups_by_standing(
    survey: Survey, view: PlanView, entries: Sequence[Entry], *, anchored: bool
) -> tuple[RowGroup, ...]:
    """Return the entries grouped by status, what lags first, each group with its anchor if asked."""
    if not view.has_statuses:
        return (RowGroup(tuple(row_of(survey, view, entry, view.as_of) for entry in entries)),)
    by_standing: dict[Standing, list[Entry]] = {}
    for entry in entries:
        by_standing.setdefault(view.standing(entry), []).append(entry)
    return tuple(
        RowGroup(
            tuple(row_of(survey, view, entry, view.as_of) for entry in found),
            standing.heading,
            standing.badge(view.plan.id),
            group_anchor(view, standing) if anchored else "",
        )
        for standing, found in sorted(by_standing.items(), key=lagging_first)
    )


def lagging_first(item: tuple[Standing, object]) -> tuple[bool, int]:
    """Return the key that puts what lags before the rest, each in declared order."""
    return not item[0].lagging, item[0].order
