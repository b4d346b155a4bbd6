"""The tables of a roll-up: what moved, the units with their counts, every assignment with its states.

In: the courses of a span. Out: values of ``rollup_pages``. An assignment stands with every unit that answers for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tongbao.site import periods, urls
from tongbao.site.merging import Entry
from tongbao.site.people import UnitKey
from tongbao.site.period_changes import entry_key
from tongbao.site.rollup_pages import (
    CourseGroup,
    CourseRow,
    CourseTable,
    Item,
    MovedGroup,
    MovedRow,
    MovedTable,
    State,
    UnitLine,
    UnitLines,
)
from tongbao.site.rollups import Column, Course, Moved, Remark, Rollup, answering, says
from tongbao.site.rows import entry_path, row_number
from tongbao.site.survey import PlanView, Survey
from tongbao.site.tallies import counts_of
from tongbao.site.views import Badge, Cell, Link, Share

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
    "not_compared": "不作比较",
    "wavered": "有起伏，期末同期初",
    "same": "无变化",
}
_OF_UNITS: tuple[Moved, ...] = ("better", "worse", "completed", "newly_lagging", "still_lagging")
# How many periods in a row are told.
_LASTING = 2

# A unit, None for what no unit answers for, with its courses.
Answering = tuple[UnitKey | None, tuple[Course, ...]]


def way_anchor(way: Moved) -> str:
    """Return the anchor of the list of what moved in one way."""
    return way.replace("_", "-")


def unit_anchor(key: UnitKey | None) -> str:
    """Return the anchor of what a unit answers for."""
    return f"unit-{key.id}" if key else "unit-none"


def moved_tables(
    survey: Survey, view: PlanView, rollup: Rollup, courses: Sequence[Course]
) -> Iterator[MovedTable]:
    """Yield what lags at the end, and what moved otherwise, as far as there is any."""
    plan = view.plan.title
    for anchor, heading, ways in (
        ("lagging", "期末滞后", LAGGING),
        ("moved", "变动", tuple(way for way in WAYS if way not in LAGGING)),
    ):
        concerned = [course for course in courses if set(course.moved) & set(ways)]
        if concerned:
            caption = f"{plan}{rollup.label}{heading}，共{len(concerned)}项"
            yield MovedTable(
                anchor=anchor,
                heading=heading,
                caption=caption if anchor == "lagging" else f"{caption}；一项可以列在几处",
                groups=tuple(_moved_groups(survey, view, rollup, concerned, ways)),
            )


def _moved_groups(
    survey: Survey,
    view: PlanView,
    rollup: Rollup,
    courses: Sequence[Course],
    ways: Iterable[Moved],
) -> Iterator[MovedGroup]:
    for way in ways:
        rows = tuple(
            _moved_row(survey, view, rollup, course) for course in courses if way in course.moved
        )
        if rows:
            heading, rule = WAYS[way]
            yield MovedGroup(anchor=way_anchor(way), heading=heading, rule=rule, rows=rows)


def _moved_row(survey: Survey, view: PlanView, rollup: Rollup, course: Course) -> MovedRow:
    names = course.entry.counted_units
    was = course.opening if course.opening is not course.end else None
    return MovedRow(
        item=item_of(course.entry),
        units=tuple(survey.directory.unit_link(view.plan.district, name) for name in names),
        was=_state(view, rollup.start, was, "期初"),
        now=_state(view, rollup.columns[-1], course.end, "期末"),
        detail="" if course.run < _LASTING else f"已滞后{course.run}期",
    )


def item_of(entry: Entry) -> Item:
    """Return how a row of an assignment begins."""
    label = entry.assignment.label
    return Item(
        number=row_number(entry),
        title=label or entry.task.text,
        path=entry_path(entry),
        within=entry.task.text if label else "",
    )


def _state(view: PlanView, column: Column, entry: Entry | None, label: str) -> State:
    """Return how an entry stands; the period is named where it is not that of the column."""
    if entry is None:
        return State(label=label)
    update = entry.update if says(entry) else None
    other = update is not None and update.period != column.span
    return State(
        label=label,
        badge=state_badge(view, entry),
        note=periods.label(update.period) if update and other else "",
    )


def state_badge(view: PlanView, entry: Entry) -> Badge:
    """Return the status of an entry, by the word printed; of one carried on: 此前已办结."""
    word = entry.update.status if entry.update and not entry.carried else None
    return view.standing(entry).badge(view.plan.id, word)


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
        unit=unit_link(survey, key),
        members=tuple(survey.directory.unit_link(view.plan.district, name) for name in members),
        total=_figure("项数", len(courses), path),
        start=_shares(view, (course.start for course in courses), path),
        end=_shares(view, (course.end for course in courses), path),
        moved=tuple(_figure(WAYS[way][0], moved.count(way), path) for way in _OF_UNITS),
    )


def unit_link(survey: Survey, key: UnitKey | None) -> Link:
    """Return the way to a unit's page; words without one for what no unit answers for."""
    if key is None:
        return Link("没有列明单位")
    return Link(survey.directory.units[key].name, urls.unit(key.district, key.id))


def _figure(label: str, count: int, path: str) -> Cell:
    return Cell(label, "grey", count, path if count else None)


def _shares(view: PlanView, entries: Iterable[Entry | None], path: str) -> tuple[Share, ...]:
    stood = [entry for entry in entries if entry]
    return tuple(
        Share(standing.badge(view.plan.id), count, None, path)
        for standing, count in counts_of(view, stood)
    )


def course_table(
    survey: Survey, view: PlanView, rollup: Rollup, units: Sequence[Answering]
) -> CourseTable:
    """Return every assignment, unit by unit, with how it stood in each period."""
    heads = tuple((column, _short(column, rollup.name[:4])) for column in rollup.columns)
    return CourseTable(
        caption=f"{view.plan.title}{rollup.label}各期完成情况，单位按期末滞后项数排列",
        columns=tuple(Link(name, urls.period(view.plan.id, column.span)) for column, name in heads),
        groups=tuple(_course_group(survey, view, heads, unit) for unit in units),
    )


def _short(column: Column, year: str) -> str:
    """Return a period without the year that the whole page is about."""
    label = periods.label(column.span)
    if column.span[:4] != year:
        return label
    return label.removeprefix(f"{year}年") or "全年"


def _course_group(
    survey: Survey, view: PlanView, heads: Sequence[tuple[Column, str]], unit: Answering
) -> CourseGroup:
    key, courses = unit
    lagging_first = sorted(courses, key=lambda course: not view.standing(course.end).lagging)
    return CourseGroup(
        anchor=unit_anchor(key),
        unit=unit_link(survey, key),
        rows=tuple(_course_row(view, heads, course) for course in lagging_first),
    )


def _course_row(view: PlanView, heads: Sequence[tuple[Column, str]], course: Course) -> CourseRow:
    states = (
        _state(view, column, cell, name)
        for (column, name), cell in zip(heads, course.cells, strict=True)
    )
    return CourseRow(item=item_of(course.entry), states=tuple(states), moved=moved_words(course))


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
