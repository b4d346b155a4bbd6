"""The pages of roll-ups: a plan over a quarter, a half-year or a year, unit by unit.

In: the survey and how everything went. Out: one ``RollupPage`` a plan and span, and the links that lead there. Shares
are only within one period, so that none is shown: counts, states and what moved.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tongbao.progress import periods
from tongbao.progress.history import History
from tongbao.progress.people import UnitKey
from tongbao.progress.rollups import (
    Course,
    Rollup,
    answered_by,
    courses_of,
    is_listed,
    rollups_of,
)
from tongbao.progress.survey import PlanView, Survey
from tongbao.site import heads, urls
from tongbao.site.page import Page
from tongbao.site.pages.rollup_tables import (
    LAGGING,
    WAYS,
    UnitLines,
    by_unit,
    course_table,
    moved_tables,
    unit_anchor,
    unit_lines,
    way_anchor,
)
from tongbao.site.table import Table, sheet
from tongbao.site.views import Link
from tongbao.site.wording import left_out_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupPage(Page):
    """A plan over a quarter, a half-year or a year."""

    template: ClassVar[str] = "rollup"

    heading: str
    plan: Link
    others: tuple[Link, ...]
    sentence: tuple[Link, ...]
    left_out: str
    notes: tuple[str, ...]
    moved: tuple[Table, ...]
    units: UnitLines
    courses: Table


def rollup_pages(survey: Survey, history: History) -> Iterator[RollupPage]:
    """Yield the page of every roll-up of every plan."""
    for view in survey.plans:
        timeline = history.timelines[view.plan.id]
        for rollup in rollups_of(view):
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
        if view.plan.id not in plans or not (own := answered_by(survey, view, key)):
            continue
        for rollup in rollups_of(view):
            if any(is_listed(survey, rollup, entry) for entry in own):
                path = f"{_path(view, rollup)}#{unit_anchor(key)}"
                found.append((view, Link(_title(rollup), path)))
    if len({view.plan.id for view, _ in found}) == 1:
        return tuple(link for _, link in found)
    return tuple(Link(link.text, link.path, f"（{view.plan.title}）") for view, link in found)


def _title(rollup: Rollup) -> str:
    return f"{rollup.label}汇总"


def _path(view: PlanView, rollup: Rollup) -> str:
    return urls.rollup(view.plan.id, rollup.name)


def _page(
    survey: Survey, view: PlanView, rollup: Rollup, courses: tuple[Course, ...]
) -> RollupPage:
    plan, title = view.plan, _title(rollup)
    path = _path(view, rollup)
    units = by_unit(survey, view, courses)
    courses_listed = course_table(survey, view, rollup, units)
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
        moved=tuple(moved_tables(survey, view, rollup, courses)),
        units=unit_lines(survey, view, rollup, units),
        courses=courses_listed,
        listed=sheet(path, courses_listed.caption, courses_listed),
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
        Link(f"{WAYS[moved][0]}{counted[moved]}项", f"{page}#{way_anchor(moved)}")
        for moved in ("better", "worse", "completed", "added", "newly_lagging")
        if counted[moved]
    ]
    if lagging := sum(counted[moved] for moved in LAGGING):
        figures += [Link(f"期末滞后{lagging}项", f"{page}#lagging")]
    for number, figure in enumerate(figures or [Link("期初到期末没有变动")]):
        pieces += [Link("，"), figure] if number else [figure]
    return (*pieces, Link("。"))


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
