"""The pages of roll-ups: a plan over a quarter, a half-year or a year, unit by unit.

In: the survey. Out: one ``RollupPage`` a plan and span, and the links that lead there. Shares are only within one
period, so that none is shown: counts, states and what moved.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tongbao.site import heads, periods, urls
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
    RollupPage,
    State,
    UnitLine,
    UnitLines,
)
from tongbao.site.rollups import (
    Column,
    Course,
    Moved,
    Remark,
    Rollup,
    answering,
    courses_of,
    is_listed,
    rollups_of,
    says,
    timeline_of,
)
from tongbao.site.rows import entry_path, row_number
from tongbao.site.survey import PlanView, Survey
from tongbao.site.tallies import counts_of
from tongbao.site.views import Badge, Cell, Link, Share
from tongbao.site.wording import left_out_sentence

_LAGGING: tuple[Moved, ...] = ("newly_lagging", "still_lagging")
# In the order of the lists: what each is called, and which those are.
_WAYS: Mapping[Moved, tuple[str, str]] = {
    "newly_lagging": ("新滞后", "期初不滞后或还没有列出，期末滞后"),
    "still_lagging": ("持续滞后", "期初和期末都滞后"),
    "worse": ("下降", "期末的完成情况比期初低，包括新滞后的"),
    "better": ("上升", "期末的完成情况比期初高，还没有办结"),
    "completed": ("办结", "期初没有办结，期末已办结"),
    "added": ("新增", "期初还没有列出"),
}
_REMARKS: Mapping[Remark, str] = {
    "": "",
    "unreported": "期末未报送",
    "not_compared": "不作比较",
    "wavered": "有起伏，期末同期初",
    "same": "无变化",
}
_NOBODY = "unit-none"


def rollup_pages(survey: Survey) -> Iterator[RollupPage]:
    """Yield the page of every roll-up of every plan."""
    for view in survey.plans:
        if rollups := rollups_of(view):
            timeline = timeline_of(survey, view)
            for rollup in rollups:
                yield _page(survey, view, rollup, courses_of(survey, view, rollup, timeline))


def rollup_links(view: PlanView) -> tuple[Link, ...]:
    """Return the ways to the roll-ups of a plan, by their end."""
    return tuple(Link(_title(rollup), _path(view, rollup)) for rollup in rollups_of(view))


def unit_rollup_links(survey: Survey, key: UnitKey) -> tuple[Link, ...]:
    """Return the ways to what a unit answers for in the roll-ups; the plan is named where there are several."""
    found: list[tuple[PlanView, Link]] = []
    parts = survey.directory.involved.units.get(key, ())
    plans = {part.entry.plan.id for part in parts if part.role == "counted"}
    for view in survey.plans:
        own = answering_for(survey, view, key) if view.plan.id in plans else ()
        for rollup in rollups_of(view) if own else ():
            if any(is_listed(survey, rollup, entry) for entry in own):
                path = f"{_path(view, rollup)}#{_anchor(key)}"
                found.append((view, Link(_title(rollup), path)))
    if len({view.plan.id for view, _ in found}) == 1:
        return tuple(link for _, link in found)
    return tuple(Link(link.text, link.path, f"（{view.plan.title}）") for view, link in found)


def _title(rollup: Rollup) -> str:
    return f"{rollup.label}汇总"


def _path(view: PlanView, rollup: Rollup) -> str:
    return urls.rollup(view.plan.id, rollup.name)


def _anchor(key: UnitKey) -> str:
    return f"unit-{key.id}"


def _page(
    survey: Survey, view: PlanView, rollup: Rollup, courses: tuple[Course, ...]
) -> RollupPage:
    plan, title = view.plan, _title(rollup)
    path = _path(view, rollup)
    by_unit = _by_unit(survey, view, courses)
    return RollupPage(
        path=path,
        title=f"{plan.title}{title}",
        made_from=plan.path,
        section="periods",
        crumbs=(Link("期次", urls.PERIODS),),
        metas=heads.column(title, f"{plan.title}{title}", (plan.title, rollup.label)),
        heading=title,
        plan=Link(plan.title, urls.plan(plan.id)),
        others=tuple(link for link in rollup_links(view) if link.path != path),
        sentence=_sentence(view, rollup, courses),
        left_out=left_out_sentence(survey.shown.left_out_of(plan.id)),
        notes=tuple(_notes(rollup, courses)),
        moved=tuple(_moved_tables(survey, view, rollup, courses)),
        units=_unit_lines(survey, view, rollup, by_unit),
        courses=_course_table(survey, view, rollup, by_unit),
    )


def _sentence(view: PlanView, rollup: Rollup, courses: Sequence[Course]) -> tuple[Link, ...]:
    """Return which periods it is about, how many assignments, what moved, how many lag; figures lead down the page."""
    page = _path(view, rollup)
    pieces = [Link(f"{rollup.label}内截止的有{len(rollup.columns)}期：")]
    for number, column in enumerate(rollup.columns):
        pieces += [Link("、")] if number else []
        pieces += [Link(periods.label(column.span), urls.period(view.plan.id, column.span))]
    pieces += [Link("。共"), Link(f"{len(courses)}项分工", f"{page}#units"), Link("：")]
    counted = Counter(moved for course in courses for moved in course.moved)
    figures = [
        Link(f"{_WAYS[moved][0]}{counted[moved]}项", f"{page}#{_way_anchor(moved)}")
        for moved in ("better", "worse", "completed", "added", "newly_lagging")
        if counted[moved]
    ]
    if lagging := sum(counted[moved] for moved in _LAGGING):
        figures += [Link(f"期末滞后{lagging}项", f"{page}#lagging")]
    for number, figure in enumerate(figures or [Link("期初到期末没有变动")]):
        pieces += [Link("，"), figure] if number else [figure]
    return (*pieces, Link("。"))


def _way_anchor(moved: Moved) -> str:
    return moved.replace("_", "-")


def _notes(rollup: Rollup, courses: Sequence[Course]) -> Iterator[str]:
    start, end = (periods.label(one.span) for one in (rollup.start, rollup.columns[-1]))
    first = "" if rollup.before else "（此前没有期次，取第一期）"
    yield f"期初指{start}{first}，期末指{end}；比较的是一项分工最近一次的完成情况。"
    if left := [span for column in rollup.columns for span in column.others]:
        named = "、".join(map(periods.label, left))
        yield f"截止月份相同的几期只列其中一期；{named}不另列，只在所列一期没有进展时采用。"
    if errata := sum(_errata_of(course) for course in courses):
        yield f"所列是更正以后的情况，已计入{errata}处更正；公布时的情况见各任务页。"


def _errata_of(course: Course) -> int:
    """Return how many errata the updates of a span have."""
    said = (cell.update for cell in course.cells if cell and not cell.carried)
    return sum(len(update.errata) for update in said if update)


def _moved_tables(
    survey: Survey, view: PlanView, rollup: Rollup, courses: Sequence[Course]
) -> Iterator[MovedTable]:
    """Yield what lags at the end, and what moved otherwise, as far as there is any."""
    plan = view.plan.title
    for anchor, heading, ways in (
        ("lagging", "期末滞后", _LAGGING),
        ("moved", "变动", tuple(way for way in _WAYS if way not in _LAGGING)),
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
            heading, rule = _WAYS[way]
            yield MovedGroup(anchor=_way_anchor(way), heading=heading, rule=rule, rows=rows)


def _moved_row(survey: Survey, view: PlanView, rollup: Rollup, course: Course) -> MovedRow:
    names = course.entry.assignment.counted_units
    was = course.opening if course.opening is not course.end else None
    return MovedRow(
        item=item_of(course.entry),
        units=tuple(survey.directory.unit_link(view.plan.district, name) for name in names),
        was=_state(view, rollup.start, was, "期初"),
        now=_state(view, rollup.columns[-1], course.end, "期末"),
        detail="" if course.run < _LASTING else f"已滞后{course.run}期",
    )


# How many periods in a row are called lasting.
_LASTING = 2


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
        badge=_badge(view, entry),
        note=periods.label(update.period) if update and other else "",
    )


def _badge(view: PlanView, entry: Entry) -> Badge:
    """Return the status of an entry, by the word printed; of one carried on: 此前已办结."""
    word = entry.update.status if entry.update and not entry.carried else None
    return view.standing(entry).badge(view.plan.id, word)


Unit = tuple[UnitKey | None, tuple[Course, ...]]
