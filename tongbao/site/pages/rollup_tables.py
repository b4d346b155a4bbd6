"""The tables of a roll-up: what moved, the units with their counts, every assignment with its states.

In: the courses of a span. Out: values of ``rollup_pages``. An assignment stands with every unit that answers for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongbao.progress import periods
from tongbao.progress.merging import Entry
from tongbao.progress.people import UnitKey
from tongbao.progress.period_changes import entry_key
from tongbao.progress.rollups import Course, Moved, Remark, Rollup, answering, says
from tongbao.progress.survey import PlanView, Survey
from tongbao.site import urls
from tongbao.site.references import badge_for, link_of_key, link_of_unit
from tongbao.site.rows import entry_path, row_number
from tongbao.site.table import (
    EMPTY,
    Cell,
    Column,
    Group,
    Row,
    Table,
    linked,
    names,
    status,
    text,
)
from tongbao.site.tallies import counts_of
from tongbao.site.views import Badge, CountCell, Link, Share

LAGGING: tuple[Moved, ...] = ("newly_lagging", "still_lagging")
# In the order of the lists: what each is called, and which those are.
WAYS: Mapping[Moved, tuple[str, str]] = {
    "newly_lagging": ("新滞后", "期初不滞后或还没有列出，期末滞后"),
    "still_lagging": ("持续滞后", "期初和期末都滞后"),
    "worse": ("下降", "期末的完成情况比期初低，包括新滞后的"),
    "better": ("上升", "期末的完成情况比期初高，还没有办结"),
    "completed": ("办结", "期初没有办结，期末已办结"),
    "added": ("新增", "期初还没有列出"),
}
_REMARKS: Mapping[Remark, str] = {
    "unreported": "期末未报送",
    "not_listed": "期末未列",
    "ended": "已调整",
    "not_compared": "不作比较",
    "wavered": "有起伏，期末同期初",
    "same": "无变化",
}
_OF_UNITS: tuple[Moved, ...] = ("better", "worse", "completed", "newly_lagging", "still_lagging")
# How many periods in a row are told.
_LASTING = 2
# With more columns than this the words of a table stand smaller, on paper and on a screen.
_ON_PAPER, _ON_SCREEN = 4, 5

# A unit, None for what no unit answers for, with its courses.
Answering = tuple[UnitKey | None, tuple[Course, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit in a roll-up: how many assignments, counts by status at start and end, and what moved."""

    unit: Link
    members: tuple[Link, ...]
    total: CountCell
    start: tuple[Share, ...]
    end: tuple[Share, ...]
    moved: tuple[CountCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLines:
    """The units of a roll-up, most lagging at the end first; ``columns`` head what moved."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[UnitLine, ...]


def way_anchor(way: Moved) -> str:
    """Return the anchor of the list of what moved in one way."""
    return way.replace("_", "-")


def unit_anchor(key: UnitKey | None) -> str:
    """Return the anchor of what a unit answers for."""
    return f"unit-{key.id}" if key else "unit-none"


_MOVED = (
    Column("", "序号", page="number"),
    Column("", "任务", page="what", heads=True),
    Column("", "单位", page="who"),
    Column("", "期初", page="stands"),
    Column("", "期末", page="stands"),
    Column("", "说明", page="detail", optional=True),
)


def moved_tables(
    survey: Survey, view: PlanView, rollup: Rollup, courses: Sequence[Course]
) -> Iterator[Table]:
    """Yield what lags at the end, and what moved otherwise, as far as there is any."""
    plan = view.plan.title
    for anchor, title, ways in (
        ("lagging", "期末滞后", LAGGING),
        ("moved", "变动", tuple(way for way in WAYS if way not in LAGGING)),
    ):
        concerned = [course for course in courses if set(course.moved) & set(ways)]
        if concerned:
            caption = f"{plan}{rollup.label}{title}，共{len(concerned)}项"
            caption = caption if anchor == "lagging" else f"{caption}；一项可以列在几处"
            groups = tuple(_moved_groups(survey, view, rollup, concerned, ways))
            yield Table(caption, _MOVED, groups, "ledger moved rows", anchor, title)


def _moved_groups(
    survey: Survey,
    view: PlanView,
    rollup: Rollup,
    courses: Sequence[Course],
    ways: Iterable[Moved],
) -> Iterator[Group]:
    for way in ways:
        rows = tuple(
            _moved_row(survey, view, rollup, course) for course in courses if way in course.moved
        )
        if rows:
            heading, rule = WAYS[way]
            yield Group(rows, text(heading), f"{len(rows)}项，{rule}", way_anchor(way))


def _moved_row(survey: Survey, view: PlanView, rollup: Rollup, course: Course) -> Row:
    entry, district = course.entry, view.plan.district
    was = course.opening if course.opening is not course.end else None
    return Row(
        (
            *item_cells(entry),
            names(link_of_unit(survey.directory, district, name) for name in entry.counted_units),
            _state(view, rollup.start.span, was),
            _state(view, rollup.columns[-1].span, course.end),
            text("" if course.run < _LASTING else f"已滞后{course.run}期"),
        )
    )


def item_cells(entry: Entry) -> tuple[Cell, Cell]:
    """Return how a row of an assignment begins: its number, and its label with the task's text, or that text."""
    label = entry.assignment.label
    what = Link(label or entry.task.text, entry_path(entry))
    return text(row_number(entry)), linked(what, entry.task.text if label else "")


def _state(view: PlanView, span: str, entry: Entry | None) -> Cell:
    """Return how an entry stands; the period is named where it is not that of the column."""
    if entry is None:
        return EMPTY
    update = entry.update if says(entry) else None
    other = periods.label(update.period) if update and update.period != span else ""
    return status(state_badge(view, entry), other)


def state_badge(view: PlanView, entry: Entry) -> Badge:
    """Return the status of an entry, by the word printed; of one carried on: 此前已办结."""
    word = entry.update.status if entry.update and not entry.carried else None
    return badge_for(view.standing(entry), view.plan.id, word)


def by_unit(survey: Survey, view: PlanView, courses: Sequence[Course]) -> tuple[Answering, ...]:
    """Return the courses unit by unit, most lagging at the end first; what no unit answers for stands last."""
    found = {entry_key(course.entry): course for course in courses}
    units: list[tuple[UnitKey | None, tuple[Course, ...]]] = []
    for key, entries in answering(survey, view).items():
        own = (found.get(entry_key(entry)) for entry in entries)
        units.append((key, tuple(course for course in own if course)))
    shown = [unit for unit in units if unit[1]]
    shown.sort(key=lambda unit: -sum(view.standing(course.end).lagging for course in unit[1]))
    named = {entry_key(course.entry) for _, own in shown for course in own}
    rest = tuple(course for course in courses if entry_key(course.entry) not in named)
    return (*shown, (None, rest)) if rest else tuple(shown)


def unit_lines(
    survey: Survey, view: PlanView, rollup: Rollup, units: Sequence[Answering]
) -> UnitLines:
    """Return the units with their counts."""
    page = urls.rollup(view.plan.id, rollup.name)
    count = sum(key is not None for key, _ in units)
    return UnitLines(
        caption=f"{view.plan.title}{rollup.label}，{count}个单位；一项由几个单位负责的，各计一次",
        columns=tuple(WAYS[way][0] for way in _OF_UNITS),
        rows=tuple(
            _unit_line(survey, view, unit, f"{page}#{unit_anchor(unit[0])}") for unit in units
        ),
    )


def _unit_line(survey: Survey, view: PlanView, unit: Answering, path: str) -> UnitLine:
    key, courses = unit
    members = survey.directory.units[key].members if key else ()
    moved = [way for course in courses for way in course.moved]
    return UnitLine(
        unit=link_of_key(survey.directory, key),
        members=tuple(link_of_unit(survey.directory, view.plan.district, name) for name in members),
        total=_figure("项数", len(courses), path),
        start=_shares(view, (course.start for course in courses), path),
        end=_shares(view, (course.end for course in courses), path),
        moved=tuple(_figure(WAYS[way][0], moved.count(way), path) for way in _OF_UNITS),
    )


def _figure(label: str, count: int, path: str) -> CountCell:
    return CountCell(label, "grey", count, path if count else None)


def _shares(view: PlanView, entries: Iterable[Entry | None], path: str) -> tuple[Share, ...]:
    stood = [entry for entry in entries if entry]
    return tuple(
        Share(badge_for(standing, view.plan.id), count, None, path)
        for standing, count in counts_of(view, stood)
    )


def course_table(
    survey: Survey, view: PlanView, rollup: Rollup, units: Sequence[Answering]
) -> Table:
    """Return every assignment, unit by unit, with how it stood in each period."""
    several = " courses-several" if len(rollup.columns) > _ON_PAPER else ""
    many = " courses-many" if len(rollup.columns) > _ON_SCREEN else ""
    return Table(
        caption=f"{view.plan.title}{rollup.label}各期完成情况，单位按期末滞后项数排列",
        columns=(
            Column("unit", "单位"),
            Column("number", "序号", page="number"),
            Column("title", "任务", page="what", heads=True),
            Column("within", "所属任务"),
            *_spans(view, rollup),
            Column("moved", "变动", page="moves"),
            Column("path", "网页"),
        ),
        groups=tuple(_course_group(survey, view, rollup, unit) for unit in units),
        style=f"courses{several}{many} rows",
    )


def _spans(view: PlanView, rollup: Rollup) -> Iterator[Column]:
    """Yield a column a period, which leads there."""
    for number, one in enumerate(rollup.columns, start=1):
        path = urls.period(view.plan.id, one.span)
        name = _short(one.span, rollup.name[:4])
        yield Column(f"state_{number}", name, page="stands", path=path)


def _short(span: str, year: str) -> str:
    """Return a period without the year that the whole page is about."""
    label = periods.label(span)
    return (label.removeprefix(f"{year}年") or "全年") if span[:4] == year else label


def _course_group(survey: Survey, view: PlanView, rollup: Rollup, unit: Answering) -> Group:
    key, courses = unit
    lagging_first = sorted(courses, key=lambda course: not view.standing(course.end).lagging)
    link = link_of_key(survey.directory, key)
    rows = tuple(_course_row(view, rollup, link.text, course) for course in lagging_first)
    return Group(rows, linked(link), f"{len(rows)}项", unit_anchor(key))


def _course_row(view: PlanView, rollup: Rollup, unit: str, course: Course) -> Row:
    number, what = item_cells(course.entry)
    states = (
        _state(view, column.span, entry)
        for column, entry in zip(rollup.columns, course.cells, strict=True)
    )
    within = course.entry.task.text if course.entry.assignment.label else None
    moved = moved_words(course)
    path = entry_path(course.entry)
    return Row((unit, number, what, within, *states, Cell(moved, moves=moved), path))


def moved_words(course: Course) -> tuple[str, ...]:
    """Return what moved, in words: 上升, 持续滞后3期, 无变化."""
    words = tuple(_way_words(course, way) for way in WAYS if way in course.moved)
    return (*words, _REMARKS[course.remark]) if course.remark else words


def _way_words(course: Course, way: Moved) -> str:
    name, lasting = WAYS[way][0], course.run >= _LASTING
    if way == "newly_lagging" and lasting:
        return f"{name}，已{course.run}期"
    if way == "still_lagging":
        return f"{name}{course.run}期" if lasting else "再次滞后"
    return name
